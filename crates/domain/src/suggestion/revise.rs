//! Taking back what has taken effect: a decision, a merge. Both leave a trace.

use crate::{
    Actor, CommandKind, Event, Meeting, Note, Phase, PublicEvent, Refusal, Review, ReviewKind, StaffEvent, Suggestion,
    UnpublishedBecause,
};

use super::MergeTarget;

impl Suggestion {
    /// A decision is one's own to take back, or a senior's.
    pub(super) fn reopen(&self, meeting: &Meeting, actor: &Actor, note: Option<&Note>) -> Result<Vec<Event>, Refusal> {
        let by = Self::staff(actor, CommandKind::Review)?;
        not_archived(meeting)?;
        let public = match self.review {
            Review::Published { .. } => true,
            Review::Returned { .. } | Review::Rejected { .. } => false,
            _ => return Err(Refusal::WrongState { state: self.review.kind() }),
        };
        if self.decided_by != Some(by) && !actor.may(CommandKind::ReviewHeld) {
            return Err(Refusal::NotAllowed);
        }
        let gone = public.then(|| self.unpublished(UnpublishedBecause::Reopened));
        let reopened = Event::Staff(StaffEvent::Reopened { no: self.no, by, note: note.cloned() });
        Ok(gone.into_iter().chain([reopened]).collect())
    }

    /// `target` is what it had been merged into, with the backers that are left to it.
    pub(super) fn unmerge(
        &self,
        meeting: &Meeting,
        actor: &Actor,
        target: Option<MergeTarget>,
    ) -> Result<Vec<Event>, Refusal> {
        Self::staff(actor, CommandKind::Review)?;
        not_archived(meeting)?;
        let Review::Merged { into, was, .. } = &self.review else {
            return Err(Refusal::WrongState { state: self.review.kind() });
        };
        // What was merged further on is taken apart from the far end.
        let target = target.filter(|target| target.state == ReviewKind::Published).ok_or(Refusal::BadMergeTarget)?;
        let mut events = vec![Event::Public(PublicEvent::Unmerged {
            no: self.no,
            into: *into,
            supports: target.supports_after,
            merged: target.merged.saturating_sub(1 + self.merged),
        })];
        if let Some(Review::Published { shown, edit, .. }) = was.as_deref() {
            events.push(Event::Public(PublicEvent::Published(self.published(shown.clone(), edit.clone()))));
        }
        Ok(events)
    }
}

fn not_archived(meeting: &Meeting) -> Result<(), Refusal> {
    if matches!(meeting.phase, Phase::Archived { .. }) { Err(Refusal::WrongPhase) } else { Ok(()) }
}
