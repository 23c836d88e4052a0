//! What people ask for. A command is a wish; only deciding it makes it an event.

use crate::answer::AnswerCommand;
use crate::desk::{DeskCommand, WordLevel};
use crate::invalidation::InvalidationCommand;
use crate::{
    AgendaNo, Area, Decision, DisplayName, Flag, FloorCommand, Intake, Note, PaperNo, PersonId, Settings, SourceId,
    StageCommand, SuggestionNo, SuggestionText,
};

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
    /// Change what the chamber sees.
    Stage(StageCommand),
    /// Arrange something around the queue.
    Desk(DeskCommand),
    /// Set supports aside, or count them again.
    Invalidation(InvalidationCommand),
    /// Back a suggestion, or take the backing back.
    Support {
        /// Which one.
        no: SuggestionNo,
        /// Whether the person wishes to be among its backers.
        wish: bool,
    },
    /// Say what one thinks of a suggestion that one was served as a card.
    Answer(AnswerCommand),
}

impl Command {
    /// The same wish, with what the word lists say of its text among what the checks noticed.
    #[must_use]
    pub fn with_words(mut self, level: Option<WordLevel>) -> Self {
        if let Self::Submit(Submit { flags, .. })
        | Self::Suggestion { command: SuggestionCommand::Edit { flags, .. }, .. } = &mut self
        {
            *flags = Flag::reread(flags, level);
        }
        self
    }
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
    /// What the machine's checks noticed. Flags sort, inform and hold; they never reject.
    pub flags: Vec<Flag>,
    /// The number of the paper form that a scribe enters.
    pub paper: Option<PaperNo>,
    /// The network that it comes from, where that is known.
    pub source: Option<SourceId>,
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
    /// The author asks for a second look at the decision.
    Appeal {
        /// Why.
        note: Option<Note>,
    },
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
    /// A decision that has taken effect is taken back: it waits again, and the record says so.
    Reopen {
        /// Why.
        note: Option<Note>,
    },
    /// A merge is taken back: everybody and every text stand for themselves again.
    Unmerge,
    /// The undo window is over: the decision takes effect.
    Settle,
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
