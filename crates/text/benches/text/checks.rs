//! All checks of one suggestion: personal data, and word lists as long as a meeting may have them.

use serde_json::json;
use text::{Lexicon, Words, mask, personal_data};

use crate::sentences::sentence;
use crate::similar::timed;
use crate::{line, percentile, round};

/// Words of all lists.
const WORDS: u64 = 20_000;
const SUGGESTIONS: u64 = 5_000;
/// A suggestion of the usual greatest length, 200 characters, is about so many sentences.
const SENTENCES_EACH: u64 = 7;
const P99_MS_MAX: f64 = 1.0;

pub(crate) fn run() {
    // The first three to six characters of a sentence are as likely as any other.
    let word = |number: u64| sentence(number).chars().take(3 + (number % 4) as usize).collect();
    let words: Vec<String> = (0..WORDS).map(word).collect();
    let lexicon = Lexicon::new(&[Words { words: &words, allow: &[] }]);
    let text = |number: u64| -> String {
        let parts = (0..SENTENCES_EACH).map(|part| sentence(WORDS + number * SENTENCES_EACH + part));
        parts.collect::<Vec<_>>().join("，")
    };
    let texts: Vec<String> = (0..SUGGESTIONS).map(text).collect();
    let mut found = 0;
    let times = timed(0..SUGGESTIONS, |number| {
        let text = &texts[number as usize];
        found += personal_data(text).len() + mask(text).len() + lexicon.hits(text).len();
    });
    let (p50, p99) = (percentile(&times, 0.5), percentile(&times, 0.99));
    line(&json!({
        "bench": "all_checks", "words": WORDS, "characters": texts[0].chars().count(), "found": found,
        "p50_ms": round(p50), "p99_ms": round(p99), "target": format!("p99_ms <= {P99_MS_MAX}"), "met": p99 <= P99_MS_MAX,
    }));
}
