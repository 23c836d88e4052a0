//! What may happen to a suggestion, from its author, from staff, from the clock.

use crate::{
    Actor, AgendaNo, AuthorEvent, CommandKind, Decision, Event, Flag, Floor, FloorCommand, Meeting, MergedText, Note,
    Phase, PublicEvent, Refusal, Review, ReviewKind, SealedEvent, StaffEvent, StaffId, Suggestion, SuggestionCommand,
    SuggestionNo, SuggestionText, UnixMs, UnpublishedBecause, wording,
};

/// What deciding a merge must know of the suggestion that goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MergeTarget {
    /// Its number.
    pub no: SuggestionNo,
    /// Its review state.
    pub state: ReviewKind,
    /// How many people will back it: the union of both suggestions' backers and the author of the one that ends.
    pub supports_after: u32,
    /// How many suggestions have been merged into it already.
    pub merged: u32,
}

impl Suggestion {
    /// Decides what happens to the review state. `target` is known when the decision being made or settled is a merge.
    pub fn decide(
        &self,
        meeting: &Meeting,
        actor: &Actor,
        command: &SuggestionCommand,
        target: Option<MergeTarget>,
        now: UnixMs,
    ) -> Result<Vec<Event>, Refusal> {
        use SuggestionCommand as C;
        match command {
            C::Edit { text, flags } => self.edit(meeting, actor, text, flags, now),
            C::Withdraw => self.withdraw(meeting, actor, now),
            C::Appeal { note } => self.appeal(meeting, actor, note.as_ref(), now),
            C::Decide { decision, revision } => {
                self.check_decidable(*revision, actor, decision)?;
                self.make_decision(meeting, actor, decision, target, now)
            }
            C::Escalate { note, revision } => self.escalate(actor, note.as_ref(), *revision),
            C::Retag { item } => self.retag(meeting, actor, *item),
            C::Undo => self.undo(actor, now),
            C::Settle => self.settle(actor, target, now),
            C::Reopen { note } => self.reopen(meeting, actor, note.as_ref()),
            C::Unmerge => self.unmerge(meeting, actor, target),
        }
    }

    /// Decides a step on the floor.
    pub fn decide_floor(
        &self,
        meeting: &Meeting,
        actor: &Actor,
        command: &FloorCommand,
    ) -> Result<Vec<Event>, Refusal> {
        if !actor.may(CommandKind::Floor) {
            return Err(Refusal::NotAllowed);
        }
        if !matches!(self.review, Review::Published { .. }) {
            return Err(Refusal::WrongState { state: self.review.kind() });
        }
        if let (FloorCommand::Show, Some(on_screen)) = (command, meeting.on_screen.filter(|no| *no != self.no)) {
            return Err(Refusal::ScreenBusy { on_screen });
        }
        let floor = self.floor.step(command)?;
        let event = match command {
            FloorCommand::Ask { unit } => PublicEvent::Asked { no: self.no, unit: unit.clone() },
            _ => PublicEvent::FloorChanged { no: self.no, floor },
        };
        Ok(vec![Event::Public(event)])
    }

    fn is_author(&self, actor: &Actor, kind: CommandKind) -> Result<(), Refusal> {
        match actor {
            Actor::Person(person) if *person == self.author && actor.may(kind) => Ok(()),
            // Not one's own looks like not there.
            Actor::Person(_) => Err(Refusal::NoSuchSuggestion),
            Actor::Staff { .. } | Actor::System => Err(Refusal::NotAllowed),
        }
    }

    fn by_author(&self, meeting: &Meeting, actor: &Actor, kind: CommandKind, now: UnixMs) -> Result<(), Refusal> {
        self.is_author(actor, kind)?;
        meeting.takes_supports().map_err(|_| Refusal::WrongPhase)?;
        if now > self.submitted_at.plus_s(meeting.settings.policy.edit_window_s) {
            return Err(Refusal::EditWindowOver);
        }
        Ok(())
    }

