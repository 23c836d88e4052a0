//! The whole picture, asked for about once a second by every console.

use domain::{AgendaNo, Flag, RejectReason, ReviewKind, StaffId, SuggestionNo, UnixMs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Gauge, Topic};

/// `GET …/queue?console=&on=`: the whole picture, fetched about once a second.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct QueueReply {
    /// The head of the log.
    #[ts(type = "number")]
    pub seq: domain::Seq,
    /// The meeting's clock (ms since 1970).
    #[ts(type = "number")]
    pub now: UnixMs,
    /// How many items wait in each of the four lists.
    pub counts: QueueCounts,
    /// The waiting items, oldest first, at most 120.
    pub waiting: Vec<QueueRow>,
    /// Own decisions that can still be undone, latest first.
    pub undoable: Vec<Undoable>,
    /// What colleagues did lately, latest first, at most 50.
    pub activity: Vec<Activity>,
    /// The pressure gauge.
    pub gauge: Gauge,
    /// Colleagues at their desks.
    pub people: Vec<Desk>,
    /// The largest topics, largest first, at most 60.
    pub topics: Vec<Topic>,
    /// Calls for help of the last ten minutes, latest first, at most 5.
    pub help: Vec<HelpCall>,
    /// After how many published suggestions an author is public before a reviewer looks; `null`: nobody is.
    pub autoclear: Option<u8>,
    /// Where in the log the papers of the desk last changed; 0 before the first.
    #[ts(type = "number")]
    pub papers: domain::Seq,
    /// Whether colleagues' pace is shown to everybody.
    pub pace_board: bool,
}

/// Sizes of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct QueueCounts {
    /// Waiting for a first decision.
    pub waiting: u32,
    /// Of these, likely duplicates.
    pub similar: u32,
    /// Of these, with a flag that needs care.
    pub flagged: u32,
    /// Held for a second reviewer.
    pub held: u32,
}

/// A waiting item in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct QueueRow {
    /// Its number.
    #[ts(type = "number")]
    pub no: SuggestionNo,
    /// The beginning of the text (the list shows two lines; the desk shows all).
    pub text: String,
    /// Its agenda item.
    #[ts(type = "number | null")]
    pub agenda_item: Option<AgendaNo>,
    /// Its topic: the number of the topic's first suggestion.
    #[ts(type = "number | null")]
    pub topic: Option<SuggestionNo>,
    /// When it was handed in.
    #[ts(type = "number")]
    pub submitted_at: UnixMs,
    /// What the checks noticed.
    #[ts(type = "string[]")]
    pub flags: Vec<Flag>,
    /// `pending`, `held`, `appealed`, or `published` when it is public and unread; in a search any state.
    #[ts(type = "string")]
    pub state: ReviewKind,
    /// Whether it is public already and nobody has looked at it yet.
    pub unread: bool,
    /// Pass it back with a decision.
    pub revision: u32,
    /// Whether it must be somebody else's: a second look at one's own decision.
    pub barred: bool,
    /// Who holds it now: the name; `null` when nobody does.
    pub holder: Option<String>,
    /// Whether that is this console.
    pub mine: bool,
}

/// An own decision in its undo window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Undoable {
    /// Which suggestion.
    #[ts(type = "number")]
    pub no: SuggestionNo,
    /// `publish`, `return`, `reject`, `hide` or `merge`.
    pub kind: String,
    /// The one that goes on, for a merge.
    #[ts(type = "number | null")]
    pub into: Option<SuggestionNo>,
    /// The beginning of the text.
    pub text: String,
    /// When it takes effect (ms since 1970).
    #[ts(type = "number")]
    pub effective_at: UnixMs,
}

/// A line of the activity stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Activity {
    /// When.
    #[ts(type = "number")]
    pub at: UnixMs,
    /// Who.
    pub who: String,
    /// Whether that is the reader.
    pub mine: bool,
    /// `publish`, `return`, `reject`, `hide`, `merge`, `confirm`, `escalate`, `undo`, `reopen`, `unmerge`, `take_over`, `retag`, `topic`,
    /// `regroup`, `intake`, `autoclear`, `lexicon`, `runbook`, `canned`, `help`, `hand_over`, `restrict`, `lift`, `phase`, `show`.
    pub verb: String,
    /// About which suggestion.
    #[ts(type = "number | null")]
    pub no: Option<SuggestionNo>,
    /// The one that goes on, for a merge.
    #[ts(type = "number | null")]
    pub into: Option<SuggestionNo>,
    /// Why.
    #[ts(type = "string | null")]
    pub reason: Option<RejectReason>,
    /// What it said or was before, where the deed changed that.
    pub before: Option<String>,
    /// What it says or is after.
    pub after: Option<String>,
}

/// A colleague at a desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Desk {
    /// Which account.
    #[ts(type = "number")]
    pub id: StaffId,
    /// The name.
    pub name: String,
    /// Decisions in this meeting.
    pub handled: u32,
    /// Whether that is the reader.
    pub me: bool,
    /// The item on the desk, where that is known.
    #[ts(type = "number | null")]
    pub on: Option<SuggestionNo>,
    /// Ms from one decision to the next, the middle of the last 20; `null` when unknown or not the reader's to see.
    #[ts(type = "number | null")]
    pub pace_ms: Option<i64>,
    /// How many of 100 decisions were not reversed later; `null` when unknown or not the reader's to see.
    pub agreement: Option<u8>,
}

/// A colleague called for help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HelpCall {
    /// When.
    #[ts(type = "number")]
    pub at: UnixMs,
    /// Who.
    pub by: String,
    /// What for.
    pub note: Option<String>,
    /// Whether the reader called.
    pub mine: bool,
    /// Whether the reader was called, by name or with everybody.
    pub for_me: bool,
}
