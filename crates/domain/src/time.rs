//! Moments of a meeting, as numbers. Reading a clock is the caller's business: [`Clock`] is the port.

use serde::{Deserialize, Serialize};

/// Minutes from Greenwich where meetings are held, as files write times; China has kept UTC+8 without summer time since 1991.
pub const UTC_OFFSET_MINUTES: i32 = 480;

/// A moment: milliseconds since 1970-01-01T00:00:00Z, on the meeting's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnixMs(pub i64);

impl UnixMs {
    /// The moment `milliseconds` later; saturates at the ends of the number.
    #[must_use]
    pub fn plus_ms(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }

    /// The moment `seconds` later; saturates.
    #[must_use]
    pub fn plus_s(self, seconds: u32) -> Self {
        self.plus_ms(i64::from(seconds) * 1_000)
    }

    /// Milliseconds from `earlier` to this moment; negative when `earlier` is in fact later (clocks do jump).
    pub fn since_ms(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// The one source of "now". `serve` uses the machine's clock, the demo a faster one, tests one that they move by hand.
pub trait Clock: Send + Sync {
    /// The present moment on the meeting's clock.
    fn now(&self) -> UnixMs;

    /// How many of the meeting's milliseconds pass in one real millisecond: 1.0 except in the demo.
    fn speed(&self) -> f64 {
        1.0
    }
}
