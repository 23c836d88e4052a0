//! Decisions: what a moderator wishes, one by one and in bulk.

use domain::{EditKind, RejectReason, ReviewKind, Seq, SuggestionNo, UnixMs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Console;

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
        #[serde(default)]
        #[ts(optional)]
        text: Option<String>,
        /// In what way; goes with `text`.
        #[serde(default)]
        #[ts(optional, type = "'typo' | 'mask' | 'shorten'")]
        edit: Option<EditKind>,
        /// A close one that it stands beside: keep both.
        #[serde(default)]
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
    /// Its author becomes a backer.
    #[default]
    Backer,
    /// It also stands below the other, for everybody to read.
    Supplement,
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

/// `POST …/suggestions/{no}/tag`.
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

/// `POST …/suggestions/{no}/reopen`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReopenBody {
    /// Why.
    #[serde(default)]
    #[ts(optional)]
    pub note: Option<String>,
}

/// `POST …/bulk`: one decision about several. What is flagged is left out of a publication and listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BulkBody {
    /// The console window.
    pub console: Console,
    /// Which ones, 1–50.
    #[ts(type = "number[]")]
    pub nos: Vec<SuggestionNo>,
    /// The `seq` of the picture in which they were read: what an author changed since is left out. Without it, now.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub seq: Option<Seq>,
    /// What is decided.
    pub decision: DecisionWish,
}

/// `POST …/bulk/tag`: several go to another agenda item or topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BulkTagBody {
    /// Which ones, 1–50.
    #[ts(type = "number[]")]
    pub nos: Vec<SuggestionNo>,
    /// The agenda item, from 1.
    #[serde(default)]
    #[ts(optional)]
    pub agenda_item: Option<u16>,
    /// The topic.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub topic: Option<SuggestionNo>,
}

/// The answer to both: 200.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BulkReply {
    /// Those that it happened to.
    #[ts(type = "number[]")]
    pub done: Vec<SuggestionNo>,
    /// The others.
    pub skipped: Vec<Skipped>,
    /// When the decision takes effect (ms since 1970); `null` when it has already, or nothing was decided.
    #[ts(type = "number | null")]
    pub effective_at: Option<UnixMs>,
}

/// One that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Skipped {
    /// Which one.
    #[ts(type = "number")]
    pub no: SuggestionNo,
    /// Why: `flagged`, or a code of the problem documents.
    pub code: String,
}
