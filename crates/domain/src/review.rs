//! The states of review, and what a moderator may decide.

use serde::{Deserialize, Serialize};

use crate::desk::WordLevel;
use crate::{Edit, Note, RejectReason, StaffId, SuggestionNo, SuggestionText, UnixMs};

/// What a machine check noticed. Flags sort, inform and hold; none rejects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// Personal data, masked when it is published.
    PersonalData,
    /// A link.
    Link,
    /// Very close to another suggestion.
    Similar,
    /// A word of a list of level 留意.
    Watch,
    /// A word of a list of level 先審: never published in bulk or without a look.
    Review,
    /// A word of a list of level 攔截: publishing takes a second person.
    Block,
    /// The same text as another, but for its dress.
    Duplicate,
    /// One of many near-identical texts.
    Flood,
}

impl Flag {
    /// The flags of a text with what the word lists say of it now in place of what they said before.
    pub fn reread(flags: &[Self], level: Option<WordLevel>) -> Vec<Self> {
        let word = level.map(|level| match level {
            WordLevel::Watch => Self::Watch,
            WordLevel::Review => Self::Review,
            WordLevel::Block => Self::Block,
        });
        let others = flags.iter().copied().filter(|flag| !matches!(flag, Self::Watch | Self::Review | Self::Block));
        others.chain(word).collect()
    }

    /// Whether a text with it is public only after a person has looked.
    pub fn holds(self) -> bool {
        matches!(self, Self::Review | Self::Block)
    }
}

/// What becomes of the text of a suggestion that is merged into another.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "as", rename_all = "snake_case")]
pub enum MergedText {
    /// Its author becomes a backer, no more.
    #[default]
    Backer,
    /// It also stands below the other as a supplement.
    Supplement {
        /// The public text, personal data masked.
        shown: SuggestionText,
    },
}

/// What a moderator decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Decision {
    /// Make it public.
    Publish {
        /// The public text, personal data masked.
        shown: SuggestionText,
        /// Also put it on the host's list.
        forward: bool,
        /// In what way the wording was changed, where it was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        edit: Option<Edit>,
        /// The one that it is close to and stands beside.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        related: Option<SuggestionNo>,
    },
    /// Give it back to be made clearer.
    Return {
        /// Why.
        reason: RejectReason,
        /// In words.
        note: Option<Note>,
    },
    /// Do not take it up.
    Reject {
        /// Why.
        reason: RejectReason,
        /// In words.
        note: Option<Note>,
    },
    /// Take it out of sight, evidence kept.
    Hide {
        /// Why.
        reason: RejectReason,
        /// In words.
        note: Option<Note>,
    },
    /// It says what another says; that one goes on.
    Merge {
        /// The one that goes on.
        into: SuggestionNo,
        /// What becomes of its text.
        #[serde(default)]
        text: MergedText,
    },
}

impl Decision {
    /// Publishes `shown` and nothing else.
    pub fn publish(shown: SuggestionText) -> Self {
        Self::Publish { shown, forward: false, edit: None, related: None }
    }

    /// Whether it makes the text public, by itself or below another.
    pub fn shows_text(&self) -> bool {
        matches!(self, Self::Publish { .. } | Self::Merge { text: MergedText::Supplement { .. }, .. })
    }

    /// Merges into another, whose backer the author becomes.
    pub fn merge(into: SuggestionNo) -> Self {
        Self::Merge { into, text: MergedText::Backer }
    }
}

/// The review state. Each variant carries what exists only there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Review {
    /// 待審.
    Pending,
    /// 待複審: held for a second reviewer.
    Held {
        /// Who asked.
        by: StaffId,
        /// Why.
        note: Option<Note>,
    },
    /// Decided, in the undo window. It is stored, so a crash in it publishes neither early nor twice.
    Decided {
        /// The decision.
        decision: Decision,
        /// Who decided.
        by: StaffId,
        /// When it takes effect.
        effective_at: UnixMs,
        /// The state to return to when it is undone: held by whom and why, or pending.
        held: Option<(StaffId, Option<Note>)>,
        /// The state to return to when it is undone: the appeal that was decided.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        appeal: Option<Appeal>,
    },
    /// 已發布.
    Published {
        /// Since when.
        at: UnixMs,
        /// The public text.
        shown: SuggestionText,
        /// In what way staff changed the wording.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        edit: Option<Edit>,
    },
    /// 退回修改.
    Returned {
        /// Since when.
        at: UnixMs,
        /// Why.
        reason: RejectReason,
        /// In words.
        note: Option<Note>,
    },
    /// 未通過.
    Rejected {
        /// Since when.
        at: UnixMs,
        /// Why.
        reason: RejectReason,
        /// In words.
        note: Option<Note>,
    },
    /// 屏蔽.
    Hidden {
        /// Since when.
        at: UnixMs,
        /// Why.
        reason: RejectReason,
    },
    /// 已撤回.
    Withdrawn {
        /// Since when.
        at: UnixMs,
    },
    /// 已合併.
    Merged {
        /// The one that goes on.
        into: SuggestionNo,
        /// Since when.
        at: UnixMs,
        /// The public state before it, to which taking the merge back returns; `None`: it had not been public.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<Box<Review>>,
    },
    /// 複核中: the author asked for a second look.
    Appealed(Appeal),
}

/// An author's request for a second look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appeal {
    /// Since when.
    pub at: UnixMs,
    /// Why, in the author's words.
    pub note: Option<Note>,
    /// The decision that it is about.
    pub was: Box<Review>,
}

/// A review state without its contents: what queries, counts and the wire name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewKind {
    /// 待審.
    Pending,
    /// 待複審.
    Held,
    /// In the undo window.
    Decided,
    /// 已發布.
    Published,
    /// 退回修改.
    Returned,
    /// 未通過.
    Rejected,
    /// 屏蔽.
    Hidden,
    /// 已撤回.
    Withdrawn,
    /// 已合併.
    Merged,
    /// 複核中.
    Appealed,
}

impl ReviewKind {
    /// Every kind, in the order of a suggestion's life.
    pub const ALL: [Self; 10] = [
        Self::Pending,
        Self::Held,
        Self::Decided,
        Self::Published,
        Self::Returned,
        Self::Rejected,
        Self::Hidden,
        Self::Withdrawn,
        Self::Merged,
        Self::Appealed,
    ];

    /// The stable word: what the log, the wire and the exports write.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Held => "held",
            Self::Decided => "decided",
            Self::Published => "published",
            Self::Returned => "returned",
            Self::Rejected => "rejected",
            Self::Hidden => "hidden",
            Self::Withdrawn => "withdrawn",
            Self::Merged => "merged",
            Self::Appealed => "appealed",
        }
    }

    /// Whether staff still have to act on it.
    pub fn waits(self) -> bool {
        matches!(self, Self::Pending | Self::Held | Self::Appealed | Self::Decided)
    }
}

impl Review {
    /// The state without its contents.
    pub fn kind(&self) -> ReviewKind {
        match self {
            Self::Pending => ReviewKind::Pending,
            Self::Held { .. } => ReviewKind::Held,
            Self::Decided { .. } => ReviewKind::Decided,
            Self::Published { .. } => ReviewKind::Published,
            Self::Returned { .. } => ReviewKind::Returned,
            Self::Rejected { .. } => ReviewKind::Rejected,
            Self::Hidden { .. } => ReviewKind::Hidden,
            Self::Withdrawn { .. } => ReviewKind::Withdrawn,
            Self::Merged { .. } => ReviewKind::Merged,
            Self::Appealed(_) => ReviewKind::Appealed,
        }
    }
}
