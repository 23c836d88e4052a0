//! The live desk: what the console sends and is answered.

use domain::{AgendaNo, EditKind, Flag, RejectReason, ReviewKind, StaffId, SuggestionNo, UnixMs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Items dealt to one console at most.
pub const DEAL_MAX: usize = 5;
/// How long a lease holds without renewal, in ms.
pub const LEASE_MS: i64 = 90_000;
/// Rows of the waiting list in one answer.
pub const QUEUE_ROWS_MAX: usize = 120;
/// Entries of the activity stream in one answer.
pub const ACTIVITY_MAX: usize = 50;

/// One console window: a name that the browser makes up once per tab, so that two tabs of one person hold their own leases.
/// 1–40 characters of `a-zA-Z0-9_-`.
pub type Console = String;

/// `POST …/queue/deal`: lease up to `want` items (at most 5 held), oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DealBody {
    /// The console window.
    pub console: Console,
    /// How many items it wishes to hold in all, 1–5.
    pub want: u8,
}

/// `POST …/queue/renew` and `POST …/queue/release`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LeaseBody {
    /// The console window.
    pub console: Console,
    /// Which items; empty means all that it holds.
    #[ts(type = "number[]")]
    pub nos: Vec<SuggestionNo>,
}

/// The answer to deal, renew and release: what the console holds now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DealReply {
    /// The items, in the order in which to take them.
    pub items: Vec<DealtItem>,
}

/// An item on the desk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DealtItem {
    /// Its number.
    #[ts(type = "number")]
    pub no: SuggestionNo,
    /// The author's text, whole.
    pub text: String,
    /// The text as it would be published, personal data masked.
    pub shown: String,
    /// The stretches of `text` that hold personal data.
    pub marks: Vec<Mark>,
    /// What the checks noticed.
    #[ts(type = "string[]")]
    pub flags: Vec<Flag>,
    /// Pass it back with the decision.
    pub revision: u32,
    /// Its agenda item.
    #[ts(type = "number | null")]
    pub agenda_item: Option<AgendaNo>,
    /// The broadcast moment.
    pub moment_ms: Option<u32>,
    /// The place meant.
    pub area: Option<String>,
    /// The name to show.
    pub display_name: Option<String>,
    /// When it was handed in (ms since 1970).
    #[ts(type = "number")]
    pub submitted_at: UnixMs,
    /// `pending`, `held` or `appealed`.
    #[ts(type = "string")]
    pub state: ReviewKind,
    /// A colleague's words, when held; the author's, when appealed.
    pub note: Option<String>,
    /// Until when the lease holds (ms since 1970).
    #[ts(type = "number")]
    pub leased_until: UnixMs,
    /// Close suggestions that are public, closest first, at most 3.
    pub similar: Vec<crate::citizen::SimilarCard>,
    /// The author's other suggestions in this meeting, by state.
    pub author: AuthorCounts,
}

/// A stretch of a text, in UTF-16 code units as browsers count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Mark {
    /// First unit.
    pub from: u32,
    /// One after the last unit.
    pub to: u32,
    /// What it is: `mobile`, `landline`, `id_number`, `bank_card`, `plate`, `email`, `address`.
    pub kind: String,
    /// What will be published in its place.
    pub masked: String,
}

/// How the author's suggestions in this meeting stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct AuthorCounts {
    /// Handed in, this one included.
    pub submitted: u32,
    /// Public.
    pub published: u32,
    /// Merged.
    pub merged: u32,
    /// Returned, rejected or hidden.
    pub declined: u32,
}

/// `GET …/queue?console=`: the whole picture, fetched about once a second.
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
    /// When it was handed in.
    #[ts(type = "number")]
    pub submitted_at: UnixMs,
    /// What the checks noticed.
    #[ts(type = "string[]")]
    pub flags: Vec<Flag>,
    /// `pending`, `held` or `appealed`.
    #[ts(type = "string")]
    pub state: ReviewKind,
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
    /// `publish`, `return`, `reject`, `hide`, `merge`, `escalate`, `undo`, `intake`, `phase`, `retag`, `show`.
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
}

