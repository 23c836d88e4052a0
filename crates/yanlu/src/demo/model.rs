//! How long people would wait by the plain model of the moderators' queue: first come first served, handling log-normal. The figures
//! stand beside the measured ones, so that a desk that deals badly shows.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::desk::handling_s;

/// Sessions over which the model's figures are averaged.
const ROUNDS: u64 = 20;

/// The middle and the 95th percentile of the waits, s of the meeting, each the mean of [`ROUNDS`] sessions with these arrivals (ms,
/// ascending) and so many moderators.
pub(crate) fn waits_s(arrivals: &[i64], moderators: usize, seed: u64) -> (f64, f64) {
    let played = (0..ROUNDS).map(|round| {
        let waits = session(arrivals, moderators, seed + round);
        (percentile(&waits, 50), percentile(&waits, 95))
    });
    let (middle, late) = played.fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    (middle / ROUNDS as f64, late / ROUNDS as f64)
}

/// The waits of one session in rising order.
fn session(arrivals: &[i64], moderators: usize, seed: u64) -> Vec<f64> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut free_s = vec![0.0_f64; moderators.max(1)];
    let one = |at: &i64| {
        let at = *at as f64 / 1_000.0;
        let free = free_s.iter_mut().min_by(|one, other| one.total_cmp(other)).expect("at least one works");
        *free = free.max(at) + handling_s(&mut rng);
        *free - at
    };
    let mut waits: Vec<f64> = arrivals.iter().map(one).collect();
    waits.sort_by(f64::total_cmp);
    waits
}

/// The nearest-rank percentile of values in rising order; 0 of none.
pub(crate) fn percentile(sorted: &[f64], percent: usize) -> f64 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::curve;

    /// The published figures of this model for 700 suggestions in 150 minutes: p95 of 60, 5.2 and 1.6 minutes with one, two, three. The demo's
    /// rushes begin with the full minute, which makes them a little steeper.
    #[test]
    fn the_model_is_the_one_of_the_city_s_session() {
        let mut p95_min = [0.0; 3];
        let sessions = 10;
        for seed in 0..sessions {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            let live = |at: &i64| (curve::PRE_MIN..curve::PRE_MIN + curve::LIVE_MIN).contains(&(*at as f64 / 60_000.0));
            let arrivals: Vec<i64> = curve::arrivals(1_000, &mut rng).into_iter().filter(live).collect();
            for (moderators, sum) in p95_min.iter_mut().enumerate() {
                *sum += waits_s(&arrivals, moderators + 1, seed).1 / 60.0 / sessions as f64;
            }
        }
        let [one, two, three] = p95_min;
        assert!((50.0..70.0).contains(&one) && (3.5..7.5).contains(&two) && (1.2..2.6).contains(&three), "{p95_min:?}");
    }
}
