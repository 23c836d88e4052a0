//! The burst alarm on two made-up meetings, without anybody's data: an ordinary one, whose people come in waves and back what leads,
//! and the same one with a campaign. The sizes are those of a large public meeting and of the hijack of an open forum in 2009.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use ranking::{Burst, BurstAlarm};

const MINUTE_MS: i64 = 60_000;
const LENGTH_MIN: u64 = 150;
const SUGGESTIONS: u64 = 1_000;
/// The collection before the meeting.
const BEFORE_MIN: u64 = 72 * 60;
/// Backers of a suggestion in the mean.
const SUPPORTS_MEAN: u64 = 12;
/// When a round of the meeting begins, and for how long twice as many people are at it.
const WAVES_MIN: [u64; 4] = [12, 45, 75, 110];
const WAVE_MIN: u64 = 6;

const CAMPAIGN_FROM_MIN: i64 = 60;
const CAMPAIGN_MIN: i64 = 15;
const CAMPAIGN_SUPPORTS: i64 = 20_000;
/// The suggestions that a campaign tells its people to back.
const CAMPAIGN_LEADING: u64 = 10;

/// Repeatable chance: the 64-bit generator of Steele, Lea and Flood (`SplitMix`, OOPSLA 2014).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (word ^ (word >> 31)) % bound
    }
}

/// A moment of the live meeting, in ms after its beginning.
fn moment(chance: &mut Chance) -> i64 {
    let at = if chance.below(6) == 0 {
        WAVES_MIN[chance.below(WAVES_MIN.len() as u64) as usize] * 60_000 + chance.below(WAVE_MIN * 60_000)
    } else {
        chance.below(LENGTH_MIN * 60_000)
    };
    i64::try_from(at).unwrap()
}

/// How many suggestions are there at a moment.
fn there_at(at: i64) -> u64 {
    let before = SUGGESTIONS / 4;
    before + u64::try_from(at).map_or(0, |at| at * (SUGGESTIONS - before) / (LENGTH_MIN * 60_000))
}

/// Everybody's backing in order, a quarter of it in the three days before: half goes to what leads, half to anything that is there.
fn ordinary(seed: u64) -> Vec<(i64, u64)> {
    let mut chance = Chance(seed);
    let all = SUGGESTIONS * SUPPORTS_MEAN;
    let mut moments: Vec<i64> = (0..all * 3 / 4).map(|_| moment(&mut chance)).collect();
    moments.extend((0..all / 4).map(|_| -1 - i64::try_from(chance.below(BEFORE_MIN * 60_000)).unwrap()));
    moments.sort_unstable();
    let mut backed: Vec<(i64, u64)> = Vec::with_capacity(moments.len());
    for at in moments {
        let led = !backed.is_empty() && chance.below(2) == 0;
        let no = if led { backed[chance.below(backed.len() as u64) as usize].1 } else { chance.below(there_at(at)) };
        backed.push((at, no));
    }
    backed
}

fn raised(backed: &[(i64, u64)]) -> Vec<Burst> {
    let mut alarm = BurstAlarm::new();
    for (at, no) in backed {
        alarm.add(*no, 1, *at);
    }
    alarm.advance((LENGTH_MIN as i64 + 10) * MINUTE_MS);
    alarm.raised().copied().collect()
}

#[test]
fn an_ordinary_meeting_raises_no_alarm() {
    for seed in 0..50 {
        assert_eq!(raised(&ordinary(seed)), [], "seed {seed}");
    }
}

#[test]
fn a_campaign_raises_the_alarm_within_a_minute_and_about_nobody_else() {
    let begins = CAMPAIGN_FROM_MIN * MINUTE_MS;
    for seed in 0..20 {
        let mut all = ordinary(seed);
        let mut chance = Chance(seed + 1_000);
        all.extend((0..CAMPAIGN_SUPPORTS).map(|serial| {
            let at = begins + serial * CAMPAIGN_MIN * MINUTE_MS / CAMPAIGN_SUPPORTS;
            (at, SUGGESTIONS + chance.below(CAMPAIGN_LEADING))
        }));
        all.sort_unstable();
        let found = raised(&all);
        assert!(found.iter().all(|burst| burst.no >= SUGGESTIONS), "seed {seed}: {found:?}");
        for no in SUGGESTIONS..SUGGESTIONS + CAMPAIGN_LEADING {
            let delay = found.iter().find(|burst| burst.no == no).map(|burst| burst.raised_ms - begins);
            assert!(delay.is_some_and(|delay| (0..=MINUTE_MS).contains(&delay)), "seed {seed}, {no}: {delay:?}");
        }
    }
}
