//! Words of lists that are not written but can be heard: in pinyin, or half in pinyin.
//!
//! Not in other characters of the same sound: in 2,097 passages of news and suggestions a list of 279 words would be heard so in 4.7 % of
//! them from two characters on, and a list of 9,000 everyday phrases still in 0.8 % from four on; chance would bury what is meant. Such
//! a spelling belongs in the list as a word of its own.
//!
//! Sound is a weak sign. Whoever uses it holds a text for a person, no more.

use aho_corasick::AhoCorasick;

use crate::letters::{Letter, ends_clause, gap};
use crate::sound::sounds;
use crate::spoken::Spoken;

/// A word of fewer characters is never heard: one syllable is in everything.
const CHARACTERS_MIN: usize = 2;
/// A word with characters of several readings is looked for in at most so many ways.
const READINGS_MAX: usize = 8;

/// Words made ready to be heard.
#[derive(Debug)]
pub(crate) struct Heard {
    automaton: AhoCorasick,
    patterns: Vec<Pattern>,
    words: Vec<Entry>,
    /// Characters of the longest word.
    reach: usize,
}

/// A word in one of its readings.
#[derive(Debug)]
struct Pattern {
    /// Index into the words.
    word: usize,
    /// Bytes from the beginning to the end of each syllable.
    ends: Box<[u8]>,
}

/// A word as its list has it.
#[derive(Debug)]
struct Entry {
    list: usize,
    word: usize,
    characters: Box<[char]>,
}

/// A word that was heard.
pub(crate) struct HeardWord {
    pub(crate) list: usize,
    pub(crate) word: usize,
    /// The first letter of the text and the last.
    pub(crate) letters: (usize, usize),
}

impl Heard {
    /// Takes a word's list, its number in it, and its letters. What is not all common characters is passed over.
    pub(crate) fn new<'a>(all: impl Iterator<Item = (usize, usize, &'a [Letter])>) -> Self {
        let (mut rows, mut patterns, mut words) = (Vec::new(), Vec::new(), Vec::new());
        for (list, word, letters) in all {
            if letters.len() < CHARACTERS_MIN || letters.iter().any(|letter| sounds(letter.c).is_empty()) {
                continue;
            }
            for reading in readings(letters) {
                let Some(ends) = ends(&reading) else { continue };
                rows.push(reading.concat());
                patterns.push(Pattern { word: words.len(), ends });
            }
            words.push(Entry { list, word, characters: letters.iter().map(|letter| letter.c).collect() });
        }
        let automaton =
            AhoCorasick::new(rows).expect("the lists' limits keep the automaton far below what it can hold");
        let reach = words.iter().map(|word| word.characters.len()).max().unwrap_or(0);
        Self { automaton, patterns, words, reach }
    }

    /// The words that can be heard in a text, in no order, some perhaps twice.
    pub(crate) fn found(&self, text: &str, letters: &[Letter]) -> Vec<HeardWord> {
        let Some(spoken) = Spoken::of(text, letters, self.reach) else {
            return Vec::new();
        };
        let found = self.automaton.find_overlapping_iter(&spoken.row).filter_map(|found| {
            let pattern = &self.patterns[found.pattern()];
            let word = &self.words[pattern.word];
            if !is_heard(&spoken, letters, pattern, word, found.start()) {
                return None;
            }
            let (first, last) = (spoken.letter(found.start()), spoken.letter(found.end() - 1));
            let apart =
                letters[first..=last].windows(2).any(|pair| gap(text, &pair[0], &pair[1]).contains(ends_clause));
            (!apart).then_some(HeardWord { list: word.list, word: word.word, letters: (first, last) })
        });
        found.collect()
    }
}

/// Whether the syllables from this byte of the row on are those of the word: each Latin, or else the word's own character, and not all of
/// them characters.
fn is_heard(spoken: &Spoken, letters: &[Letter], pattern: &Pattern, word: &Entry, start: usize) -> bool {
    let (mut latin, mut short) = (0, 0);
    let mut from = 0;
    for (end, character) in pattern.ends.iter().map(|end| usize::from(*end)).zip(&*word.characters) {
        let Some(letter) = spoken.syllable(&(start + from..start + end)) else {
            return false;
        };
        if letters[letter].c.is_ascii() {
            latin += 1;
            short += usize::from(end - from == 1);
        } else if letters[letter].c != *character {
            return false;
        }
        from = end;
    }
    // A letter beside characters is more often a letter: A4, T恤.
    latin == word.characters.len() || (latin > 0 && short == 0)
}

/// The ways in which a word may be read, the usual one first.
fn readings(letters: &[Letter]) -> Vec<Vec<&'static str>> {
    let mut readings: Vec<Vec<&'static str>> = vec![Vec::with_capacity(letters.len())];
    for letter in letters {
        let of = sounds(letter.c);
        let longer = readings.iter().flat_map(|reading| {
            of.iter().map(move |sound| reading.iter().copied().chain([*sound]).collect::<Vec<_>>())
        });
        let mut longer: Vec<_> = longer.collect();
        longer.truncate(READINGS_MAX);
        readings = longer;
    }
    readings
}

/// Where each syllable ends; `None` for a word that is longer than any may be.
fn ends(reading: &[&str]) -> Option<Box<[u8]>> {
    let ends = reading.iter().scan(0_usize, |end, sound| {
        *end += sound.len();
        Some(u8::try_from(*end).ok())
    });
    ends.collect()
}
