//! From what was typed to the domain's words: taken whole, or refused with the field and the place. Never cut, never judged.

use domain::{Area, BadText, DisplayName, Flag, Note, SuggestionText, TEXT_CHARS_CEILING};
use protocol::{ErrorCode, Problem};
use text::{InputRefused, check_input, mask, personal_data};

/// What makes a word a link. Compared without regard to case.
const LINK_MARKS: [&str; 3] = ["http://", "https://", "www."];

/// A suggestion's text, ready for the command.
pub(crate) struct Typed {
    /// The text in the form in which it is kept.
    pub(crate) text: SuggestionText,
    /// The same with personal data masked: what post-moderation shows at once.
    pub(crate) shown: SuggestionText,
    /// What the checks noticed.
    pub(crate) flags: Vec<Flag>,
}

/// Takes a suggestion's text within the general limits; the meeting's own maximum is checked where it is decided.
pub(crate) fn suggestion(typed: &str) -> Result<Typed, Problem> {
    let kept = check_input(typed).map_err(|refused| match refused {
        // Readers count from 1.
        InputRefused::Character { position, .. } => bad_character(position + 1),
        InputRefused::Empty => Problem::new(ErrorCode::TextEmpty).field("text"),
    })?;
    let text = SuggestionText::new(&kept, TEXT_CHARS_CEILING).map_err(bad_text)?;
    let personal = !personal_data(&kept).is_empty();
    let shown =
        if personal { SuggestionText::new(&mask(&kept), TEXT_CHARS_CEILING).map_err(bad_text)? } else { text.clone() };
    let lower = kept.to_ascii_lowercase();
    let link = LINK_MARKS.iter().any(|mark| lower.contains(mark));
    let flags = [(personal, Flag::PersonalData), (link, Flag::Link)];
    Ok(Typed { text, shown, flags: flags.into_iter().filter_map(|(found, flag)| found.then_some(flag)).collect() })
}

/// The place meant; blanks are none.
pub(crate) fn area(typed: Option<&str>) -> Result<Option<Area>, Problem> {
    short(typed, "area", Area::new)
}

/// The name to show; blanks are none.
pub(crate) fn display_name(typed: Option<&str>) -> Result<Option<DisplayName>, Problem> {
    short(typed, "display_name", DisplayName::new)
}

/// Words of why, up to the length of a note; blanks are none.
pub(crate) fn note(typed: Option<&str>) -> Result<Option<Note>, Problem> {
    let Some(typed) = typed.filter(|typed| !typed.trim().is_empty()) else { return Ok(None) };
    let bad = || Problem::new(ErrorCode::BadField).field("note");
    let kept = check_input(typed).map_err(|_| bad())?;
    Note::new(&kept).map(Some).map_err(|_| bad())
}

fn short<T>(
    typed: Option<&str>,
    field: &'static str,
    take: fn(&str) -> Result<T, BadText>,
) -> Result<Option<T>, Problem> {
    let Some(typed) = typed.filter(|typed| !typed.trim().is_empty()) else { return Ok(None) };
    let bad = || Problem::new(ErrorCode::BadField).field(field);
    let kept = check_input(typed).map_err(|_| bad())?;
    // One line each: they stand beside the text, and must not push it about.
    if kept.contains('\n') {
        return Err(bad());
    }
    take(&kept).map(Some).map_err(|_| bad())
}

fn bad_text(bad: BadText) -> Problem {
    match bad {
        BadText::TooShort { chars, min } => {
            Problem::new(ErrorCode::TextTooShort).field("text").value("chars", chars).value("min", min)
        }
        BadText::TooLong { chars, max } => {
            Problem::new(ErrorCode::TextTooLong).field("text").value("chars", chars).value("max", max)
        }
        BadText::Control { at } => bad_character(at),
    }
}

fn bad_character(at: usize) -> Problem {
    Problem::new(ErrorCode::TextBadCharacter).field("text").value("at", at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(typed: &str) -> Option<ErrorCode> {
        suggestion(typed).err().map(|problem| problem.code())
    }

    #[test]
    fn a_text_is_taken_whole_or_refused_by_its_fault() {
        assert_eq!(refused("多建一些口袋公园"), None);
        assert_eq!(refused("修路。"), Some(ErrorCode::TextTooShort));
        assert_eq!(refused("。。。。。"), Some(ErrorCode::TextEmpty));
        assert_eq!(refused(""), Some(ErrorCode::TextEmpty));
        assert_eq!(refused("公园\u{200B}里多种树"), Some(ErrorCode::TextBadCharacter));
        assert_eq!(refused("公园\u{0}里多种树"), Some(ErrorCode::TextBadCharacter));
        assert_eq!(refused("公园\u{202E}里多种树"), Some(ErrorCode::TextBadCharacter));
        assert_eq!(refused(&"树".repeat(1_001)), Some(ErrorCode::TextTooLong));
    }

    #[test]
    fn checks_flag_and_mask_but_do_not_refuse() {
        let typed = suggestion("请致电 13800138000 或看 WWW.example.cn").ok().unwrap();
        assert_eq!(typed.flags, [Flag::PersonalData, Flag::Link]);
        assert!(typed.text.as_str().contains("13800138000") && !typed.shown.as_str().contains("13800138000"));
        assert_eq!(suggestion("多建一些口袋公园").ok().map(|typed| typed.flags), Some(Vec::new()));
    }

    #[test]
    fn place_and_name_are_one_short_line_or_nothing() {
        assert_eq!(area(Some("  ")).ok(), Some(None));
        assert_eq!(area(None).ok(), Some(None));
        assert_eq!(area(Some(" 锦江区 ")).ok().flatten().as_ref().map(Area::as_str), Some("锦江区"));
        for bad in ["两\n行", "隐\u{200B}形", &"长".repeat(31)] {
            assert!(area(Some(bad)).is_err(), "{bad:?}");
        }
        assert!(display_name(Some(&"长".repeat(21))).is_err());
    }
}
