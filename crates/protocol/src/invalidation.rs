//! Setting supports aside: conditions, a count before anything happens, jobs with their progress.

use domain::invalidation::{self, Pace, PaceBound};
use domain::{InvalidationReason, InvalidationState, SuggestionNo, UnixMs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Suggestions of a count that are told one by one, those that lose most first.
pub const LOSSES_MAX: usize = 50;
/// Places of the ranking that a count tells before and after.
pub const PLACES_MAX: usize = 10;

/// Which supports are meant: those that meet every condition. What is left out is none; at least one must be there.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct SupportConditions {
    /// Of these suggestions and of what was merged into them, at most 200.
    #[ts(as = "Option<Vec<u32>>", optional)]
    pub nos: Vec<SuggestionNo>,
    /// Given at this moment (ms since 1970, the meeting's clock) or later.
    #[ts(optional, type = "number | null")]
    pub from: Option<UnixMs>,
    /// Given before this moment.
    #[ts(optional, type = "number | null")]
    pub until: Option<UnixMs>,
    /// By people whose first support was given at this moment or later.
    #[ts(optional, type = "number | null")]
    pub came_from: Option<UnixMs>,
    /// By people whose first support was given before this moment.
    #[ts(optional, type = "number | null")]
    pub came_until: Option<UnixMs>,
    /// By people who backed at such a pace.
    #[ts(optional)]
    pub pace: Option<PaceCondition>,
}

/// How fast a person backed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PaceCondition {
    /// `at_least`: so many or more within the time; `at_most`: no more than so many in the whole meeting, all within the time.
    #[ts(type = "'at_least' | 'at_most'")]
    pub bound: PaceBound,
    /// How many suggestions, 1–1,000.
    pub count: u16,
    /// Within how many minutes, 1–1,440.
    pub minutes: u16,
}

impl From<SupportConditions> for invalidation::Conditions {
    fn from(asked: SupportConditions) -> Self {
        let SupportConditions { nos, from, until, came_from, came_until, pace } = asked;
        let pace = pace.map(|pace| Pace { bound: pace.bound, count: pace.count, minutes: pace.minutes });
        Self { nos, from, until, came_from, came_until, pace }
    }
}

impl From<invalidation::Conditions> for SupportConditions {
    fn from(kept: invalidation::Conditions) -> Self {
        let invalidation::Conditions { nos, from, until, came_from, came_until, pace } = kept;
        let pace = pace.map(|pace| PaceCondition { bound: pace.bound, count: pace.count, minutes: pace.minutes });
        Self { nos, from, until, came_from, came_until, pace }
    }
}

/// `POST …/invalidations/dry-run`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct InvalidationTrialBody {
    /// Which supports.
    pub conditions: SupportConditions,
}

/// What a job would do. Nothing has happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InvalidationTrialReply {
    /// Supports that meet the conditions.
    pub supports: u32,
    /// Of how many people.
    pub people: u32,
    /// On how many suggestions that stand for themselves.
    pub suggestions: u32,
    /// How many of the supports are set aside already.
    pub already: u32,
    /// More than a job takes: narrow the conditions.
    pub too_many: bool,
    /// The suggestions that would lose most, at most 50.
    pub losses: Vec<LossLine>,
    /// The first ten places of the ranking by backers, now and then.
    pub places: Vec<PlaceLine>,
    /// To be given back when the job is ordered: what is supported later is not meant.
    #[ts(type = "number")]
    pub as_of: i64,
    /// To be given back when the job is ordered: if others have set supports aside meanwhile, the order is refused.
    pub turn: u32,
}

/// What one suggestion would lose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LossLine {
    /// Which one.
    #[ts(type = "number")]
    pub no: SuggestionNo,
    /// The beginning of its text.
    pub text: String,
    /// Its backers now.
    pub supports: u32,
    /// Its backers then.
    pub after: u32,
}

/// A place of the ranking, now and then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlaceLine {
    /// From 1.
    pub place: u32,
    /// Who has it now.
    #[ts(type = "number | null")]
    pub now: Option<SuggestionNo>,
    /// With how many backers.
    pub now_supports: u32,
    /// Who would have it.
    #[ts(type = "number | null")]
    pub then: Option<SuggestionNo>,
    /// With how many backers.
    pub then_supports: u32,
}

/// `POST …/invalidations`: set aside what was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct InvalidateBody {
    /// Which supports, as they were counted.
    pub conditions: SupportConditions,
    /// Why.
    #[ts(type = "'burst' | 'machines' | 'same_person' | 'paid' | 'rehearsal' | 'other'")]
    pub reason: InvalidationReason,
    /// In words, 1–500 characters; wanted for `other`.
    #[serde(default)]
    #[ts(optional)]
    pub note: Option<String>,
    /// How many supports were counted: more than that is refused.
    pub supports: u32,
    /// As it was counted.
    #[ts(type = "number")]
    pub as_of: i64,
    /// As it was counted.
    pub turn: u32,
}

/// `POST …/invalidations/{id}/reverse`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct ReverseBody {
    /// Why, 1–500 characters.
    #[ts(optional)]
    pub note: Option<String>,
}

/// `GET …/invalidations`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InvalidationsReply {
    /// The newest first, at most 100.
    pub jobs: Vec<InvalidationLine>,
    /// Whether the reader may begin, cancel and reverse.
    pub may: bool,
}

/// A job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InvalidationLine {
    /// Its number in the meeting.
    pub id: u32,
    /// How far it is.
    #[ts(type = "'running' | 'done' | 'cancelling' | 'cancelled' | 'reversing' | 'reversed'")]
    pub state: InvalidationState,
    /// Which supports were meant.
    pub conditions: SupportConditions,
    /// Why.
    #[ts(type = "'burst' | 'machines' | 'same_person' | 'paid' | 'rehearsal' | 'other'")]
    pub reason: InvalidationReason,
    /// In words.
    pub note: Option<String>,
    /// Who ordered it.
    pub by: String,
    /// When.
    #[ts(type = "number")]
    pub at: UnixMs,
    /// Who cancelled or reversed it.
    pub turned_by: Option<String>,
    /// When it last took a step.
    #[ts(type = "number")]
    pub changed_at: UnixMs,
    /// How many supports had been counted.
    pub counted: u32,
    /// How many it names: fewer where people took theirs back in between.
    pub supports: u32,
    /// Of how many people.
    pub people: u32,
    /// On how many suggestions.
    pub suggestions: u32,
    /// The share that is set aside now, in per cent.
    pub percent: u8,
}
