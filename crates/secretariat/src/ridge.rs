//! Arrivals and backings over time: kept by the second, shown in at most 240 buckets. Pure.

use std::collections::BTreeMap;

use domain::UnixMs;
use protocol::secretariat::Ridge;

/// Buckets in the picture.
const BUCKETS_MAX: i64 = 240;
/// Lengths of a bucket, in seconds, that people read easily: 1 s to a day. Beyond it, whole days.
const STEPS_S: [i64; 12] = [1, 5, 10, 30, 60, 120, 300, 900, 1_800, 3_600, 21_600, 86_400];

/// Counts by the second. Only seconds in which something happened take memory.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seconds(BTreeMap<i64, (u32, u32)>);

impl Seconds {
    /// One suggestion came in.
    pub(crate) fn suggestion(&mut self, at: UnixMs) {
        self.0.entry(at.0.div_euclid(1_000)).or_default().0 += 1;
    }

    /// So many backings came in.
    pub(crate) fn supports(&mut self, at: UnixMs, count: u32) {
        let second = self.0.entry(at.0.div_euclid(1_000)).or_default();
        second.1 = second.1.saturating_add(count);
    }

    /// The picture from the first happening to the last.
    pub(crate) fn ridge(&self) -> Ridge {
        let (Some((first, _)), Some((last, _))) = (self.0.first_key_value(), self.0.last_key_value()) else {
            return Ridge::default();
        };
        let step = step(*first, *last);
        let from = first.div_euclid(step);
        let buckets = (last.div_euclid(step) - from + 1) as usize;
        let (mut suggestions, mut supports) = (vec![0; buckets], vec![0_u32; buckets]);
        for (second, (new, backed)) in &self.0 {
            let bucket = (second.div_euclid(step) - from) as usize;
            suggestions[bucket] += new;
            supports[bucket] = supports[bucket].saturating_add(*backed);
        }
        Ridge { from: UnixMs(from * step * 1_000), bucket_ms: step * 1_000, suggestions, supports }
    }
}

fn step(first: i64, last: i64) -> i64 {
    let buckets = |step: i64| last.div_euclid(step) - first.div_euclid(step) + 1;
    let day = STEPS_S[STEPS_S.len() - 1];
    STEPS_S.into_iter().find(|step| buckets(*step) <= BUCKETS_MAX).unwrap_or_else(|| {
        // One bucket less than fits, since the first and the last may be cut by their edges.
        let days = (last - first) / day / (BUCKETS_MAX - 1) + 1;
        days * day
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_happened_is_missing_and_buckets_are_bounded() {
        for gap_ms in [0, 700, 60_000, 3_600_000, 86_400_000, 40_000_000_000] {
            let mut seconds = Seconds::default();
            for nth in 0..50 {
                seconds.suggestion(UnixMs(1_760_000_123_456 + nth * gap_ms));
                seconds.supports(UnixMs(1_760_000_123_456 + nth * gap_ms), 3);
            }
            let ridge = seconds.ridge();
            assert!(ridge.suggestions.len() as i64 <= BUCKETS_MAX, "{gap_ms}: {}", ridge.suggestions.len());
            assert_eq!(ridge.suggestions.len(), ridge.supports.len());
            assert_eq!(ridge.suggestions.iter().sum::<u32>(), 50);
            assert_eq!(ridge.supports.iter().sum::<u32>(), 150);
            assert!(ridge.from.0 <= 1_760_000_123_456 && ridge.from.0 % ridge.bucket_ms == 0);
        }
        assert_eq!(Seconds::default().ridge(), Ridge::default());
    }
}
