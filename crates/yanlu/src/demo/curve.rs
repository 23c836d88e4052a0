//! When the synthetic citizens come: the arrival curve of the model meeting.
//!
//! No consultation meeting has published its curve. This one is an assumption, kept in this one function so that it can be replaced:
//! the audience ramps in over 15 minutes, bursts follow the agenda's turns and fade, and a last call draws a final surge.

use rand::{Rng, RngExt};

/// Minutes of pre-collection that the demo plays (a real meeting takes days; the share of suggestions is kept, not the length). Long enough
/// that one moderator keeps up with it, as they would over days.
pub(crate) const PRE_MIN: f64 = 150.0;
/// Minutes of the broadcast.
pub(crate) const LIVE_MIN: f64 = 150.0;
/// Minutes in which late suggestions come in.
pub(crate) const LATE_MIN: f64 = 20.0;

/// Share of the suggestions before, during and after the broadcast.
const SHARES: [f64; 3] = [0.25, 0.70, 0.05];
/// Bursts: minute of the broadcast, height over the base rate, minutes in which it fades by e.
const BURSTS: [(f64, f64, f64); 4] = [(12.0, 3.0, 6.0), (45.0, 4.0, 6.0), (75.0, 3.0, 5.0), (110.0, 5.0, 7.0)];
/// The last call begins this many minutes before the broadcast ends.
const LAST_CALL_MIN: f64 = 10.0;

/// The agenda: title, speaker, planned minutes.
pub(crate) const AGENDA: [(&str, &str, u16); 8] = [
    ("主持人开场：纪律与参与方式", "主持人", 5),
    ("课题组调研报告", "人口资源环境委员会", 15),
    ("委员大会发言", "六位委员，每人八分钟", 48),
    ("第一轮网民建言宣读与部门回应", "住建局、园林局", 12),
    ("互动协商：委员、部门、专家、网民", "各方", 35),
    ("第二轮网民建言宣读与部门回应", "交通局、水利局", 20),
    ("政府领导讲话", "分管副市长", 10),
    ("主席总结与会后办理安排", "主席", 5),
];

/// Rate at `minute` of the broadcast, in no particular unit.
fn live_rate(minute: f64) -> f64 {
    let ramp = 0.35 + 0.65 * (minute / 15.0).min(1.0);
    let bursts: f64 = BURSTS
        .iter()
        .filter(|(at, ..)| minute >= *at)
        .map(|(at, height, fade)| height * (-(minute - at) / fade).exp())
        .sum();
    let last_call = if minute > LIVE_MIN - LAST_CALL_MIN { 1.5 } else { 0.0 };
    ramp + bursts + last_call
}

/// Moments of `count` arrivals in ms from the opening of the pre-collection window, ascending.
pub(crate) fn arrivals(count: usize, rng: &mut impl Rng) -> Vec<i64> {
    let minutes: Vec<f64> = (0..LIVE_MIN as usize).map(|minute| live_rate(minute as f64)).collect();
    let total: f64 = minutes.iter().sum();
    let mut moments: Vec<f64> = (0..count)
        .map(|_| {
            let part = rng.random_range(0.0..1.0);
            if part < SHARES[0] {
                rng.random_range(0.0..PRE_MIN)
            } else if part < SHARES[0] + SHARES[1] {
                PRE_MIN + live_minute(&minutes, rng.random_range(0.0..total)) + rng.random_range(0.0..1.0)
            } else {
                PRE_MIN + LIVE_MIN + rng.random_range(0.0..LATE_MIN)
            }
        })
        .collect();
    moments.sort_by(f64::total_cmp);
    moments.into_iter().map(|minute| (minute * 60_000.0) as i64).collect()
}

fn live_minute(minutes: &[f64], mut level: f64) -> f64 {
    for (minute, rate) in minutes.iter().enumerate() {
        if level < *rate {
            return minute as f64;
        }
        level -= rate;
    }
    LIVE_MIN - 1.0
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    #[test]
    fn the_agenda_fills_the_broadcast() {
        assert_eq!(AGENDA.iter().map(|(.., minutes)| u32::from(*minutes)).sum::<u32>(), LIVE_MIN as u32);
    }

    #[test]
    fn seven_tenths_come_during_the_broadcast_and_bursts_stand_out() {
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(7);
        let moments = arrivals(10_000, &mut rng);
        let within = |from: f64, to: f64| {
            moments.iter().filter(|at| (from * 60_000.0..to * 60_000.0).contains(&(**at as f64))).count()
        };
        assert!((6_700..7_300).contains(&within(PRE_MIN, PRE_MIN + LIVE_MIN)));
        let (burst, before) = (within(PRE_MIN + 45.0, PRE_MIN + 50.0), within(PRE_MIN + 38.0, PRE_MIN + 43.0));
        assert!(burst > 2 * before, "{burst} {before}");
        assert!(moments.is_sorted());
    }
}
