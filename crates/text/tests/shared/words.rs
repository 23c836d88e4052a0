//! Words that are disguised are found; texts that mean no harm are left alone.

use std::collections::BTreeSet;

use text::{Lexicon, Words};

use crate::data;

const FOUND_MIN: f64 = 0.95;
const FLAGGED_MAX: f64 = 0.003;
/// Put between the characters of a word.
const SEPARATORS: [&str; 10] = [" ", ".", "-", "*", "_", "|", "·", "/", "、", "~"];
const ZERO_WIDTH: [&str; 4] = ["\u{200B}", "\u{200C}", "\u{2060}", "\u{FEFF}"];
const EMOJI: [&str; 5] = ["😀", "❤\u{FE0F}", "👍🏽", "🌳", "👨\u{200D}👩\u{200D}👧"];

fn between(word: &str, mark: &str) -> String {
    let characters: Vec<String> = word.chars().map(String::from).collect();
    characters.join(mark)
}

fn lexicon(words: &[String]) -> Lexicon {
    Lexicon::new(&[Words { words, allow: &[] }])
}

/// Words of two characters and more that are Chinese: one character has no inside to put anything into.
fn words() -> Option<Vec<String>> {
    let han = |word: &String| word.chars().count() > 1 && word.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    Some(data::sensitive()?.into_iter().filter(han).collect())
}

#[test]
fn disguised_words_are_found() {
    let (Some(words), Some(news)) = (words(), data::news("zho-CN")) else { return };
    let (Some(traditional), Some(halves)) = (data::traditional(), data::halves()) else { return };
    let lexicon = lexicon(&words);
    let apart = |word: &str, which: usize| -> String {
        let half = |c: char| match halves.get(&c) {
            Some(ways) if !ways.is_empty() => ways[which.min(ways.len() - 1)].clone(),
            _ => c.to_string(),
        };
        word.chars().map(half).collect()
    };
    let dress = |kind: usize, at: usize, word: &str| -> String {
        match kind {
            0 => word.chars().map(|c| traditional.get(&c).copied().unwrap_or(c)).collect(),
            1 => between(word, SEPARATORS[at % SEPARATORS.len()]),
            2 => between(word, ZERO_WIDTH[at % ZERO_WIDTH.len()]),
            3 => between(word, EMOJI[at % EMOJI.len()]),
            4 => apart(word, 0),
            _ => apart(word, 1),
        }
    };
    for (kind, name) in
        ["traditional", "separators", "zero width", "emoji", "halves", "halves by radical"].iter().enumerate()
    {
        let (mut found, mut asked, mut lost) = (0, 0, Vec::new());
        for (at, word) in words.iter().enumerate() {
            let disguised = dress(kind, at, word);
            let carrier = &news[at % news.len()];
            let middle = carrier.char_indices().nth(carrier.chars().count() / 2).map_or(0, |(at, _)| at);
            let text = format!("{}{disguised}{}", &carrier[..middle], &carrier[middle..]);
            asked += 1;
            if lexicon
                .hits(&text)
                .iter()
                .any(|hit| hit.range.start >= middle && hit.range.start < middle + disguised.len())
            {
                found += 1;
            } else {
                lost.push(disguised);
            }
        }
        let share = f64::from(found) / f64::from(asked);
        println!("{name}: {found} of {asked} = {share:.4}; lost {:?}", &lost[..lost.len().min(12)]);
        assert!(share >= FOUND_MIN, "{name}: {share:.4}, lost {lost:?}");
    }
}

#[test]
fn texts_that_mean_no_harm_are_left_alone() {
    let (Some(words), Some(news), Some(taiwan)) = (words(), data::news("zho-CN"), data::news("zho-TW")) else {
        return;
    };
    let copies = data::near_copies().unwrap_or_default();
    let texts: BTreeSet<&str> =
        news.iter().chain(&taiwan).map(|s| &**s).chain(copies.iter().map(|copy| copy.base.as_str())).collect();
    let lexicon = lexicon(&words);
    let mut flagged = 0;
    for text in &texts {
        let hits = lexicon.hits(text);
        if let Some(hit) = hits.first() {
            flagged += 1;
            println!("{} in {:?}", words[hit.word], &text[hit.range.clone()]);
        }
    }
    let share = f64::from(flagged) / texts.len() as f64;
    println!("flagged {flagged} of {} = {share:.4}", texts.len());
    assert!(share <= FLAGGED_MAX, "{share:.4}");
}
