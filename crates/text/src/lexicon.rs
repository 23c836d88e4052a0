//! Words of a meeting's lists in a text, however they are dressed up: full width, traditional, look-alike characters, separators, invisible
//! characters and pictures between the characters, characters taken apart.
//!
//! A hit informs a person and sorts; nothing is refused for it.

use std::ops::Range;

use aho_corasick::AhoCorasick;

use crate::heard::Heard;
use crate::letters::{Letter, ends_clause, gap, letters};
use crate::parts::push_parts;

/// Hits that are told of in one text; what is beyond is left out.
pub const HITS_MAX: usize = 50;
/// A word of fewer characters is not looked for with the end of a sentence or clause within it: two neighbours meet by chance.
const APART_MIN: usize = 3;

/// The words of one list.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// What is looked for.
    pub words: &'a [String],
    /// Phrases in which a word of this list is harmless.
    pub allow: &'a [String],
}

/// A word found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordHit {
    /// Where: bytes of the text.
    pub range: Range<usize>,
    /// Which of the lists, from 0.
    pub list: usize,
    /// Which word of the list, from 0.
    pub word: usize,
    /// Whether it only sounds so: it is written in pinyin, or half in pinyin. A weak sign.
    pub by_sound: bool,
}

/// Lists of words, made ready to be looked for all at once.
#[derive(Debug)]
pub struct Lexicon {
    /// Words as they are written.
    plain: Sought,
    /// Words taken apart.
    parts: Sought,
    /// Words that are not written.
    heard: Heard,
}

/// Patterns with what each of them stands for.
#[derive(Debug)]
struct Sought {
    automaton: AhoCorasick,
    patterns: Vec<Pattern>,
}

#[derive(Debug, Clone, Copy)]
struct Pattern {
    list: usize,
    /// `None` for a phrase that allows.
    word: Option<usize>,
    /// Characters.
    length: usize,
    /// Latin letters and figures only: stands by itself and is not looked for across marks.
    latin: bool,
}

/// A text in one form: where each letter begins in it. Ends with the form's length.
struct Form {
    text: String,
    starts: Vec<usize>,
}

impl Lexicon {
    /// Makes the lists ready. Words without letters and figures are passed over. About 1 ms for 1,000 words.
    pub fn new(lists: &[Words<'_>]) -> Self {
        let mut patterns = Vec::new();
        let mut forms = Vec::new();
        for (list, words) in lists.iter().enumerate() {
            let sought = words.words.iter().enumerate().map(|(at, word)| (word, Some(at)));
            for (text, word) in sought.chain(words.allow.iter().map(|phrase| (phrase, None))) {
                let letters = letters(text);
                if letters.is_empty() {
                    continue;
                }
                let latin = letters.iter().all(|letter| letter.c.is_ascii());
                patterns.push(Pattern { list, word, length: letters.len(), latin });
                forms.push(letters);
            }
        }
        let han = |at: &usize| !patterns[*at].latin;
        let apart: Vec<usize> = (0..patterns.len()).filter(han).collect();
        let plain = Sought::new(forms.iter().map(|letters| plain_form(letters).text), patterns.clone());
        let parts = Sought::new(
            apart.iter().map(|at| parts_form(&forms[*at]).text),
            apart.iter().map(|at| patterns[*at]).collect(),
        );
        let words = patterns.iter().zip(&forms);
        let heard = Heard::new(words.filter_map(|(pattern, form)| Some((pattern.list, pattern.word?, &form[..]))));
        Self { plain, parts, heard }
    }

    /// The words in a text, in their order, at most [`HITS_MAX`]. Where one word lies within another of the same list the longer one is
    /// told, and one that is written stays beside a longer one that only sounds so.
    pub fn hits(&self, text: &str) -> Vec<WordHit> {
        let mut hits = self.all_hits(text);
        hits.truncate(HITS_MAX);
        hits
    }

    /// The same without an end to what is told: for those who weigh them all.
    pub fn all_hits(&self, text: &str) -> Vec<WordHit> {
        let letters = letters(text);
        let mut hits = Vec::new();
        let mut allowed: Vec<(usize, Range<usize>)> = Vec::new();
        let plain = self.plain.found(&plain_form(&letters), |pattern, found| stands(text, &letters, pattern, found));
        // As many characters as the word has: not taken apart, but another word of the same parts.
        let parts = self.parts.found(&parts_form(&letters), |pattern, found| {
            found.len() > pattern.length && stands(text, &letters, pattern, found)
        });
        let bytes = |first: usize, last: usize| letters[first].at.start..letters[last].at.end;
        for (pattern, found) in plain.into_iter().chain(parts) {
            let range = bytes(found.start, found.end - 1);
            match pattern.word {
                Some(word) => hits.push(WordHit { range, list: pattern.list, word, by_sound: false }),
                None => allowed.push((pattern.list, range)),
            }
        }
        let heard = self.heard.found(text, &letters).into_iter();
        hits.extend(heard.map(|heard| WordHit {
            range: bytes(heard.letters.0, heard.letters.1),
            list: heard.list,
            word: heard.word,
            by_sound: true,
        }));
        let within = |inner: &Range<usize>, outer: &Range<usize>| outer.start <= inner.start && inner.end <= outer.end;
        hits.retain(|hit| !allowed.iter().any(|(list, phrase)| *list == hit.list && within(&hit.range, phrase)));
        hits.sort_by_key(|hit| (hit.list, hit.range.start, std::cmp::Reverse(hit.range.end), hit.by_sound, hit.word));
        // How far what is kept of a list reaches: what is written, and all of it.
        let (mut list, mut written, mut all) = (None, 0, 0);
        hits.retain(|hit| {
            if list.replace(hit.list) != Some(hit.list) {
                (written, all) = (0, 0);
            }
            let told = hit.range.end <= if hit.by_sound { all } else { written };
            all = all.max(hit.range.end);
            if !hit.by_sound {
                written = written.max(hit.range.end);
            }
            !told
        });
        hits.sort_by_key(|hit| (hit.range.start, hit.list));
        hits
    }
}

impl Sought {
    fn new(forms: impl Iterator<Item = String>, patterns: Vec<Pattern>) -> Self {
        let automaton =
            AhoCorasick::new(forms).expect("the lists' limits keep the automaton far below what it can hold");
        Self { automaton, patterns }
    }

