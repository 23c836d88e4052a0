//! Which texts are written alike: candidates and their order by BM25, scores by TF-IDF cosine, over characters and pairs
//! of neighbouring characters of the [`comparable`](fn@crate::comparable) form, so that both scripts are one.
//!
//! Finds near-copies and shared wording. It does not understand meaning: a paraphrase scores low, and a text turned
//! into its opposite by one word scores high ([`likeness`](fn@crate::likeness) warns then). A likeness is therefore a hint
//! to a person and never a decision.

mod candidates;
mod postings;
mod terms;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use self::candidates::candidates;
use self::postings::{Posting, Vocabulary};
use self::terms::{Term, emphasis_in_score, terms};
use crate::comparable::{Fingerprint, comparable};
use crate::likeness::Band;

pub use self::postings::TEXTS_MAX;
pub use self::terms::TERMS_PER_TEXT_MAX;

/// Most texts that one question returns, whatever it asks for.
pub const NEAREST_MAX: usize = 50;

/// Candidates that are scored beyond those asked for: BM25 and cosine do not agree on the order.
const CANDIDATES_MORE: usize = 22;
/// Terms of candidates that are weighed for one question; after the first [`CANDIDATES_MIN`] the rest are not looked
/// at once it is used up. Bounds the time of a question among long texts (about 40 ns a term).
const CANDIDATE_TERMS_MAX: usize = 10_000;
/// Candidates that are scored whatever their length.
const CANDIDATES_MIN: usize = 10;

/// Texts that the weights are computed for at least. Among two texts a word that both have would weigh less than one that
/// only one has, and nothing would be alike; from some hundred texts on the difference is small.
const WEIGHED_MIN: usize = 500;

/// A text that is written like the one asked about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// Number under which the text was inserted.
    pub no: u64,
    /// Cosine of the two texts, from 0 (nothing shared) to 1 (the same characters and pairs).
    pub score: f32,
}

/// An index of at most [`TEXTS_MAX`] texts by number, changed and asked at any time.
///
/// The weight of a term falls with the number of texts that have it now: weights are read off the lists when a question
/// is answered, so that a score is always an exact cosine and no change ever costs more than its own terms.
///
/// 100,000 texts of 27 characters take about 62 MiB (`cargo xtask bench text`).
#[derive(Debug, Default)]
pub struct SimilarIndex {
    index: Index,
    /// Number of a text to its slot. A tree, because it grows without moving all that it has.
    slots: BTreeMap<u64, u32>,
    /// The same text twice, next to each other.
    prints: BTreeSet<(Fingerprint, u64)>,
    free: Vec<u32>,
}

/// What the steps of a question read.
#[derive(Debug, Default)]
struct Index {
    vocabulary: Vocabulary,
    /// By slot; `None` is a free slot.
    texts: Vec<Option<Text>>,
    /// By slot: characters of the form that are looked at.
    lengths: Vec<u16>,
    /// Sum of the lengths of present texts.
    characters: usize,
    /// No text is or was longer.
    longest: u16,
    present: usize,
}

/// A candidate with both its figures.
#[derive(Debug, Clone, Copy)]
struct Found {
    no: u64,
    score: f32,
    bm25: f32,
}

#[derive(Debug)]
struct Text {
    no: u64,
    form: Box<str>,
    print: Fingerprint,
}

impl SimilarIndex {
    /// An empty index.
    pub fn new() -> Self {
        Self::default()
    }

    /// Number of texts in the index.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether no text is in the index.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Inserts a text, in place of an earlier one with the same number. A text without letters or figures is kept and
    /// is like nothing but the same text. Says whether it is in: not when [`TEXTS_MAX`] others are there.
    pub fn insert(&mut self, no: u64, text: &str) -> bool {
        self.remove(no);
        let Some(slot) = self.free.pop().or_else(|| self.index.new_slot()) else { return false };
        let form = comparable(text);
        let print = Fingerprint::of_comparable(&form, text);
        self.prints.insert((print, no));
        self.slots.insert(no, slot);
        self.index.insert(slot, Text { no, form: form.into(), print });
        true
    }

    /// Removes a text; says whether it was there.
    pub fn remove(&mut self, no: u64) -> bool {
        let Some(slot) = self.slots.remove(&no) else {
            return false;
        };
        if let Some(text) = self.index.remove(slot) {
            self.prints.remove(&(text.print, no));
        }
        self.free.push(slot);
        true
    }

    /// The texts written most like `text`: at most `k` and [`NEAREST_MAX`], score at least `min_score` and above 0.
    /// A text of the index is among its own nearest; the caller leaves it out.
    ///
    /// By [`Band`], the likest first. Almost equal ones by score; the others by BM25, which finds the same thing said in
    /// other words more often than the score does. Equals by number.
    ///
    /// Looks only at texts that share telling terms: in an index of more than 2,000 texts one that shares none but the
    /// most common characters is not found, and would score next to nothing.
    pub fn nearest(&self, text: &str, k: usize, min_score: f32) -> Vec<Near> {
        self.nearest_among(text, k, min_score, |_| true)
    }

    /// [`SimilarIndex::nearest`] among the numbers that `wanted` takes, however many others are as near.
    pub fn nearest_among(&self, text: &str, k: usize, min_score: f32, wanted: impl Fn(u64) -> bool) -> Vec<Near> {
        let k = k.min(NEAREST_MAX);
        let question = terms(&comparable(text));
        let mut found = self.index.score(&question, k + CANDIDATES_MORE, wanted);
        found.retain(|found| found.score > 0.0 && found.score >= min_score);
        found.sort_unstable_by(likest_first);
        found.into_iter().take(k).map(|found| Near { no: found.no, score: found.score }).collect()
    }

