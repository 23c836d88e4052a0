//! The record of staff: who did what, with before and after, and how much of it stood.

use domain::{RejectReason, StaffId, SuggestionNo, UnixMs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Entries of one page.
pub const RECORD_PAGE: usize = 100;

/// `GET …/record?person=&verb=&no=&from=&until=&page=`: what members of staff did. `person`: an account; `verb`: as in the activity stream;
/// `no`: a suggestion; `from`, `until`: ms since 1970, the second not included; `page` from 1. Without a filter everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordReply {
    /// This page, at most 100, the latest first.
    pub entries: Vec<RecordEntry>,
    /// This page's number, from 1.
    pub page: u32,
    /// How many pages there are (at least 1).
    pub pages: u32,
    /// How many entries there are.
    pub total: u32,
    /// Everybody who did something in this meeting.
    pub people: Vec<RecordPerson>,
    /// Every verb that occurs.
    pub verbs: Vec<String>,
}

/// Something that a member of staff did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordEntry {
    /// When.
    #[ts(type = "number")]
    pub at: UnixMs,
    /// Who: the account.
    #[ts(type = "number")]
    pub person: StaffId,
    /// Who: the name.
    pub who: String,
    /// A verb of the activity stream.
    pub verb: String,
    /// About which suggestion.
    #[ts(type = "number | null")]
    pub no: Option<SuggestionNo>,
    /// The other suggestion, for merges.
    #[ts(type = "number | null")]
    pub into: Option<SuggestionNo>,
    /// Why: a code.
    #[ts(type = "string | null")]
    pub reason: Option<RejectReason>,
    /// What it said or was before, where this changed that.
    pub before: Option<String>,
    /// What it says or is after.
    pub after: Option<String>,
}

/// What one member of staff did in all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordPerson {
    /// The account.
    #[ts(type = "number")]
    pub id: StaffId,
    /// The name.
    pub name: String,
    /// Decisions.
    pub handled: u32,
    /// How many of 100 decisions nobody reversed later; `null` before there are a few.
    pub agreement: Option<u8>,
}
