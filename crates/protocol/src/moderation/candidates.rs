//! What an item may be merged into, and what a merge would look like.

use domain::{ReviewKind, SuggestionNo};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::frame::Card;

/// How close two texts are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// Maybe the same idea: cosine from 0.50, or found by words.
    Maybe,
    /// Very likely the same: from 0.74.
    Likely,
    /// Almost the same text: from 0.90.
    Almost,
    /// The same text but for its dress: punctuation, script, width.
    Exact,
}

/// A suggestion that an item may be merged into.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MergeCandidate {
    /// Its number.
    #[ts(type = "number")]
    pub no: SuggestionNo,
    /// Its public text; the author's text when it waits.
    pub text: String,
    /// Its backers.
    pub supports: u32,
    /// How close it is, 0–1.
    pub score: f32,
    /// The same, 0–100.
    pub percent: u8,
    /// How close it is, in words.
    pub band: Band,
    /// Whether one of the two says "not" where the other does not.
    pub polarity_differs: bool,
    /// Whether the desk proposes to merge into it: as good as the same text, the same polarity, and public. At most one of a list.
    pub preticked: bool,
    /// `published`, or the state in which it waits: one that waits cannot be merged into yet.
    #[ts(type = "string")]
    pub state: ReviewKind,
    /// Whether it is on the chamber's screen now.
    pub on_screen: bool,
}

/// `GET …/candidates?no=&text=`: by likeness, by words or by number. Who is no reviewer finds public ones only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CandidatesReply {
    /// Closest first, at most 10.
    pub similar: Vec<MergeCandidate>,
}

/// `GET …/suggestions/{no}/merge-preview?into=&kind=backer|supplement`: what a merge would look like. Nothing happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MergePreview {
    /// The one that goes on, as everybody would see it.
    pub public: Card,
    /// What would stand below it, for a supplement.
    pub supplement: Option<String>,
    /// What the author of the one that ends is told.
    pub author: String,
    /// People who back either, and the author of the one that ends, each once.
    pub union_supports: u32,
}
