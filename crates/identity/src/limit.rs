//! How often something may happen, by a key, on the meeting's clock.

use std::hash::Hash;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use domain::Clock;
use governor::clock::{Clock as GovernorClock, Reference};
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};

/// After this many questions, keys that are as good as new are forgotten. So a table holds at most this many keys more than are
/// limited at the moment.
const QUESTIONS_PER_SWEEP: u32 = 65_536;

/// The meeting's clock as the limiter asks it.
#[derive(Clone)]
struct MeetingClock(Arc<dyn Clock>);

impl GovernorClock for MeetingClock {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        Nanos::from(u64::try_from(self.0.now().0).unwrap_or(0).saturating_mul(1_000_000))
    }
}

type Keyed<K> = RateLimiter<K, DashMapStateStore<K>, MeetingClock, NoOpMiddleware<Nanos>>;

/// A number of times per minute for each key: that many at once, then evenly spread.
pub struct Limiter<K: Hash + Eq + Clone> {
    /// `None` where the limit is taken off.
    keyed: Option<Keyed<K>>,
    clock: MeetingClock,
    questions: AtomicU32,
}

impl<K: Hash + Eq + Clone> Limiter<K> {
    /// `per_minute` times for each key; 0 takes the limit off.
    pub fn per_minute(per_minute: u32, clock: Arc<dyn Clock>) -> Self {
        let clock = MeetingClock(clock);
        let quota = NonZeroU32::new(per_minute).map(Quota::per_minute);
        let keyed = quota.map(|quota| RateLimiter::dashmap_with_clock(quota, clock.clone()));
        Self { keyed, clock, questions: AtomicU32::new(0) }
    }

    /// Counts one more for `key`, or says in how many seconds of the meeting's clock (at least 1) it may be.
    pub fn check(&self, key: &K) -> Result<(), u32> {
        let Some(keyed) = &self.keyed else { return Ok(()) };
        if self.questions.fetch_add(1, Ordering::Relaxed) % QUESTIONS_PER_SWEEP == QUESTIONS_PER_SWEEP - 1 {
            keyed.retain_recent();
            keyed.shrink_to_fit();
        }
        keyed.check_key(key).map_err(|not_until| {
            let wait = not_until.earliest_possible().duration_since(self.clock.now());
            u32::try_from(wait.as_u64().div_ceil(1_000_000_000)).unwrap_or(u32::MAX).max(1)
        })
    }

    /// How many keys are remembered.
    #[cfg(test)]
    fn keys(&self) -> usize {
        self.keyed.as_ref().map_or(0, Keyed::len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::UnixMs;
    use testkit::ManualClock;

    fn limiter(per_minute: u32) -> (Arc<ManualClock>, Limiter<u32>) {
        let clock = Arc::new(ManualClock::at(UnixMs(1_700_000_000_000)));
        (clock.clone(), Limiter::per_minute(per_minute, clock))
    }

    #[test]
    fn the_limit_holds_by_key_and_says_when_it_ends() {
        let (clock, limiter) = limiter(6);
        assert!((0..6).all(|_| limiter.check(&1).is_ok()));
        assert_eq!(limiter.check(&1), Err(10));
        assert_eq!(limiter.check(&2), Ok(()));
        clock.advance_ms(9_000);
        assert_eq!(limiter.check(&1), Err(1));
        clock.advance_ms(1_000);
        assert_eq!(limiter.check(&1), Ok(()));
        assert_eq!(limiter.check(&1), Err(10));
    }

    #[test]
    fn a_clock_set_back_forgives_nothing_and_breaks_nothing() {
        let (clock, limiter) = limiter(1);
        assert_eq!(limiter.check(&1), Ok(()));
        clock.advance_ms(-3_600_000);
        assert!(limiter.check(&1).is_err());
    }

    #[test]
    fn keys_that_are_as_good_as_new_are_forgotten() {
        let (clock, limiter) = limiter(60);
        for key in 0..QUESTIONS_PER_SWEEP - 1 {
            assert_eq!(limiter.check(&key), Ok(()));
        }
        clock.advance_ms(60_000);
        assert_eq!(limiter.check(&0), Ok(()));
        assert_eq!(limiter.keys(), 1);
    }

    #[test]
    fn zero_takes_the_limit_off() {
        let (_, limiter) = limiter(0);
        assert!((0..1_000).all(|_| limiter.check(&1).is_ok()));
    }
}
