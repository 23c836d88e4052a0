//! What a scribe enters for people who do not type: one by one, or a batch of paper forms.

use domain::{AgendaNo, ReviewKind, SuggestionNo, UnixMs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Entries in one request.
pub const ENTRIES_MAX: usize = 50;
/// The largest body: as many entries as may be, of 1,000 characters each, and their other fields.
pub const BODY_BYTES_MAX: usize = 256 * 1_024;
/// The newest entries that are listed.
pub const LISTED_MAX: usize = 200;

/// `POST …/scribe`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ScribeBody {
    /// 1–50 entries. Each is taken or declined on its own.
    pub entries: Vec<ScribeEntry>,
}

/// One suggestion as somebody said or wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ScribeEntry {
    /// 1–64 visible ASCII characters. The same entry with the same key is taken once, however often it is sent.
    pub key: String,
    /// The text.
    pub text: String,
    /// The agenda item, from 1; without it, the one running now.
    #[serde(default)]
    #[ts(optional)]
    pub agenda_item: Option<u16>,
    /// The broadcast moment at which it was said or written, ms from the start; it may lie in the past.
    #[serde(default)]
    #[ts(optional)]
    pub moment_ms: Option<u32>,
    /// The place meant.
    #[serde(default)]
    #[ts(optional)]
    pub area: Option<String>,
    /// The name to show.
    #[serde(default)]
    #[ts(optional)]
    pub display_name: Option<String>,
    /// The number on the paper form, 1–20 characters.
    #[serde(default)]
    #[ts(optional)]
    pub paper: Option<String>,
}

/// The answer to [`ScribeBody`]: 200, whatever became of the entries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ScribeReply {
    /// One for each entry, in their order.
    pub results: Vec<ScribeResult>,
}

/// What became of an entry: a number, or a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ScribeResult {
    /// The entry's key.
    pub key: String,
    /// Its number.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[ts(optional, type = "number")]
    pub no: Option<SuggestionNo>,
    /// Its review state now.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[ts(optional, type = "string")]
    pub state: Option<ReviewKind>,
    /// The receipt to hand out.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[ts(optional)]
    pub receipt: Option<String>,
    /// Why it was declined.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[ts(optional)]
    pub problem: Option<EntryProblem>,
}

/// Why an entry was declined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EntryProblem {
    /// The stable code.
    pub code: String,
    /// The field at fault.
    pub field: Option<String>,
    /// In the reader's language.
    pub title: String,
    /// Whether the same entry may be taken later.
    pub retryable: bool,
}

/// `GET …/scribe`: what scribes have entered in this meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ScribeList {
    /// The newest [`LISTED_MAX`], newest first.
    pub entries: Vec<ScribeLine>,
    /// How many there are in all.
    pub total: u32,
}

/// An entry in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ScribeLine {
    /// Its number.
    #[ts(type = "number")]
    pub no: SuggestionNo,
    /// The text as entered.
    pub text: String,
    /// Its review state.
    #[ts(type = "string")]
    pub state: ReviewKind,
    /// Its agenda item.
    #[ts(type = "number | null")]
    pub agenda_item: Option<AgendaNo>,
    /// The number on the paper form.
    pub paper: Option<String>,
    /// Whether the reader entered it.
    pub mine: bool,
    /// When it was entered (ms since 1970).
    #[ts(type = "number")]
    pub submitted_at: UnixMs,
    /// The receipt, to print again.
    pub receipt: String,
}
