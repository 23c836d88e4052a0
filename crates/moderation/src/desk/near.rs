//! Which suggestions say the same: exact copies, close texts, and what a list shows of that. Over everything public and waiting.
//!
//! A likeness is a hint: nothing here merges, and nothing is proposed where one text says "not" and the other does not.

use std::collections::{BTreeSet, HashMap, VecDeque};

use domain::{PersonId, SuggestionNo};
use protocol::moderation::Band;
use text::{Fingerprint, LIKELY_MIN, MAYBE_MIN, NEAREST_MAX, SimilarIndex, comparable};

/// Cosine from which a text has something of a search of a few characters in it: one pair of two hundred is 0.07.
const SEARCH_MIN: f32 = 0.05;
/// So many other authors of near-identical texts are a flood.
const FLOOD_MIN: usize = 4;

/// A close suggestion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Close {
    pub(crate) no: SuggestionNo,
    /// 0–1.
    pub(crate) score: f32,
    pub(crate) band: Band,
}

/// What a list shows of a suggestion's neighbours.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Neighbours {
    /// Others whose texts are almost the same, up to [`NEAREST_MAX`].
    others: BTreeSet<PersonId>,
    /// Whether any is at least very likely the same.
    pub(crate) similar: bool,
}

impl Neighbours {
    /// How many other authors wrote almost the same.
    pub(crate) fn others(&self) -> usize {
        self.others.len()
    }

    /// Whether so many did that it looks like a campaign or a machine.
    pub(crate) fn is_flood(&self) -> bool {
        self.others.len() >= FLOOD_MIN
    }

    fn meet(&mut self, other: PersonId) {
        if self.others.len() < NEAREST_MAX {
            self.others.insert(other);
        }
    }
}

/// A text as it is compared.
struct Text {
    form: Box<str>,
    print: Fingerprint,
}

/// Everything public and waiting, by likeness.
#[derive(Default)]
pub(crate) struct Near {
    index: SimilarIndex,
    texts: HashMap<SuggestionNo, Text>,
    same: HashMap<Fingerprint, BTreeSet<SuggestionNo>>,
    neighbours: HashMap<SuggestionNo, Neighbours>,
    /// Texts whose neighbours nobody has looked for yet, oldest first.
    unseen: VecDeque<SuggestionNo>,
}

impl Near {
    /// Takes a text in, in place of an earlier one of the same number.
    pub(crate) fn insert(&mut self, no: SuggestionNo, text: &str) {
        let print = Fingerprint::of(text);
        if self.texts.get(&no).is_some_and(|there| there.print == print) {
            return;
        }
        self.remove(no);
        self.index.insert(u64::from(no.0), text);
        self.same.entry(print).or_default().insert(no);
        self.texts.insert(no, Text { form: comparable(text).into(), print });
        self.unseen.push_back(no);
    }

    /// Takes a text out.
    pub(crate) fn remove(&mut self, no: SuggestionNo) {
        let Some(text) = self.texts.remove(&no) else {
            return;
        };
        self.index.remove(u64::from(no.0));
        self.neighbours.remove(&no);
        if let Some(same) = self.same.get_mut(&text.print) {
            same.remove(&no);
            if same.is_empty() {
                self.same.remove(&text.print);
            }
        }
    }

    /// The others with the same text but for its dress, by number.
    pub(crate) fn same_as(&self, no: SuggestionNo) -> impl Iterator<Item = SuggestionNo> {
        let same = self.texts.get(&no).and_then(|text| self.same.get(&text.print));
        same.into_iter().flatten().copied().filter(move |other| *other != no)
    }

    /// Those with this very text but for its dress, by number.
    fn exact(&self, text: &str) -> impl Iterator<Item = SuggestionNo> {
        self.same.get(&Fingerprint::of(text)).into_iter().flatten().copied()
    }

    /// At most `k` suggestions that say something close to `text` and that `wanted` takes: exact copies first, then the closest.
    pub(crate) fn close_to(&self, text: &str, k: usize, wanted: impl Fn(SuggestionNo) -> bool) -> Vec<Close> {
        let mut close: Vec<Close> = self
            .exact(text)
            .filter(|no| wanted(*no))
            .map(|no| Close { no, score: 1.0, band: Band::Exact })
            .take(k)
            .collect();
        for one in self.scored(text, MAYBE_MIN, wanted) {
            if close.len() < k && close.iter().all(|there| there.no != one.no) {
                close.push(one);
            }
        }
        close
    }

    /// At most `k` suggestions that have something of `words` in them and that `wanted` takes, closest first.
    pub(crate) fn with_words(&self, words: &str, k: usize, wanted: impl Fn(SuggestionNo) -> bool) -> Vec<Close> {
        self.scored(words, SEARCH_MIN, wanted).take(k).collect()
    }

    fn scored(&self, text: &str, min: f32, wanted: impl Fn(SuggestionNo) -> bool) -> impl Iterator<Item = Close> {
        let number = |no: u64| u32::try_from(no).map(SuggestionNo).ok();
        let near = self.index.nearest_among(text, NEAREST_MAX, min, |no| number(no).is_some_and(&wanted));
        near.into_iter().filter_map(move |near| {
            let no = number(near.no)?;
            Some(Close { no, score: near.score, band: band(near.score) })
        })
    }

    /// Looks for the neighbours of at most `budget` texts that nobody has looked at yet and that `waits` takes; says whether it found
    /// any. `text` gives the author's text and the author.
    pub(crate) fn look_around<'a>(
        &mut self,
        budget: usize,
        text: impl Fn(SuggestionNo) -> Option<(&'a str, PersonId)>,
    ) -> bool {
        let mut found = false;
        for _ in 0..budget {
            let Some(no) = self.unseen.pop_front() else {
                break;
            };
            let Some((words, author)) = text(no).filter(|_| self.texts.contains_key(&no)) else {
                continue;
            };
            let close: Vec<Close> = self.scored(words, LIKELY_MIN, |other| other != no).collect();
            found |= !close.is_empty();
            let mut own = Neighbours { others: BTreeSet::new(), similar: !close.is_empty() };
            for one in close {
                // The other learns of it too: it was looked at before this one came.
                let there = self.neighbours.entry(one.no).or_default();
                there.similar = true;
                let other = text(one.no).map(|(_, other)| other).filter(|other| *other != author);
                if let Some(other) = other.filter(|_| one.band >= Band::Almost) {
                    own.meet(other);
                    there.meet(author);
                }
            }
            self.neighbours.insert(no, own);
        }
        found
    }

    /// What is known of a suggestion's neighbours so far.
    pub(crate) fn neighbours(&self, no: SuggestionNo) -> Option<&Neighbours> {
        self.neighbours.get(&no)
    }

    /// The comparable form of a suggestion that is public or waits.
    pub(crate) fn form(&self, no: SuggestionNo) -> Option<&str> {
        self.texts.get(&no).map(|text| &*text.form)
    }
}

fn band(score: f32) -> Band {
    match text::Band::of(score) {
        Some(text::Band::Exact | text::Band::Almost) => Band::Almost,
        Some(text::Band::Likely) => Band::Likely,
        // Found by a few words of a search.
        Some(text::Band::Maybe) | None => Band::Maybe,
    }
}
