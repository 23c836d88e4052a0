//! The comparable form of a text: equal for texts that a reader would call the same.
//!
//! For comparison only. It is never shown, stored as a citizen's words, or published.

use crate::invisible::{is_bidi, is_blank, is_control, is_noncharacter, is_variation_selector};
use unicode_normalization::UnicodeNormalization;

/// Rounds after which the form is taken as it is. Two reach the fixed point for every text met so far, the third proves
/// it, and one is to spare.
const ROUNDS_MAX: usize = 4;

/// Brings a text into its comparable form.
///
/// Compatibility composition (NFKC: full-width becomes half-width, ligatures and circled forms are opened), invisible
/// and control characters removed, white space folded to single spaces and trimmed, letters folded to lower case.
/// Idempotent: `canonical(&canonical(x)) == canonical(x)`.
///
/// Simplified and traditional characters stay apart here.
pub fn canonical(text: &str) -> String {
    let mut form = fold(text);
    for _ in 1..ROUNDS_MAX {
        let next = fold(&form);
        if next == form {
            break;
        }
        form = next;
    }
    form
}

/// One round. Dropping a character can bring two neighbours together that then compose, hence the rounds.
fn fold(text: &str) -> String {
    let visible = text.chars().filter(|&c| c.is_whitespace() || !is_dropped(c));
    let lowered = visible.nfkc().filter(|&c| c.is_whitespace() || !is_dropped(c)).flat_map(lower).nfkc();
    let mut form = String::with_capacity(text.len());
    for c in lowered {
        if !c.is_whitespace() {
            form.push(c);
        } else if !form.is_empty() && !form.ends_with(' ') {
            form.push(' ');
        }
    }
    form.truncate(form.trim_end_matches(' ').len());
    form
}

fn is_dropped(c: char) -> bool {
    is_control(c) || is_bidi(c) || is_blank(c) || is_variation_selector(c) || is_noncharacter(c)
}

/// Lower case without regard to the neighbours, so that one character always folds alike.
fn lower(c: char) -> impl Iterator<Item = char> {
    let c = if c == 'ς' { 'σ' } else { c };
    c.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts_that_read_the_same_have_one_form() {
        for (given, expected) in [
            ("公园城市", "公园城市"),
            ("ＡＢＣ　１２３", "abc 123"),
            ("  多建\t口袋\r\n公园  ", "多建 口袋 公园"),
            ("公\u{200B}园\u{FEFF}城\u{00AD}市", "公园城市"),
            ("e\u{301}", "é"),
            ("Ⅷ号线①", "viii号线1"),
            ("㎡", "m2"),
            ("\u{202E}反\u{202C}", "反"),
            ("❤\u{FE0F}", "❤"),
            ("ΟΔΟΣ", "οδοσ"),
            ("\u{0}\u{7f}", ""),
            ("   ", ""),
        ] {
            assert_eq!(canonical(given), expected, "{given:?}");
        }
    }

    #[test]
    fn different_words_keep_different_forms() {
        assert_ne!(canonical("应该拆"), canonical("不应该拆"));
        assert_ne!(canonical("公园"), canonical("公園"));
    }

    proptest! {
        #[test]
        fn canonical_form_is_its_own_canonical_form(text in "\\PC{0,40}|[\\x00-\\x{10FFFF}]{0,40}|[ -\u{36F}\u{1100}-\u{11FF}\u{200B}-\u{200F}\u{FF00}-\u{FFEF}]{0,40}") {
            let form = canonical(&text);
            prop_assert_eq!(canonical(&form), form);
        }

        #[test]
        fn canonical_form_has_nothing_invisible(text in any::<String>()) {
            prop_assert!(!canonical(&text).chars().any(|c| c != ' ' && (is_dropped(c) || c.is_whitespace())));
        }
    }
}
