//! The letters and figures of a text as words of lists are looked for among them, and where each stands.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::comparable::is_accent;
use crate::lookalike::{plain_han, plain_letter};
use crate::script::simplified;

/// A letter or figure of a text as it is compared, and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Letter {
    pub(crate) c: char,
    /// The same but for dressed-up characters: halves are read as they are written.
    pub(crate) written: char,
    pub(crate) at: Range<usize>,
}

/// The letters and figures of a text: compatibility forms, accents, case, look-alikes and script do not count.
pub(crate) fn letters(text: &str) -> Vec<Letter> {
    let mut letters = Vec::with_capacity(text.len() / 3);
    for (start, written) in text.char_indices() {
        let at = start..start + written.len_utf8();
        for c in std::iter::once(written).nfkd().filter(|&c| !is_accent(c)).map(plain_letter) {
            for c in c.to_lowercase().filter(|c| c.is_alphanumeric()) {
                let written = in_simplified(c);
                letters.push(Letter { c: plain_han(written), written, at: at.clone() });
            }
        }
    }
    letters
}

fn in_simplified(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    let mut buffer = [0; 4];
    let folded = simplified(c.encode_utf8(&mut buffer));
    let mut folded = folded.chars();
    match (folded.next(), folded.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// What stands between two neighbours.
pub(crate) fn gap<'a>(text: &'a str, one: &Letter, next: &Letter) -> &'a str {
    &text[one.at.end.min(next.at.start)..next.at.start]
}

/// Whether a character ends a sentence or a part of one.
pub(crate) fn ends_clause(c: char) -> bool {
    matches!(c, '，' | '。' | '！' | '？' | '；' | '：' | '…' | '\n' | ',' | '!' | '?' | ';' | ':')
}
