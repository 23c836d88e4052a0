//! When the waiting time aimed at will be missed. Pure; looks at the last hour's arrivals, at what waits and at who is there.
//!
//! A broadcast's arrivals are an even stream, which grows while the audience gathers, with rushes on top that fade
//! within minutes. So the hour is parted into the two: the stream is reckoned from its quieter minutes, and what the last
//! minutes have above it is a rush that fades. Rolled forward as if people were water, that tells when the list grows beyond
//! the target. A desk that is calm now is also asked whether it would stand the next rush.
//!
//! Figures of rushes and of the gathering audience: the simulation of a city's session of 700 suggestions in 150 minutes
//! (bursts of three to five times the stream that fade over five to seven minutes; an audience that gathers over fifteen).

use protocol::moderation::{Forecast, ForecastCause};

/// Minutes of arrivals that are looked at.
pub(crate) const MINUTES_MAX: usize = 60;
/// Nothing is foretold from less than this.
const MINUTES_MIN: usize = 5;
/// Minutes over which the audience gathers, and the share of it that is there at once.
const GATHERING_MIN: f64 = 15.0;
const FIRST_SHARE: f64 = 0.35;
/// With fewer minutes than this all of them count; with more, the quietest [`QUIET_SHARE`] tell the even stream.
const ALL_COUNT_UNTIL: usize = 12;
const QUIET_SHARE: f64 = 0.4;
/// The mean of the quietest two fifths of Poisson counts lies this many standard deviations under the mean of all (0.89 to 0.95 for
/// means of 1 to 15, by drawing them).
const QUIET_BIAS: f64 = 0.93;
/// Minutes in which a rush fades to a third, and how many times the stream the usual one brings on top of it.
const FADING_MIN: f64 = 5.0;
const RUSH: f64 = 3.0;
/// A rush is told from chance by this many standard deviations.
const BY_CHANCE: f64 = 2.0;
/// While the last five minutes lie this many deviations above the stream, a rush goes on and no second one is imagined on top.
const QUIET_NOW: f64 = 1.5;
/// How far ahead is looked, and the step, in minutes.
const AHEAD_MIN: f64 = 20.0;
const STEP_MIN: f64 = 1.0 / 6.0;
/// No more people than this are asked for: beyond, intake has to be slowed.
const PEOPLE_MAX: u32 = 12;

/// What the desk has to do and with whom.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Load<'a> {
    /// Arrivals of each of the last minutes, the latest first, at most [`MINUTES_MAX`]; none before anything could arrive.
    pub(crate) arrivals: &'a [u32],
    /// Ms since the broadcast began; `None` outside it, where no audience gathers.
    pub(crate) live_ms: Option<i64>,
    /// Whether anything can come in: nothing does while intake is paused.
    pub(crate) open: bool,
    /// Items that wait.
    pub(crate) waiting: u32,
    /// People at work, at least 1.
    pub(crate) people: u32,
    /// Ms that one person takes for one item.
    pub(crate) handling_ms: i64,
    /// The waiting time aimed at.
    pub(crate) target_ms: i64,
}

/// What is about to be missed, why, and how many people would prevent it; `None` when nothing is. `held_back` gives the share of arrivals
/// that a slow mode of so many seconds would keep back; its intervals, shortest first, are `slow_modes`.
pub(crate) fn forecast(load: Load<'_>, slow_modes: &[u16], held_back: impl Fn(u16) -> f64) -> Option<Forecast> {
    let course = Course::of(&load)?;
    let all = if load.open { 1.0 } else { 0.0 };
    let (cause, minutes) = course.missed(load.people, all)?;
    let stands = |people: u32, share: f64| course.missed(people, share).is_none();
    Some(Forecast {
        cause,
        in_ms: (minutes * 60_000.0) as i64,
        people: (load.people + 1..=PEOPLE_MAX).find(|more| stands(*more, all)),
        slow_s: slow_modes.iter().copied().find(|slow| stands(load.people, all * (1.0 - held_back(*slow)))),
    })
}

/// How arrivals will go on.
struct Course {
    /// The even stream per minute once the audience is there.
    stream: f64,
    /// What the rush that goes on brings on top, per minute, now.
    rush: f64,
    /// Whether the last minutes were no more than the stream.
    quiet: bool,
    /// Minutes of broadcast so far; `None`: nothing gathers.
    live_min: Option<f64>,
    waiting: f64,
    handling_min: f64,
    target_min: f64,
}

