//! What looks like many voices of one mouth: backing that comes too fast, and texts that are copies. It tells people where to look and
//! changes nothing.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use domain::{Actor, Event, PublicEvent, Recorded, SourceId, StaffEvent, Suggestion, SuggestionNo, UnixMs};
use protocol::abuse::{ALARMS_MAX, AlarmLine, COHORT_MIN, COHORT_NOS_MAX, COHORTS_MAX, CohortLine};
use ranking::BurstAlarm;
use text::Cohorts;

use super::{Desk, beginning};

/// Waiting copies of one text from which they crowd: more than people who think alike hand in within one waiting time.
const CROWD_MIN: usize = 12;

/// Burst alarm and cohorts of one meeting.
#[derive(Default)]
pub(crate) struct Watch {
    bursts: BurstAlarm,
    cohorts: Cohorts,
    /// Texts that have not been put into a cohort yet, oldest first.
    unseen: VecDeque<SuggestionNo>,
    /// The network that each suggestion came from, where that is known.
    networks: HashMap<SuggestionNo, SourceId>,
}

impl Watch {
    /// Folds an event; `supports` gives a suggestion's backers before it. A merge unites backers without a burst.
    pub(super) fn apply(&mut self, recorded: &Recorded, supports: impl Fn(SuggestionNo) -> u32) {
        match &recorded.event {
            // What staff count again is no burst.
            Event::Public(PublicEvent::Tally { totals }) if !matches!(recorded.actor, Actor::Staff { .. }) => {
                for total in totals {
                    let new = total.supports.saturating_sub(supports(total.no));
                    self.bursts.add(u64::from(total.no.0), new, recorded.at.0);
                }
            }
            Event::Staff(StaffEvent::Submitted(submitted)) => {
                self.unseen.push_back(submitted.no);
                self.networks.extend(submitted.source.map(|source| (submitted.no, source)));
            }
            Event::Staff(StaffEvent::Edited { no, .. }) => self.unseen.push_back(*no),
            _ => {}
        }
    }

    /// The network that a suggestion came from.
    pub(super) fn network(&self, no: SuggestionNo) -> Option<SourceId> {
        self.networks.get(&no).copied()
    }

    /// The numbers of each cohort, its first one before.
    pub(super) fn copies(&self) -> impl Iterator<Item = (SuggestionNo, Vec<SuggestionNo>)> {
        let number = |no: u64| u32::try_from(no).ok().map(SuggestionNo);
        let cohorts = self.cohorts.of_size(COHORT_MIN);
        cohorts
            .filter_map(move |(leader, all)| Some((number(leader)?, all.iter().filter_map(|no| number(*no)).collect())))
    }

    /// Puts at most `budget` texts into their cohorts.
    pub(super) fn look_around<'a>(&mut self, budget: usize, text: impl Fn(SuggestionNo) -> Option<&'a str>) {
        for no in self.unseen.drain(..budget.min(self.unseen.len())) {
            if let Some(text) = text(no) {
                self.cohorts.insert(u64::from(no.0), text);
            }
        }
    }
}

impl Desk {
    /// Bursts of backing up to `now`, the latest first.
    pub(crate) fn alarms(&mut self, now: UnixMs) -> Vec<AlarmLine> {
        self.watch.bursts.advance(now.0);
        let on_screen = self.meeting().and_then(|meeting| meeting.on_screen);
        let line = |burst: &ranking::Burst| {
            let suggestion = self.suggestion(SuggestionNo(u32::try_from(burst.no).ok()?))?;
            Some(AlarmLine {
                no: suggestion.no,
                text: beginning(suggestion.text.as_str()),
                from: UnixMs(burst.from_ms),
                until: UnixMs(burst.until_ms),
                count: burst.count,
                expected: burst.expected,
                supports: suggestion.supports,
                on_screen: on_screen == Some(suggestion.no),
            })
        };
        self.watch.bursts.raised().rev().filter_map(line).take(ALARMS_MAX).collect()
    }

    /// Texts that are copies of one another, the largest cohort first.
    pub(crate) fn cohorts(&self) -> Vec<CohortLine> {
        let line = |(leader, members): (u64, &[u64])| {
            let known = members.iter().filter_map(|no| self.suggestion(SuggestionNo(u32::try_from(*no).ok()?)));
            let members: Vec<&Suggestion> = known.collect();
            let leader = self.suggestion(SuggestionNo(u32::try_from(leader).ok()?))?;
            let waiting = || members.iter().filter(|one| one.waits_for_look());
            Some(CohortLine {
                no: leader.no,
                text: beginning(leader.text.as_str()),
                size: members.len() as u32,
                people: members.iter().map(|one| one.author).collect::<BTreeSet<_>>().len() as u32,
                waiting: waiting().count() as u32,
                nos: waiting().map(|one| one.no).take(COHORT_NOS_MAX).collect(),
                first_at: members.iter().map(|one| one.submitted_at).min()?,
                last_at: members.iter().map(|one| one.submitted_at).max()?,
            })
        };
        let mut cohorts: Vec<CohortLine> = self.watch.cohorts.of_size(COHORT_MIN).filter_map(line).collect();
        cohorts.sort_by_key(|cohort| (std::cmp::Reverse(cohort.size), cohort.no));
        cohorts.truncate(COHORTS_MAX);
        cohorts
    }

    /// Those of large cohorts that wait, but for the very first of each: whoever copies a text a hundred times does not push others back.
    /// They are dealt after everything else, and none is dropped.
    pub(crate) fn crowding(&self) -> HashSet<SuggestionNo> {
        let mut crowding = HashSet::new();
        for (_, members) in self.watch.cohorts.of_size(CROWD_MIN) {
            let later = members.iter().skip(1);
            let known = later.filter_map(|no| self.suggestion(SuggestionNo(u32::try_from(*no).ok()?)));
            let waiting: Vec<SuggestionNo> = known.filter(|one| one.waits_for_look()).map(|one| one.no).collect();
            if waiting.len() >= CROWD_MIN {
                crowding.extend(waiting);
            }
        }
        crowding
    }

    /// Puts up to `budget` texts into their cohorts.
    pub(crate) fn gather(&mut self, budget: usize) {
        let suggestions = self.record.suggestions();
        self.watch.look_around(budget, |no| suggestions.get(&no).map(|one| one.text.as_str()));
    }
}
