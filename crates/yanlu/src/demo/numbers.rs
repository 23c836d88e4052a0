//! Which number each text got: what a moderator with a good memory knows.

use std::collections::{HashMap, HashSet};
use std::sync::Mutex;

use domain::SuggestionNo;

/// Texts and their numbers.
#[derive(Default)]
pub(crate) struct Numbers(Mutex<HashMap<String, SuggestionNo>>);

impl Numbers {
    /// Remembers that `text` was received as `no`.
    pub(crate) fn learn(&self, text: String, no: SuggestionNo) {
        self.0.lock().expect("no holder panics").insert(text, no);
    }

    /// The number of a text.
    pub(crate) fn of(&self, text: &str) -> Option<SuggestionNo> {
        self.0.lock().expect("no holder panics").get(text).copied()
    }

    /// Every number.
    pub(crate) fn all(&self) -> HashSet<SuggestionNo> {
        self.0.lock().expect("no holder panics").values().copied().collect()
    }

    /// How many suggestions were received.
    pub(crate) fn count(&self) -> usize {
        self.0.lock().expect("no holder panics").len()
    }
}