    /// The texts that are the same as `text` but for script, case, punctuation, spaces and politeness: at most `k`, the
    /// lowest numbers.
    pub fn same(&self, text: &str, k: usize) -> Vec<u64> {
        let print = Fingerprint::of(text);
        self.prints.range((print, 0)..=(print, u64::MAX)).take(k).map(|&(_, no)| no).collect()
    }
}

impl Index {
    fn len(&self) -> usize {
        self.present
    }

    fn new_slot(&mut self) -> Option<u32> {
        let slot = self.texts.len();
        (slot < TEXTS_MAX).then(|| {
            self.texts.push(None);
            self.lengths.push(0);
            slot as u32
        })
    }

    fn insert(&mut self, slot: u32, text: Text) {
        let mut length = 0;
        for (term, count) in terms(&text.form) {
            self.vocabulary.insert(term, Posting::new(slot, count));
            length += u16::try_from(if term >> 32 == 0 { count } else { 0 }).unwrap_or(u16::MAX);
        }
        self.lengths[slot as usize] = length;
        self.characters += usize::from(length);
        self.longest = self.longest.max(length);
        self.present += 1;
        self.texts[slot as usize] = Some(text);
    }

    fn remove(&mut self, slot: u32) -> Option<Text> {
        let text = self.texts[slot as usize].take()?;
        for (term, _) in terms(&text.form) {
            self.vocabulary.remove(term, slot);
        }
        self.characters -= usize::from(self.lengths[slot as usize]);
        self.present -= 1;
        Some(text)
    }

    /// The likeliest texts with their cosines, in no order.
    fn score(&self, question: &[(Term, u32)], candidates_max: usize, wanted: impl Fn(u64) -> bool) -> Vec<Found> {
        let wanted = |slot: u32| self.texts[slot as usize].as_ref().is_some_and(|text| wanted(text.no));
        let weighed: Vec<(Term, f32)> =
            question.iter().map(|&(term, count)| (term, damped(count) * self.weight(term))).collect();
        let length = squares(&weighed).sqrt();
        let mut found = Vec::with_capacity(candidates_max);
        let mut weighed_terms = 0;
        for candidate in candidates(self, question, candidates_max, wanted) {
            let Some(text) = &self.texts[candidate.slot as usize] else { continue };
            let its_terms = terms(&text.form);
            weighed_terms += its_terms.len();
            if found.len() >= CANDIDATES_MIN && weighed_terms > CANDIDATE_TERMS_MAX {
                break;
            }
            let (product, square) = self.product(&weighed, question, &its_terms);
            let score = (product / (length * square.sqrt())).clamp(0.0, 1.0);
            found.push(Found { no: text.no, score, bm25: candidate.bm25 });
        }
        found
    }

    /// Scalar product of the question with a text, and the square of the text's length. Both lists are in the order of
    /// their terms.
    fn product(&self, weighed: &[(Term, f32)], question: &[(Term, u32)], text: &[(Term, u32)]) -> (f32, f32) {
        let (mut product, mut square) = (0.0, 0.0);
        let mut at = 0;
        for &(term, count) in text {
            while at < weighed.len() && weighed[at].0 < term {
                at += 1;
            }
            if at < weighed.len() && weighed[at].0 == term {
                // The question's own weight is known: no look-up.
                let there = weighed[at].1 / damped(question[at].1) * damped(count);
                product += weighed[at].1 * there;
                square += there * there;
            } else {
                square += (damped(count) * self.weight(term)).powi(2);
            }
        }
        (product, square)
    }

    /// Inverse document frequency of a term: ln((1 + texts) / (1 + texts with the term)) + 1, always above 0. The form
    /// with both ones added is scikit-learn's (`TfidfTransformer`, `smooth_idf`). An index of few texts is taken for one
    /// of [`WEIGHED_MIN`], and a character counts less than a pair.
    fn weight(&self, term: Term) -> f32 {
        let texts = self.present.max(WEIGHED_MIN) as f32;
        let with = self.vocabulary.texts_with(term) as f32;
        (((1.0 + texts) / (1.0 + with)).ln().max(0.0) + 1.0) * emphasis_in_score(term)
    }
}

/// Damped frequency of a term that occurs `count` times (Manning, Raghavan, Schütze: Introduction to Information
/// Retrieval, 6.4.1, sublinear tf scaling).
fn damped(count: u32) -> f32 {
    if count == 1 { 1.0 } else { 1.0 + (count as f32).ln() }
}

fn squares(weighed: &[(Term, f32)]) -> f32 {
    weighed.iter().map(|&(_, weight)| weight * weight).sum()
}

fn likest_first(a: &Found, b: &Found) -> Ordering {
    let band = |found: &Found| Band::of(found.score).map_or(u8::MAX, |band| band as u8);
    let within =
        if Band::of(a.score) == Some(Band::Almost) { b.score.total_cmp(&a.score) } else { b.bm25.total_cmp(&a.bm25) };
    band(a).cmp(&band(b)).then(within).then(a.no.cmp(&b.no))
}

#[cfg(test)]
#[path = "similar_tests.rs"]
mod tests;
