//! What a typed text must be before it is anybody's words in the log.
//!
//! Refuses characters that cannot be shown honestly. Must not judge what a text says, and must never cut it: a text
//! is either taken whole or refused with the character and the place.

use crate::invisible::{
    BLACK_FLAG, CANCEL_TAG, ZERO_WIDTH_JOINER, is_bidi, is_blank, is_control, is_mongolian, is_noncharacter,
    is_pictograph, is_skin_tone, is_tag, is_variation_selector,
};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// Combining marks that may stand on one character. Tibetan and Vietnamese need four; towers of marks spill over
/// the neighbouring suggestions and are refused.
pub const MARKS_MAX: usize = 6;

/// Tag characters in one flag, its end included: the longest in use (a subdivision code) has six.
const FLAG_TAGS_MAX: usize = 8;

/// Why a character is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Forbidden {
    /// A C0 or C1 control character other than a line break or a tab.
    Control,
    /// A character that changes the direction of its neighbours.
    Bidi,
    /// A character that takes no ink and could hide words: zero-width space, joiner outside an emoji, filler, blank.
    Invisible,
    /// A code point that Unicode reserves for no text.
    Noncharacter,
    /// More than [`MARKS_MAX`] combining marks on one character.
    StackedMarks,
}

/// Why a text is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InputRefused {
    /// A character that is not allowed where it stands.
    #[error("character U+{:04X} at position {position} is not allowed ({kind:?})", u32::from(*character))]
    Character {
        /// What is wrong with it.
        kind: Forbidden,
        /// The character.
        character: char,
        /// Its place in the text as it was sent, counted in Unicode scalar values from 0.
        position: usize,
    },
    /// No letter, figure or picture in it: nothing, white space, or punctuation alone.
    #[error("text has no words")]
    Empty,
}

/// Checks a text that somebody typed, and returns it in the one form in which it is kept.
///
/// The form: composed (NFC), every kind of line break as `\n`, tabs as spaces, white space at both ends dropped
/// (it carries no words). Nothing else changes. Allowed among the invisible: the joiner and variation selectors
/// inside emoji, ideographic variation selectors after their character, and the marks of Mongolian spelling.
/// The length is the caller's to judge, by [`count_characters`].
///
/// # Errors
/// [`InputRefused`], at the first offending character.
pub fn check_input(text: &str) -> Result<String, InputRefused> {
    let characters: Vec<char> = text.chars().collect();
    let mut marks = 0;
    for (position, &character) in characters.iter().enumerate() {
        marks = if is_combining_mark(character) { marks + 1 } else { 0 };
        let found = forbidden(&characters, position).or_else(|| (marks > MARKS_MAX).then_some(Forbidden::StackedMarks));
        if let Some(kind) = found {
            return Err(InputRefused::Character { kind, character, position });
        }
    }
    if !characters.iter().any(|&c| c.is_alphanumeric() || is_pictograph(c)) {
        return Err(InputRefused::Empty);
    }
    Ok(settle(&characters))
}

/// Length of a text as a reader counts it: extended grapheme clusters (Unicode Standard Annex 29).
///
/// Punctuation and inner white space count; a joined emoji counts as one.
pub fn count_characters(text: &str) -> usize {
    text.graphemes(true).count()
}

/// What is wrong with the character at `position`, if anything.
fn forbidden(characters: &[char], position: usize) -> Option<Forbidden> {
    let character = characters[position];
    if is_line_break(character) || character == '\t' {
        return None;
    }
    if is_control(character) {
        return Some(Forbidden::Control);
    }
    if is_bidi(character) {
        return Some(Forbidden::Bidi);
    }
    if is_noncharacter(character) {
        return Some(Forbidden::Noncharacter);
    }
    if is_variation_selector(character) {
        return (!selects(characters, position)).then_some(Forbidden::Invisible);
    }
    if !is_blank(character) || is_spelling(characters, position) {
        return None;
    }
    Some(Forbidden::Invisible)
}

