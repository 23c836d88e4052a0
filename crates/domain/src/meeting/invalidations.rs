//! Deciding what sets supports aside and puts them back, and the state after it.

use crate::invalidation::{BeginInvalidation, MovedTotal, SUPPORTS_MAX};
use crate::{
    Actor, CommandKind, Invalidation, InvalidationReason, InvalidationState, Meeting, Note, Phase, Refusal, StaffEvent,
    UnixMs,
};

impl BeginInvalidation {
    /// Decides to begin.
    pub fn decide(&self, meeting: &Meeting, actor: &Actor, at: UnixMs) -> Result<Invalidation, Refusal> {
        permit(meeting, actor)?;
        if self.conditions.fault().is_some() {
            return Err(Refusal::BadSetting);
        }
        if self.reason == InvalidationReason::Other && self.note.is_none() {
            return Err(Refusal::NoteNeeded);
        }
        if let Some(id) = meeting.invalidation_at_work {
            return Err(Refusal::InvalidationAtWork { id });
        }
        let supports = self.picked.supports;
        if self.turn != meeting.invalidation_turn || supports > self.counted {
            return Err(Refusal::CountChanged { supports });
        }
        if supports == 0 {
            return Err(Refusal::NoSupportsMeant);
        }
        if self.picked.named.len() > SUPPORTS_MAX {
            return Err(Refusal::TooManySupports { max: SUPPORTS_MAX as u32 });
        }
        Ok(Invalidation {
            id: meeting.last_invalidation + 1,
            conditions: self.conditions.clone(),
            reason: self.reason,
            note: self.note.clone(),
            by: *actor,
            at,
            counted: self.counted,
            supports,
            people: self.picked.people,
            suggestions: self.picked.by_suggestion.len() as u32,
            rows: self.picked.named.len() as u32,
            done: 0,
            state: InvalidationState::Running,
            changed_at: at,
            turned_by: None,
        })
    }
}

impl Invalidation {
    /// Decides to stop it.
    pub fn cancel(&self, meeting: &Meeting, actor: &Actor) -> Result<StaffEvent, Refusal> {
        permit(meeting, actor)?;
        match self.state {
            InvalidationState::Running => Ok(StaffEvent::InvalidationCancelled { id: self.id, by: *actor }),
            _ => Err(Refusal::InvalidationOver),
        }
    }

    /// Decides to count again what it has set aside.
    pub fn reverse(&self, meeting: &Meeting, actor: &Actor, note: Option<Note>) -> Result<StaffEvent, Refusal> {
        permit(meeting, actor)?;
        match (self.state, meeting.invalidation_at_work) {
            (_, Some(id)) => Err(Refusal::InvalidationAtWork { id }),
            (InvalidationState::Done, None) => Ok(StaffEvent::InvalidationReversed { id: self.id, by: *actor, note }),
            (_, None) => Err(Refusal::InvalidationOver),
        }
    }

    /// Decides that there is nothing left to move. `moved` says of how many people each suggestion lost or got back the support.
    pub fn end(&self, moved: Vec<MovedTotal>) -> StaffEvent {
        StaffEvent::InvalidationEnded { id: self.id, state: self.state.end(), moved }
    }

    /// The state after `event`, which happened at `at`. What is about another job changes nothing.
    pub fn apply(&mut self, event: &StaffEvent, at: UnixMs) {
        match event {
            StaffEvent::InvalidationCancelled { id, by } if *id == self.id => {
                (self.state, self.turned_by) = (InvalidationState::Cancelling, Some(*by));
            }
            StaffEvent::InvalidationReversed { id, by, .. } if *id == self.id => {
                (self.state, self.turned_by) = (InvalidationState::Reversing, Some(*by));
            }
            StaffEvent::InvalidationEnded { id, state, .. } if *id == self.id => self.state = *state,
            StaffEvent::SupportsMoved { id, done, .. } if *id == self.id => self.done = *done,
            _ => return,
        }
        self.changed_at = at;
    }
}

/// Whether this actor may change the official numbers now: an archived record stays as it is.
fn permit(meeting: &Meeting, actor: &Actor) -> Result<(), Refusal> {
    if !actor.may(CommandKind::Invalidate) {
        return Err(Refusal::NotAllowed);
    }
    if matches!(meeting.phase, Phase::Archived { .. }) {
        return Err(Refusal::WrongPhase);
    }
    Ok(())
}

impl Meeting {
    /// The part of an event that changes which job is at work.
    pub(super) fn apply_invalidation(&mut self, event: &StaffEvent) {
        match event {
            StaffEvent::InvalidationBegun(job) => {
                self.last_invalidation = self.last_invalidation.max(job.id);
                self.invalidation_at_work = Some(job.id);
            }
            StaffEvent::InvalidationCancelled { id, .. } | StaffEvent::InvalidationReversed { id, .. } => {
                self.invalidation_at_work = Some(*id);
            }
            StaffEvent::InvalidationEnded { id, .. } => {
                self.invalidation_at_work = self.invalidation_at_work.filter(|at_work| at_work != id);
            }
            _ => return,
        }
        self.invalidation_turn += 1;
    }
}

#[cfg(test)]
#[path = "invalidations_tests.rs"]
mod tests;
