//! The first step of a question: the texts that share the most telling terms, by BM25.
//!
//! Only chooses whom to look at; the scores that callers see are cosines.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::Index;
use super::postings::Posting;
use super::terms::{Term, emphasis_in_order};

/// How soon a repeated term stops counting. Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and
/// Beyond (2009), section 3.4: values between 1.2 and 2.
const K1: f32 = 1.2;
/// How much a text's length counts. The same source has 0.5 to 0.8 for documents of one subject; short sentences gain
/// from more: 0.75 puts 1 in 100 fewer translations first.
const B: f32 = 0.9;

/// In an index of more texts than this, terms are left out …
const COMMON_FROM: usize = 2_000;
/// … that more than one text in so many has. They tell little and have the longest lists.
const COMMON_SHARE: usize = 20;
/// Share of the question's weight that must have been looked at before common terms are left out. In a flood of
/// copies every word of the copies is common, and they must find each other all the same.
const WEIGHT_SHARE_MIN: f32 = 0.5;
/// Postings read for one question, rarest terms first. Bounds the time of a question (about 1.5 ns each).
const POSTINGS_MAX: usize = 400_000;

/// A text worth looking at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) slot: u32,
    pub(super) bm25: f32,
}

/// The `k` slots that `wanted` takes with the highest BM25 for the terms of a question, the highest first, equals by slot.
pub(super) fn candidates(
    index: &Index,
    question: &[(Term, u32)],
    k: usize,
    wanted: impl Fn(u32) -> bool,
) -> Vec<Candidate> {
    let mut scores = vec![0.0_f32; index.texts.len()];
    add_scores(index, question, &mut scores);
    best(&scores, k, wanted)
}

struct Sought<'a> {
    postings: &'a [Posting],
    weight: f32,
}

fn add_scores(index: &Index, question: &[(Term, u32)], scores: &mut [f32]) {
    let texts = index.len() as f32;
    let mut sought: Vec<Sought<'_>> = question
        .iter()
        .map(|&(term, _)| (index.vocabulary.postings(term), term))
        .filter(|(postings, _)| !postings.is_empty())
        .map(|(postings, term)| {
            let with = postings.len() as f32;
            Sought { postings, weight: emphasis_in_order(term) * (1.0 + (texts - with + 0.5) / (with + 0.5)).ln() }
        })
        .collect();
    sought.sort_by_key(|sought| sought.postings.len());
    let weight_min = WEIGHT_SHARE_MIN * sought.iter().map(|sought| sought.weight).sum::<f32>();
    let damping = damping(index);
    let (mut weight, mut read) = (0.0, 0);
    for term in sought {
        let common = index.len() > COMMON_FROM && term.postings.len() > index.len() / COMMON_SHARE;
        read += term.postings.len();
        if common && weight >= weight_min || read > POSTINGS_MAX && weight > 0.0 {
            break;
        }
        weight += term.weight;
        add_term(index, &term, &damping, scores);
    }
}

fn add_term(index: &Index, term: &Sought<'_>, damping: &[f32], scores: &mut [f32]) {
    for posting in term.postings {
        let slot = posting.slot() as usize;
        let count = posting.count() as f32;
        scores[slot] += term.weight * count * (K1 + 1.0) / (count + damping[usize::from(index.lengths[slot])]);
    }
}

/// What BM25 adds to a count in its denominator, by length of the text in characters.
fn damping(index: &Index) -> Vec<f32> {
    let average = (index.characters as f32 / index.len().max(1) as f32).max(1.0);
    (0..=index.longest).map(|length| K1 * (1.0 - B + B * f32::from(length) / average)).collect()
}

fn best(scores: &[f32], k: usize, wanted: impl Fn(u32) -> bool) -> Vec<Candidate> {
    let mut heap = BinaryHeap::with_capacity(k + 1);
    let mut least = 0.0;
    for (slot, &bm25) in scores.iter().enumerate() {
        if bm25 > least && wanted(slot as u32) {
            heap.push(Worst(Candidate { slot: slot as u32, bm25 }));
            if heap.len() > k {
                heap.pop();
                least = heap.peek().map_or(0.0, |worst| worst.0.bm25);
            }
        }
    }
    let mut best: Vec<Candidate> = heap.into_iter().map(|worst| worst.0).collect();
    best.sort_unstable_by(|a, b| b.bm25.total_cmp(&a.bm25).then(a.slot.cmp(&b.slot)));
    best
}

/// Orders a heap so that its top is the lowest score, and of equals the later slot.
struct Worst(Candidate);

impl Ord for Worst {
    fn cmp(&self, other: &Self) -> Ordering {
        other.0.bm25.total_cmp(&self.0.bm25).then(self.0.slot.cmp(&other.0.slot))
    }
}

impl PartialOrd for Worst {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Worst {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Worst {}
