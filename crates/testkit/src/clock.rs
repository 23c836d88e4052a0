//! A clock that moves only when the test moves it.

use std::sync::atomic::{AtomicI64, Ordering};

use domain::{Clock, UnixMs};

/// Stands still until [`ManualClock::advance_ms`] or [`ManualClock::set`]. Share it in an `Arc`.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// A clock that shows `now`.
    pub const fn at(now: UnixMs) -> Self {
        Self(AtomicI64::new(now.0))
    }

    /// Moves it by `milliseconds`; negative ones move it back, as a corrected clock does.
    pub fn advance_ms(&self, milliseconds: i64) {
        self.0.fetch_add(milliseconds, Ordering::SeqCst);
    }

    /// Moves it to `now`.
    pub fn set(&self, now: UnixMs) {
        self.0.store(now.0, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> UnixMs {
        UnixMs(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clock_moves_only_by_hand() {
        let clock = ManualClock::at(UnixMs(1_000));
        assert_eq!(clock.now(), UnixMs(1_000));
        clock.advance_ms(250);
        assert_eq!(clock.now(), UnixMs(1_250));
        clock.set(UnixMs(5));
        assert_eq!(clock.now(), UnixMs(5));
    }
}
