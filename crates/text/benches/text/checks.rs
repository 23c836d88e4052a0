//! All checks of one suggestion: personal data, and word lists as long as a meeting may have them.

use std::time::Instant;

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

/// Where the characters that have a sound are found.
const SOUNDS: &str = include_str!("../../data/pinyin.txt");

/// The sentence of a number, in characters that have a sound.
fn spoken(number: u64, characters: &[char]) -> String {
    sentence(number).chars().map(|c| characters[c as usize % characters.len()]).collect()
}

#[expect(clippy::disallowed_methods, reason = "measures real time to print a figure; nothing depends on it")]
pub(crate) fn run() {
    let rows = SOUNDS.lines().filter(|line| !line.starts_with('#'));
    let characters: Vec<char> = rows.flat_map(str::chars).filter(|c| !c.is_ascii()).collect();
    // The first three to six characters of a sentence are as likely as any other.
    let word = |number: u64| spoken(number, &characters).chars().take(3 + (number % 4) as usize).collect();
    let words: Vec<String> = (0..WORDS).map(word).collect();
    let start = Instant::now();
    let lexicon = Lexicon::new(&[Words { words: &words, allow: &[] }]);
    let build_ms = start.elapsed().as_secs_f64() * 1_000.0;
    let text = |number: u64| -> String {
        let parts = (0..SENTENCES_EACH).map(|part| spoken(WORDS + number * SENTENCES_EACH + part, &characters));
        // Some of it in Latin letters, so that these are read for syllables.
        format!("zhelikeyi du3 bo2 wangzhan {}", parts.collect::<Vec<_>>().join("，"))
    };
    let texts: Vec<String> = (0..SUGGESTIONS).map(text).collect();
    let mut found = 0;
    let times = timed(0..SUGGESTIONS, |number| {
        let text = &texts[number as usize];
        found += personal_data(text).len() + mask(text).len() + lexicon.hits(text).len();
    });
    let (p50, p99) = (percentile(&times, 0.5), percentile(&times, 0.99));
    line(&json!({
        "bench": "all_checks", "words": WORDS, "characters": texts[0].chars().count(), "found": found, "build_ms": round(build_ms),
        "p50_ms": round(p50), "p99_ms": round(p99), "target": format!("p99_ms <= {P99_MS_MAX}"), "met": p99 <= P99_MS_MAX,
    }));
}
