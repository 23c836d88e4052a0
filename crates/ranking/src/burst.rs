//! The burst alarm: when one suggestion gains backers far faster than its share of all backing explains.
//!
//! Tells people where to look, and does nothing else: an alarm changes no number, and what is shown on the big screen may gain
//! backers just as fast. Sees counts only, never who backed what. No clock: moments are arguments.
//!
//! For a window of 30 s with `k` new backers of a suggestion and `n` of all, `S` and `G` the same counts before the window with a
//! half-life of 10 min: expected are `μ = max(1, n · (S + 1) / (G + 50), n / 4m)` with `m` suggestions that have backers at all, and
//! the alarm is raised when `k − μ ≥ 8` and so many or more have a probability below 10⁻⁶ under a negative binomial law of mean `μ`
//! and size 4. The window slides by 5 s: with windows that stand still a burst that begins late in one of them becomes its own
//! expectation before it fills the next. On six real consultations squeezed into 90 minutes the sliding window finds all of 100
//! backers in 2 min after 18 s in the median, the standing one 85–100 % after 30 s, both without a false alarm but for the first two
//! minutes; hence `YOUNG_MS`.

use std::collections::{HashMap, VecDeque};

/// Length of the window.
pub const WINDOW_MS: i64 = 30_000;
/// The window slides by this much.
const SLOT_MS: i64 = 5_000;
/// After this long a backer counts half in what is expected.
const HALF_LIFE_MS: i64 = 600_000;
/// So many more than expected at least.
const EXCESS_MIN: f64 = 8.0;
/// So improbable at least.
const TAIL_MAX: f64 = 1e-6;
/// For so long after a meeting's very first backer nothing is known of shares: a window that begins in that time raises an alarm only
/// for a suggestion that has at least half of all backers in it.
const YOUNG_MS: i64 = 120_000;
/// Bursts kept; beyond it the oldest is forgotten.
pub const BURSTS_MAX: usize = 200;

/// At least this part of an even share is expected of every suggestion: the first one that is public has all backers to itself.
const EVEN_SHARE: f64 = 0.25;

const SLOTS: usize = (WINDOW_MS / SLOT_MS) as usize;
/// Backers that a meeting is taken to have had before its first: keeps early shares small.
const PRIOR: f64 = 50.0;

/// One suggestion that gained backers too fast.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Burst {
    /// The suggestion's number.
    pub no: u64,
    /// The beginning of the first window that raised it, in ms.
    pub from_ms: i64,
    /// The end of the last window that raised it.
    pub until_ms: i64,
    /// When it was first raised.
    pub raised_ms: i64,
    /// New backers in that time.
    pub count: u32,
    /// How many were to be expected in it.
    pub expected: f64,
}

/// Watches the new backers of one meeting's suggestions.
#[derive(Debug, Clone, Default)]
pub struct BurstAlarm {
    open: Slot,
    /// The closed slots of the window, oldest first.
    closed: VecDeque<Slot>,
    /// Their counts together.
    window: HashMap<u64, u32>,
    all: u32,
    /// What had been backed before the window.
    before: HashMap<u64, Decayed>,
    total: Decayed,
    first_ms: Option<i64>,
    raised: VecDeque<Burst>,
}

#[derive(Debug, Clone, Default)]
struct Slot {
    /// Moments from `number · SLOT_MS` on.
    number: i64,
    counts: HashMap<u64, u32>,
}

/// A count that fades.
#[derive(Debug, Clone, Copy, Default)]
struct Decayed {
    value: f64,
    /// The slot at which it has that value.
    at: i64,
}

impl Decayed {
    fn at(self, slot: i64) -> f64 {
        self.value * 0.5_f64.powf(((slot - self.at) * SLOT_MS) as f64 / HALF_LIFE_MS as f64)
    }

    fn add(&mut self, slot: i64, count: u32) {
        *self = Self { value: self.at(slot) + f64::from(count), at: slot };
    }
}

impl BurstAlarm {
    /// Nothing backed yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts `backers` new backers of `no`. Moments come in order; one that is before what [`Self::advance`] was told counts as then.
    pub fn add(&mut self, no: u64, backers: u32, at_ms: i64) {
        self.advance(at_ms);
        if backers > 0 {
            self.first_ms.get_or_insert(at_ms);
            *self.open.counts.entry(no).or_default() += backers;
        }
    }

    /// Lets the time pass up to `now_ms`: raises what the windows that are over by then raise.
    pub fn advance(&mut self, now_ms: i64) {
        let now = now_ms.div_euclid(SLOT_MS);
        // After a window without backers nothing changes but what has faded, and that is reckoned when it is needed.
        for _ in 0..=SLOTS {
            if self.open.number < now {
                self.close();
            }
        }
        self.open.number = self.open.number.max(now);
    }

