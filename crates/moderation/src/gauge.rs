//! The pressure gauge: arrivals and decisions per minute, and in the last minute. Pure; the time is an argument.

use std::collections::VecDeque;

use domain::UnixMs;
use protocol::moderation::Gauge;

/// Minutes that the gauge looks back: four hours, longer than a meeting's broadcast.
pub(crate) const BUCKETS_MAX: usize = 240;
/// Length of a bucket in ms.
pub(crate) const BUCKET_MS: i64 = 60_000;
/// Seconds that are kept: the hour that a forecast looks at.
const SECONDS_MAX: usize = 3_600;

/// Counts of one kind of happening over time: by minute for the line, by second for the rate.
#[derive(Debug, Clone, Default)]
pub(crate) struct Counter {
    minutes: Series,
    seconds: Series,
}

/// Equal steps of time with their counts, the latest last, at most as many as told to [`Series::add`].
#[derive(Debug, Clone, Default)]
struct Series {
    /// The number of the step of `counts[0]`.
    first: i64,
    counts: VecDeque<u32>,
}

impl Series {
    fn add(&mut self, step: i64, steps_max: usize) {
        if self.counts.is_empty() {
            self.first = step;
        }
        let ahead = step - self.first;
        if ahead < 0 {
            // Older than all that is kept: its step has gone.
            return;
        }
        if ahead >= self.counts.len() as i64 + steps_max as i64 {
            // So long after the last one that nothing before it is kept.
            self.counts.clear();
            self.first = step;
        }
        while self.counts.len() as i64 <= step - self.first {
            self.counts.push_back(0);
        }
        while self.counts.len() > steps_max {
            self.counts.pop_front();
            self.first += 1;
        }
        if let Some(count) = usize::try_from(step - self.first).ok().and_then(|index| self.counts.get_mut(index)) {
            *count += 1;
        }
    }

    fn at(&self, step: i64) -> u32 {
        usize::try_from(step - self.first).ok().and_then(|index| self.counts.get(index)).copied().unwrap_or(0)
    }

    fn since(&self, step: i64) -> u32 {
        (step..self.first + self.counts.len() as i64).map(|step| self.at(step)).sum()
    }

    fn first(&self) -> Option<i64> {
        (!self.counts.is_empty()).then_some(self.first)
    }
}

impl Counter {
    /// One more at this moment. Moments come in order, as the log has them.
    pub(crate) fn add(&mut self, at: UnixMs) {
        self.minutes.add(at.0.div_euclid(BUCKET_MS), BUCKETS_MAX);
        self.seconds.add(at.0.div_euclid(1_000), SECONDS_MAX);
    }

    fn last_minute(&self, now: UnixMs) -> u32 {
        self.seconds.since(now.0.div_euclid(1_000) - 59)
    }

    /// Counts of the last `minutes` × 60 s before `now`, the latest first; at most an hour is known.
    pub(crate) fn back(&self, now: UnixMs, minutes: usize) -> Vec<u32> {
        let last = now.0.div_euclid(1_000);
        let minute = |back: i64| (last - back * 60 - 59..=last - back * 60).map(|second| self.seconds.at(second)).sum();
        (0..minutes as i64).map(minute).collect()
    }

    /// When the first of all was, to the minute; `None` before it, and a guess where it is longer ago than is kept.
    pub(crate) fn began(&self) -> Option<UnixMs> {
        self.minutes.first().map(|minute| UnixMs(minute * BUCKET_MS))
    }
}

/// The gauge at `now`; `oldest` is when the oldest waiting item was handed in, `target_ms` the waiting time aimed at. What is foreseen
/// is for the desk to add.
pub(crate) fn gauge(
    arrivals: &Counter,
    decisions: &Counter,
    oldest: Option<UnixMs>,
    target_ms: i64,
    now: UnixMs,
) -> Gauge {
    let last = now.0.div_euclid(BUCKET_MS);
    let first = [arrivals.minutes.first(), decisions.minutes.first()].into_iter().flatten().min().unwrap_or(last);
    let first = first.max(last - BUCKETS_MAX as i64 + 1).min(last);
    let line = |counter: &Counter| (first..=last).map(|minute| counter.minutes.at(minute)).collect();
    Gauge {
        arrived: arrivals.last_minute(now),
        handled: decisions.last_minute(now),
        oldest_ms: oldest.map_or(0, |oldest| now.since_ms(oldest).max(0)),
        target_ms,
        arrivals: line(arrivals),
        decisions: line(decisions),
        buckets_from: UnixMs(first * BUCKET_MS),
        bucket_ms: BUCKET_MS,
        handling_ms: 0,
        people: 1,
        forecast: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TARGET_MS: i64 = 120_000;

    fn counter(moments: &[i64]) -> Counter {
        let mut counter = Counter::default();
        for at in moments {
            counter.add(UnixMs(*at));
        }
        counter
    }

    #[test]
    fn minutes_are_counted_from_the_first_arrival_to_now() {
        let arrivals = counter(&[60_000, 61_000, 119_999, 240_000]);
        let gauge = gauge(&arrivals, &counter(&[125_000]), None, TARGET_MS, UnixMs(299_000));
        assert_eq!(gauge.arrivals, [3, 0, 0, 1]);
        assert_eq!(gauge.decisions, [0, 1, 0, 0]);
        assert_eq!((gauge.buckets_from, gauge.oldest_ms), (UnixMs(60_000), 0));
    }

    #[test]
    fn the_last_minute_is_sixty_seconds_of_the_meeting_s_clock() {
        let arrivals = counter(&[1_000, 2_000, 61_000, 61_500]);
        let at = |now| gauge(&arrivals, &Counter::default(), Some(UnixMs(1_000)), TARGET_MS, UnixMs(now));
        assert_eq!(at(61_900).arrived, 3);
        assert_eq!(at(121_000).arrived, 0);
        assert_eq!(at(61_900).oldest_ms, 60_900);
    }

    #[test]
    fn a_long_meeting_keeps_its_last_four_hours() {
        let moments: Vec<i64> = (0..1_000).map(|minute| minute * BUCKET_MS).collect();
        let gauge = gauge(&counter(&moments), &Counter::default(), None, TARGET_MS, UnixMs(999 * BUCKET_MS));
        assert_eq!(gauge.arrivals, [1; BUCKETS_MAX]);
        assert_eq!(gauge.buckets_from, UnixMs(760 * BUCKET_MS));
    }

    #[test]
    fn a_pause_of_days_costs_no_memory() {
        let mut counter = counter(&[0]);
        counter.add(UnixMs(i64::from(u32::MAX) * BUCKET_MS));
        assert_eq!(counter.minutes.counts.len(), 1);
        counter.add(UnixMs(5));
        assert_eq!(counter.minutes.counts.len(), 1, "what is older than all is not kept");
    }
}
