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
}