    /// The bursts, the latest raised last.
    pub fn raised(&self) -> impl DoubleEndedIterator<Item = &Burst> {
        self.raised.iter()
    }

    fn close(&mut self) {
        let number = self.open.number;
        let slot = std::mem::replace(&mut self.open, Slot { number: number + 1, counts: HashMap::new() });
        for (no, count) in &slot.counts {
            *self.window.entry(*no).or_default() += count;
            self.all += count;
        }
        let touched: Vec<u64> = slot.counts.keys().copied().collect();
        self.closed.push_back(slot);
        let first = number + 1 - SLOTS as i64;
        while self.closed.front().is_some_and(|slot| slot.number < first) {
            self.forget_oldest();
        }
        let known = self.before.len() + self.window.keys().filter(|no| !self.before.contains_key(no)).count();
        let mut found: Vec<(u64, f64)> =
            touched.into_iter().filter_map(|no| Some((no, self.expected_of_burst(no, first, known)?))).collect();
        found.sort_unstable_by_key(|(no, _)| *no);
        for (no, expected) in found {
            self.raise(no, expected, number + 1);
        }
    }

    fn forget_oldest(&mut self) {
        let Some(slot) = self.closed.pop_front() else { return };
        for (no, count) in slot.counts {
            if let Some(inside) = self.window.get_mut(&no) {
                *inside -= count;
                if *inside == 0 {
                    self.window.remove(&no);
                }
            }
            self.all -= count;
            self.before.entry(no).or_default().add(slot.number, count);
            self.total.add(slot.number, count);
        }
    }

    /// What was expected of `no` in the window from slot `first` on, if it had far more, in a meeting of which `known` suggestions have
    /// backers.
    fn expected_of_burst(&self, no: u64, first: i64, known: usize) -> Option<f64> {
        let count = self.window.get(&no).copied()?;
        let own = self.before.get(&no).map_or(0.0, |before| before.at(first));
        // Where there is next to nothing else to back, everybody backs that.
        let even = EVEN_SHARE / known.max(1) as f64;
        let share = ((own + 1.0) / (self.total.at(first) + PRIOR)).max(even);
        let expected = (f64::from(self.all) * share).max(1.0);
        let young = self.first_ms.is_some_and(|first_ms| first * SLOT_MS - first_ms < YOUNG_MS);
        let burst = f64::from(count) - expected >= EXCESS_MIN
            && tail(count, expected) < TAIL_MAX
            && (!young || 2 * count >= self.all);
        burst.then_some(expected)
    }

    fn raise(&mut self, no: u64, expected: f64, ends: i64) {
        let (from_ms, until_ms) = (ends * SLOT_MS - WINDOW_MS, ends * SLOT_MS);
        // A burst that pauses for less than a window is one burst.
        let goes_on = self.raised.iter_mut().rev().find(|burst| burst.no == no && burst.until_ms >= from_ms);
        if let Some(burst) = goes_on {
            let counted = burst.until_ms / SLOT_MS;
            let new = self.closed.iter().filter(|slot| slot.number >= counted);
            burst.count += new.filter_map(|slot| slot.counts.get(&no)).sum::<u32>();
            burst.expected += expected * (until_ms - burst.until_ms) as f64 / WINDOW_MS as f64;
            burst.until_ms = until_ms;
            return;
        }
        if self.raised.len() == BURSTS_MAX {
            self.raised.pop_front();
        }
        let count = self.window.get(&no).copied().unwrap_or(0);
        self.raised.push_back(Burst { no, from_ms, until_ms, raised_ms: until_ms, count, expected });
    }
}

