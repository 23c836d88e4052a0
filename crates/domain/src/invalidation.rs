//! Setting supports aside (剔除附議): which supports a job means, and how far it is.
//!
//! A campaign is shown with and without, never deleted (`methods.md` §1.7, §1.10 of the papers on ranking; bulk invalidation as in
//! alphagov/e-petitions). A support that is set aside stays in the ledger and stays its person's; it is left out of the official number
//! until the job is cancelled or reversed. A job is a machine of its own: it runs, it is done, or all of it is put back.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{Actor, Note, StaffId, SuggestionNo, UnixMs};

mod ledger;

pub use ledger::{Ledger, LedgerStep, MergedOne, NamedSupport, Picked};

/// Suggestions that the conditions of one job name at most.
pub const NOS_MAX: usize = 200;
/// Supports that one job may name, those included that a merge had copied; with more its conditions have to be narrowed.
pub const SUPPORTS_MAX: usize = 100_000;
/// Supports that one step of a job moves: one change of the log, between which everybody else's go in.
pub const STEP: usize = 500;
/// The longest time within which a pace is looked at, in minutes: a day.
pub const PACE_MINUTES_MAX: u16 = 1_440;
/// The highest number of supports that a pace speaks of.
pub const PACE_COUNT_MAX: u16 = 1_000;

/// Which supports are meant: those that meet every condition. An empty list and `None` are no condition; at least one is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Conditions {
    /// Of these suggestions and of what was merged into them.
    pub nos: Vec<SuggestionNo>,
    /// Given at this moment or later.
    pub from: Option<UnixMs>,
    /// Given before this moment.
    pub until: Option<UnixMs>,
    /// By people whose first support of the meeting was given at this moment or later.
    pub came_from: Option<UnixMs>,
    /// By people whose first support of the meeting was given before this moment.
    pub came_until: Option<UnixMs>,
    /// By people who backed at such a pace.
    pub pace: Option<Pace>,
}

/// How fast a person backed, judged by the supports that stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pace {
    /// Whether the number is the least or the most.
    pub bound: PaceBound,
    /// How many suggestions, 1–1,000.
    pub count: u16,
    /// Within how many minutes, 1–1,440.
    pub minutes: u16,
}

/// Which way a pace is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaceBound {
    /// So many or more within so many minutes, at any time of the meeting: one by one through the list.
    AtLeast,
    /// No more than so many in the whole meeting, all within so many minutes: came, backed, went.
    AtMost,
}

impl Conditions {
    /// The field that is outside its range, if one is; `conditions` when nothing is asked, so that every support would be meant.
    pub fn fault(&self) -> Option<&'static str> {
        let backwards =
            |from: Option<UnixMs>, until: Option<UnixMs>| matches!((from, until), (Some(a), Some(b)) if a >= b);
        let pace =
            |pace: Pace| (1..=PACE_COUNT_MAX).contains(&pace.count) && (1..=PACE_MINUTES_MAX).contains(&pace.minutes);
        match self {
            _ if *self == Self::default() => Some("conditions"),
            _ if self.nos.len() > NOS_MAX => Some("nos"),
            _ if backwards(self.from, self.until) => Some("until"),
            _ if backwards(self.came_from, self.came_until) => Some("came_until"),
            _ if self.pace.is_some_and(|asked| !pace(asked)) => Some("pace"),
            _ => None,
        }
    }
}

/// Why supports are set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvalidationReason {
    /// 集中刷票: far more in a short time than its share explains.
    Burst,
    /// 機器操作: by programs.
    Machines,
    /// 一人多次: one person with several devices.
    SamePerson,
    /// 有償組織: bought.
    Paid,
    /// 測試數據: a rehearsal's.
    Rehearsal,
    /// Something else; needs words.
    Other,
}

/// How far a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvalidationState {
    /// Supports are being set aside.
    Running,
    /// All of them are.
    Done,
    /// Somebody stopped it; what it had set aside is being counted again.
    Cancelling,
    /// It was stopped, and all of it counts again.
    Cancelled,
    /// It was done; all of it is being counted again.
    Reversing,
    /// It was done, and all of it counts again.
    Reversed,
}

impl InvalidationState {
    /// The stable word, in the column and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Done => "done",
            Self::Cancelling => "cancelling",
            Self::Cancelled => "cancelled",
            Self::Reversing => "reversing",
            Self::Reversed => "reversed",
        }
    }

    /// Whether there are steps to be taken.
    pub fn at_work(self) -> bool {
        self.end() != self
    }

    /// What it is when there is nothing left to move.
    pub(crate) fn end(self) -> Self {
        match self {
            Self::Running => Self::Done,
            Self::Cancelling => Self::Cancelled,
            Self::Reversing => Self::Reversed,
            Self::Done | Self::Cancelled | Self::Reversed => self,
        }
    }
}

/// A job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invalidation {
    /// Its number in the meeting, from 1.
    pub id: u32,
    /// Which supports were meant.
    pub conditions: Conditions,
    /// Why.
    pub reason: InvalidationReason,
    /// In words.
    pub note: Option<Note>,
    /// Who ordered it.
    pub by: Actor,
    /// When.
    pub at: UnixMs,
    /// How many supports were counted before it was ordered.
    pub counted: u32,
    /// How many supports it names.
    pub supports: u32,
    /// Of how many people.
    pub people: u32,
    /// On how many suggestions that stand for themselves.
    pub suggestions: u32,
    /// How many rows it names: a support that a merge had copied stands on both.
    pub rows: u32,
    /// How many of them are set aside by it now.
    pub done: u32,
    /// How far it is.
    pub state: InvalidationState,
    /// When it last took a step.
    pub changed_at: UnixMs,
    /// Who cancelled or reversed it.
    pub turned_by: Option<Actor>,
}

impl Invalidation {
    /// On whose order it moves supports now.
    pub fn acting(&self) -> Actor {
        self.turned_by.unwrap_or(self.by)
    }
}

/// How many supports of a suggestion a job moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedTotal {
    /// Which suggestion.
    pub no: SuggestionNo,
    /// How many rows of it the job names.
    pub count: u32,
}

/// A suggestion's two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AsideTotal {
    /// Which one.
    pub no: SuggestionNo,
    /// How many people back it officially.
    pub supports: u32,
    /// How many more back it whose support is set aside.
    pub aside: u32,
}

/// What may happen to a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InvalidationCommand {
    /// Set aside what was counted before.
    Begin(Box<BeginInvalidation>),
    /// Stop one that runs, and put back what it did.
    Cancel {
        /// Which one.
        id: u32,
    },
    /// Count again what one that is done has set aside.
    Reverse {
        /// Which one.
        id: u32,
        /// Why.
        note: Option<Note>,
    },
    /// Take the next step.
    Step {
        /// Which one.
        id: u32,
    },
}

/// A job as it is ordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BeginInvalidation {
    /// Which supports are meant.
    pub conditions: Conditions,
    /// Why.
    pub reason: InvalidationReason,
    /// In words.
    pub note: Option<Note>,
    /// How many supports were told when they were counted: never more is done.
    pub counted: u32,
    /// The meeting's `invalidation_turn` when they were counted: what others have set aside or put back since makes the count void.
    pub turn: u32,
    /// The supports themselves, fixed from here on.
    pub picked: Arc<Picked>,
}

/// The account behind an actor, as records name it; 0 for the house itself.
pub fn staff_of(actor: &Actor) -> StaffId {
    match actor {
        Actor::Staff { id, .. } => *id,
        Actor::System | Actor::Person(_) => StaffId(0),
    }
}

#[cfg(test)]
mod tests;
