//! Backing a suggestion (附議): one person, one suggestion, once; revocable; secret.
//!
//! The author is a person like any other and may back their own suggestion once: a merge makes every author a backer of
//! the suggestion that goes on, and counts must not depend on which way somebody came to back it.

use crate::{Meeting, PersonId, Refusal, Review, SuggestionNo, UnixMs};

/// What a wish changes in the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The person is a new backer: +1.
    Added,
    /// The person no longer backs it: −1.
    Removed,
    /// It already is as wished.
    Nothing,
}

impl Change {
    /// The ledger's entry: +1, −1 or 0.
    pub fn delta(self) -> i8 {
        match self {
            Self::Added => 1,
            Self::Removed => -1,
            Self::Nothing => 0,
        }
    }
}

/// What one person wishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// Who.
    pub person: PersonId,
    /// Whether they back the suggestion now.
    pub backs_now: bool,
    /// Whether they wish to.
    pub wish: bool,
}

/// Decides a wish against the suggestion's review state, whether the person backs it now and whether they may.
pub fn decide(meeting: &Meeting, review: &Review, asked: Wish, now: UnixMs) -> Result<Change, Refusal> {
    meeting.takes_supports()?;
    meeting.lets_back(asked.person, now)?;
    match review {
        Review::Published { .. } => {}
        Review::Merged { into, .. } => return Err(Refusal::Merged { into: *into }),
        // Whatever is not public does not exist for citizens.
        _ => return Err(Refusal::NoSuchSuggestion),
    }
    Ok(match (asked.backs_now, asked.wish) {
        (false, true) => Change::Added,
        (true, false) => Change::Removed,
        (true, true) | (false, false) => Change::Nothing,
    })
}

/// Where a wish about `no` must go when that suggestion was merged: follow at most this many merges.
pub const MERGE_CHAIN_MAX: usize = 16;

/// The suggestion that a refusal points to, if it is a merge.
pub fn redirected(refusal: Refusal) -> Option<SuggestionNo> {
    match refusal {
        Refusal::Merged { into } => Some(into),
        _ => None,
    }
}