/// Whether an invisible character is part of how something visible is spelled.
fn is_spelling(characters: &[char], position: usize) -> bool {
    let before = position.checked_sub(1).map(|index| characters[index]);
    match characters[position] {
        ZERO_WIDTH_JOINER => {
            before.is_some_and(|c| is_pictograph(c) || is_emoji_selector(characters, position - 1))
                && characters.get(position + 1).is_some_and(|&c| is_pictograph(c) && !is_skin_tone(c))
        }
        '\u{180E}' => {
            before.is_some_and(is_mongolian) && characters.get(position + 1).is_some_and(|&c| is_mongolian(c))
        }
        tag if is_tag(tag) => is_in_flag(characters, position),
        _ => false,
    }
}

/// Whether the variation selector at `position` stands after something that has looks to choose from.
fn selects(characters: &[char], position: usize) -> bool {
    position.checked_sub(1).is_some_and(|index| {
        let base = characters[index];
        !(base.is_whitespace() || is_variation_selector(base) || is_blank(base))
    })
}

fn is_emoji_selector(characters: &[char], position: usize) -> bool {
    characters[position] == '\u{FE0F}' && position > 0 && is_pictograph(characters[position - 1])
}

/// Whether the tag at `position` belongs to a flag: black flag, tags, end tag, in one run.
fn is_in_flag(characters: &[char], position: usize) -> bool {
    let back = characters[..position].iter().rev().take(FLAG_TAGS_MAX);
    let before = back.take_while(|&&c| is_tag(c) && c != CANCEL_TAG).count();
    let starts = position > before && characters[position - before - 1] == BLACK_FLAG;
    let forth = characters[position..].iter().take(FLAG_TAGS_MAX);
    let inner = forth.take_while(|&&c| is_tag(c) && c != CANCEL_TAG).count();
    let ends = characters.get(position + inner) == Some(&CANCEL_TAG);
    starts && ends && before + inner > 0 && before + inner < FLAG_TAGS_MAX
}

