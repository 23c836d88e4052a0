//! The abuse desk: where backing comes too fast, who says the same in many voices, and who may not write for a while. What is found is a hint
//! to people; nothing is changed by it.

use domain::restriction::RestrictionKind;
use domain::{RejectReason, SuggestionNo, UnixMs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Texts that are almost the same from which a cohort is told of.
pub const COHORT_MIN: usize = 4;
/// Cohorts in one answer, the largest first.
pub const COHORTS_MAX: usize = 50;
/// Alarms in one answer, the latest first.
pub const ALARMS_MAX: usize = 50;
/// Sources in one answer, and numbers that name one.
pub const SOURCES_MAX: usize = 50;
/// Numbers that name what somebody restricted has written; their latest.
pub const RESTRICTED_NOS_MAX: usize = 50;
/// Waiting suggestions that a cohort names: as many as can be decided at once.
pub const COHORT_NOS_MAX: usize = 50;

/// `GET …/abuse`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AbuseReply {
    /// Suggestions that gained backers far faster than their share of all backing explains; the latest first, at most 50.
    pub alarms: Vec<AlarmLine>,
    /// Texts that are copies of one another but for their dress; the largest first, at most 50.
    pub cohorts: Vec<CohortLine>,
    /// Who may not write for now, the latest first, at most 200.
    pub restrictions: Vec<RestrictionLine>,
    /// Where much more comes from lately than from elsewhere; what brings most first, at most 50.
    pub sources: Vec<SourceLine>,
}

/// What the suggestions of a source have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// They come from one network.
    Network,
    /// They point to one site.
    Link,
    /// They say almost the same.
    Text,
}

/// Where much more comes from lately than from elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SourceLine {
    /// What they have in common.
    pub kind: SourceKind,
    /// A network: 16 digits that mean something in this meeting only. A link: the site. A text: its beginning.
    pub name: String,
    /// Suggestions of the last 15 minutes.
    pub count: u32,
    /// How many authors they have.
    pub people: u32,
    /// A network: how many each of the others brought meanwhile, on average.
    pub usual: Option<f64>,
    /// When the source was first seen in this meeting (ms since 1970).
    #[ts(type = "number")]
    pub first_at: UnixMs,
    /// The latest of the suggestions, at most 50.
    #[ts(type = "number[]")]
    pub nos: Vec<SuggestionNo>,
}

/// `POST …/restrictions`: keep somebody from writing for a while. One of `no` and `author` says whom. Answered by 201 and the
/// restriction as a line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RestrictBody {
    /// The author of this suggestion.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub no: Option<SuggestionNo>,
    /// The author with this handle.
    #[serde(default)]
    #[ts(optional)]
    pub author: Option<String>,
    /// `mute`: no suggestions; `suspend`: no backing and no answers either.
    #[ts(type = "'mute' | 'suspend'")]
    pub kind: RestrictionKind,
    /// Why.
    #[ts(type = "string")]
    pub reason: RejectReason,
    /// In words, which the person reads.
    #[serde(default)]
    #[ts(optional)]
    pub note: Option<String>,
    /// For how long, 1–43,200; without it, until the meeting is closed. A mute of up to 60 minutes is any moderator's to decide, everything
    /// else a senior moderator's or the secretary's.
    #[serde(default)]
    #[ts(optional, type = "number | null")]
    pub minutes: Option<u32>,
    /// The restriction whose place this one takes; refused when it is not the one that holds.
    #[serde(default)]
    #[ts(optional)]
    pub replaces: Option<u32>,
}

/// Somebody who may not write for now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RestrictionLine {
    /// Its number, as addresses name it.
    pub id: u32,
    /// The person's handle in this meeting.
    pub author: String,
    /// The person's suggestions by number, the latest 50.
    #[ts(type = "number[]")]
    pub nos: Vec<SuggestionNo>,
    /// What the person may not do.
    #[ts(type = "'mute' | 'suspend'")]
    pub kind: RestrictionKind,
    /// Why.
    #[ts(type = "string")]
    pub reason: RejectReason,
    /// In words.
    pub note: Option<String>,
    /// Who decided.
    pub by: String,
    /// Since when (ms since 1970).
    #[ts(type = "number")]
    pub at: UnixMs,
    /// Until when; `null`: until the meeting is closed.
    #[ts(type = "number | null")]
    pub until: Option<UnixMs>,
    /// Whether the reader may lift it.
    pub may_lift: bool,
}

/// A burst of backing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AlarmLine {
    /// Which suggestion.
    #[ts(type = "number")]
    pub no: SuggestionNo,
    /// The beginning of its text.
    pub text: String,
    /// From when (ms since 1970).
    #[ts(type = "number")]
    pub from: UnixMs,
    /// Until when, as far as is known.
    #[ts(type = "number")]
    pub until: UnixMs,
    /// New backers in the window in which most came.
    pub count: u32,
    /// How many its share explains.
    pub expected: f64,
    /// All its backers now.
    pub supports: u32,
    /// Whether it is on the chamber's screen now, which explains a lot.
    pub on_screen: bool,
}

/// Suggestions with almost the same text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CohortLine {
    /// The first of them, which names it.
    #[ts(type = "number")]
    pub no: SuggestionNo,
    /// The beginning of its text.
    pub text: String,
    /// How many there are.
    pub size: u32,
    /// How many authors they have.
    pub people: u32,
    /// How many wait.
    pub waiting: u32,
    /// Those that wait, oldest first, at most 50.
    #[ts(type = "number[]")]
    pub nos: Vec<SuggestionNo>,
    /// When the first was handed in (ms since 1970).
    #[ts(type = "number")]
    pub first_at: UnixMs,
    /// When the latest was handed in.
    #[ts(type = "number")]
    pub last_at: UnixMs,
}