    fn edit(
        &self,
        meeting: &Meeting,
        actor: &Actor,
        text: &SuggestionText,
        flags: &[Flag],
        now: UnixMs,
    ) -> Result<Vec<Event>, Refusal> {
        self.by_author(meeting, actor, CommandKind::EditOwn, now)?;
        // New words are new words, wherever they are put.
        meeting.lets_suggest(self.author, now)?;
        let max = u32::from(meeting.settings.policy.suggestion_chars_max);
        let chars = text.chars() as u32;
        if chars > max {
            return Err(Refusal::TextTooLong { chars, max });
        }
        let edited = Event::Staff(StaffEvent::Edited {
            no: self.no,
            text: text.clone(),
            flags: flags.to_vec(),
            revision: self.revision + 1,
        });
        match self.review {
            // A decision concerned the text that was read; a new text is a new question.
            Review::Pending | Review::Held { .. } | Review::Decided { .. } | Review::Returned { .. } => {
                Ok(vec![edited])
            }
            Review::Published { .. } => Ok(vec![self.unpublished(UnpublishedBecause::Edited), edited]),
            Review::Rejected { .. }
            | Review::Hidden { .. }
            | Review::Withdrawn { .. }
            | Review::Merged { .. }
            | Review::Appealed(_) => Err(Refusal::WrongState { state: self.review.kind() }),
        }
    }

    fn withdraw(&self, meeting: &Meeting, actor: &Actor, now: UnixMs) -> Result<Vec<Event>, Refusal> {
        self.by_author(meeting, actor, CommandKind::WithdrawOwn, now)?;
        let withdrawn = Event::Author(AuthorEvent::Withdrawn { no: self.no });
        match self.review {
            Review::Pending | Review::Held { .. } | Review::Decided { .. } | Review::Returned { .. } => {
                Ok(vec![withdrawn])
            }
            Review::Published { .. } => Ok(vec![self.unpublished(UnpublishedBecause::Withdrawn), withdrawn]),
            Review::Rejected { .. }
            | Review::Hidden { .. }
            | Review::Withdrawn { .. }
            | Review::Merged { .. }
            | Review::Appealed(_) => Err(Refusal::WrongState { state: self.review.kind() }),
        }
    }

    fn appeal(
        &self,
        meeting: &Meeting,
        actor: &Actor,
        note: Option<&Note>,
        now: UnixMs,
    ) -> Result<Vec<Event>, Refusal> {
        self.is_author(actor, CommandKind::AppealOwn)?;
        if matches!(meeting.phase, Phase::Draft | Phase::Archived { .. }) {
            return Err(Refusal::WrongPhase);
        }
        let until = self.appeal_ends(meeting).ok_or(Refusal::WrongState { state: self.review.kind() })?;
        if self.appealed || now > until {
            return Err(Refusal::AppealOver);
        }
        Ok(vec![Event::Author(AuthorEvent::Appealed { no: self.no, note: note.cloned() })])
    }

    pub(super) fn staff(actor: &Actor, kind: CommandKind) -> Result<StaffId, Refusal> {
        match actor {
            Actor::Staff { id, .. } if actor.may(kind) => Ok(*id),
            Actor::System => Ok(StaffId(0)),
            Actor::Staff { .. } | Actor::Person(_) => Err(Refusal::NotAllowed),
        }
    }

    fn make_decision(
        &self,
        meeting: &Meeting,
        actor: &Actor,
        decision: &Decision,
        target: Option<MergeTarget>,
        now: UnixMs,
    ) -> Result<Vec<Event>, Refusal> {
        let by = Self::staff(actor, self.kind_of(decision))?;
        match decision {
            Decision::Merge { into, .. } | Decision::Publish { related: Some(into), .. } => {
                self.check_merge(*into, target)?;
            }
            _ => {}
        }
        if let Decision::Publish { shown, edit: Some(edit), .. } = decision
            && !wording::is_edit(edit, &self.text, shown)
        {
            return Err(Refusal::NotAnEdit);
        }
        if let Review::Published { .. } = self.review {
            // No undo window here: every second that a harmful text stays in sight counts.
            return self.decide_public(by, decision, target);
        }
        let effective_at = now.plus_s(u32::from(meeting.settings.policy.undo_s));
        Ok(vec![Event::Staff(StaffEvent::Decided { no: self.no, decision: decision.clone(), by, effective_at })])
    }

