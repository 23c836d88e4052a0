//! Topics: what the suggestions of a meeting are about.

use domain::SuggestionNo;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Topic {
    /// The number of its first suggestion, which names it for good.
    #[ts(type = "number")]
    pub topic: SuggestionNo,
    /// Its name: staff's, or its strongest words.
    pub name: String,
    /// Whether staff named it.
    pub named: bool,
    /// How many suggestions belong to it.
    pub size: u32,
    /// How many of these wait.
    pub waiting: u32,
    /// Whether its centre stays where it is.
    pub fixed: bool,
}

/// `GET …/topics`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TopicsReply {
    /// Largest first, at most 60.
    pub topics: Vec<Topic>,
    /// How many there are.
    pub total: u32,
}

/// `POST …/topics/{topic}`: name it or fix it. What is left out stays; an empty name gives the machine's back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TopicBody {
    /// The name.
    #[serde(default)]
    #[ts(optional)]
    pub name: Option<String>,
    /// Whether its centre stays where it is.
    #[serde(default)]
    #[ts(optional)]
    pub fixed: Option<bool>,
}

/// `POST …/suggestions/{no}/topic`: move it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MoveTopicBody {
    /// To which topic.
    #[ts(type = "number")]
    pub topic: SuggestionNo,
}

/// `POST …/topics/regroup`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RegroupBody {
    /// Only show what would come of it.
    pub dry: bool,
}

/// The answer to it: 200.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RegroupReply {
    /// The topics after it, largest first, at most 60.
    pub topics: Vec<Topic>,
    /// How many there are.
    pub total: u32,
    /// Suggestions that belong to another topic than before.
    pub moved: u32,
    /// Whether it was only shown.
    pub dry: bool,
}
