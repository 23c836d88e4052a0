//! The form in which two texts are compared, and the fingerprint that tells the same text written twice.
//!
//! Freer than [`canonical`](fn@crate::canonical): script, look-alike characters, punctuation, spaces, case and politeness do not count. For
//! comparison only. It is never shown, kept as a citizen's words, or published.

use std::fmt;

use sha2::{Digest, Sha256};

use unicode_normalization::UnicodeNormalization;

use crate::canonical::canonical;
use crate::lookalike::{plain_han, plain_letter};
use crate::polite::without_politeness;
use crate::regional::with_common_words;
use crate::script::simplified;

/// Brings a text into the form in which likeness is judged.
///
/// Accents dropped, look-alike letters as what they look like; compatibility composition, lower case, without invisible
/// characters (all by [`canonical`](fn@crate::canonical)); then letters and digits only; then traditional characters as
/// simplified ones, phrases before characters, and dressed-up ones as common ones (莪 as 我); one word for what the
/// two shores name differently (軟體, 软件); then without polite openings and closings (我建议, 希望 … 谢谢). Punctuation goes before the script is folded, so that a phrase taken
/// apart by dots folds as the phrase. A point, colon, slash or dash between two digits stays, as a point: 3.5 is not 35.
///
/// Empty when the text has neither letters nor digits.
pub fn comparable(text: &str) -> String {
    let plain: String = text.nfkd().filter(|&c| !is_accent(c)).map(plain_letter).collect();
    let letters = letters_and_digits(&canonical(&plain));
    let folded: String = simplified(&letters).chars().map(plain_han).collect();
    without_politeness(&with_common_words(&folded)).to_owned()
}

/// A mark of the block Combining Diacritical Marks: accents of Latin letters, and strokes through any character.
pub(crate) fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// Marks between two digits that are part of a number, a time or a range.
fn joins_digits(c: char) -> bool {
    matches!(c, '.' | ':' | '/' | '-' | '~' | '–' | '—' | '∕' | '⁄' | '∶' | '−')
}

fn letters_and_digits(form: &str) -> String {
    let mut letters = String::with_capacity(form.len());
    let mut after_digit = false;
    let mut characters = form.chars().peekable();
    while let Some(c) = characters.next() {
        if c.is_alphanumeric() {
            letters.push(c);
        } else if after_digit && joins_digits(c) && characters.peek().is_some_and(char::is_ascii_digit) {
            letters.push('.');
        }
        after_digit = c.is_ascii_digit();
    }
    letters
}

/// What tells one comparable form from another: equal for texts that are the same but for script, case, punctuation,
/// spaces and politeness.
///
/// The first 128 bits of SHA-256 of the form, so that nobody can make two different texts share one. A text without
/// letters and digits (pictures only) is known by its [`canonical`](fn@crate::canonical) form instead.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    /// The fingerprint of a text.
    pub fn of(text: &str) -> Self {
        Self::of_comparable(&comparable(text), text)
    }

    /// The fingerprint of `text`, whose comparable form is `form`.
    pub(crate) fn of_comparable(form: &str, text: &str) -> Self {
        let mut hash = Sha256::new();
        if form.is_empty() {
            hash.update(b"canonical\0");
            hash.update(canonical(text));
        } else {
            hash.update(b"comparable\0");
            hash.update(form);
        }
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash.finalize()[..16]);
        Self(bytes)
    }

    /// The sixteen bytes, the same for the same text on every machine as long as the tables of the form are the same.
    pub fn to_bytes(self) -> [u8; 16] {
        self.0
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn script_case_marks_and_politeness_do_not_count() {
        let form = comparable("在老城区多建口袋公园");
        for written in [
            "建議在老城區多建口袋公園！",
            "我建议：在老城区，多建「口袋公园」。谢谢！",
            "希望 在 老 城 区 多建口袋公园，望采纳",
            "尊敬的领导您好，强烈建议在老城区多建口袋公园",
            "在\u{200B}老城\u{FEFF}区多.建.口.袋.公.园🌳🌳",
            "在老城区多建口袋公\u{336}园\u{20D2}",
        ] {
            assert_eq!(comparable(written), form, "{written}");
            assert_eq!(Fingerprint::of(written), Fingerprint::of("在老城区多建口袋公园"));
        }
        for (written, plain) in [
            ("Ｗｉ－Ｆｉ　ＦＲＥＥ", "wififree"),
            ("UbеrХ сafé", "uberxcafe"),
            ("莪们卜要哋，昰亾嘟看", "我们不要的是人嘟看"),
            ("⻋⼭⺠", "车山民"),
            ("蘿蔔", "萝不"),
            ("🅱公园", "b公园"),
        ] {
            assert_eq!(comparable(written), comparable(plain), "{written}");
        }
    }

    #[test]
    fn what_changes_the_sense_stays() {
        for (one, other) in [
            ("拆除旧桥", "不拆除旧桥"),
            ("提高3.5%", "提高35%"),
            ("8:30开门", "830开门"),
            ("1-3号楼", "13号楼"),
            ("60岁以上免费", "60岁免费"),
            ("希望小学门口装红绿灯", "小学门口装红绿灯"),
            ("建议书要公开", "书要公开"),
            ("གཞུང་ལམ", "གཞང་ལམ"),
        ] {
            assert_ne!(comparable(one), comparable(other));
            assert_ne!(Fingerprint::of(one), Fingerprint::of(other));
        }
        assert_eq!(comparable("2026-11-25"), comparable("2026/11/25"));
    }

    #[test]
    fn pictures_are_told_apart_though_nothing_is_left_of_them() {
        assert_eq!(comparable("👍👍"), "");
        assert_ne!(Fingerprint::of("👍👍"), Fingerprint::of("👎"));
        assert_eq!(Fingerprint::of("👍 👍"), Fingerprint::of(" 👍  👍 "));
    }

    #[test]
    fn fingerprint_is_the_same_on_every_machine() {
        assert_eq!(format!("{:?}", Fingerprint::of("公園")), format!("{:?}", Fingerprint::of("公园")));
        assert_eq!(Fingerprint::of("公园").to_bytes()[0], Fingerprint::of("公園。").to_bytes()[0]);
    }

    proptest! {
        #[test]
        fn form_has_only_letters_digits_and_points_between_digits(text in any::<String>()) {
            let form: Vec<char> = comparable(&text).chars().collect();
            for (i, &c) in form.iter().enumerate() {
                prop_assert!(c.is_alphanumeric() || (c == '.' && i > 0 && i + 1 < form.len()), "{:?}", form);
            }
        }
    }
}
