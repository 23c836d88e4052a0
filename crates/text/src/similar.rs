//! Which texts are written alike: TF-IDF cosine over characters and pairs of neighbouring characters.
//!
//! Finds near-copies and shared wording. It does not understand meaning: a paraphrase scores low, and a text turned
//! into its opposite by one word scores high. A likeness is therefore a hint to a person and never a decision.

use crate::canonical::canonical;
use crate::script::simplified;
use std::cmp::Ordering;
use std::collections::HashMap;

/// Most texts that one question returns, whatever it asks for.
pub const NEAREST_MAX: usize = 50;

/// Distinct characters and pairs of one text that are indexed; the rest of a longer text is not looked at.
/// The longest text that a meeting may allow (1,000 characters) has fewer than 2,000.
pub const TERMS_PER_TEXT_MAX: usize = 4_096;

/// Changes after which the weights are computed anew while the index is small.
const REWEIGH_AFTER_MIN: usize = 16;
/// Share of the texts (one in so many) whose change makes the weights be computed anew in a large index.
const REWEIGH_AFTER_SHARE: usize = 8;

/// A text that is written like the one asked about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// Number under which the text was inserted.
    pub no: u64,
    /// Cosine of the two texts, from 0 (nothing shared) to 1 (the same characters and pairs).
    pub score: f32,
}

/// An index of texts by number.
///
/// Letters and figures of the canonical form count, punctuation, spaces and the script do not. The weight of a term falls with the
/// number of texts that have it; weights are computed anew when about an eighth of the texts have changed, and are
/// the same for all texts in between, so that a score is always an exact cosine under one set of weights.
#[derive(Debug, Default)]
pub struct SimilarIndex {
    /// Term to its index in `terms`.
    vocabulary: HashMap<Term, u32>,
    /// By term index.
    terms: Vec<TermEntry>,
    /// By slot; `None` is a free slot.
    texts: Vec<Option<Entry>>,
    free: Vec<u32>,
    /// Number of a text to its slot.
    slots: HashMap<u64, u32>,
    changes: usize,
    /// Texts that the present weights were computed from.
    weighed: usize,
}

/// A character, or a character and its right neighbour.
type Term = (char, Option<char>);

#[derive(Debug)]
struct TermEntry {
    /// Inverse document frequency under the present weights.
    weight: f32,
    /// Slots of the texts that have the term, with its damped frequency there.
    postings: Vec<(u32, f32)>,
}

#[derive(Debug)]
struct Entry {
    no: u64,
    terms: Vec<(u32, f32)>,
    /// Length of the text's vector under the present weights.
    length: f32,
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
    /// is like nothing.
    pub fn insert(&mut self, no: u64, text: &str) {
        self.remove(no);
        let slot = self.free.pop().unwrap_or_else(|| {
            self.texts.push(None);
            self.texts.len() as u32 - 1
        });
        let terms: Vec<(u32, f32)> =
            frequencies(text).into_iter().map(|(term, frequency)| (self.term(term), frequency)).collect();
        for &(term, frequency) in &terms {
            self.terms[term as usize].postings.push((slot, frequency));
        }
        let length = self.length(&terms);
        self.texts[slot as usize] = Some(Entry { no, terms, length });
        self.slots.insert(no, slot);
        self.changed();
    }

    /// Removes a text; says whether it was there.
    pub fn remove(&mut self, no: u64) -> bool {
        let Some(slot) = self.slots.remove(&no) else {
            return false;
        };
        if let Some(entry) = self.texts[slot as usize].take() {
            for (term, _) in entry.terms {
                self.terms[term as usize].postings.retain(|&(at, _)| at != slot);
            }
        }
        self.free.push(slot);
        self.changed();
        true
    }

    /// The texts written most like `text`: at most `k` and [`NEAREST_MAX`], score at least `min_score` and above 0,
    /// the likest first, equals by number. A text of the index is among its own nearest; the caller leaves it out.
    pub fn nearest(&self, text: &str, k: usize, min_score: f32) -> Vec<Near> {
        let mut products = vec![0.0_f32; self.texts.len()];
        let mut squares = 0.0;
        for (term, frequency) in frequencies(text) {
            let Some(&index) = self.vocabulary.get(&term) else {
                squares += (frequency * self.rarest()).powi(2);
                continue;
            };
            let entry = &self.terms[index as usize];
            squares += (frequency * entry.weight).powi(2);
            let weight = frequency * entry.weight * entry.weight;
            for &(slot, there) in &entry.postings {
                products[slot as usize] += weight * there;
            }
        }
        let mut near: Vec<Near> = self
            .texts
            .iter()
            .zip(&products)
            .filter(|&(_, &product)| product > 0.0)
            .filter_map(|(entry, product)| {
                let entry = entry.as_ref()?;
                let score = (product / (squares.sqrt() * entry.length)).clamp(0.0, 1.0);
                (score >= min_score).then_some(Near { no: entry.no, score })
            })
            .collect();
        near.sort_unstable_by(likest_first);
        near.truncate(k.min(NEAREST_MAX));
        near
    }

