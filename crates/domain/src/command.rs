//! What people ask for. A command is a wish; only deciding it makes it an event.

use serde::{Deserialize, Serialize};

use crate::{
    AgendaNo, Area, Decision, DisplayName, Flag, Intake, Note, PersonId, Role, Roles, Settings, StaffId, SuggestionNo,
    SuggestionText,
};

/// Who gives a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// A citizen, by the meeting's pseudonym.
    Person(PersonId),
    /// A staff account with its roles at that moment.
    Staff {
        /// Which account.
        id: StaffId,
        /// What it may do.
        roles: Roles,
    },
    /// The house itself: timers and imports.
    System,
}

impl Actor {
    /// Whether the role × command table lets this actor give such a command.
    pub fn may(&self, kind: CommandKind) -> bool {
        match self {
            Self::Person(_) => Role::Participant.may(kind),
            Self::Staff { roles, .. } => roles.may(kind),
            Self::System => true,
        }
    }
}

/// One change to one meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Set the meeting up, run it.
    Meeting(MeetingCommand),
    /// Hand in a suggestion.
    Submit(Submit),
    /// Change one suggestion's review state.
    Suggestion {
        /// Which one.
        no: SuggestionNo,
        /// How.
        command: SuggestionCommand,
    },
    /// Change one suggestion's floor state.
    Floor {
        /// Which one.
        no: SuggestionNo,
        /// How.
        command: FloorCommand,
    },
    /// Back a suggestion, or take the backing back.
    Support {
        /// Which one.
        no: SuggestionNo,
        /// Whether the person wishes to be among its backers.
        wish: bool,
    },
}

/// The rows of the role × command table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CommandKind {
    /// Hand in a suggestion.
    Submit,
    /// Back or unback.
    Support,
    /// Change one's own text.
    EditOwn,
    /// Take one's own suggestion back.
    WithdrawOwn,
    /// Decide, tag, escalate, undo.
    Review,
    /// Decide what was held for a second reviewer.
    ReviewHeld,
    /// Take a text out of sight, evidence kept.
    Hide,
    /// Slow mode, pause.
    SetIntake,
    /// Shortlist, show, mark answered.
    Floor,
    /// Create a meeting.
    CreateMeeting,
    /// Change its settings.
    ReviseMeeting,
    /// Open, start, next item, close.
    RunMeeting,
    /// Carry out a decision whose undo window is over.
    Settle,
}

impl CommandKind {
    /// Every kind.
    pub const ALL: [Self; 13] = [
        Self::Submit,
        Self::Support,
        Self::EditOwn,
        Self::WithdrawOwn,
        Self::Review,
        Self::ReviewHeld,
        Self::Hide,
        Self::SetIntake,
        Self::Floor,
        Self::CreateMeeting,
        Self::ReviseMeeting,
        Self::RunMeeting,
        Self::Settle,
    ];
}

/// A suggestion as handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submit {
    /// Whose suggestion it is: the person themself, or the person for whom a scribe or an import enters it.
    pub author: PersonId,
    /// The text, already within the general limits; the meeting's own maximum is checked on deciding.
    pub text: SuggestionText,
    /// The agenda item that it is about; `None` leaves it to the item running now.
    pub item: Option<AgendaNo>,
    /// The moment of the broadcast that the author was watching, in ms from its start.
    pub moment_ms: Option<u32>,
    /// The place meant.
    pub area: Option<Area>,
    /// The name to show.
    pub display_name: Option<DisplayName>,
    /// What the machine's checks noticed. Flags sort and inform; they never reject.
    pub flags: Vec<Flag>,
    /// An import keeps the numbers of its source; `None` gives the next number.
    pub no: Option<SuggestionNo>,
}

/// What may happen to one suggestion's review state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SuggestionCommand {
    /// The author changes the text.
    Edit {
        /// The new text.
        text: SuggestionText,
        /// What the checks noticed in it.
        flags: Vec<Flag>,
    },
    /// The author takes it back.
    Withdraw,
    /// A moderator decides; it takes effect after the undo window.
    Decide {
        /// The decision.
        decision: Decision,
        /// The revision that the moderator read.
        revision: u32,
    },
    /// A moderator asks a senior moderator to look.
    Escalate {
        /// Why.
        note: Option<Note>,
        /// The revision that the moderator read.
        revision: u32,
    },
    /// A moderator says which agenda item it belongs to.
    Retag {
        /// The item.
        item: AgendaNo,
    },
    /// The decision is taken back within its window.
    Undo,
    /// The undo window is over: the decision takes effect.
    Settle,
}

/// What may happen to one suggestion on the floor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FloorCommand {
    /// Put on the host's list.
    Shortlist,
    /// Take off the host's list.
    Unlist,
    /// Put on the screen.
    Show,
    /// Take off the screen.
    TakeDown,
    /// Answered in the chamber.
    Answer {
        /// Milliseconds from the start of the broadcast.
        moment_ms: Option<u32>,
    },
    /// Answered indirectly.
    Cover {
        /// Milliseconds from the start of the broadcast.
        moment_ms: Option<u32>,
    },
    /// Will be answered in writing.
    Defer,
    /// Take an ending back.
    Reopen,
}

/// What may happen to a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MeetingCommand {
    /// Set it up.
    Create(Settings),
    /// Change the settings.
    Revise(Settings),
    /// Open the pre-collection window.
    Open,
    /// The broadcast starts.
    GoLive,
    /// This agenda item begins.
    StartItem(AgendaNo),
    /// The broadcast ends; late suggestions may still come in.
    EndLive,
    /// No more changes by citizens.
    Close,
    /// The record is complete.
    Archive,
    /// Normal, slow or paused.
    SetIntake(Intake),
}