/// Probability of `count` or more under a negative binomial law of this mean and size 4: that fewer than 4 of `count + 3` trials
/// succeed, each with probability `4 / (4 + mean)`.
fn tail(count: u32, mean: f64) -> f64 {
    let success = 4.0 / (4.0 + mean);
    let failure = 1.0 - success;
    let trials = f64::from(count) + 3.0;
    let mut ways = 1.0;
    let mut sum = 0.0;
    for successes in 0..4_u32 {
        let wins = f64::from(successes);
        sum += ways * success.powf(wins) * failure.powf(trials - wins);
        ways *= (trials - wins) / (wins + 1.0);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ordinary backing: one every `every_ms`, of ten suggestions in turn.
    fn ordinary(alarm: &mut BurstAlarm, from_ms: i64, until_ms: i64, every_ms: usize) {
        for (serial, at) in (from_ms..until_ms).step_by(every_ms).enumerate() {
            alarm.add(serial as u64 * 7 % 10, 1, at);
        }
    }

    /// Ten others with a backer each.
    fn others(alarm: &mut BurstAlarm, at: i64) {
        for no in 100..110 {
            alarm.add(no, 1, at);
        }
    }

    fn raised(alarm: &BurstAlarm) -> Vec<Burst> {
        alarm.raised().copied().collect()
    }

    #[test]
    fn the_first_that_is_public_has_all_backers_and_is_no_burst() {
        let mut alarm = BurstAlarm::new();
        for at in (0..120_000).step_by(1_500) {
            alarm.add(1, 1, at);
        }
        for (serial, at) in (120_000..180_000_i64).step_by(1_500).enumerate() {
            alarm.add(1 + serial as u64 % 2, 1, at);
        }
        alarm.advance(300_000);
        assert_eq!(raised(&alarm), []);
    }

    #[test]
    fn the_tail_is_that_of_the_law() {
        // 1 − Σ pmf(i), pmf(i) = C(i + 3, 3) p⁴ qⁱ with p = 4/5: computed by hand for the first few.
        for (count, mean, expected) in [(0, 1.0, 1.0), (1, 1.0, 0.5904), (2, 1.0, 0.262_72), (1, 4.0, 0.9375)] {
            assert!((tail(count, mean) - expected).abs() < 1e-12, "{count} of {mean}: {}", tail(count, mean));
        }
        assert!(tail(12, 1.0) > TAIL_MAX && tail(13, 1.0) < TAIL_MAX);
        assert!(tail(0, 1e12) <= 1.0 && tail(u32::MAX, 1.0) >= 0.0);
    }

    #[test]
    fn ordinary_backing_raises_nothing() {
        let mut alarm = BurstAlarm::new();
        ordinary(&mut alarm, 0, 7_200_000, 400);
        alarm.advance(7_300_000);
        assert_eq!(raised(&alarm), []);
    }

    #[test]
    fn a_hundred_backers_in_two_minutes_are_one_burst_within_thirty_seconds() {
        for phase_ms in [0, 4_999, 11_000, 17_000, 29_999] {
            let mut alarm = BurstAlarm::new();
            ordinary(&mut alarm, 0, 1_800_000 + phase_ms, 1_200);
            let begins_ms = 1_800_000 + phase_ms;
            for serial in 0..100 {
                alarm.add(77, 1, begins_ms + serial * 1_200);
            }
            alarm.advance(begins_ms + 200_000);
            let found = raised(&alarm);
            assert_eq!(found.len(), 1, "{found:?}");
            assert_eq!(found[0].no, 77);
            assert!(found[0].raised_ms - begins_ms <= 30_000, "{found:?}");
            assert!(found[0].count >= 25 && found[0].count <= 100 && found[0].expected < 20.0, "{found:?}");
        }
    }

    #[test]
    fn the_first_backers_of_a_meeting_are_no_burst_unless_they_are_most_of_all() {
        let mut many = BurstAlarm::new();
        for at in 0..60_000 {
            if at % 150 == 0 {
                many.add((at / 150 % 10) as u64, 1, at);
            }
        }
        many.advance(100_000);
        assert_eq!(raised(&many), []);
        let mut one = BurstAlarm::new();
        others(&mut one, 0);
        for serial in 0..100 {
            one.add(1, 1, serial * 1_200);
        }
        one.advance(200_000);
        assert_eq!(raised(&one).len(), 1);
    }

    #[test]
    fn a_pause_of_days_costs_nothing_and_ends_a_burst() {
        let mut alarm = BurstAlarm::new();
        others(&mut alarm, 0);
        for day in 0..3 {
            for serial in 0..40 {
                alarm.add(5, 1, day * 86_400_000 + serial * 700);
            }
        }
        alarm.advance(i64::MAX / 2);
        assert_eq!(raised(&alarm).len(), 3);
        assert!(alarm.window.is_empty() && alarm.all == 0);
    }

    #[test]
    fn what_comes_late_counts_as_now_and_old_bursts_make_room() {
        let mut alarm = BurstAlarm::new();
        alarm.advance(1_000_000);
        others(&mut alarm, 1_000_000);
        for serial in 0..40 {
            alarm.add(1, 1, serial);
        }
        alarm.advance(1_100_000);
        assert_eq!(raised(&alarm).len(), 1);
        for no in 0..=BURSTS_MAX as u64 {
            for _ in 0..40 {
                alarm.add(1_000 + no, 1, 2_000_000 + no as i64 * 100_000);
            }
        }
        alarm.advance(i64::MAX / 2);
        assert_eq!(alarm.raised().count(), BURSTS_MAX);
    }
}
