//! The papers of a meeting's desk: run-book, canned replies, notes from shift to shift, calls for help.

use domain::{Seq, StaffId, UnixMs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::moderation::HelpCall;

/// The largest body with papers, in bytes: as many canned replies as a meeting may have, each as long as it may be, quoted.
pub const PAPERS_BYTES_MAX: usize = 400_000;
/// Notes from shift to shift that are told; older ones stand in the record of staff by their beginnings.
pub const NOTES_MAX: usize = 50;
/// Colleagues that are offered to be called by name.
pub const CALLABLE_MAX: usize = 200;

/// `GET …/papers`, and the answer to every change of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PapersReply {
    /// Where in the log they last changed; the queue tells the same number.
    #[ts(type = "number")]
    pub changed: Seq,
    /// The run-book.
    pub runbook: Runbook,
    /// Which version of the canned replies this is; 0 before the first.
    pub canned_version: u32,
    /// The canned replies, in the order in which they are offered.
    pub canned: Vec<CannedLine>,
    /// Notes from shift to shift, latest first, at most 50.
    pub notes: Vec<HandOverNote>,
    /// The last call for help.
    pub help: Option<HelpCall>,
    /// Whether that call was made in the last ten minutes.
    pub help_in_force: bool,
    /// After how many published suggestions an author is public before a reviewer looks; `null`: nobody is.
    pub autoclear: Option<u8>,
    /// Colleagues who may be called by name, by name, at most 200.
    pub callable: Vec<Callable>,
}

/// What the people at the desk go by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Runbook {
    /// Which version this is; 0 before the first.
    pub version: u32,
    /// Its text; empty when there is none.
    pub text: String,
    /// When it was last changed.
    #[ts(type = "number | null")]
    pub at: Option<UnixMs>,
    /// Who changed it last.
    pub by: Option<String>,
}

/// A reply that is written once and used often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CannedLine {
    /// How it is found: 1–40 characters.
    pub title: String,
    /// The words: 1–500 characters.
    pub text: String,
}

/// A note for the next shift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HandOverNote {
    /// Its place in the log, which names it.
    #[ts(type = "number")]
    pub seq: Seq,
    /// When.
    #[ts(type = "number")]
    pub at: UnixMs,
    /// Whose.
    pub by: String,
    /// Whether it is the reader's.
    pub mine: bool,
    /// What it says.
    pub text: String,
}

/// A colleague who may be called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Callable {
    /// Which account.
    #[ts(type = "number")]
    pub id: StaffId,
    /// The name.
    pub name: String,
}

/// `PUT …/papers/runbook`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RunbookBody {
    /// The version that was read; refused when somebody has changed it since.
    pub version: u32,
    /// The new text, at most 4,000 characters; nothing but blanks removes the run-book.
    pub text: String,
}

/// `PUT …/papers/canned`: other canned replies, all of them, at most 60.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CannedBody {
    /// The version that was read; refused when somebody has changed them since.
    pub version: u32,
    /// The replies.
    pub replies: Vec<CannedLine>,
}

/// `POST …/papers/hand-over`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HandOverBody {
    /// What the next shift must know: 1–4,000 characters.
    pub text: String,
}

/// `POST …/help`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HelpBody {
    /// What for, at most 500 characters.
    #[serde(default)]
    pub note: Option<String>,
    /// Whom, at most 50; nobody named means everybody.
    #[serde(default)]
    #[ts(type = "number[]")]
    pub to: Vec<StaffId>,
}

/// `PUT …/autoclear`: citizens are told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AutoclearBody {
    /// After how many published suggestions, 1–50, an author is public before a reviewer looks; `null`: nobody is.
    pub after: Option<u8>,
}
