//! What each member of staff has done in this meeting: how much, how fast, and how much of it stood. Pure.

use std::collections::{HashMap, VecDeque};

use domain::{StaffId, UnixMs};

/// Decisions from which a pace is reckoned.
const PACE_OVER: usize = 20;
/// A gap longer than this is a break and says nothing about the pace.
const BREAK_MS: i64 = 180_000;
/// Gaps from which the handling time is reckoned, and what one takes before anything is known: 18 s, as in the simulation of a city's
/// session, with the weight of twenty.
const HANDLING_OVER: usize = 60;
const HANDLING_MS: i64 = 18_000;
const HANDLING_WEIGHT: i64 = 20;
/// Decisions before a share of them says anything.
const AGREEMENT_MIN: u32 = 5;

/// One colleague's work.
#[derive(Debug, Clone, Default)]
struct Work {
    handled: u32,
    reversed: u32,
    times: VecDeque<UnixMs>,
    /// Whether something still waited after the last decision: only then the gap to the next one is work.
    more: bool,
}

/// Everybody's work.
#[derive(Debug, Clone, Default)]
pub(crate) struct Colleagues {
    work: HashMap<StaffId, Work>,
    /// Ms of the last gaps in which something waited.
    gaps: VecDeque<i64>,
}

impl Colleagues {
    /// One more decision; `more`: other items wait still.
    pub(crate) fn decided(&mut self, who: StaffId, at: UnixMs, more: bool) {
        let work = self.work.entry(who).or_default();
        let gap = work.times.back().map(|last| at.since_ms(*last)).filter(|gap| (0..=BREAK_MS).contains(gap));
        if let Some(gap) = gap.filter(|_| work.more) {
            if self.gaps.len() == HANDLING_OVER {
                self.gaps.pop_front();
            }
            self.gaps.push_back(gap);
        }
        work.more = more;
        work.handled += 1;
        if work.times.len() == PACE_OVER {
            work.times.pop_front();
        }
        work.times.push_back(at);
    }

    /// A decision was taken back within its window: as if it had not been.
    pub(crate) fn undone(&mut self, who: StaffId) {
        if let Some(work) = self.work.get_mut(&who) {
            work.handled = work.handled.saturating_sub(1);
        }
    }

    /// A decision that had taken effect did not stand.
    pub(crate) fn reversed(&mut self, who: StaffId) {
        self.work.entry(who).or_default().reversed += 1;
    }

    /// What did not stand stands after all.
    pub(crate) fn restored(&mut self, who: StaffId) {
        if let Some(work) = self.work.get_mut(&who) {
            work.reversed = work.reversed.saturating_sub(1);
        }
    }

    /// When somebody last decided something.
    pub(crate) fn last(&self, who: StaffId) -> Option<UnixMs> {
        self.work.get(&who)?.times.back().copied()
    }

    /// How many decisions.
    pub(crate) fn handled(&self, who: StaffId) -> u32 {
        self.work.get(&who).map_or(0, |work| work.handled)
    }

    /// Ms from one decision to the next: the middle one of the last gaps, breaks left out.
    pub(crate) fn pace_ms(&self, who: StaffId) -> Option<i64> {
        let times = &self.work.get(&who)?.times;
        let gaps = times.iter().zip(times.iter().skip(1)).map(|(one, next)| next.since_ms(*one));
        let mut gaps: Vec<i64> = gaps.filter(|gap| (0..=BREAK_MS).contains(gap)).collect();
        gaps.sort_unstable();
        gaps.get(gaps.len() / 2).copied()
    }

    /// Ms that one person takes for one item, over all: a mean, since what matters is how many they manage.
    pub(crate) fn handling_ms(&self) -> i64 {
        let known: i64 = self.gaps.iter().sum();
        (known + HANDLING_MS * HANDLING_WEIGHT) / (self.gaps.len() as i64 + HANDLING_WEIGHT)
    }

    /// How many of 100 decisions stood; `None` before there are a few.
    pub(crate) fn agreement(&self, who: StaffId) -> Option<u8> {
        let work = self.work.get(&who).filter(|work| work.handled >= AGREEMENT_MIN)?;
        let stood = work.handled.saturating_sub(work.reversed);
        u8::try_from((stood * 100 + work.handled / 2) / work.handled).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LI: StaffId = StaffId(1);

    #[test]
    fn a_pace_is_the_middle_gap_and_a_break_is_none() {
        let mut all = Colleagues::default();
        assert_eq!((all.pace_ms(LI), all.handled(LI)), (None, 0));
        for at in [0, 5_000, 11_000, 900_000, 904_000] {
            all.decided(LI, UnixMs(at), true);
        }
        assert_eq!((all.pace_ms(LI), all.handled(LI)), (Some(5_000), 5));
        for at in 0..100 {
            all.decided(LI, UnixMs(1_000_000 + at * 2_000), true);
        }
        assert_eq!(all.pace_ms(LI), Some(2_000), "only the latest count");
    }

    #[test]
    fn agreement_is_the_share_that_stood() {
        let mut all = Colleagues::default();
        for at in 0..4 {
            all.decided(LI, UnixMs(at), true);
        }
        assert_eq!(all.agreement(LI), None, "too few");
        for at in 4..9 {
            all.decided(LI, UnixMs(at), true);
        }
        all.undone(LI);
        all.reversed(LI);
        assert_eq!(all.agreement(LI), Some(88), "seven of eight");
    }

    #[test]
    fn handling_is_the_time_in_which_something_waited() {
        let mut all = Colleagues::default();
        assert_eq!(all.handling_ms(), HANDLING_MS);
        for at in 0..=20 {
            all.decided(LI, UnixMs(at * 6_000), at < 20);
        }
        assert_eq!(all.handling_ms(), 12_000, "twenty gaps of 6 s beside what was thought before");
        all.decided(LI, UnixMs(220_000), true);
        assert_eq!(all.handling_ms(), 12_000, "nothing waited in between");
    }
}
