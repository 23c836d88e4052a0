//! What happened. Events are facts of the log; each belongs to one audience by its type.
//!
//! A [`Publication`] is the only thing that may travel towards citizens, and it can be made from a [`PublicEvent`] alone: that a
//! pending text cannot leak is a matter of types, not of care.

use serde::{Deserialize, Serialize};

use crate::answer::AnswerTotal;
use crate::{
    Actor, AgendaNo, Area, Caption, Decision, DisplayName, Flag, Floor, Intake, Label, MeetingCode, Note, Overlay,
    PaperNo, PersonId, Phase, RejectReason, ScreenView, Seq, Settings, StaffId, SuggestionNo, SuggestionText, UnixMs,
};

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

/// A suggestion as everybody may read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedSuggestion {
    /// Its number.
    pub no: SuggestionNo,
    /// The public text, personal data masked.
    pub text: SuggestionText,
    /// Its agenda item.
    pub item: Option<AgendaNo>,
    /// The broadcast moment, ms from the start.
    pub moment_ms: Option<u32>,
    /// The place meant.
    pub area: Option<Area>,
    /// The name shown.
    pub display_name: Option<DisplayName>,
    /// When it was handed in.
    pub submitted_at: UnixMs,
    /// Backers so far (more than 0 when it is published again).
    pub supports: u32,
    /// Suggestions merged into it so far.
    pub merged: u32,
    /// Whether staff or a mask changed the wording.
    pub edited: bool,
}

/// Why a suggestion is no longer public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnpublishedBecause {
    /// Its author took it back.
    Withdrawn,
    /// Its author changed it: it is being reviewed again.
    Edited,
    /// It was taken out of sight.
    Hidden,
}

/// A suggestion's new number of backers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportTotal {
    /// Which one.
    pub no: SuggestionNo,
    /// How many people back it now.
    pub supports: u32,
}

/// What everybody may know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum PublicEvent {
    /// The meeting entered another phase.
    PhaseChanged {
        /// The new phase.
        phase: Phase,
    },
    /// An agenda item began.
    ItemStarted {
        /// Which one.
        item: AgendaNo,
        /// When.
        at: UnixMs,
    },
    /// Suggestions are taken normally, slowly or not at all.
    IntakeChanged {
        /// The new setting.
        intake: Intake,
    },
    /// Title, agenda or other public settings changed.
    SettingsRevised {
        /// The settings (they hold nothing secret).
        settings: Box<Settings>,
    },
    /// A suggestion became public.
    Published(PublishedSuggestion),
    /// A suggestion is no longer public.
    Unpublished {
        /// Which one.
        no: SuggestionNo,
        /// Why.
        because: UnpublishedBecause,
    },
    /// A suggestion lives on in another; its backers and its author back that one now.
    Merged {
        /// The one that ended.
        no: SuggestionNo,
        /// The one that goes on.
        into: SuggestionNo,
        /// How many people back `into` now.
        supports: u32,
        /// How many suggestions have been merged into `into` now.
        merged: u32,
    },
    /// New numbers of backers, one batch.
    Tally {
        /// The new totals, each suggestion at most once.
        totals: Vec<SupportTotal>,
    },
    /// The big screen shows another view.
    ScreenChanged {
        /// Which one.
        view: ScreenView,
    },
    /// The broadcast's overlay shows something else.
    OverlayChanged {
        /// What.
        overlay: Overlay,
    },
    /// Somebody else speaks.
    SpeakerChanged {
        /// Who; `None`: the agenda item's own speaker.
        name: Option<Label>,
    },
    /// An agenda item takes longer, or less long, than planned.
    ItemExtended {
        /// Which one.
        item: AgendaNo,
        /// Minutes planned now.
        planned_minutes: u16,
    },
    /// A line of what is being said.
    Captioned {
        /// The broadcast moment, ms from the start.
        moment_ms: u32,
        /// The line.
        text: Caption,
    },
    /// The chair asked a unit to respond.
    Asked {
        /// To which suggestion.
        no: SuggestionNo,
        /// Which unit.
        unit: Label,
    },
    /// A step on the floor.
    FloorChanged {
        /// Which suggestion.
        no: SuggestionNo,
        /// Its new floor state.
        floor: Floor,
    },
}

impl PublicEvent {
    fn suggestion(&self) -> Option<SuggestionNo> {
        match self {
            Self::Published(published) => Some(published.no),
            Self::Unpublished { no, .. }
            | Self::Merged { no, .. }
            | Self::FloorChanged { no, .. }
            | Self::Asked { no, .. } => Some(*no),
            Self::PhaseChanged { .. }
            | Self::ItemStarted { .. }
            | Self::IntakeChanged { .. }
            | Self::SettingsRevised { .. }
            | Self::ScreenChanged { .. }
            | Self::OverlayChanged { .. }
            | Self::SpeakerChanged { .. }
            | Self::ItemExtended { .. }
            | Self::Captioned { .. }
            | Self::Tally { .. } => None,
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
    /// The host put the list of candidates in order.
    ShortlistOrdered {
        /// The order.
        nos: Vec<SuggestionNo>,
    },
}

impl StaffEvent {
    fn suggestion(&self) -> Option<SuggestionNo> {
        match self {
            Self::MeetingCreated { .. } | Self::AnswersTallied { .. } | Self::ShortlistOrdered { .. } => None,
            Self::Submitted(submitted) => Some(submitted.no),
            Self::Edited { no, .. }
            | Self::Decided { no, .. }
            | Self::DecisionUndone { no }
            | Self::Escalated { no, .. }
            | Self::Retagged { no, .. } => Some(*no),
        }
    }
}

/// What is kept as evidence and shown to nobody without a second person's consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum SealedEvent {
    /// A text was taken out of sight.
    Hidden {
        /// Which one.
        no: SuggestionNo,
        /// Why.
        reason: RejectReason,
        /// In words.
        note: Option<Note>,
    },
}

/// An event in its place in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// Its place.
    pub seq: Seq,
    /// When it was appended; never earlier than the event before it.
    pub at: UnixMs,
    /// Who caused it.
    pub actor: Actor,
    /// What happened.
    pub event: Event,
}

/// A public event in its place, on its way to citizens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// Its place in the log.
    pub seq: Seq,
    /// When it was appended.
    pub at: UnixMs,
    /// What everybody may know. The actor does not travel.
    pub event: PublicEvent,
}

impl Publication {
    /// The publication of a record, if it is for everybody.
    pub fn of(record: &Recorded) -> Option<Self> {
        match &record.event {
            Event::Public(event) => Some(Self { seq: record.seq, at: record.at, event: event.clone() }),
            Event::Author(_) | Event::Staff(_) | Event::Sealed(_) => None,
        }
    }
}
