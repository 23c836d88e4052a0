//! What counts as an outcome for the author: somebody else decided or did something, and it is final for now.

use crate::{Meeting, Phase, Review, Suggestion, UnixMs};

impl Suggestion {
    /// When the author last had an outcome to learn of: published, returned, not taken up, merged, or dealt with in the chamber.
    /// What the author did themself, what waits, and what may still be undone is none.
    pub fn outcome_at(&self) -> Option<UnixMs> {
        match self.review {
            // In post-moderation a text is public the moment it comes in: that is no news to who has just sent it.
            Review::Published { at, .. } if at <= self.submitted_at => self.heard_at,
            Review::Published { at, .. } => Some(self.heard_at.map_or(at, |heard| heard.max(at))),
            Review::Returned { at, .. }
            | Review::Rejected { at, .. }
            | Review::Hidden { at, .. }
            | Review::Merged { at, .. } => Some(at),
            Review::Pending
            | Review::Held { .. }
            | Review::Decided { .. }
            | Review::Withdrawn { .. }
            | Review::Appealed(_) => None,
        }
    }

    /// Until when its author may still ask for a second look; `None` when they may not.
    pub fn appealable_until(&self, meeting: &Meeting) -> Option<UnixMs> {
        let open = !self.appealed && !matches!(meeting.phase, Phase::Draft | Phase::Archived { .. });
        self.appeal_ends(meeting).filter(|_| open)
    }

    /// When the time for a second look at the decision ends; `None` for what knows none.
    pub(super) fn appeal_ends(&self, meeting: &Meeting) -> Option<UnixMs> {
        match self.review {
            Review::Returned { at, .. } | Review::Rejected { at, .. } | Review::Merged { at, .. } => {
                Some(at.plus_s(meeting.settings.policy.appeal_window_s))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Appeal, Decision, Event, Floor, Label, PersonId, PublicEvent, RejectReason, StaffId, SubmittedSuggestion,
        SuggestionNo, SuggestionText,
    };

    const NO: SuggestionNo = SuggestionNo(1);

    fn text() -> SuggestionText {
        SuggestionText::new("多种些树吧", 200).unwrap()
    }

    fn suggestion(review: Review) -> Suggestion {
        let submitted = SubmittedSuggestion {
            no: NO,
            author: PersonId([1; 16]),
            entered_by: None,
            text: text(),
            item: None,
            moment_ms: None,
            area: None,
            display_name: None,
            flags: Vec::new(),
            paper: None,
            source: None,
        };
        Suggestion { review, ..Suggestion::new(&submitted, UnixMs(10)) }
    }

    #[test]
    fn every_state_has_its_outcome_or_none() {
        let (at, reason) = (UnixMs(20), RejectReason::Empty);
        let decision = Decision::Reject { reason, note: None };
        let rejected = Review::Rejected { at, reason, note: None };
        for (review, expected) in [
            (Review::Pending, None),
            (Review::Held { by: StaffId(1), note: None }, None),
            (Review::Decided { decision, by: StaffId(1), effective_at: at, held: None, appeal: None }, None),
            (Review::Published { at, shown: text(), edit: None }, Some(at)),
            (Review::Published { at: UnixMs(10), shown: text(), edit: None }, None),
            (Review::Returned { at, reason, note: None }, Some(at)),
            (rejected.clone(), Some(at)),
            (Review::Hidden { at, reason }, Some(at)),
            (Review::Withdrawn { at }, None),
            (Review::Merged { into: SuggestionNo(2), at, was: None }, Some(at)),
            (Review::Appealed(Appeal { at, note: None, was: Box::new(rejected) }), None),
        ] {
            assert_eq!(suggestion(review.clone()).outcome_at(), expected, "{review:?}");
        }
    }

    #[test]
    fn what_the_chamber_does_is_an_outcome_and_showing_is_none() {
        let mut public = suggestion(Review::Published { at: UnixMs(20), shown: text(), edit: None });
        let step = |floor| Event::Public(PublicEvent::FloorChanged { no: NO, floor });
        public.apply(&step(Floor::OnScreen), UnixMs(30));
        assert_eq!(public.outcome_at(), Some(UnixMs(20)));
        let unit = Label::new("住建局").unwrap();
        public.apply(&Event::Public(PublicEvent::Asked { no: NO, unit }), UnixMs(40));
        assert_eq!(public.outcome_at(), Some(UnixMs(40)));
        for (floor, at) in
            [(Floor::Answered { moment_ms: None }, 50), (Floor::Covered { moment_ms: None }, 60), (Floor::Deferred, 70)]
        {
            public.apply(&step(floor), UnixMs(at));
            assert_eq!(public.outcome_at(), Some(UnixMs(at)));
        }
    }
}
