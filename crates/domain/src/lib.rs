//! The rules of a consultation meeting, and nothing else.
//!
//! A change is a [`Command`]; an aggregate *decides* it against its own little state and returns [`Event`]s or a
//! [`Refusal`]; *applying* the events gives the next state. There is no I/O, clock, randomness, SQL or wire format here:
//! time, ids and chance are arguments, and `serde` derives exist only so that the log can keep events.
//!
//! The four state machines are kept apart: review ([`suggestion`]), floor ([`floor`]), meeting ([`meeting`]) and, later, the case.

mod actor;
pub mod answer;
pub mod cards;
mod command;
pub mod desk;
mod event;
pub mod floor;
mod ids;
pub mod invalidation;
pub mod meeting;
mod reason;
mod record;
mod refusal;
pub mod restriction;
mod review;
mod role;
pub mod settings;
pub mod stage;
pub mod suggestion;
pub mod support;
mod time;
pub mod wording;
mod words;

pub use actor::Actor;
pub use answer::Answer;
pub use command::{Command, MeetingCommand, Submit, SuggestionCommand};
pub use desk::DeskCommand;
pub use event::{
    Audience, AuthorEvent, Event, PublicEvent, Publication, PublishedSuggestion, Recorded, SealedEvent, StaffEvent,
    SubmittedSuggestion, Supplement, SupportTotal, UnpublishedBecause,
};
pub use floor::{Floor, FloorCommand};
pub use ids::{AgendaNo, BadId, MeetingCode, MeetingId, PersonId, Seq, SourceId, StaffId, SuggestionNo};
pub use invalidation::{Invalidation, InvalidationCommand, InvalidationReason, InvalidationState};
pub use meeting::Meeting;
pub use reason::{RejectReason, Trace};
pub use record::Record;
pub use refusal::Refusal;
pub use review::{Appeal, Decision, Flag, MergedText, Review, ReviewKind};
pub use role::{CommandKind, Role, Roles};
pub use settings::{AgendaItem, Intake, Order, Phase, Policy, ReviewMode, Settings, Windows};
pub use stage::{Overlay, OverlayLayout, ScreenView, StageCommand};
pub use suggestion::{AuthorRecord, Suggestion};
pub use time::{Clock, UTC_OFFSET_MINUTES, UnixMs};
pub use wording::{Edit, EditKind};
pub use words::{
    Area, BadText, Caption, DESK_TEXT_CHARS_MAX, DeskText, DisplayName, Label, Note, PaperNo, SuggestionText,
    TEXT_CHARS_CEILING, TEXT_CHARS_MIN,
};
