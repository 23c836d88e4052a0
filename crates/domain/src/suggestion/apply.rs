//! The state after an event.

use crate::{AuthorEvent, Event, Floor, PublicEvent, Review, SealedEvent, StaffEvent, Suggestion, UnixMs};

impl Suggestion {
    /// The state after `event`, which happened at `at`. An event about another suggestion changes this one only where it
    /// is the target of a merge or part of a tally.
    pub fn apply(&mut self, event: &Event, at: UnixMs) {
        match event {
            Event::Public(event) => self.apply_public(event, at),
            Event::Author(AuthorEvent::Returned { no, reason, note }) if *no == self.no => {
                self.review = Review::Returned { at, reason: *reason, note: note.clone() };
            }
            Event::Author(AuthorEvent::Rejected { no, reason, note }) if *no == self.no => {
                self.review = Review::Rejected { at, reason: *reason, note: note.clone() };
            }
            Event::Author(AuthorEvent::Withdrawn { no }) if *no == self.no => self.review = Review::Withdrawn { at },
            Event::Staff(event) => self.apply_staff(event),
            Event::Sealed(SealedEvent::Hidden { no, reason, .. }) if *no == self.no => {
                self.review = Review::Hidden { at, reason: *reason };
            }
            Event::Author(_) | Event::Sealed(_) => {}
        }
    }

    fn apply_public(&mut self, event: &PublicEvent, at: UnixMs) {
        match event {
            PublicEvent::Published(published) if published.no == self.no => {
                self.review = Review::Published { at, shown: published.text.clone() };
            }
            PublicEvent::Unpublished { no, .. } if *no == self.no => {
                // The event that follows says where it went; until then it is simply not public.
                self.review = Review::Pending;
                self.floor = Floor::Off;
            }
            PublicEvent::Merged { no, into, .. } if *no == self.no => {
                self.review = Review::Merged { into: *into, at };
                self.floor = Floor::Off;
            }
            PublicEvent::Merged { into, supports, merged, .. } if *into == self.no => {
                self.supports = *supports;
                self.merged = *merged;
            }
            PublicEvent::Tally { totals } => {
                if let Some(total) = totals.iter().find(|total| total.no == self.no) {
                    self.supports = total.supports;
                }
            }
            PublicEvent::FloorChanged { no, floor } if *no == self.no => self.floor = *floor,
            _ => {}
        }
    }

    fn apply_staff(&mut self, event: &StaffEvent) {
        match event {
            StaffEvent::Edited { no, text, flags, revision } if *no == self.no => {
                self.text = text.clone();
                self.flags.clone_from(flags);
                self.revision = *revision;
                self.review = Review::Pending;
            }
            StaffEvent::Decided { no, decision, by, effective_at } if *no == self.no => {
                let held = match &self.review {
                    Review::Held { by, note } => Some((*by, note.clone())),
                    _ => None,
                };
                self.review =
                    Review::Decided { decision: decision.clone(), by: *by, effective_at: *effective_at, held };
            }
            StaffEvent::DecisionUndone { no } if *no == self.no => {
                if let Review::Decided { held, .. } = &self.review {
                    self.review = match held.clone() {
                        Some((by, note)) => Review::Held { by, note },
                        None => Review::Pending,
                    };
                }
            }
            StaffEvent::Escalated { no, by, note } if *no == self.no => {
                self.review = Review::Held { by: *by, note: note.clone() };
            }
            StaffEvent::Retagged { no, item } if *no == self.no => self.item = Some(*item),
            _ => {}
        }
    }
}
