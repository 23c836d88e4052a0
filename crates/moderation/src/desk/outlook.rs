//! How the desk stands and will stand: the gauge with what is foreseen.

use std::collections::HashMap;

use domain::{Intake, PersonId, Phase, UnixMs};
use protocol::moderation::{Forecast, Gauge};

use super::Desk;
use crate::forecast::{Load, MINUTES_MAX, forecast};
use crate::gauge::gauge;

/// What is foreseen is told once it has been foreseen for this long: a handful that comes at once is no rush.
const STANDS_MS: i64 = 20_000;
/// Not reckoned anew more often than this, however many consoles ask.
const AGAIN_MS: i64 = 2_000;
/// The slow modes that are offered, in seconds.
const SLOW_MODES: [u16; 4] = [15, 30, 60, 120];
/// Arrivals of so long ago tell how many come from people who wrote shortly before.
const HABIT_MS: i64 = 900_000;

/// What is foreseen, and since when.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Foreseen {
    at: Option<UnixMs>,
    since: Option<UnixMs>,
    what: Option<Forecast>,
}

impl Desk {
    /// The gauge at `now` with `people` at work.
    pub(crate) fn gauge(&mut self, now: UnixMs, people: u32) -> Gauge {
        let people = people.max(1);
        let sizes = self.sizes();
        let target_ms = self.meeting().map_or(0, |meeting| i64::from(meeting.settings.review_target_s) * 1_000);
        let handling_ms = self.colleagues.handling_ms();
        let waiting = sizes.counts.waiting + sizes.counts.held;
        let forecast = self
            .foresee(now, Load { arrivals: &[], live_ms: None, open: true, waiting, people, handling_ms, target_ms });
        Gauge { handling_ms, people, forecast, ..gauge(&self.arrivals, &self.decisions, sizes.oldest, target_ms, now) }
    }

    /// What is foreseen for this load, to which arrivals and phase are added here.
    fn foresee(&mut self, now: UnixMs, load: Load<'_>) -> Option<Forecast> {
        let kept = self.foreseen;
        if kept.at.is_none_or(|at| !(0..AGAIN_MS).contains(&now.since_ms(at))) {
            let what = self.reckon(now, load);
            let since = what.and(kept.since.filter(|since| *since <= now).or(Some(now)));
            self.foreseen = Foreseen { at: Some(now), since, what };
        }
        let Foreseen { since, what, .. } = self.foreseen;
        what.filter(|_| since.is_some_and(|since| now.since_ms(since) >= STANDS_MS))
    }

    fn reckon(&self, now: UnixMs, load: Load<'_>) -> Option<Forecast> {
        let meeting = self.meeting()?;
        let (began, live) = match meeting.phase {
            Phase::Live { since } => (since, true),
            Phase::Late { ended, .. } => (ended, false),
            _ => (self.arrivals.began()?, false),
        };
        let ms = now.since_ms(began);
        let minutes = usize::try_from(ms / 60_000).unwrap_or_default().min(MINUTES_MAX);
        let arrivals = self.arrivals.back(now, minutes);
        let open = !matches!(meeting.intake, Intake::Paused);
        let gaps = self.gaps(now);
        let held_back = |slow_s: u16| {
            let soon = gaps.iter().flatten().filter(|gap| **gap < i64::from(slow_s) * 1_000).count();
            soon as f64 / gaps.len().max(1) as f64
        };
        forecast(Load { arrivals: &arrivals, live_ms: live.then_some(ms), open, ..load }, &SLOW_MODES, held_back)
    }

    /// Of each of the latest arrivals, how long before it its author had last written.
    fn gaps(&self, now: UnixMs) -> Vec<Option<i64>> {
        let mut next: HashMap<PersonId, (usize, UnixMs)> = HashMap::new();
        let mut gaps = Vec::new();
        for suggestion in self.suggestions().rev().take_while(|one| now.since_ms(one.submitted_at) < HABIT_MS) {
            gaps.push(None);
            let later = next.insert(suggestion.author, (gaps.len() - 1, suggestion.submitted_at));
            if let Some((place, at)) = later {
                gaps[place] = Some(at.since_ms(suggestion.submitted_at));
            }
        }
        gaps
    }
}