    /// A decision on what is public: after the fact in post-moderation, or because it must go.
    fn decide_public(
        &self,
        by: StaffId,
        decision: &Decision,
        target: Option<MergeTarget>,
    ) -> Result<Vec<Event>, Refusal> {
        let mut events = self.effect(decision, target)?;
        match decision {
            Decision::Publish { edit: None, related: None, forward, .. } => {
                events = vec![Event::Staff(StaffEvent::Confirmed { no: self.no, by })];
                if *forward {
                    events.push(Event::Public(PublicEvent::FloorChanged { no: self.no, floor: Floor::Shortlisted }));
                }
            }
            // The new wording stands in the old one's place.
            Decision::Publish { .. } => events.insert(0, Event::Staff(StaffEvent::Confirmed { no: self.no, by })),
            Decision::Reject { .. } | Decision::Return { .. } => {
                events.insert(0, self.unpublished(UnpublishedBecause::Declined));
            }
            Decision::Hide { .. } | Decision::Merge { .. } => {}
        }
        Ok(events)
    }

    /// Which row of the role × command table a decision falls under.
    fn kind_of(&self, decision: &Decision) -> CommandKind {
        match &self.review {
            _ if matches!(decision, Decision::Hide { .. }) => CommandKind::Hide,
            // A second look is a senior's, whoever had the first.
            Review::Held { .. } | Review::Appealed(_) => CommandKind::ReviewHeld,
            _ => CommandKind::Review,
        }
    }

    /// Whether this state can be decided at all, and by somebody who read this very text.
    fn check_decidable(&self, revision: u32, actor: &Actor, decision: &Decision) -> Result<(), Refusal> {
        let by = Self::staff(actor, self.kind_of(decision))?;
        match &self.review {
            _ if self.is_own_of(by) => return Err(Refusal::OwnDecision),
            // Escalating is how the first person says so; the second then decides on what is held.
            Review::Pending if self.flags.contains(&Flag::Block) && decision.shows_text() => {
                return Err(Refusal::SecondPersonNeeded);
            }
            _ => {}
        }
        if matches!(decision, Decision::Hide { note: None, .. }) {
            return Err(Refusal::NoteNeeded);
        }
        match &self.review {
            Review::Pending | Review::Held { .. } | Review::Appealed(_) => {}
            // What is public may still be taken out of sight, or be merged.
            Review::Published { .. }
                if self.unread || matches!(decision, Decision::Hide { .. } | Decision::Merge { .. }) => {}
            Review::Withdrawn { .. } => return Err(Refusal::WrongState { state: ReviewKind::Withdrawn }),
            _ => return Err(Refusal::AlreadyDecided),
        }
        if revision == self.revision { Ok(()) } else { Err(Refusal::StaleRevision) }
    }

    fn check_merge(&self, into: SuggestionNo, target: Option<MergeTarget>) -> Result<MergeTarget, Refusal> {
        target
            .filter(|target| target.no == into && into != self.no && target.state == ReviewKind::Published)
            .ok_or(Refusal::BadMergeTarget)
    }

    fn escalate(&self, actor: &Actor, note: Option<&Note>, revision: u32) -> Result<Vec<Event>, Refusal> {
        let by = Self::staff(actor, CommandKind::Review)?;
        match self.review {
            Review::Pending if revision != self.revision => Err(Refusal::StaleRevision),
            Review::Pending => Ok(vec![Event::Staff(StaffEvent::Escalated { no: self.no, by, note: note.cloned() })]),
            Review::Withdrawn { .. } => Err(Refusal::WrongState { state: ReviewKind::Withdrawn }),
            _ => Err(Refusal::AlreadyDecided),
        }
    }

