//! Tables of characters that a reader cannot see, or that change how others are shown.
//!
//! Only classifies single characters; what is done about them is decided in `input` and `canonical`.

/// U+200D, the glue of composed emoji.
pub(crate) const ZERO_WIDTH_JOINER: char = '\u{200D}';
/// U+1F3F4, the base of the flags that are spelled with tag characters (England, Scotland, Wales).
pub(crate) const BLACK_FLAG: char = '\u{1F3F4}';
/// U+E007F, the end of a tag sequence.
pub(crate) const CANCEL_TAG: char = '\u{E007F}';

/// A C0 or C1 control character, line breaks and tab included.
pub(crate) fn is_control(c: char) -> bool {
    c.is_control()
}

/// A character that reorders its neighbours on the screen: embeddings, overrides, isolates and marks.
///
/// Source: Unicode Standard Annex 9, table 1 and 2; they can make a text read differently from what is stored.
pub(crate) fn is_bidi(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// One of Unicode's 66 noncharacters, which no text interchanges (Unicode Standard, section 23.7).
pub(crate) fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{FDD0}'..='\u{FDEF}') || (u32::from(c) & 0xFFFE) == 0xFFFE
}

/// A variation selector: picks one look of the character before it, and has none of its own.
pub(crate) fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{180B}'..='\u{180D}' | '\u{180F}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// A tag character, of which subdivision flags are spelled.
pub(crate) fn is_tag(c: char) -> bool {
    matches!(c, '\u{E0020}'..='\u{E007E}') || c == CANCEL_TAG
}

/// A character without any look of its own that is none of the above: joiners, fillers, blanks, annotation anchors.
pub(crate) fn is_blank(c: char) -> bool {
    matches!(c,
        '\u{00AD}' // soft hyphen
        | '\u{034F}' // combining grapheme joiner
        | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' // hangul fillers
        | '\u{17B4}' | '\u{17B5}' // khmer inherent vowels
        | '\u{180E}' // mongolian vowel separator
        | '\u{200B}'..='\u{200D}' // zero-width space, non-joiner, joiner
        | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}' // invisible operators, deprecated format characters
        | '\u{2800}' // braille blank
        | '\u{FEFF}' // byte order mark
        | '\u{FFF0}'..='\u{FFFC}' // interlinear annotation, object replacement
        | '\u{1BCA0}'..='\u{1BCA3}' // shorthand format controls
        | '\u{1D173}'..='\u{1D17A}' // musical format controls
        | '\u{E0000}'..='\u{E0FFF}' // tags and the rest of their plane
    ) && !is_variation_selector(c)
}

/// A picture that may stand in a joined emoji.
///
/// Whole blocks instead of Unicode's exact `Extended_Pictographic` list: a joiner between two arrows does no harm, and
/// the blocks do not change with each emoji release.
pub(crate) fn is_pictograph(c: char) -> bool {
    matches!(c,
        '\u{00A9}' | '\u{00AE}' | '\u{203C}' | '\u{2049}' | '\u{2122}' | '\u{2139}'
        | '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{23FF}' | '\u{25A0}'..='\u{27BF}'
        | '\u{2900}'..='\u{297F}' | '\u{2B00}'..='\u{2BFF}' | '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}'
        | '\u{1F000}'..='\u{1FAFF}')
}

/// A skin tone, which colours the emoji before it.
pub(crate) fn is_skin_tone(c: char) -> bool {
    matches!(c, '\u{1F3FB}'..='\u{1F3FF}')
}

/// A letter of the Mongolian script, whose spelling needs U+180E before its last vowel.
pub(crate) fn is_mongolian(c: char) -> bool {
    matches!(c, '\u{1820}'..='\u{18AA}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_sixty_six_noncharacters() {
        let count = ('\0'..=char::MAX).filter(|&c| is_noncharacter(c)).count();
        assert_eq!(count, 66);
    }

    #[test]
    fn no_letter_of_daily_writing_is_blank() {
        for c in "公园城市，建设？ABCxyz019 é ñ ㄅ の 한 ᠮ ཀ".chars() {
            assert!(!is_blank(c) && !is_bidi(c) && !is_noncharacter(c), "{c:?}");
        }
    }
}
