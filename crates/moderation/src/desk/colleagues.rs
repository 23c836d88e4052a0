//! What each member of staff has done in this meeting: how much, how fast, and how much of it stood. Pure.

use std::collections::{HashMap, VecDeque};

use domain::{StaffId, UnixMs};

/// Decisions from which a pace is reckoned.
const PACE_OVER: usize = 20;
/// A gap longer than this is a break and says nothing about the pace.
const BREAK_MS: i64 = 180_000;
/// Decisions before a share of them says anything.
const AGREEMENT_MIN: u32 = 5;

/// One colleague's work.
#[derive(Debug, Clone, Default)]
struct Work {
    handled: u32,
    reversed: u32,
    times: VecDeque<UnixMs>,
}

/// Everybody's work.
#[derive(Debug, Clone, Default)]
pub(crate) struct Colleagues(HashMap<StaffId, Work>);

impl Colleagues {
    /// One more decision.
    pub(crate) fn decided(&mut self, who: StaffId, at: UnixMs) {
        let work = self.0.entry(who).or_default();
        work.handled += 1;
        if work.times.len() == PACE_OVER {
            work.times.pop_front();
        }
        work.times.push_back(at);
    }

    /// A decision was taken back within its window: as if it had not been.
    pub(crate) fn undone(&mut self, who: StaffId) {
        if let Some(work) = self.0.get_mut(&who) {
            work.handled = work.handled.saturating_sub(1);
        }
    }

    /// A decision that had taken effect did not stand.
    pub(crate) fn reversed(&mut self, who: StaffId) {
        self.0.entry(who).or_default().reversed += 1;
    }

    /// What did not stand stands after all.
    pub(crate) fn restored(&mut self, who: StaffId) {
        if let Some(work) = self.0.get_mut(&who) {
            work.reversed = work.reversed.saturating_sub(1);
        }
    }

    /// How many decisions.
    pub(crate) fn handled(&self, who: StaffId) -> u32 {
        self.0.get(&who).map_or(0, |work| work.handled)
    }

    /// Ms from one decision to the next: the middle one of the last gaps, breaks left out.
    pub(crate) fn pace_ms(&self, who: StaffId) -> Option<i64> {
        let times = &self.0.get(&who)?.times;
        let gaps = times.iter().zip(times.iter().skip(1)).map(|(one, next)| next.since_ms(*one));
        let mut gaps: Vec<i64> = gaps.filter(|gap| (0..=BREAK_MS).contains(gap)).collect();
        gaps.sort_unstable();
        gaps.get(gaps.len() / 2).copied()
    }

    /// How many of 100 decisions stood; `None` before there are a few.
    pub(crate) fn agreement(&self, who: StaffId) -> Option<u8> {
        let work = self.0.get(&who).filter(|work| work.handled >= AGREEMENT_MIN)?;
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
            all.decided(LI, UnixMs(at));
        }
        assert_eq!((all.pace_ms(LI), all.handled(LI)), (Some(5_000), 5));
        for at in 0..100 {
            all.decided(LI, UnixMs(1_000_000 + at * 2_000));
        }
        assert_eq!(all.pace_ms(LI), Some(2_000), "only the latest count");
    }

    #[test]
    fn agreement_is_the_share_that_stood() {
        let mut all = Colleagues::default();
        for at in 0..4 {
            all.decided(LI, UnixMs(at));
        }
        assert_eq!(all.agreement(LI), None, "too few");
        for at in 4..9 {
            all.decided(LI, UnixMs(at));
        }
        all.undone(LI);
        all.reversed(LI);
        assert_eq!(all.agreement(LI), Some(88), "seven of eight");
    }
}
