//! Word lists of a meeting: what a text is looked through for.

use domain::desk::{WordLevel, WordList};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::moderation::Hit;

/// The largest body with lists, in bytes: as many words as a meeting may have, each as long as it may be, quoted.
pub const LISTS_BYTES_MAX: usize = 4_000_000;
/// Suggestions that a trial tells of by number.
pub const TRIAL_TOLD_MAX: usize = 200;

/// `GET …/lexicon`, and the answer to `PUT`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LexiconReply {
    /// Which version of the lists this is; 0 before the first.
    pub version: u32,
    /// The lists.
    #[ts(type = "WordListCard[]")]
    pub lists: Vec<WordList>,
}

/// A word list as the browser reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WordListCard {
    /// What it is called; a hit is shown with it.
    pub name: String,
    /// How much its words weigh: inform; read by itself; a second person.
    #[ts(type = "'watch' | 'review' | 'block'")]
    pub level: WordLevel,
    /// The words.
    pub words: Vec<String>,
    /// Phrases inside which a word is harmless.
    pub allow: Vec<String>,
    /// Kept, but not applied.
    pub off: bool,
}

/// `PUT …/lexicon`: other lists, all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LexiconBody {
    /// The version that was read; refused when somebody has changed them since.
    pub version: u32,
    /// The lists.
    #[ts(type = "WordListCard[]")]
    pub lists: Vec<WordList>,
}

/// `POST …/lexicon/dry-run`: what lists would find in what was handed in so far. Nothing changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TrialBody {
    /// The lists.
    #[ts(type = "WordListCard[]")]
    pub lists: Vec<WordList>,
}

/// The answer to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TrialReply {
    /// Suggestions that were looked through.
    pub read: u32,
    /// Suggestions in which something was found.
    pub found: u32,
    /// The latest of them, at most 200.
    pub suggestions: Vec<TrialHits>,
}

/// What was found in one suggestion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TrialHits {
    /// Which one.
    #[ts(type = "number")]
    pub no: domain::SuggestionNo,
    /// The author's text.
    pub text: String,
    /// The words in it.
    pub hits: Vec<Hit>,
}

/// `POST …/lexicon/import` with a plain text, one word a line: the words, ready to be put into a list. Nothing changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportReply {
    /// Each word once, in the order of the lines; blanks around them, empty lines and lines that begin with `#` are left out.
    pub words: Vec<String>,
    /// Lines that hold a word that was there before.
    pub repeated: u32,
}