/// The pressure on the desk. Rates are per minute of the meeting's clock over the last 60 s.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Gauge {
    /// Arrivals in the last minute.
    pub arrived: u32,
    /// Decisions in the last minute.
    pub handled: u32,
    /// Age of the oldest waiting item in ms; 0 when none waits.
    #[ts(type = "number")]
    pub oldest_ms: i64,
    /// The waiting time aimed at, in ms.
    #[ts(type = "number")]
    pub target_ms: i64,
    /// Arrivals per minute of the meeting so far, oldest first, at most 240 buckets.
    pub arrivals: Vec<u32>,
    /// Decisions per minute, the same buckets.
    pub decisions: Vec<u32>,
    /// When the first bucket begins (ms since 1970).
    #[ts(type = "number")]
    pub buckets_from: UnixMs,
    /// Length of a bucket in ms.
    #[ts(type = "number")]
    pub bucket_ms: i64,
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
}

/// `POST …/suggestions/{no}/decision`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DecisionBody {
    /// The console window.
    pub console: Console,
    /// The revision that was read.
    pub revision: u32,
    /// What is decided.
    pub decision: DecisionWish,
}

/// What a moderator wishes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum DecisionWish {
    /// Make it public; personal data are masked by the server.
    Publish {
        /// Also put it on the host's list.
        #[serde(default)]
        forward: bool,
        /// The text to show, where staff changed the wording.
        #[ts(optional)]
        text: Option<String>,
        /// In what way; goes with `text`.
        #[ts(optional, type = "'typo' | 'mask' | 'shorten'")]
        edit: Option<EditKind>,
        /// A close one that it stands beside: keep both.
        #[ts(optional, type = "number")]
        related: Option<SuggestionNo>,
    },
    /// Give it back to be made clearer.
    Return {
        /// A code of the reasons.
        #[ts(type = "string")]
        reason: RejectReason,
        /// In words.
        #[serde(default)]
        note: Option<String>,
    },
    /// Do not take it up.
    Reject {
        /// A code of the reasons.
        #[ts(type = "string")]
        reason: RejectReason,
        /// In words.
        #[serde(default)]
        note: Option<String>,
    },
    /// Take it out of sight.
    Hide {
        /// A code of the reasons.
        #[ts(type = "string")]
        reason: RejectReason,
        /// In words.
        #[serde(default)]
        note: Option<String>,
    },
    /// It says what another says.
    Merge {
        /// The one that goes on.
        #[ts(type = "number")]
        into: SuggestionNo,
        /// What becomes of this one's text.
        #[serde(default)]
        #[ts(as = "Option<IntoKind>", optional)]
        into_kind: IntoKind,
    },
}

impl DecisionWish {
    /// Make it public as it is, and put it on the host's list if `forward`.
    pub fn publish(forward: bool) -> Self {
        Self::Publish { forward, text: None, edit: None, related: None }
    }
}

/// What becomes of the text of a suggestion that is merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IntoKind {
    /// Its author backs the other, no more.
    #[default]
    Backer,
    /// It also stands below the other, masked.
    Supplement,
}

/// `POST …/suggestions/{no}/reopen`: a decision in effect is taken back.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReopenBody {
    /// Why, for staff.
    #[serde(default)]
    pub note: Option<String>,
}

/// The answer to a decision: 200.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DecisionReply {
    /// Which suggestion.
    #[ts(type = "number")]
    pub no: SuggestionNo,
    /// Its review state now.
    #[ts(type = "string")]
    pub state: ReviewKind,
    /// When it takes effect (ms since 1970); `null` when it has already.
    #[ts(type = "number | null")]
    pub effective_at: Option<UnixMs>,
}

/// `POST …/suggestions/{no}/escalate`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EscalateBody {
    /// The console window.
    pub console: Console,
    /// The revision that was read.
    pub revision: u32,
    /// Why.
    #[serde(default)]
    pub note: Option<String>,
}

/// `POST …/suggestions/{no}/take-over` and `…/tag`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TagBody {
    /// The agenda item, from 1.
    pub agenda_item: u16,
}

/// `POST …/intake`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct IntakeBody {
    /// The new setting.
    #[ts(type = "{ mode: 'normal' } | { mode: 'slow', interval_s: number } | { mode: 'paused' }")]
    pub intake: domain::Intake,
}
