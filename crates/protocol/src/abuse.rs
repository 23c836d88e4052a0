//! The abuse desk: where backing comes too fast, and who says the same in many voices. Hints to people; nothing is changed by them.

use domain::{SuggestionNo, UnixMs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Texts that are almost the same from which a cohort is told of.
pub const COHORT_MIN: usize = 4;
/// Cohorts in one answer, the largest first.
pub const COHORTS_MAX: usize = 50;
/// Alarms in one answer, the latest first.
pub const ALARMS_MAX: usize = 50;
/// Waiting suggestions that a cohort names: as many as can be decided at once.
pub const COHORT_NOS_MAX: usize = 50;

/// `GET …/abuse`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AbuseReply {
    /// Suggestions that gained backers far faster than their share of all backing explains; the latest first, at most 50.
    pub alarms: Vec<AlarmLine>,
    /// Texts that are copies of one another but for their dress; the largest first, at most 50.
    pub cohorts: Vec<CohortLine>,
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
