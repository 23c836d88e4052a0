//! Items under lease: what a console asks for and what it is given with each.

use domain::desk::WordLevel;
use domain::restriction::RestrictionKind;
use domain::{AgendaNo, Flag, RejectReason, ReviewKind, SuggestionNo, UnixMs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Console, MergeCandidate};

/// `POST …/queue/deal`: lease up to `want` items (at most 5 held), oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DealBody {
    /// The console window.
    pub console: Console,
    /// How many items it wishes to hold in all, 1–5.
    pub want: u8,
    /// Only of these agenda items (from 1); none named means of all, and what belongs to no item.
    #[serde(default)]
    #[ts(as = "Option<Vec<u16>>", optional)]
    pub items: Vec<u16>,
    /// Whether this person takes items with a flag that needs care.
    #[serde(default = "yes")]
    #[ts(as = "Option<bool>", optional)]
    pub flagged: bool,
}

fn yes() -> bool {
    true
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
    /// The words of the lists that stand in `text`.
    pub hits: Vec<Hit>,
    /// What was looked at, one line each, the clean ones too.
    pub checks: Vec<Check>,
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
    /// `pending`, `held`, `appealed`, or `published` when it is public and unread.
    #[ts(type = "string")]
    pub state: ReviewKind,
    /// A colleague's words, when held; the author's, when appealed.
    pub note: Option<String>,
    /// Until when the lease holds (ms since 1970).
    #[ts(type = "number")]
    pub leased_until: UnixMs,
    /// Whether it is public already and nobody has looked at it yet.
    pub unread: bool,
    /// Its topic: the number of the topic's first suggestion.
    #[ts(type = "number | null")]
    pub topic: Option<SuggestionNo>,
    /// Close suggestions, public and waiting, closest first, at most 5.
    pub similar: Vec<MergeCandidate>,
    /// The author as the desk knows them.
    pub author: AuthorCounts,
}

/// A stretch of a text, in UTF-16 code units as browsers count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Mark {
    /// First unit.
    pub from: u32,
    /// One after the last unit.
    pub to: u32,
    /// What it is: `mobile`, `id_number`, `email`, and what else the masks know.
    pub kind: String,
    /// What will be published in its place.
    pub masked: String,
}

/// A word of a list that stands in a text, in UTF-16 code units as browsers count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Hit {
    /// First unit.
    pub from: u32,
    /// One after the last unit.
    pub to: u32,
    /// The name of the list.
    pub list: String,
    /// How much it weighs.
    #[ts(type = "'watch' | 'review' | 'block'")]
    pub level: WordLevel,
    /// The word as the list has it.
    pub word: String,
    /// Whether it only sounds so, in pinyin or half in pinyin: such a word weighs `review` at most.
    pub by_sound: bool,
}

/// What a check looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckKind {
    /// Personal data; they are masked on publication.
    PersonalData,
    /// Words of the lists.
    Words,
    /// Links.
    Link,
    /// How fast this author hands in.
    Flood,
    /// Near-identical texts of other authors.
    NearIdentical,
    /// Whether the author is new to this meeting.
    NewAuthor,
}

/// One line of the row of checks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Check {
    /// What was looked at.
    pub kind: CheckKind,
    /// Whether nothing was found.
    pub ok: bool,
    /// How many were found.
    pub count: u32,
    /// What was found, where it has a name: kinds of personal data, lists, links; at most 5.
    pub words: Vec<String>,
}

/// How the author's suggestions in this meeting stand.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct AuthorCounts {
    /// The author's handle in this meeting: pseudonymous, for staff only.
    pub id: String,
    /// Handed in, this one included.
    pub submitted: u32,
    /// Public.
    pub published: u32,
    /// Merged.
    pub merged: u32,
    /// Returned, rejected or hidden.
    pub declined: u32,
    /// What the author may not do for now; `null`: nothing.
    pub restricted: Option<AuthorRestriction>,
}

/// What an author may not do for now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AuthorRestriction {
    /// Its number, as addresses name it.
    pub id: u32,
    /// `mute`: no suggestions; `suspend`: no backing and no answers either.
    #[ts(type = "'mute' | 'suspend'")]
    pub kind: RestrictionKind,
    /// Why.
    #[ts(type = "string")]
    pub reason: RejectReason,
    /// Until when (ms since 1970); `null`: until the meeting is closed.
    #[ts(type = "number | null")]
    pub until: Option<UnixMs>,
}
