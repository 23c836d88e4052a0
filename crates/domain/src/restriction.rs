//! Who may not write in a meeting for a while: 禁言 and 停權. Nothing that a person has written or backed is touched by it.

use serde::{Deserialize, Serialize};

use crate::{Note, PersonId, RejectReason, StaffId, SuggestionNo, UnixMs};

/// People restricted in one meeting at the same time at most: the meeting's state, which every batch of changes reads, stays small.
pub const RESTRICTIONS_MAX: usize = 200;
/// A restriction with an end of its own lasts at most this many minutes: 30 days. What is to last longer ends with the meeting.
pub const RESTRICTION_MINUTES_MAX: u32 = 43_200;
/// A mute of at most this many minutes is a moderator's to decide; everything else takes a senior moderator or the secretary.
pub const BRIEF_MUTE_MINUTES_MAX: u32 = 60;

/// What a restricted person may not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RestrictionKind {
    /// 禁言: hand in suggestions or reword them. Backing, withdrawing and asking for a second look go on.
    Mute,
    /// 停權: nor back, nor answer cards.
    Suspend,
}

impl RestrictionKind {
    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mute => "mute",
            Self::Suspend => "suspend",
        }
    }
}

/// What keeps one person from writing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restriction {
    /// Its number in the meeting, from 1.
    pub id: u32,
    /// What the person may not do.
    pub kind: RestrictionKind,
    /// Why.
    pub reason: RejectReason,
    /// In words, for the person to read.
    pub note: Option<Note>,
    /// The suggestion by whose author the person was named.
    pub no: Option<SuggestionNo>,
    /// Since when.
    pub at: UnixMs,
    /// Until when, that moment not included; `None`: until the meeting is closed.
    pub until: Option<UnixMs>,
    /// Who decided.
    pub by: StaffId,
}

impl Restriction {
    /// Whether it holds at this moment.
    pub fn holds(&self, now: UnixMs) -> bool {
        self.until.is_none_or(|until| now < until)
    }
}

/// A wish to restrict somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restrict {
    /// Whom.
    pub person: PersonId,
    /// The suggestion by whose author they were named.
    pub no: Option<SuggestionNo>,
    /// What they may not do.
    pub kind: RestrictionKind,
    /// Why.
    pub reason: RejectReason,
    /// In words.
    pub note: Option<Note>,
    /// For how long, 1–[`RESTRICTION_MINUTES_MAX`]; `None`: until the meeting is closed.
    pub minutes: Option<u32>,
    /// The restriction that this one takes the place of, as its author knows it.
    pub replaces: Option<u32>,
}
