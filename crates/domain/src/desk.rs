//! What staff arrange around the queue: word lists, help, hand-over, topics, the rule for trusted authors, who may not write.

use serde::{Deserialize, Serialize};

use crate::restriction::Restrict;
use crate::{DeskText, Label, Note, StaffId, SuggestionNo};

/// A meeting has at most this many word lists.
pub const LISTS_MAX: usize = 20;
/// All lists of a meeting have at most this many words and phrases together.
pub const WORDS_MAX: usize = 20_000;
/// A word or a phrase of a list has at most this many bytes.
pub const WORD_BYTES_MAX: usize = 120;
/// A meeting has at most this many canned replies.
pub const CANNED_MAX: usize = 60;
/// An author is trusted after at most this many published suggestions.
pub const AUTOCLEAR_AFTER_MAX: u8 = 50;
/// Staff called for help by name at most at once.
pub const CALLED_MAX: usize = 50;

/// How much a word weighs. None rejects: a hit informs, sorts, or asks for a second person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WordLevel {
    /// 留意: inform.
    Watch,
    /// 先審: read by itself, never published in bulk or without a look.
    Review,
    /// 攔截: publishing takes a second person.
    Block,
}

impl WordLevel {
    /// How much a word weighs that is not written but only sounds so: it may hold a text for a person, no more.
    #[must_use]
    pub fn by_sound(self) -> Self {
        self.min(Self::Review)
    }
}

/// What the word lists say of a text, and which lists those were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordsRead {
    /// The version of the lists; 0 before the first.
    pub version: u32,
    /// How much the weightiest word weighs that they find.
    pub level: Option<WordLevel>,
}

/// A list of words to notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordList {
    /// What it is called; a hit is shown with it.
    pub name: Label,
    /// How much its words weigh.
    pub level: WordLevel,
    /// The words.
    pub words: Vec<String>,
    /// Phrases inside which a word is harmless.
    #[serde(default)]
    pub allow: Vec<String>,
    /// Kept, but not applied.
    #[serde(default)]
    pub off: bool,
}

/// A reply that is written once and used often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CannedReply {
    /// How it is found.
    pub title: Label,
    /// The words.
    pub text: Note,
}

/// A topic with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopicGroup {
    /// The number of its first suggestion, which names the topic for good.
    pub topic: SuggestionNo,
    /// Its suggestions.
    pub members: Vec<SuggestionNo>,
}

/// What staff may arrange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeskCommand {
    /// Replace the word lists.
    SetLexicon {
        /// The version that the change was made on: a later one refuses it.
        version: u32,
        /// The new lists, all of them.
        lists: Vec<WordList>,
    },
    /// Ask colleagues to come.
    CallHelp {
        /// What for.
        note: Option<Note>,
        /// Whom; nobody named means everybody.
        to: Vec<StaffId>,
    },
    /// Tell the next shift.
    HandOver {
        /// What.
        text: DeskText,
    },
    /// Replace the run-book.
    SetRunbook {
        /// The version that the change was made on: a later one refuses it.
        version: u32,
        /// The new text; `None` removes it.
        text: Option<DeskText>,
    },
    /// Replace the canned replies.
    SetCanned {
        /// The version that the change was made on: a later one refuses it.
        version: u32,
        /// All of them.
        replies: Vec<CannedReply>,
    },
    /// Name a topic, or fix it.
    NameTopic {
        /// Which one.
        topic: SuggestionNo,
        /// Its name; `None`: the machine's.
        name: Option<Label>,
        /// Whether its centre stays where it is.
        fixed: bool,
    },
    /// Move a suggestion to a topic.
    AssignTopic {
        /// Which suggestion.
        no: SuggestionNo,
        /// Which topic.
        topic: SuggestionNo,
    },
    /// Replace all topics.
    Regroup {
        /// The new ones.
        topics: Vec<TopicGroup>,
    },
    /// Publish authors at once (after the undo window) who had so many suggestions published and none declined; staff look afterwards.
    SetAutoclear {
        /// How many; `None` switches it off.
        after: Option<u8>,
    },
    /// An item went from a colleague's console to one's own.
    TakeOver {
        /// Which item.
        no: SuggestionNo,
        /// From whom.
        from: StaffId,
    },
    /// Keep somebody from writing for a while.
    Restrict(Restrict),
    /// Let somebody write again before the end.
    Lift {
        /// Which restriction.
        id: u32,
    },
}