    /// The patterns that stand in a form from the beginning of one letter to the end of another; the range counts letters.
    fn found(&self, form: &Form, stands: impl Fn(&Pattern, &Range<usize>) -> bool) -> Vec<(Pattern, Range<usize>)> {
        let letter = |at: usize| form.starts.binary_search(&at).ok();
        let found = self.automaton.find_overlapping_iter(&form.text).filter_map(|found| {
            let pattern = self.patterns[found.pattern()];
            let range = letter(found.start())?..letter(found.end())?;
            stands(&pattern, &range).then_some((pattern, range))
        });
        found.collect()
    }
}

/// Whether what was found is that word, and not neighbours that meet by chance.
fn stands(text: &str, letters: &[Letter], pattern: &Pattern, found: &Range<usize>) -> bool {
    let gaps = letters[found.clone()].windows(2).map(|pair| gap(text, &pair[0], &pair[1]));
    if pattern.latin {
        let joined = |a: &Letter, b: &Letter| {
            a.at.end >= b.at.start && a.c.is_ascii_alphanumeric() && b.c.is_ascii_alphanumeric()
        };
        let before = found.start.checked_sub(1).is_some_and(|at| joined(&letters[at], &letters[found.start]));
        let after = letters.get(found.end).is_some_and(|next| joined(&letters[found.end - 1], next));
        return !before && !after && gaps.into_iter().all(|gap| gap.chars().all(|c| !is_mark(c)));
    }
    let (mut ends, mut count) = (0, 0);
    for gap in gaps {
        count += 1;
        ends += usize::from(gap.contains(ends_clause));
    }
    // Marks after each and every character are no sentences.
    ends == 0 || (ends == count && pattern.length >= APART_MIN)
}

/// Whether a reader sees it between two Latin letters.
fn is_mark(c: char) -> bool {
    c.is_whitespace() || c.is_ascii_punctuation() || ends_clause(c)
}

fn plain_form(letters: &[Letter]) -> Form {
    form(letters, |letter, text| text.push(letter.c))
}

fn parts_form(letters: &[Letter]) -> Form {
    form(letters, |letter, text| push_parts(letter.written, text))
}

fn form(letters: &[Letter], push: impl Fn(&Letter, &mut String)) -> Form {
    let mut text = String::with_capacity(letters.len() * 6);
    let mut starts = Vec::with_capacity(letters.len() + 1);
    for letter in letters {
        starts.push(text.len());
        push(letter, &mut text);
    }
    starts.push(text.len());
    Form { text, starts }
}

#[cfg(test)]
#[path = "lexicon_tests.rs"]
mod tests;
