//! The state after an event.

use crate::{
    Appeal, AuthorEvent, Event, Floor, PublicEvent, Review, SealedEvent, StaffEvent, StaffId, Suggestion, Supplement,
    UnixMs,
};

impl Suggestion {
    /// The state after `event`, which happened at `at`. An event about another suggestion changes this one only where it
    /// is the target of a merge or part of a tally.
    pub fn apply(&mut self, event: &Event, at: UnixMs) {
        if let (Review::Decided { by, .. }, true) = (&self.review, self.takes_effect(event)) {
            self.decided_by = Some(*by);
        }
        match event {
            Event::Public(event) => self.apply_public(event, at),
            Event::Author(AuthorEvent::Returned { no, reason, note }) if *no == self.no => {
                self.review = Review::Returned { at, reason: *reason, note: note.clone() };
            }
            Event::Author(AuthorEvent::Rejected { no, reason, note }) if *no == self.no => {
                self.review = Review::Rejected { at, reason: *reason, note: note.clone() };
            }
            Event::Author(AuthorEvent::Withdrawn { no }) if *no == self.no => self.review = Review::Withdrawn { at },
            Event::Author(AuthorEvent::Appealed { no, note }) if *no == self.no => {
                let was = Box::new(self.review.clone());
                self.review = Review::Appealed(Appeal { at, note: note.clone(), was });
                self.appealed = true;
            }
            Event::Staff(event) => self.apply_staff(event),
            Event::Sealed(SealedEvent::Hidden { no, reason, .. }) if *no == self.no => {
                self.review = Review::Hidden { at, reason: *reason };
            }
            Event::Author(_) | Event::Sealed(_) => {}
        }
    }

    /// Whether by this event what was decided here takes effect.
    fn takes_effect(&self, event: &Event) -> bool {
        let no = match event {
            Event::Public(PublicEvent::Published(published)) => published.no,
            Event::Public(PublicEvent::Merged { no, .. })
            | Event::Author(AuthorEvent::Returned { no, .. } | AuthorEvent::Rejected { no, .. })
            | Event::Sealed(SealedEvent::Hidden { no, .. }) => *no,
            _ => return false,
        };
        no == self.no
    }

    fn apply_public(&mut self, event: &PublicEvent, at: UnixMs) {
        match event {
            PublicEvent::Published(published) if published.no == self.no => {
                // What staff decided has been read; what a rule let through has not.
                self.unread |= matches!(self.review, Review::Pending | Review::Decided { by: StaffId::RULE, .. });
                self.review = Review::Published { at, shown: published.text.clone(), edit: published.edit.clone() };
                self.related.clone_from(&published.related);
            }
            PublicEvent::Unpublished { no, .. } if *no == self.no => {
                // The event that follows says where it went; until then it is simply not public.
                self.review = Review::Pending;
                self.unread = false;
                self.leave_floor();
            }
            PublicEvent::Merged { no, into, .. } if *no == self.no => {
                let public = matches!(self.review, Review::Published { .. });
                let before = std::mem::replace(&mut self.review, Review::Pending);
                self.review = Review::Merged { into: *into, at, was: public.then(|| Box::new(before)) };
                self.unread = false;
                self.leave_floor();
            }
            PublicEvent::Merged { no, into, supports, merged, supplement } if *into == self.no => {
                self.supports = *supports;
                self.merged = *merged;
                self.supplements.extend(supplement.clone().map(|text| Supplement { no: *no, text }));
            }
            PublicEvent::Unmerged { no, .. } if *no == self.no => {
                if let Review::Merged { was, .. } = &mut self.review {
                    self.review = was.take().map_or(Review::Pending, |was| *was);
                }
            }
            PublicEvent::Unmerged { no, into, supports, merged } if *into == self.no => {
                self.supports = *supports;
                self.merged = *merged;
                self.supplements.retain(|one| one.no != *no);
            }
            PublicEvent::Tally { totals } => {
                if let Some(total) = totals.iter().find(|total| total.no == self.no) {
                    self.supports = total.supports;
                }
            }
            PublicEvent::FloorChanged { no, floor } if *no == self.no => {
                self.floor = *floor;
                if matches!(floor, Floor::Answered { .. } | Floor::Covered { .. } | Floor::Deferred) {
                    self.heard_at = Some(at);
                }
            }
            PublicEvent::Asked { no, unit } if *no == self.no => {
                self.asked = Some(unit.clone());
                self.heard_at = Some(at);
            }
            _ => {}
        }
    }

    fn leave_floor(&mut self) {
        self.floor = Floor::Off;
        self.asked = None;
        self.heard_at = None;
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
                let (held, appeal) = match &self.review {
                    Review::Held { by, note } => (Some((*by, note.clone())), None),
                    Review::Appealed(appeal) => (None, Some(appeal.clone())),
                    _ => (None, None),
                };
                let (by, effective_at) = (*by, *effective_at);
                self.review = Review::Decided { decision: decision.clone(), by, effective_at, held, appeal };
            }
            StaffEvent::DecisionUndone { no } if *no == self.no => {
                if let Review::Decided { held, appeal, .. } = &self.review {
                    self.review = match (held.clone(), appeal.clone()) {
                        (Some((by, note)), _) => Review::Held { by, note },
                        (None, Some(appeal)) => Review::Appealed(appeal),
                        (None, None) => Review::Pending,
                    };
                }
            }
            StaffEvent::Escalated { no, by, note } if *no == self.no => {
                self.review = Review::Held { by: *by, note: note.clone() };
            }
            StaffEvent::Reopened { no, .. } if *no == self.no => self.review = Review::Pending,
            StaffEvent::Confirmed { no, by } if *no == self.no => {
                self.unread = false;
                self.decided_by = Some(*by);
            }
            StaffEvent::SupportsMoved { totals, .. } | StaffEvent::AsideTallied { totals } => {
                if let Some(total) = totals.iter().find(|total| total.no == self.no) {
                    (self.supports, self.aside) = (total.supports, Some(total.aside));
                }
            }
            StaffEvent::Retagged { no, item } if *no == self.no => self.item = Some(*item),
            _ => {}
        }
    }
}