    fn retag(&self, meeting: &Meeting, actor: &Actor, item: AgendaNo) -> Result<Vec<Event>, Refusal> {
        Self::staff(actor, CommandKind::Review)?;
        if !meeting.has_item(item) {
            return Err(Refusal::NoSuchItem);
        }
        match self.review {
            Review::Pending | Review::Held { .. } | Review::Appealed(_) => {
                Ok(vec![Event::Staff(StaffEvent::Retagged { no: self.no, item })])
            }
            _ => Err(Refusal::WrongState { state: self.review.kind() }),
        }
    }

    fn undo(&self, actor: &Actor, now: UnixMs) -> Result<Vec<Event>, Refusal> {
        let who = Self::staff(actor, CommandKind::Review)?;
        match &self.review {
            // A window that is over but not settled yet is over: undo must not win by a slow timer.
            Review::Decided { by, effective_at, .. }
                if now < *effective_at && (*by == who || actor.may(CommandKind::ReviewHeld)) =>
            {
                Ok(vec![Event::Staff(StaffEvent::DecisionUndone { no: self.no })])
            }
            _ => Err(Refusal::NothingToUndo),
        }
    }

    fn settle(&self, actor: &Actor, target: Option<MergeTarget>, now: UnixMs) -> Result<Vec<Event>, Refusal> {
        if !actor.may(CommandKind::Settle) {
            return Err(Refusal::NotAllowed);
        }
        match &self.review {
            Review::Decided { decision, effective_at, .. } if now >= *effective_at => match decision {
                // The one to merge into has gone meanwhile: back to the queue rather than into the void.
                Decision::Merge { into, .. } if self.check_merge(*into, target).is_err() => {
                    Ok(vec![Event::Staff(StaffEvent::DecisionUndone { no: self.no })])
                }
                decision => self.effect(decision, target),
            },
            _ => Err(Refusal::WrongState { state: self.review.kind() }),
        }
    }

    /// The events by which a decision takes effect.
    fn effect(&self, decision: &Decision, target: Option<MergeTarget>) -> Result<Vec<Event>, Refusal> {
        let no = self.no;
        let was_public = matches!(self.review, Review::Published { .. });
        Ok(match decision {
            Decision::Publish { shown, forward, edit, related } => {
                let mut published = self.published(shown.clone(), edit.clone());
                published.related.extend(related);
                let mut events = vec![Event::Public(PublicEvent::Published(published))];
                if *forward {
                    events.push(Event::Public(PublicEvent::FloorChanged { no, floor: Floor::Shortlisted }));
                }
                events
            }
            Decision::Return { reason, note } => {
                vec![Event::Author(AuthorEvent::Returned { no, reason: *reason, note: note.clone() })]
            }
            Decision::Reject { reason, note } => {
                vec![Event::Author(AuthorEvent::Rejected { no, reason: *reason, note: note.clone() })]
            }
            Decision::Hide { reason, note } => {
                let hidden = Event::Sealed(SealedEvent::Hidden { no, reason: *reason, note: note.clone() });
                let gone = was_public.then(|| self.unpublished(UnpublishedBecause::Hidden));
                gone.into_iter().chain([hidden]).collect()
            }
            Decision::Merge { into, text } => {
                let target = self.check_merge(*into, target)?;
                vec![Event::Public(PublicEvent::Merged {
                    no,
                    into: *into,
                    supports: target.supports_after,
                    merged: target.merged + 1 + self.merged,
                    supplement: match text {
                        MergedText::Supplement { shown } => Some(shown.clone()),
                        MergedText::Backer => None,
                    },
                })]
            }
        })
    }
}