    /// Index of a term, which is new to the vocabulary if need be.
    fn term(&mut self, term: Term) -> u32 {
        let weight = self.rarest();
        *self.vocabulary.entry(term).or_insert_with(|| {
            self.terms.push(TermEntry { weight, postings: Vec::new() });
            self.terms.len() as u32 - 1
        })
    }

    /// Weight of a term that no weighed text has.
    fn rarest(&self) -> f32 {
        inverse_frequency(self.weighed, 0)
    }

    fn length(&self, terms: &[(u32, f32)]) -> f32 {
        let squares = terms.iter().map(|&(term, frequency)| (frequency * self.terms[term as usize].weight).powi(2));
        squares.sum::<f32>().sqrt()
    }

    fn changed(&mut self) {
        self.changes += 1;
        if self.changes >= REWEIGH_AFTER_MIN.max(self.weighed / REWEIGH_AFTER_SHARE) {
            self.reweigh();
        }
    }

    /// Computes all weights and lengths from the texts of now, and forgets terms that no text has any more.
    fn reweigh(&mut self) {
        self.changes = 0;
        self.weighed = self.len();
        self.forget_unused();
        for term in &mut self.terms {
            term.weight = inverse_frequency(self.weighed, term.postings.len());
        }
        let lengths: Vec<f32> =
            self.texts.iter().map(|entry| entry.as_ref().map_or(0.0, |entry| self.length(&entry.terms))).collect();
        for (entry, length) in self.texts.iter_mut().zip(lengths) {
            if let Some(entry) = entry {
                entry.length = length;
            }
        }
    }

    /// Drops terms without texts once they are half of the vocabulary, so that churn does not grow the index.
    fn forget_unused(&mut self) {
        let used = self.terms.iter().filter(|term| !term.postings.is_empty()).count();
        if used * 2 >= self.terms.len() {
            return;
        }
        let mut kept = Vec::with_capacity(used);
        let mut moved = vec![None; self.terms.len()];
        for (old, entry) in std::mem::take(&mut self.terms).into_iter().enumerate() {
            if !entry.postings.is_empty() {
                moved[old] = Some(kept.len() as u32);
                kept.push(entry);
            }
        }
        self.terms = kept;
        self.vocabulary.retain(|_, index| match moved[*index as usize] {
            Some(new) => {
                *index = new;
                true
            }
            None => false,
        });
        for (term, _) in self.texts.iter_mut().flatten().flat_map(|entry| &mut entry.terms) {
            *term = moved[*term as usize].expect("a term of a present text has that text among its postings");
        }
    }
}

/// Smoothed inverse document frequency: ln((1 + texts) / (1 + texts with the term)) + 1, always above 0.
fn inverse_frequency(texts: usize, with_term: usize) -> f32 {
    ((1.0 + texts as f32) / (1.0 + with_term as f32)).ln().max(0.0) + 1.0
}

fn likest_first(a: &Near, b: &Near) -> Ordering {
    b.score.total_cmp(&a.score).then(a.no.cmp(&b.no))
}

/// The terms of a text with their damped frequency, 1 + ln(count), in the order of first appearance.
fn frequencies(text: &str) -> Vec<(Term, f32)> {
    let letters: Vec<char> = simplified(&canonical(text)).chars().filter(|c| c.is_alphanumeric()).collect();
    let singles = letters.iter().map(|&c| (c, None));
    let pairs = letters.windows(2).map(|pair| (pair[0], Some(pair[1])));
    let mut places: HashMap<Term, usize> = HashMap::new();
    let mut counts: Vec<(Term, f32)> = Vec::new();
    for term in singles.chain(pairs) {
        let next = counts.len();
        let place = *places.entry(term).or_insert(next);
        if place < next {
            counts[place].1 += 1.0;
        } else if next < TERMS_PER_TEXT_MAX {
            counts.push((term, 1.0));
        } else {
            break;
        }
    }
    for (_, count) in &mut counts {
        *count = 1.0 + count.ln();
    }
    counts
}

#[cfg(test)]
#[path = "similar_tests.rs"]
mod tests;
