//! Looking for a suggestion, and what happened to one.

use domain::{RejectReason, Seq, SuggestionNo, UnixMs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::QueueRow;

/// `GET …/find?q=&state=&page=`: over everything that staff may see. `q`: words, or a number; empty finds all. `state`: a review state, or
/// `unread`; empty means any. `page` from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FindReply {
    /// This page, at most 50: the number that was typed first, then the latest first.
    pub items: Vec<QueueRow>,
    /// This page's number, from 1.
    pub page: u32,
    /// How many pages there are (at least 1).
    pub pages: u32,
    /// How many were found.
    pub total: u32,
}

/// `GET …/suggestions/{no}/history`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HistoryReply {
    /// Which one.
    #[ts(type = "number")]
    pub no: SuggestionNo,
    /// Oldest first, at most 100: the first and the latest ones.
    pub entries: Vec<HistoryEntry>,
}

/// Something that happened to a suggestion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HistoryEntry {
    /// Its place in the log.
    #[ts(type = "number")]
    pub seq: Seq,
    /// When.
    #[ts(type = "number")]
    pub at: UnixMs,
    /// `author`, `staff` or `system` (the clock, an import).
    #[ts(type = "'author' | 'staff' | 'system'")]
    pub by: String,
    /// The name of the member of staff; empty for the others.
    pub who: String,
    /// A verb of the activity stream, or `submit`, `edit`, `withdraw`, `appeal`, `published`, `unpublished`, `returned`, `rejected`, `hidden`,
    /// `merged` (into another), `joined` (another was merged into this one), `left` (and was taken out again), `floor`, `asked`.
    pub verb: String,
    /// What it said or was before, where this changed that.
    pub before: Option<String>,
    /// What it says or is after: a text, a number, a word of the floor or of why it is no longer public.
    pub after: Option<String>,
    /// Why: a code.
    #[ts(type = "string | null")]
    pub reason: Option<RejectReason>,
    /// Why, in words.
    pub note: Option<String>,
    /// The other suggestion, for merges.
    #[ts(type = "number | null")]
    pub into: Option<SuggestionNo>,
}
