//! The pressure on the desk, in numbers.

use domain::UnixMs;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The pressure on the desk. Rates are per minute of the meeting's clock over the last 60 s.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Gauge {
    /// Arrivals in the last minute.
    pub arrived: u32,
    /// Decisions in the last minute.
    pub handled: u32,
    /// Age of the oldest waiting item in ms; 0 when none waits.
    #[ts(type = "number")]
    pub oldest_ms: i64,
    /// The waiting time aimed at, in ms.
    #[ts(type = "number")]
    pub target_ms: i64,
    /// Arrivals per minute of the meeting so far, oldest first, at most 240 buckets.
    pub arrivals: Vec<u32>,
    /// Decisions per minute, the same buckets.
    pub decisions: Vec<u32>,
    /// When the first bucket begins (ms since 1970).
    #[ts(type = "number")]
    pub buckets_from: UnixMs,
    /// Length of a bucket in ms.
    #[ts(type = "number")]
    pub bucket_ms: i64,
    /// Ms that one person at this desk takes for one item, pauses left out.
    #[ts(type = "number")]
    pub handling_ms: i64,
    /// People at work: who hold an item or have decided one lately; before anybody has, all whose consoles are open. At least 1.
    pub people: u32,
    /// What is about to be missed; `null` when the desk will hold its target.
    pub forecast: Option<Forecast>,
}

/// The target will be missed, unless somebody acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Forecast {
    /// Why.
    pub cause: ForecastCause,
    /// Ms of the meeting's clock until the wait is longer than the target: from now, or for [`ForecastCause::Rush`] from its beginning.
    #[ts(type = "number")]
    pub in_ms: i64,
    /// With so many people at the desk it would hold; `null` when not even with twelve.
    pub people: Option<u32>,
    /// The mildest slow mode that would hold it, in seconds; `null` when none would.
    pub slow_s: Option<u16>,
}

/// Why a target will be missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ForecastCause {
    /// More comes in than is handled.
    Growth,
    /// It holds now, and the next rush would be too much.
    Rush,
}
