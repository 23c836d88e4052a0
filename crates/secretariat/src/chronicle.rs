//! What the results need of a meeting, folded from its log: the state, when each was first decided, what was once public, the ridge.
//!
//! Pure. It holds texts that are not public and must not be handed out as it is: `results` chooses what leaves the house.

use std::collections::HashMap;

use domain::{
    Actor, AuthorEvent, Event, MeetingId, PublicEvent, Record, Recorded, StaffEvent, SuggestionNo, SuggestionText,
    UnixMs,
};

use crate::ridge::Seconds;

/// When a suggestion was first decided, and whether that took effect: until then it can be taken back.
#[derive(Debug, Clone, Copy)]
struct FirstDecision {
    at: UnixMs,
    stands: bool,
}

/// One meeting up to a place in its log.
#[derive(Debug, Clone)]
pub(crate) struct Chronicle {
    record: Record,
    decided: HashMap<SuggestionNo, FirstDecision>,
    once_public: HashMap<SuggestionNo, SuggestionText>,
    seconds: Seconds,
}

impl Chronicle {
    /// Before the log's first event.
    pub(crate) fn new(id: MeetingId) -> Self {
        Self {
            record: Record::new(id),
            decided: HashMap::new(),
            once_public: HashMap::new(),
            seconds: Seconds::default(),
        }
    }

    pub(crate) fn record(&self) -> &Record {
        &self.record
    }

    pub(crate) fn seconds(&self) -> &Seconds {
        &self.seconds
    }

    /// The last text under which it was public, whether or not it still is.
    pub(crate) fn once_public(&self, no: SuggestionNo) -> Option<&SuggestionText> {
        self.once_public.get(&no)
    }

    /// Waiting times from receipt to the first decision that was not taken back, in ms, shortest first.
    pub(crate) fn waits_ms(&self) -> Vec<i64> {
        let suggestions = self.record.suggestions();
        let wait = |(no, first): (&SuggestionNo, &FirstDecision)| {
            Some(first.at.since_ms(suggestions.get(no)?.submitted_at).max(0))
        };
        let mut waits: Vec<i64> = self.decided.iter().filter_map(wait).collect();
        waits.sort_unstable();
        waits
    }

    /// Folds the next event; one that is already in, or beyond a hole, changes nothing.
    pub(crate) fn apply(&mut self, recorded: &Recorded) {
        let supports_before = self.supports_before(&recorded.event);
        if !self.record.apply(recorded) {
            return;
        }
        self.time(&recorded.event, recorded.at);
        match &recorded.event {
            Event::Staff(StaffEvent::Submitted(_)) => self.seconds.suggestion(recorded.at),
            Event::Public(PublicEvent::Published(published)) => {
                self.once_public.insert(published.no, published.text.clone());
            }
            // What staff count again was backed before.
            Event::Public(PublicEvent::Tally { totals }) if !matches!(recorded.actor, Actor::Staff { .. }) => {
                let after: u64 = totals.iter().map(|total| u64::from(total.supports)).sum();
                let more = after.saturating_sub(supports_before);
                if more > 0 {
                    self.seconds.supports(recorded.at, u32::try_from(more).unwrap_or(u32::MAX));
                }
            }
            _ => {}
        }
    }

    fn time(&mut self, event: &Event, at: UnixMs) {
        match event {
            Event::Staff(StaffEvent::Decided { no, .. }) => {
                self.decided.entry(*no).or_insert(FirstDecision { at, stands: false });
            }
            // What was taken back, or concerned a text that the author has changed since, decided nothing.
            Event::Staff(StaffEvent::DecisionUndone { no } | StaffEvent::Edited { no, .. })
                if self.decided.get(no).is_some_and(|first| !first.stands) =>
            {
                self.decided.remove(no);
            }
            Event::Public(PublicEvent::Published(_) | PublicEvent::Merged { .. })
            | Event::Author(AuthorEvent::Returned { .. } | AuthorEvent::Rejected { .. })
            | Event::Sealed(_) => {
                if let Some(first) = event.suggestion().and_then(|no| self.decided.get_mut(&no)) {
                    first.stands = true;
                }
            }
            _ => {}
        }
    }

    /// The backings, before it, of what a tally is about.
    fn supports_before(&self, event: &Event) -> u64 {
        let Event::Public(PublicEvent::Tally { totals }) = event else {
            return 0;
        };
        let of = |no| self.record.suggestions().get(no).map_or(0, |one| u64::from(one.supports));
        totals.iter().map(|total| of(&total.no)).sum()
    }
}
