//! Broadcasts as in the simulation of a city's session, handled by one to three people, with what would have been foretold.

use super::*;

const TARGET_S: f64 = 120.0;
const HANDLING_S: f64 = 18.0;
const MINUTES: usize = 150;
const SUGGESTIONS: f64 = 700.0;
/// Minute, height above the stream, minutes of fading.
const RUSHES: [(f64, f64, f64); 4] = [(12.0, 3.0, 6.0), (45.0, 4.0, 6.0), (75.0, 3.0, 5.0), (110.0, 5.0, 7.0)];
const SEEDS: u64 = 40;
const LOOK_S: usize = 10;

/// Chance for tests: `SplitMix64` (Steele, Lea, Flood 2014).
struct Chance(u64);

impl Chance {
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Seconds for one item: log-normal, with a spread of 0.8 of the mean.
    fn handling_s(&mut self) -> f64 {
        let spread = 1.64_f64.ln();
        let normal = (-2.0 * self.share().max(1e-12).ln()).sqrt() * (std::f64::consts::TAU * self.share()).cos();
        (HANDLING_S.ln() - spread / 2.0 + spread.sqrt() * normal).exp()
    }
}

/// Arrivals in a second, on average, before scaling.
fn shape(second: usize) -> f64 {
    let minute = second as f64 / 60.0;
    let rushes = RUSHES.iter().filter(|(at, ..)| minute >= *at);
    let rush: f64 = rushes.map(|(at, height, fading)| height * (-(minute - at) / fading).exp()).sum();
    let last_call = if minute > MINUTES as f64 - 10.0 { 1.5 } else { 0.0 };
    0.35 + 0.65 * (minute / 15.0).min(1.0) + rush + last_call
}

/// Seconds of arrival, and of the end of handling, first come first served.
fn session(seed: u64, people: usize) -> Vec<(f64, f64)> {
    let mut chance = Chance(seed * 1_000_003 + 1);
    let scale = SUGGESTIONS / (0..MINUTES * 60).map(shape).sum::<f64>();
    let mut free = vec![0.0_f64; people];
    let mut items = Vec::new();
    for second in 0..MINUTES * 60 {
        if chance.share() >= shape(second) * scale {
            continue;
        }
        let at = second as f64 + chance.share();
        let first = (0..people).min_by(|one, other| free[*one].total_cmp(&free[*other])).expect("somebody is there");
        free[first] = free[first].max(at) + chance.handling_s();
        items.push((at, free[first]));
    }
    items
}

/// Minutes in which something was foretold; in which the target was missed for good, that is, what waited would have taken longer than it
/// for a minute on end; and in which an item was decided that had waited for longer.
struct Played {
    told: Vec<f64>,
    missed: Vec<f64>,
    late: Vec<f64>,
}

fn play(seed: u64, people: usize) -> Played {
    let items = session(seed, people);
    let late = items.iter().filter(|(at, end)| end - at > TARGET_S).map(|(_, end)| end / 60.0);
    let mut played = Played { told: Vec::new(), missed: Vec::new(), late: late.collect() };
    let (mut stands, mut late) = (0, 0);
    for second in (60..MINUTES * 60).step_by(LOOK_S) {
        let now = second as f64;
        let waiting = items.iter().filter(|(at, end)| *at <= now && now < *end).count();
        late = if waiting as f64 * HANDLING_S / people as f64 > TARGET_S { late + 1 } else { 0 };
        if late * LOOK_S > 60 {
            played.missed.push(now / 60.0 - 1.0);
        }
        let minutes = (second / 60).min(MINUTES_MAX);
        let mut arrivals = vec![0_u32; minutes];
        for (at, _) in items.iter().take_while(|(at, _)| *at <= now) {
            if let Some(count) = arrivals.get_mut(((now - at) / 60.0) as usize) {
                *count += 1;
            }
        }
        let load = Load {
            arrivals: &arrivals,
            live_ms: Some(second as i64 * 1_000),
            open: true,
            waiting: waiting as u32,
            people: people as u32,
            handling_ms: (HANDLING_S * 1_000.0) as i64,
            target_ms: (TARGET_S * 1_000.0) as i64,
        };
        stands = if forecast(load, &[], |_| 0.0).is_some() { stands + 1 } else { 0 };
        if stands > 2 {
            played.told.push(now / 60.0);
        }
    }
    played
}

#[test]
fn one_person_is_warned_five_minutes_before_the_target_is_missed() {
    let mut early = 0;
    for seed in 0..SEEDS {
        let played = play(seed, 1);
        let missed = played.missed.first().expect("one person alone misses the target in every such session");
        let told = played.told.first().expect("and is told of it");
        early += u64::from(missed - told >= 5.0);
    }
    println!("one person: told 5 minutes before in {early} of {SEEDS} sessions");
    assert!(early * 10 >= SEEDS * 9, "{early} of {SEEDS}");
}

#[test]
fn three_people_hear_no_wolf() {
    let (mut calm, mut false_minutes) = (0, 0.0);
    for seed in 0..SEEDS {
        let played = play(seed, 3);
        let wolf = |told: &f64| !played.late.iter().any(|late| (*told - 1.0..*told + 20.0).contains(late));
        let cried = played.told.iter().filter(|told| wolf(told)).count();
        calm += u64::from(cried == 0);
        false_minutes += (cried * LOOK_S) as f64 / 60.0;
    }
    println!(
        "three people: nothing false in {calm} of {SEEDS} sessions, {false_minutes:.1} min of false warning in all"
    );
    assert!(calm * 4 >= SEEDS * 3 && false_minutes < SEEDS as f64 * 0.5, "{calm} of {SEEDS}, {false_minutes} min");
}

fn load(arrivals: &[u32], waiting: u32, people: u32) -> Load<'_> {
    Load { arrivals, live_ms: Some(3_600_000), open: true, waiting, people, handling_ms: 18_000, target_ms: 120_000 }
}

#[test]
fn what_would_hold_the_target_is_told() {
    let arrivals = [9_u32; 30];
    let told = forecast(load(&arrivals, 0, 2), &[15, 60], |slow_s| if slow_s >= 60 { 0.95 } else { 0.1 });
    let told = told.expect("nine a minute are too many for two");
    assert_eq!((told.cause, told.slow_s), (ForecastCause::Growth, Some(60)));
    assert!(told.people.is_some_and(|people| (3..=7).contains(&people)), "{told:?}");
    assert!((120_000..900_000).contains(&told.in_ms), "{told:?}");
    assert_eq!(forecast(load(&arrivals, 0, 12), &[], |_| 0.0), None);
    assert_eq!(
        forecast(load(&[90; 30], 0, 1), &[15], |_| 0.0).map(|told| (told.people, told.slow_s)),
        Some((None, None))
    );
}

#[test]
fn a_pause_is_judged_by_what_waits() {
    let paused = |waiting| forecast(Load { open: false, ..load(&[20; 30], waiting, 1) }, &[], |_| 0.0);
    assert_eq!(paused(5), None);
    assert!(paused(40).is_some_and(|told| told.in_ms == 0));
}

#[test]
fn nothing_is_foretold_from_nothing() {
    assert_eq!(forecast(load(&[5, 5, 5], 0, 1), &[], |_| 0.0), None, "three minutes are too few");
    assert_eq!(forecast(load(&[0; 60], 0, 1), &[], |_| 0.0), None);
    assert_eq!(forecast(Load { target_ms: 0, ..load(&[50; 30], 50, 1) }, &[], |_| 0.0), None);
}
