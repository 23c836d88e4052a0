//! The expected no: every way in which a command may be declined. A refusal changes nothing.

use serde::{Deserialize, Serialize};

use crate::{RejectReason, ReviewKind, SuggestionNo, UnixMs};

/// Why a command was declined. `protocol::ErrorCode` has one row for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The role × command table says no.
    #[error("not allowed for this role")]
    NotAllowed,
    /// There is no such meeting.
    #[error("no such meeting")]
    NoSuchMeeting,
    /// There is no such suggestion, or it is not this person's to see: the two look the same on purpose.
    #[error("no such suggestion")]
    NoSuchSuggestion,
    /// The agenda has no such item.
    #[error("no such agenda item")]
    NoSuchItem,
    /// The meeting is not in a phase in which this may happen.
    #[error("not in this phase of the meeting")]
    WrongPhase,
    /// Suggestions are not accepted (before, after, or outside the meeting's windows).
    #[error("suggestions are closed")]
    IntakeClosed,
    /// Suggestions are paused for the moment.
    #[error("suggestions are paused")]
    IntakePaused,
    /// Backing is not open in this phase.
    #[error("backing is closed")]
    SupportClosed,
    /// The meeting does not ask for judgements on cards.
    #[error("no answer cards")]
    CardsOff,
    /// The token is not that of a card served to this person, or a later one replaced it.
    #[error("not the card that was served")]
    BadCard,
    /// The person has answered this card.
    #[error("already answered")]
    AlreadyAnswered,
    /// The person has made as many suggestions as the meeting allows.
    #[error("{max} suggestions a person, all used")]
    QuotaUsed {
        /// The meeting's limit per person.
        max: u16,
    },
    /// The person's last suggestion was too recent.
    #[error("too soon after the last one")]
    TooSoon {
        /// When the next one will be taken.
        again_at: UnixMs,
    },
    /// The text is longer than this meeting allows.
    #[error("{chars} characters, at most {max}")]
    TextTooLong {
        /// Its length in characters.
        chars: u32,
        /// The meeting's limit.
        max: u32,
    },
    /// The time for editing or withdrawing has passed.
    #[error("the time for changes has passed")]
    EditWindowOver,
    /// The time for a second look has passed, or the second look was had.
    #[error("no second look any more")]
    AppealOver,
    /// The suggestion is in a state from which this cannot happen.
    #[error("not possible while {state:?}")]
    WrongState {
        /// The state that it is in.
        state: ReviewKind,
    },
    /// It lives on in another suggestion.
    #[error("merged into {into}")]
    Merged {
        /// Where it went.
        into: SuggestionNo,
    },
    /// The author changed the text after the decider had read it.
    #[error("the text has changed since it was read")]
    StaleRevision,
    /// A colleague changed it after it had been read.
    #[error("changed by somebody else since it was read")]
    StaleVersion,
    /// Somebody else decided it first.
    #[error("already decided")]
    AlreadyDecided,
    /// The lease on the item is another's, or has run out.
    #[error("dealt to somebody else")]
    NotLeased,
    /// A suggestion cannot be merged into itself, or into one that is not public.
    #[error("cannot be merged into that one")]
    BadMergeTarget,
    /// This reason needs words of explanation.
    #[error("this decision needs a note")]
    NoteNeeded,
    /// There is nothing (any more) to take back.
    #[error("nothing to undo")]
    NothingToUndo,
    /// Another suggestion is on the screen.
    #[error("number {on_screen} is on the screen")]
    ScreenBusy {
        /// The one shown now.
        on_screen: SuggestionNo,
    },
    /// The suggestion's floor state does not allow this step.
    #[error("not a step from its floor state")]
    WrongFloorState,
    /// The rules are locked since the start of the meeting.
    #[error("the rules are locked")]
    RulesLocked,
    /// What was changed in the text is more than the kind of change allows.
    #[error("more than such a change of wording")]
    NotAnEdit,
    /// A word of the lists asks for a second person before this is published.
    #[error("publishing this takes a second person")]
    SecondPersonNeeded,
    /// A second look is another person's than the first.
    #[error("somebody else must decide this one")]
    OwnDecision,
    /// The person may not suggest for a while.
    #[error("muted")]
    Muted {
        /// Why.
        reason: RejectReason,
        /// Until when; `None`: until the meeting is closed.
        until: Option<UnixMs>,
    },
    /// The person may neither suggest nor back for a while.
    #[error("suspended")]
    Suspended {
        /// Why.
        reason: RejectReason,
        /// Until when; `None`: until the meeting is closed.
        until: Option<UnixMs>,
    },
    /// The person is restricted in another way than the one who decides knows.
    #[error("restricted already")]
    AlreadyRestricted,
    /// As many people are restricted as may be.
    #[error("{max} people are restricted")]
    TooManyRestrictions {
        /// How many.
        max: u32,
    },
    /// A restriction lasts from a minute to a limit.
    #[error("1 to {max} minutes")]
    BadDuration {
        /// The longest, in minutes.
        max: u32,
    },
    /// There is no such job that sets supports aside.
    #[error("no such job")]
    NoSuchInvalidation,
    /// Another job moves supports now; one at a time.
    #[error("job {id} is at work")]
    InvalidationAtWork {
        /// Which one.
        id: u32,
    },
    /// The job is past the point where this was possible.
    #[error("the job is over")]
    InvalidationOver,
    /// Others have set supports aside since these were counted, or there are more now: nothing is done that nobody saw.
    #[error("{supports} supports are meant now")]
    CountChanged {
        /// How many meet the conditions now.
        supports: u32,
    },
    /// No support meets the conditions.
    #[error("no support is meant")]
    NoSupportsMeant,
    /// More supports meet the conditions than one job takes.
    #[error("more than {max} supports are meant")]
    TooManySupports {
        /// How many a job takes.
        max: u32,
    },
    /// A setting is outside its range.
    #[error("a setting is outside its range")]
    BadSetting,
}