impl Course {
    fn of(load: &Load<'_>) -> Option<Self> {
        let live_min = load.live_ms.map(|ms| ms as f64 / 60_000.0);
        let counts: Vec<f64> = load.arrivals.iter().map(|count| f64::from(*count)).collect();
        if counts.len() < MINUTES_MIN || load.target_ms <= 0 || load.handling_ms <= 0 || load.people == 0 {
            return None;
        }
        let stream = stream(&counts, live_min);
        let now = stream * there(live_min, 0.0);
        let mean = |minutes: usize| {
            let minutes = minutes.min(counts.len());
            counts[..minutes].iter().sum::<f64>() / minutes as f64
        };
        let by_chance = (mean(3).max(0.5) / 3.0).sqrt();
        let above = mean(3) - now;
        Some(Self {
            stream,
            rush: if above < BY_CHANCE * by_chance { 0.0 } else { above - by_chance },
            quiet: mean(5) <= now + QUIET_NOW * (now / 5.0).sqrt(),
            live_min,
            waiting: f64::from(load.waiting),
            handling_min: load.handling_ms as f64 / 60_000.0,
            target_min: load.target_ms as f64 / 60_000.0,
        })
    }

    /// Why and in how many minutes `people` miss the target when only this share of the arrivals comes.
    fn missed(&self, people: u32, share: f64) -> Option<(ForecastCause, f64)> {
        let pace = f64::from(people) / self.handling_min;
        let growth = self.roll(self.waiting, pace, |minute| {
            share * (self.stream * there(self.live_min, minute) + self.rush * faded(minute))
        });
        if let Some(minutes) = growth {
            return Some((ForecastCause::Growth, minutes));
        }
        if !self.quiet || self.live_min.is_none() {
            return None;
        }
        let rush = self.roll(0.0, pace, |minute| share * self.stream * (1.0 + RUSH * faded(minute)));
        rush.map(|minutes| (ForecastCause::Rush, minutes))
    }

    /// The minute in which what waits takes longer than the target.
    fn roll(&self, waiting: f64, pace: f64, arrivals: impl Fn(f64) -> f64) -> Option<f64> {
        let mut waiting = waiting;
        let mut minute = 0.0;
        while minute < AHEAD_MIN {
            waiting = (waiting + (arrivals(minute) - pace) * STEP_MIN).max(0.0);
            if waiting / pace > self.target_min {
                return Some(minute);
            }
            minute += STEP_MIN;
        }
        None
    }
}

/// The share of the audience that is there so many minutes from now.
fn there(live_min: Option<f64>, ahead: f64) -> f64 {
    let gathered = |minute: f64| FIRST_SHARE + (1.0 - FIRST_SHARE) * (minute / GATHERING_MIN).clamp(0.0, 1.0);
    live_min.map_or(1.0, |minute| gathered(minute + ahead))
}

fn faded(minutes: f64) -> f64 {
    (-minutes / FADING_MIN).exp()
}

/// The even stream per minute with the whole audience there.
fn stream(counts: &[f64], live_min: Option<f64>) -> f64 {
    let shares: Vec<f64> = (0..counts.len()).map(|minute| there(live_min, -(minute as f64) - 0.5)).collect();
    let mean = counts.iter().sum::<f64>() / shares.iter().sum::<f64>();
    if counts.len() <= ALL_COUNT_UNTIL {
        return mean;
    }
    let mut each: Vec<f64> = counts.iter().zip(&shares).map(|(count, share)| count / share).collect();
    each.sort_unstable_by(f64::total_cmp);
    let quiet = (each.len() as f64 * QUIET_SHARE).ceil() as usize;
    let low = each[..quiet].iter().sum::<f64>() / quiet as f64;
    // low = stream − QUIET_BIAS · √stream, solved for the stream.
    let root = QUIET_BIAS.midpoint((QUIET_BIAS * QUIET_BIAS + 4.0 * low).sqrt());
    (root * root).min(mean)
}

#[cfg(test)]
#[path = "forecast_tests.rs"]
mod tests;
