//! What happened. Events are facts of the log; each belongs to one audience by its type.
//!
//! A [`Publication`] is the only thing that may travel towards citizens, and it can be made from a [`PublicEvent`] alone: that a
//! pending text cannot leak is a matter of types, not of care.

use serde::{Deserialize, Serialize};

use crate::answer::AnswerTotal;
use crate::desk::{CannedReply, TopicGroup, WordList};
use crate::invalidation::{AsideTotal, Invalidation, InvalidationState, MovedTotal};
use crate::restriction::Restriction;
use crate::{
    Actor, AgendaNo, Area, Decision, DeskText, DisplayName, Flag, Label, MeetingCode, Note, PaperNo, PersonId,
    RejectReason, Settings, SourceId, StaffId, SuggestionNo, SuggestionText, UnixMs,
};

mod public;
mod recorded;
mod sealed;

pub use public::{PublicEvent, PublishedSuggestion, Supplement, SupportTotal, UnpublishedBecause};
pub use recorded::{Publication, Recorded};
pub use sealed::SealedEvent;

/// Who may learn of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Everybody.
    Public,
    /// The author and staff.
    Author,
    /// Staff.
    Staff,
    /// Senior staff, by a second person's consent.
    Sealed,
}

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// For everybody.
    Public(PublicEvent),
    /// For the author and staff.
    Author(AuthorEvent),
    /// For staff.
    Staff(StaffEvent),
    /// Kept as evidence.
    Sealed(SealedEvent),
}

impl Event {
    /// Who may learn of it.
    pub fn audience(&self) -> Audience {
        match self {
            Self::Public(_) => Audience::Public,
            Self::Author(_) => Audience::Author,
            Self::Staff(_) => Audience::Staff,
            Self::Sealed(_) => Audience::Sealed,
        }
    }

    /// The suggestion that it is about, where it is about exactly one.
    pub fn suggestion(&self) -> Option<SuggestionNo> {
        match self {
            Self::Public(event) => event.suggestion(),
            Self::Author(
                AuthorEvent::Returned { no, .. }
                | AuthorEvent::Rejected { no, .. }
                | AuthorEvent::Withdrawn { no }
                | AuthorEvent::Appealed { no, .. },
            ) => Some(*no),
            Self::Staff(event) => event.suggestion(),
            Self::Sealed(SealedEvent::Hidden { no, .. }) => Some(*no),
        }
    }
}

/// What the author of a suggestion and staff may know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum AuthorEvent {
    /// Given back to be made clearer.
    Returned {
        /// Which one.
        no: SuggestionNo,
        /// Why.
        reason: RejectReason,
        /// In words.
        note: Option<Note>,
    },
    /// Not taken up.
    Rejected {
        /// Which one.
        no: SuggestionNo,
        /// Why.
        reason: RejectReason,
        /// In words.
        note: Option<Note>,
    },
    /// Taken back by its author.
    Withdrawn {
        /// Which one.
        no: SuggestionNo,
    },
    /// Its author asked for a second look.
    Appealed {
        /// Which one.
        no: SuggestionNo,
        /// Why.
        note: Option<Note>,
    },
}

/// A suggestion as it was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmittedSuggestion {
    /// The number that it got.
    pub no: SuggestionNo,
    /// Whose it is.
    pub author: PersonId,
    /// Who entered it for the author.
    pub entered_by: Option<StaffId>,
    /// The original text.
    pub text: SuggestionText,
    /// Its agenda item.
    pub item: Option<AgendaNo>,
    /// The broadcast moment, ms from the start.
    pub moment_ms: Option<u32>,
    /// The place meant.
    pub area: Option<Area>,
    /// The name to show.
    pub display_name: Option<DisplayName>,
    /// What the checks noticed.
    pub flags: Vec<Flag>,
    /// The number of the paper form that it was entered from.
    #[serde(default)]
    pub paper: Option<PaperNo>,
    /// The network that it came from; `None` for what staff entered or imported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
}

