//! Words that are disguised are found; texts that mean no harm are left alone.

use std::collections::BTreeSet;

use text::{Lexicon, Words};
use unicode_normalization::UnicodeNormalization;

use crate::data;

const FOUND_MIN: f64 = 0.95;
/// Of words in pinyin.
const HEARD_MIN: f64 = 0.98;
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

/// A place behind the middle of a text with no Latin letters beside it, nor beside the blanks around it: what is put there stands by itself.
fn seam(text: &str) -> usize {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let plain = |c: char| !c.is_ascii_alphanumeric() && !c.is_whitespace();
    let free = (characters.len() / 2..characters.len())
        .find(|at| *at > 0 && plain(characters[*at].1) && plain(characters[at - 1].1));
    free.map_or(text.len(), |at| characters[at].0)
}

/// A word in the middle of a text: the share of the words that are found there.
fn share_found(words: &[String], dress: impl Fn(usize, &str) -> Option<String>) -> Option<(f64, Vec<String>)> {
    let news = data::news("zho-CN")?;
    let lexicon = lexicon(words);
    let (mut found, mut asked, mut lost) = (0, 0, Vec::new());
    for (at, word) in words.iter().enumerate() {
        let Some(disguised) = dress(at, word) else { continue };
        let carrier = &news[at % news.len()];
        let middle = seam(carrier);
        let text = format!("{}{disguised}{}", &carrier[..middle], &carrier[middle..]);
        let there = middle..middle + disguised.len();
        asked += 1;
        if lexicon.hits(&text).iter().any(|hit| there.contains(&hit.range.start)) {
            found += 1;
        } else {
            lost.push(disguised);
        }
    }
    Some((f64::from(found) / f64::from(asked), lost))
}

#[test]
fn words_in_pinyin_are_heard() {
    let (Some(words), Some(pinyin)) = (words(), data::pinyin()) else { return };
    let syllables = |word: &str| word.chars().map(|c| pinyin.get(&c).cloned()).collect::<Option<Vec<String>>>();
    let flat = |tone: &str| tone.nfd().filter(char::is_ascii).collect::<String>();
    let every_other = |word: &str, sounds: &[String]| {
        let mixed = word.chars().zip(sounds).enumerate();
        mixed.map(|(at, (c, sound))| if at % 2 == 0 { flat(sound) } else { c.to_string() }).collect::<String>()
    };
    for (kind, name) in ["together", "spaced", "tones", "numbers", "capitals", "mixed"].iter().enumerate() {
        let (share, lost) = share_found(&words, |_, word| {
            let sounds = syllables(word)?;
            let plain: Vec<String> = sounds.iter().map(|sound| flat(sound)).collect();
            Some(match kind {
                0 => plain.concat(),
                1 => plain.join(" "),
                2 => sounds.concat(),
                3 => plain.join("4") + "4",
                4 => plain.concat().to_uppercase(),
                _ => every_other(word, &sounds),
            })
        })
        .unwrap();
        println!("{name}: {share:.4}; lost {lost:?}");
        assert!(share >= HEARD_MIN, "{name}: {share:.4}, lost {lost:?}");
    }
}

#[test]
fn english_is_not_pinyin() {
    let (Some(words), Some(news)) = (words(), data::news("eng-GB")) else { return };
    let lexicon = lexicon(&words);
    let mut flagged = 0;
    for text in &news {
        if let Some(hit) = lexicon.hits(text).first() {
            flagged += 1;
            println!("{} in {:?}", words[hit.word], &text[hit.range.clone()]);
        }
    }
    let share = f64::from(flagged) / news.len() as f64;
    println!("flagged {flagged} of {} = {share:.4}", news.len());
    assert!(share <= FLAGGED_MAX, "{share:.4}");
}

#[test]
fn disguised_words_are_found() {
    let Some(words) = words() else { return };
    let (Some(traditional), Some(halves)) = (data::traditional(), data::halves()) else { return };
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
        let (share, lost) = share_found(&words, |at, word| Some(dress(kind, at, word))).unwrap();
        println!("{name}: {share:.4}; lost {:?}", &lost[..lost.len().min(12)]);
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
    let (mut flagged, mut heard) = (0, 0);
    for text in &texts {
        let hits = lexicon.hits(text);
        if let Some(hit) = hits.first() {
            flagged += 1;
            heard += u32::from(hits.iter().all(|hit| hit.by_sound));
            println!("{} in {:?}, by sound {}", words[hit.word], &text[hit.range.clone()], hit.by_sound);
        }
    }
    let share = f64::from(flagged) / texts.len() as f64;
    println!("flagged {flagged} of {} = {share:.4}, {heard} of them by sound alone", texts.len());
    assert!(share <= FLAGGED_MAX, "{share:.4}");
}