/// Line feed, carriage return, next line (U+0085), line and paragraph separator.
fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The kept form of a text whose every character is allowed.
fn settle(characters: &[char]) -> String {
    let mut settled = String::with_capacity(characters.len() * 3);
    let mut previous = '\0';
    for &c in characters {
        match c {
            '\n' if previous == '\r' => {}
            '\t' => settled.push(' '),
            c if is_line_break(c) => settled.push('\n'),
            c => settled.push(c),
        }
        previous = c;
    }
    settled.trim().nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn allowed_texts_are_kept_whole() {
        for (given, kept) in [
            ("多建口袋公园", "多建口袋公园"),
            ("  前后有空白 \n", "前后有空白"),
            ("第一行\r\n第二行\r第三行\u{2028}第四行\u{85}第五行", "第一行\n第二行\n第三行\n第四行\n第五行"),
            ("空\t一格", "空 一格"),
            ("e\u{301}cole", "école"),
            ("一家👨\u{200D}👩\u{200D}👧好", "一家👨\u{200D}👩\u{200D}👧好"),
            ("彩虹🏳\u{FE0F}\u{200D}🌈", "彩虹🏳\u{FE0F}\u{200D}🌈"),
            ("医生👩🏽\u{200D}⚕\u{FE0F}", "医生👩🏽\u{200D}⚕\u{FE0F}"),
            ("❤\u{FE0F}", "❤\u{FE0F}"),
            ("1\u{FE0F}\u{20E3}号", "1\u{FE0F}\u{20E3}号"),
            ("葛\u{E0100}城", "葛\u{E0100}城"),
            (
                "旗🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
                "旗🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
            ),
            ("ᠮᠤᠩᠭᠤᠯ\u{180B}", "ᠮᠤᠩᠭᠤᠯ\u{180B}"),
            ("ᠬᠠᠨ\u{180E}ᠠ", "ᠬᠠᠨ\u{180E}ᠠ"),
            ("👍👍", "👍👍"),
            ("7", "7"),
            ("བོད་ཡིག", "བོད་ཡིག"),
            ("私用\u{E000}字", "私用\u{E000}字"),
        ] {
            assert_eq!(check_input(given).as_deref(), Ok(kept), "{given:?}");
        }
    }

    #[test]
    fn refused_characters_are_named_with_their_place() {
        for (given, kind, character, position) in [
            ("公园\u{0}城", Forbidden::Control, '\0', 2),
            ("a\u{1B}[31m", Forbidden::Control, '\u{1B}', 1),
            ("字\u{7F}", Forbidden::Control, '\u{7F}', 1),
            ("字\u{9F}", Forbidden::Control, '\u{9F}', 1),
            ("分页\u{C}", Forbidden::Control, '\u{C}', 2),
            ("好\u{202E}坏", Forbidden::Bidi, '\u{202E}', 1),
            ("好\u{2066}坏", Forbidden::Bidi, '\u{2066}', 1),
            ("好\u{200F}", Forbidden::Bidi, '\u{200F}', 1),
            ("好\u{FDD0}", Forbidden::Noncharacter, '\u{FDD0}', 1),
            ("好\u{FFFF}", Forbidden::Noncharacter, '\u{FFFF}', 1),
            ("好\u{10FFFE}", Forbidden::Noncharacter, '\u{10FFFE}', 1),
            ("公\u{200B}园", Forbidden::Invisible, '\u{200B}', 1),
            ("公\u{200D}园", Forbidden::Invisible, '\u{200D}', 1),
            ("👨\u{200D}园", Forbidden::Invisible, '\u{200D}', 1),
            ("公\u{200D}👨", Forbidden::Invisible, '\u{200D}', 1),
            ("👨\u{200D}\u{200D}👩", Forbidden::Invisible, '\u{200D}', 1),
            ("👨\u{200D}", Forbidden::Invisible, '\u{200D}', 1),
            ("\u{FEFF}公园", Forbidden::Invisible, '\u{FEFF}', 0),
            ("公\u{AD}园", Forbidden::Invisible, '\u{AD}', 1),
            ("公\u{3164}园", Forbidden::Invisible, '\u{3164}', 1),
            ("公\u{2800}园", Forbidden::Invisible, '\u{2800}', 1),
            ("公\u{180E}园", Forbidden::Invisible, '\u{180E}', 1),
            ("\u{FE0F}公园", Forbidden::Invisible, '\u{FE0F}', 0),
            ("❤\u{FE0F}\u{FE0F}", Forbidden::Invisible, '\u{FE0F}', 2),
            ("公 \u{E0101}园", Forbidden::Invisible, '\u{E0101}', 2),
            ("公\u{E0041}园", Forbidden::Invisible, '\u{E0041}', 1),
            ("🏴\u{E0067}园", Forbidden::Invisible, '\u{E0067}', 1),
            ("🏴\u{E007F}园", Forbidden::Invisible, '\u{E007F}', 1),
            ("公a\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}", Forbidden::StackedMarks, '\u{307}', 8),
        ] {
            let refused = InputRefused::Character { kind, character, position };
            assert_eq!(check_input(given), Err(refused), "{given:?}");
        }
    }

    #[test]
    fn texts_without_words_are_empty() {
        for given in ["", " ", "\n\n", "。。。", "!?…—", "　", "＊＊＊", "+-=", "（）"] {
            assert_eq!(check_input(given), Err(InputRefused::Empty), "{given:?}");
        }
    }

    #[test]
    fn refusal_names_the_code_point() {
        let refused = check_input("公\u{200B}园").unwrap_err();
        assert_eq!(refused.to_string(), "character U+200B at position 1 is not allowed (Invisible)");
    }

    #[test]
    fn joined_emoji_counts_as_one_character() {
        assert_eq!(count_characters("一家👨\u{200D}👩\u{200D}👧"), 3);
        assert_eq!(count_characters("e\u{301}"), 1);
    }

    proptest! {
        #[test]
        fn what_is_taken_is_taken_again_unchanged(text in "\\PC{0,30}|[\u{1F3F4}\u{E0061}-\u{E0063}\u{E007F}\u{200D}\u{FE0F}👨👩a公\u{301}]{0,12}") {
            if let Ok(kept) = check_input(&text) {
                prop_assert_eq!(check_input(&kept), Ok(kept));
            }
        }

        #[test]
        fn every_visible_character_survives(text in "[公园城市多建0-9a-zA-Z，。！？、 \n]{1,60}") {
            if let Ok(kept) = check_input(&text) {
                let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
                prop_assert_eq!(visible(&kept), visible(&text));
            }
        }

        #[test]
        fn no_text_whatever_makes_the_check_fail_otherwise(text in any::<String>()) {
            let _ = check_input(&text);
        }
    }
}