/// What staff may know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum StaffEvent {
    /// The meeting was set up. Always the log's first event.
    MeetingCreated {
        /// Its settings.
        settings: Box<Settings>,
        /// Its six-digit code.
        code: MeetingCode,
    },
    /// A suggestion came in.
    Submitted(Box<SubmittedSuggestion>),
    /// Its author changed the text.
    Edited {
        /// Which one.
        no: SuggestionNo,
        /// The new text.
        text: SuggestionText,
        /// What the checks noticed.
        flags: Vec<Flag>,
        /// The revision that it is now.
        revision: u32,
    },
    /// A decision was made; it takes effect at `effective_at` unless undone.
    Decided {
        /// Which one.
        no: SuggestionNo,
        /// The decision.
        decision: Decision,
        /// Who decided.
        by: StaffId,
        /// When it takes effect.
        effective_at: UnixMs,
    },
    /// The decision was taken back in time.
    DecisionUndone {
        /// Which one.
        no: SuggestionNo,
    },
    /// A second reviewer is asked for.
    Escalated {
        /// Which one.
        no: SuggestionNo,
        /// By whom.
        by: StaffId,
        /// Why.
        note: Option<Note>,
    },
    /// Moved to another agenda item.
    Retagged {
        /// Which one.
        no: SuggestionNo,
        /// The item.
        item: AgendaNo,
    },
    /// New totals of served answers, one batch.
    AnswersTallied {
        /// The new totals, each suggestion at most once.
        totals: Vec<AnswerTotal>,
    },
    /// A decision that had taken effect was taken back.
    Reopened {
        /// Which one.
        no: SuggestionNo,
        /// By whom.
        by: StaffId,
        /// Why.
        note: Option<Note>,
    },
    /// In post-moderation, somebody read what was public already and let it stand.
    Confirmed {
        /// Which one.
        no: SuggestionNo,
        /// Who.
        by: StaffId,
    },
    /// An item went from one console to another.
    TakenOver {
        /// Which one.
        no: SuggestionNo,
        /// Whose it was.
        from: StaffId,
        /// Whose it is.
        by: StaffId,
    },
    /// The word lists are others now.
    LexiconChanged {
        /// 1 for the first.
        version: u32,
        /// All of them.
        lists: Vec<WordList>,
    },
    /// Somebody asked colleagues to come.
    HelpCalled {
        /// Who.
        by: StaffId,
        /// What for.
        note: Option<Note>,
        /// Whom; nobody named means everybody.
        to: Vec<StaffId>,
    },
    /// A note for the next shift.
    HandedOver {
        /// Whose.
        by: StaffId,
        /// What it says.
        text: DeskText,
    },
    /// The run-book is another now.
    RunbookSet {
        /// 1 for the first.
        version: u32,
        /// The text; `None`: there is none any more.
        text: Option<DeskText>,
    },
    /// The canned replies are others now.
    CannedSet {
        /// 1 for the first.
        version: u32,
        /// All of them.
        replies: Vec<CannedReply>,
    },
    /// A topic was named, or fixed.
    TopicNamed {
        /// Which one.
        topic: SuggestionNo,
        /// Its name; `None`: the machine's.
        name: Option<Label>,
        /// Whether its centre stays where it is.
        fixed: bool,
    },
    /// A suggestion was moved to a topic.
    TopicAssigned {
        /// Which one.
        no: SuggestionNo,
        /// The topic.
        topic: SuggestionNo,
    },
    /// All topics are others now.
    TopicsRegrouped {
        /// The topics.
        topics: Vec<TopicGroup>,
    },
    /// Somebody may not write for a while.
    Restricted {
        /// Who.
        person: PersonId,
        /// What, why, until when, by whom.
        restriction: Box<Restriction>,
    },
    /// Somebody may write again, before the end.
    Lifted {
        /// Which restriction.
        id: u32,
        /// Who.
        person: PersonId,
        /// The suggestion by whose author the person had been named.
        no: Option<SuggestionNo>,
        /// Who decided.
        by: StaffId,
    },
    /// The host put the list of candidates in order.
    ShortlistOrdered {
        /// The order.
        nos: Vec<SuggestionNo>,
    },
    /// Supports are going to be set aside.
    InvalidationBegun(Box<Invalidation>),
    /// A job moved supports; what is public of it follows as a `Tally`.
    SupportsMoved {
        /// Which job.
        id: u32,
        /// How many rows are set aside by it now.
        done: u32,
        /// The new numbers of what it changed, each suggestion at most once.
        totals: Vec<AsideTotal>,
    },
    /// A job was stopped; what it did is put back.
    InvalidationCancelled {
        /// Which one.
        id: u32,
        /// By whom.
        by: Actor,
    },
    /// What a job did is put back.
    InvalidationReversed {
        /// Which one.
        id: u32,
        /// By whom.
        by: Actor,
        /// Why.
        note: Option<Note>,
    },
    /// A job has nothing left to move.
    InvalidationEnded {
        /// Which one.
        id: u32,
        /// How it ended.
        state: InvalidationState,
        /// What it moved, each suggestion once.
        moved: Vec<MovedTotal>,
    },
    /// People took back or gave again what is set aside, or a merge moved it: the official numbers stay.
    AsideTallied {
        /// The new numbers, each suggestion at most once.
        totals: Vec<AsideTotal>,
    },
}

impl StaffEvent {
    fn suggestion(&self) -> Option<SuggestionNo> {
        match self {
            Self::MeetingCreated { .. }
            | Self::AnswersTallied { .. }
            | Self::ShortlistOrdered { .. }
            | Self::LexiconChanged { .. }
            | Self::HelpCalled { .. }
            | Self::HandedOver { .. }
            | Self::RunbookSet { .. }
            | Self::CannedSet { .. }
            | Self::TopicNamed { .. }
            | Self::TopicsRegrouped { .. }
            | Self::InvalidationBegun(_)
            | Self::SupportsMoved { .. }
            | Self::InvalidationCancelled { .. }
            | Self::InvalidationReversed { .. }
            | Self::InvalidationEnded { .. }
            | Self::AsideTallied { .. } => None,
            Self::Restricted { restriction, .. } => restriction.no,
            Self::Lifted { no, .. } => *no,
            Self::Submitted(submitted) => Some(submitted.no),
            Self::Edited { no, .. }
            | Self::Decided { no, .. }
            | Self::DecisionUndone { no }
            | Self::Escalated { no, .. }
            | Self::Reopened { no, .. }
            | Self::Confirmed { no, .. }
            | Self::TakenOver { no, .. }
            | Self::TopicAssigned { no, .. }
            | Self::Retagged { no, .. } => Some(*no),
        }
    }
}
