//! The formulas that put suggestions in order.
//!
//! Two channels, never mixed: *open support* is a number of distinct persons and is shown as a number
//! ([`rank_by_support`]); *served answers* are the cards that the server chose to show ([`Weights`] chooses), and are
//! judged by the lower end of an interval ([`wilson_lower_bound`], [`judge`]). [`BurstAlarm`] tells when backing comes too fast.
//! Pure: the crate has no clock, chance, store or wire format, and must never learn who supported what — it sees totals only.

mod burst;
mod serve;
mod support;
mod wilson;

pub use burst::{BURSTS_MAX, Burst, BurstAlarm, WINDOW_MS};
pub use serve::{CARDS, SETTLED_PLACES, Tally, Weights};
pub use support::{Backed, Placed, rank_by_support};
pub use wilson::{ANSWERS_MIN, Judgement, Z_95, judge, wilson_lower_bound};
