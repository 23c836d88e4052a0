//! The two real clocks: the machine's, and the demo's faster one. The only place that reads the machine's clock.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use domain::{Clock, UnixMs};

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock that everybody else is handed")]
    fn now(&self) -> UnixMs {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        UnixMs(i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX))
    }
}

/// A clock that starts at the present and runs `speed` times as fast.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FastClock {
    from: UnixMs,
    started: Instant,
    speed: f64,
}

impl FastClock {
    /// Starts now. `speed` is meeting time over real time.
    #[expect(clippy::disallowed_methods, reason = "this is a clock")]
    pub(crate) fn start(speed: f64) -> Self {
        Self { from: SystemClock.now(), started: Instant::now(), speed }
    }
}

impl Clock for FastClock {
    fn now(&self) -> UnixMs {
        self.from.plus_ms((self.started.elapsed().as_secs_f64() * 1_000.0 * self.speed) as i64)
    }

    fn speed(&self) -> f64 {
        self.speed
    }
}
