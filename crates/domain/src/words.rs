//! Texts that people type, as value types: a value that exists is within its limits. Nothing is cut to fit.
//!
//! Lengths are graphemes, what a reader counts as characters (Unicode UAX #29): a flag or a family emoji counts one.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

/// A meeting may set its longest suggestion up to this many characters (graphemes).
pub const TEXT_CHARS_CEILING: usize = 1_000;
/// The shortest suggestion, in characters: below it nothing concrete can be said.
pub const TEXT_CHARS_MIN: usize = 4;
/// Bytes that one character may take at most on average: 200 emoji of 35 bytes (families with skin tones) still fit,
/// a "character" of a thousand combining marks does not.
const BYTES_PER_CHAR_MAX: usize = 64;
const AREA_CHARS_MAX: usize = 30;
const NAME_CHARS_MAX: usize = 20;
const NOTE_CHARS_MAX: usize = 500;
const LABEL_CHARS_MAX: usize = 40;
const CAPTION_CHARS_MAX: usize = 200;
const PAPER_CHARS_MAX: usize = 20;
/// The longest run-book or hand-over note, in characters: about six pages.
pub const DESK_TEXT_CHARS_MAX: usize = 4_000;

/// Why a text cannot be taken. Lengths are in characters (graphemes).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadText {
    /// Fewer characters than the least allowed.
    #[error("{chars} characters, at least {min} are needed")]
    TooShort {
        /// How long it is.
        chars: usize,
        /// How long it must be.
        min: usize,
    },
    /// More characters than allowed.
    #[error("{chars} characters, at most {max} are taken")]
    TooLong {
        /// How long it is.
        chars: usize,
        /// How long it may be.
        max: usize,
    },
    /// A control character other than a line break.
    #[error("a control character at byte {at}")]
    Control {
        /// Offset in bytes.
        at: usize,
    },
}

fn checked(text: &str, min: usize, max: usize) -> Result<Box<str>, BadText> {
    let text = text.trim();
    if let Some((at, _)) = text.char_indices().find(|(_, c)| c.is_control() && *c != '\n') {
        return Err(BadText::Control { at });
    }
    let chars = text.graphemes(true).count();
    if chars < min {
        return Err(BadText::TooShort { chars, min });
    }
    if chars > max || text.len() > max * BYTES_PER_CHAR_MAX {
        return Err(BadText::TooLong { chars: chars.max(text.len() / BYTES_PER_CHAR_MAX), max });
    }
    Ok(text.into())
}

macro_rules! text_type {
    ($(#[$meaning:meta])* $name:ident) => {
        $(#[$meaning])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Box<str>);

        impl $name {
            /// The text itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&self.0)
            }
        }
    };
}

text_type! {
    /// The text of a suggestion: 4 to the meeting's maximum characters, surrounding white space removed.
    SuggestionText
}
text_type! {
    /// Where the author lives or what place is meant, in their words: 1–30 characters.
    Area
}
text_type! {
    /// The name that the author wishes shown: 1–20 characters.
    DisplayName
}
text_type! {
    /// A staff member's words beside a decision: 1–500 characters.
    Note
}
text_type! {
    /// What a responsible unit or a speaker is called: 1–40 characters.
    Label
}
text_type! {
    /// One line of captions: 1–200 characters.
    Caption
}
text_type! {
    /// A run-book or a hand-over note: 1 to [`DESK_TEXT_CHARS_MAX`] characters.
    DeskText
}
text_type! {
    /// The number on a paper form that a scribe enters: 1–20 characters.
    PaperNo
}

impl SuggestionText {
    /// Takes `text` if it has [`TEXT_CHARS_MIN`] to `chars_max` characters; `chars_max` is at most [`TEXT_CHARS_CEILING`].
    pub fn new(text: &str, chars_max: usize) -> Result<Self, BadText> {
        checked(text, TEXT_CHARS_MIN, chars_max.min(TEXT_CHARS_CEILING)).map(Self)
    }

    /// The length that limits speak of: graphemes.
    pub fn chars(&self) -> usize {
        self.0.graphemes(true).count()
    }
}

impl Area {
    /// Takes 1–30 characters.
    pub fn new(text: &str) -> Result<Self, BadText> {
        checked(text, 1, AREA_CHARS_MAX).map(Self)
    }
}

impl DisplayName {
    /// Takes 1–20 characters.
    pub fn new(text: &str) -> Result<Self, BadText> {
        checked(text, 1, NAME_CHARS_MAX).map(Self)
    }
}

impl Note {
    /// Takes 1–500 characters.
    pub fn new(text: &str) -> Result<Self, BadText> {
        checked(text, 1, NOTE_CHARS_MAX).map(Self)
    }
}

impl Label {
    /// Takes 1–40 characters.
    pub fn new(text: &str) -> Result<Self, BadText> {
        checked(text, 1, LABEL_CHARS_MAX).map(Self)
    }
}

impl Caption {
    /// Takes 1–200 characters.
    pub fn new(text: &str) -> Result<Self, BadText> {
        checked(text, 1, CAPTION_CHARS_MAX).map(Self)
    }
}

impl DeskText {
    /// Takes 1 to [`DESK_TEXT_CHARS_MAX`] characters.
    pub fn new(text: &str) -> Result<Self, BadText> {
        checked(text, 1, DESK_TEXT_CHARS_MAX).map(Self)
    }
}

impl PaperNo {
    /// Takes 1–20 characters.
    pub fn new(text: &str) -> Result<Self, BadText> {
        checked(text, 1, PAPER_CHARS_MAX).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_is_what_a_reader_counts() {
        let families = "👨‍👩‍👧‍👦".repeat(200);
        assert_eq!(SuggestionText::new(&families, 200).map(|text| text.chars()), Ok(200));
        assert_eq!(SuggestionText::new(&format!("{families}多"), 200), Err(BadText::TooLong { chars: 201, max: 200 }));
    }

    #[test]
    fn too_short_too_long_and_control_characters_are_refused() {
        assert_eq!(SuggestionText::new("  修路。 ", 200), Err(BadText::TooShort { chars: 3, min: 4 }));
        assert_eq!(SuggestionText::new(&"路".repeat(201), 200), Err(BadText::TooLong { chars: 201, max: 200 }));
        assert_eq!(SuggestionText::new("修一条\u{7}路", 200), Err(BadText::Control { at: 9 }));
        assert!(SuggestionText::new("第一行\n第二行", 200).is_ok());
    }

    #[test]
    fn a_tower_of_combining_marks_is_not_one_character() {
        let tower = format!("修路吧啊{}", "\u{301}".repeat(40_000));
        assert!(matches!(SuggestionText::new(&tower, 200), Err(BadText::TooLong { .. })));
    }

    #[test]
    fn no_meeting_may_exceed_the_ceiling() {
        assert!(SuggestionText::new(&"路".repeat(1_001), 5_000).is_err());
    }
}
