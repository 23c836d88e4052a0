//! The review machine: from receipt to its ending, with the undo window as a state of its own.

use serde::{Deserialize, Serialize};

use crate::{
    Actor, AgendaNo, Area, AuthorEvent, CommandKind, DisplayName, Event, Floor, FloorCommand, Meeting, Note, PersonId, PublicEvent,
    PublishedSuggestion, Refusal, RejectReason, ReviewMode, SealedEvent, StaffEvent, StaffId, Submit, SubmittedSuggestion,
    SuggestionCommand, SuggestionNo, SuggestionText, UnixMs, UnpublishedBecause,
};

/// What a machine check noticed. Flags sort and inform; none rejects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// Personal data, masked when it is published.
    PersonalData,
    /// A link.
    Link,
    /// Very close to another suggestion.
    Similar,
}

/// What a moderator decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Decision {
    /// Make it public.
    Publish {
        /// The public text, personal data masked.
        shown: SuggestionText,
        /// Also put it on the host's list.
        forward: bool,
    },
    /// Give it back to be made clearer.
    Return {
        /// Why.
        reason: RejectReason,
        /// In words.
        note: Option<Note>,
    },
    /// Do not take it up.
    Reject {
        /// Why.
        reason: RejectReason,
        /// In words.
        note: Option<Note>,
    },
    /// Take it out of sight, evidence kept.
    Hide {
        /// Why.
        reason: RejectReason,
        /// In words.
        note: Option<Note>,
    },
    /// It says what another says; that one goes on.
    Merge {
        /// The one that goes on.
        into: SuggestionNo,
    },
}

/// The review state. Each variant carries what exists only there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Review {
    /// 待審.
    Pending,
    /// 待複審: held for a second reviewer.
    Held {
        /// Who asked.
        by: StaffId,
        /// Why.
        note: Option<Note>,
    },
    /// Decided, in the undo window. It is stored, so a crash in it publishes neither early nor twice.
    Decided {
        /// The decision.
        decision: Decision,
        /// Who decided.
        by: StaffId,
        /// When it takes effect.
        effective_at: UnixMs,
        /// The state to return to when it is undone: held by whom and why, or pending.
        held: Option<(StaffId, Option<Note>)>,
    },
    /// 已發布.
    Published {
        /// Since when.
        at: UnixMs,
        /// The public text.
        shown: SuggestionText,
    },
    /// 退回修改.
    Returned {
        /// Since when.
        at: UnixMs,
        /// Why.
        reason: RejectReason,
        /// In words.
        note: Option<Note>,
    },
    /// 未通過.
    Rejected {
        /// Since when.
        at: UnixMs,
        /// Why.
        reason: RejectReason,
        /// In words.
        note: Option<Note>,
    },
    /// 屏蔽.
    Hidden {
        /// Since when.
        at: UnixMs,
        /// Why.
        reason: RejectReason,
    },
    /// 已撤回.
    Withdrawn {
        /// Since when.
        at: UnixMs,
    },
    /// 已合併.
    Merged {
        /// The one that goes on.
        into: SuggestionNo,
        /// Since when.
        at: UnixMs,
    },
}

/// A review state without its contents: what queries, counts and the wire name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewKind {
    /// 待審.
    Pending,
    /// 待複審.
    Held,
    /// In the undo window.
    Decided,
    /// 已發布.
    Published,
    /// 退回修改.
    Returned,
    /// 未通過.
    Rejected,
    /// 屏蔽.
    Hidden,
    /// 已撤回.
    Withdrawn,
    /// 已合併.
    Merged,
}

impl ReviewKind {
    /// Every kind, in the order of a suggestion's life.
    pub const ALL: [Self; 9] = [
        Self::Pending,
        Self::Held,
        Self::Decided,
        Self::Published,
        Self::Returned,
        Self::Rejected,
        Self::Hidden,
        Self::Withdrawn,
        Self::Merged,
    ];

    /// The stable word: what the log, the wire and the exports write.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Held => "held",
            Self::Decided => "decided",
            Self::Published => "published",
            Self::Returned => "returned",
            Self::Rejected => "rejected",
            Self::Hidden => "hidden",
            Self::Withdrawn => "withdrawn",
            Self::Merged => "merged",
        }
    }

    /// Whether staff still have to act on it.
    pub fn waits(self) -> bool {
        matches!(self, Self::Pending | Self::Held | Self::Decided)
    }
}

impl Review {
    /// The state without its contents.
    pub fn kind(&self) -> ReviewKind {
        match self {
            Self::Pending => ReviewKind::Pending,
            Self::Held { .. } => ReviewKind::Held,
            Self::Decided { .. } => ReviewKind::Decided,
            Self::Published { .. } => ReviewKind::Published,
            Self::Returned { .. } => ReviewKind::Returned,
            Self::Rejected { .. } => ReviewKind::Rejected,
            Self::Hidden { .. } => ReviewKind::Hidden,
            Self::Withdrawn { .. } => ReviewKind::Withdrawn,
            Self::Merged { .. } => ReviewKind::Merged,
        }
    }
}

/// What the meeting remembers of a person who suggests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AuthorRecord {
    /// Suggestions handed in so far.
    pub submitted: u32,
    /// When the last one was.
    pub last_at: Option<UnixMs>,
}

/// One suggestion's state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// Its number.
    pub no: SuggestionNo,
    /// Whose it is.
    pub author: PersonId,
    /// Who entered it for the author.
    pub entered_by: Option<StaffId>,
    /// The author's latest text. Never public itself: what is public is in [`Review::Published`].
    pub text: SuggestionText,
    /// Its agenda item.
    pub item: Option<AgendaNo>,
    /// The broadcast moment, ms from the start.
    pub moment_ms: Option<u32>,
    /// The place meant.
    pub area: Option<Area>,
    /// The name to show.
    pub display_name: Option<DisplayName>,
    /// What the checks noticed.
    pub flags: Vec<Flag>,
    /// When it was handed in.
    pub submitted_at: UnixMs,
    /// 1 at first, one more for every edit.
    pub revision: u32,
    /// Its review state.
    pub review: Review,
    /// Its floor state.
    pub floor: Floor,
    /// How many people back it.
    pub supports: u32,
    /// How many suggestions were merged into it.
    pub merged: u32,
}

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

/// Decides a [`Submit`]. `record` is what the meeting remembers of the author; imports (by [`Actor::System`]) skip the
/// per-person limits and windows, since their source had its own.
pub fn submit(meeting: &Meeting, record: AuthorRecord, actor: &Actor, submit: &Submit, now: UnixMs) -> Result<Vec<Event>, Refusal> {
    if !actor.may(CommandKind::Submit) {
        return Err(Refusal::NotAllowed);
    }
    let policy = &meeting.settings.policy;
    let entered_by = match actor {
        Actor::Person(person) if *person != submit.author => return Err(Refusal::NotAllowed),
        Actor::Person(_) | Actor::System => None,
        Actor::Staff { id, .. } => Some(*id),
    };
    if *actor != Actor::System {
        meeting.takes_suggestions(now)?;
        let chars = submit.text.chars() as u32;
        if chars > u32::from(policy.suggestion_chars_max) {
            return Err(Refusal::TextTooLong { chars, max: u32::from(policy.suggestion_chars_max) });
        }
    }
    if matches!(actor, Actor::Person(_)) {
        if record.submitted >= u32::from(policy.suggestions_per_person) {
            return Err(Refusal::QuotaUsed { max: policy.suggestions_per_person });
        }
        let again_at = record.last_at.map(|last| last.plus_ms(meeting.interval_ms()));
        if let Some(again_at) = again_at.filter(|again_at| now < *again_at) {
            return Err(Refusal::TooSoon { again_at });
        }
    }
    if submit.item.is_some_and(|item| !meeting.has_item(item)) {
        return Err(Refusal::NoSuchItem);
    }
    Ok(vec![Event::Staff(StaffEvent::Submitted(Box::new(SubmittedSuggestion {
        no: submit.no.unwrap_or(SuggestionNo(meeting.last_no + 1)),
        author: submit.author,
        entered_by,
        text: submit.text.clone(),
        item: submit.item.or(meeting.current_item),
        moment_ms: submit.moment_ms,
        area: submit.area.clone(),
        display_name: submit.display_name.clone(),
        flags: submit.flags.clone(),
    })))])
}

/// In post-moderation a suggestion is public from the start: the event that follows its `Submitted`.
///
/// `shown` is the text with personal data masked. `None` in pre-moderation.
pub fn published_at_once(meeting: &Meeting, suggestion: &Suggestion, shown: SuggestionText) -> Option<Event> {
    (meeting.settings.policy.review == ReviewMode::Post).then(|| Event::Public(suggestion.published(shown)))
}

impl Suggestion {
    /// The state right after its `Submitted` event.
    pub fn new(submitted: &SubmittedSuggestion, at: UnixMs) -> Self {
        Self {
            no: submitted.no,
            author: submitted.author,
            entered_by: submitted.entered_by,
            text: submitted.text.clone(),
            item: submitted.item,
            moment_ms: submitted.moment_ms,
            area: submitted.area.clone(),
            display_name: submitted.display_name.clone(),
            flags: submitted.flags.clone(),
            submitted_at: at,
            revision: 1,
            review: Review::Pending,
            floor: Floor::Off,
            supports: 0,
            merged: 0,
        }
    }

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
            C::Decide { decision, revision } => self.make_decision(meeting, actor, decision, *revision, target, now),
            C::Escalate { note, revision } => self.escalate(actor, note.as_ref(), *revision),
            C::Retag { item } => self.retag(meeting, actor, *item),
            C::Undo => self.undo(actor, now),
            C::Settle => self.settle(actor, target, now),
        }
    }

    /// Decides a step on the floor.
    pub fn decide_floor(&self, meeting: &Meeting, actor: &Actor, command: &FloorCommand) -> Result<Vec<Event>, Refusal> {
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
        Ok(vec![Event::Public(PublicEvent::FloorChanged { no: self.no, floor })])
    }

    fn by_author(&self, meeting: &Meeting, actor: &Actor, kind: CommandKind, now: UnixMs) -> Result<(), Refusal> {
        match actor {
            Actor::Person(person) if *person == self.author && actor.may(kind) => {}
            // Not one's own looks like not there.
            Actor::Person(_) => return Err(Refusal::NoSuchSuggestion),
            Actor::Staff { .. } | Actor::System => return Err(Refusal::NotAllowed),
        }
        meeting.takes_supports().map_err(|_| Refusal::WrongPhase)?;
        if now > self.submitted_at.plus_s(meeting.settings.policy.edit_window_s) {
            return Err(Refusal::EditWindowOver);
        }
        Ok(())
    }

    fn edit(&self, meeting: &Meeting, actor: &Actor, text: &SuggestionText, flags: &[Flag], now: UnixMs) -> Result<Vec<Event>, Refusal> {
        self.by_author(meeting, actor, CommandKind::EditOwn, now)?;
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
            Review::Pending | Review::Held { .. } | Review::Decided { .. } | Review::Returned { .. } => Ok(vec![edited]),
            Review::Published { .. } => Ok(vec![self.unpublished(UnpublishedBecause::Edited), edited]),
            Review::Rejected { .. } | Review::Hidden { .. } | Review::Withdrawn { .. } | Review::Merged { .. } => {
                Err(Refusal::WrongState { state: self.review.kind() })
            }
        }
    }

    fn withdraw(&self, meeting: &Meeting, actor: &Actor, now: UnixMs) -> Result<Vec<Event>, Refusal> {
        self.by_author(meeting, actor, CommandKind::WithdrawOwn, now)?;
        let withdrawn = Event::Author(AuthorEvent::Withdrawn { no: self.no });
        match self.review {
            Review::Pending | Review::Held { .. } | Review::Decided { .. } | Review::Returned { .. } => Ok(vec![withdrawn]),
            Review::Published { .. } => Ok(vec![self.unpublished(UnpublishedBecause::Withdrawn), withdrawn]),
            Review::Rejected { .. } | Review::Hidden { .. } | Review::Withdrawn { .. } | Review::Merged { .. } => {
                Err(Refusal::WrongState { state: self.review.kind() })
            }
        }
    }

    fn staff(actor: &Actor, kind: CommandKind) -> Result<StaffId, Refusal> {
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
        revision: u32,
        target: Option<MergeTarget>,
        now: UnixMs,
    ) -> Result<Vec<Event>, Refusal> {
        let hides = matches!(decision, Decision::Hide { .. });
        let kind = match &self.review {
            _ if hides => CommandKind::Hide,
            Review::Held { .. } => CommandKind::ReviewHeld,
            _ => CommandKind::Review,
        };
        let by = Self::staff(actor, kind)?;
        match &self.review {
            Review::Pending | Review::Held { .. } => {}
            // What is public may still be taken out of sight, or be merged.
            Review::Published { .. } if hides || matches!(decision, Decision::Merge { .. }) => {}
            Review::Withdrawn { .. } => return Err(Refusal::WrongState { state: ReviewKind::Withdrawn }),
            _ => return Err(Refusal::AlreadyDecided),
        }
        if revision != self.revision {
            return Err(Refusal::StaleRevision);
        }
        if let Decision::Merge { into } = decision {
            self.check_merge(*into, target)?;
        }
        if let Review::Published { .. } = self.review {
            // No undo window here: every second that a harmful text stays in sight counts.
            return self.effect(decision, target);
        }
        let effective_at = now.plus_s(u32::from(meeting.settings.policy.undo_s));
        Ok(vec![Event::Staff(StaffEvent::Decided { no: self.no, decision: decision.clone(), by, effective_at })])
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
            Review::Pending | Review::Held { .. } => Ok(vec![Event::Staff(StaffEvent::Retagged { no: self.no, item })]),
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
                Decision::Merge { into } if self.check_merge(*into, target).is_err() => {
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
            Decision::Publish { shown, forward } => {
                let mut events = vec![Event::Public(self.published(shown.clone()))];
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
            Decision::Merge { into } => {
                let target = self.check_merge(*into, target)?;
                vec![Event::Public(PublicEvent::Merged {
                    no,
                    into: *into,
                    supports: target.supports_after,
                    merged: target.merged + 1 + self.merged,
                })]
            }
        })
    }

    fn published(&self, shown: SuggestionText) -> PublicEvent {
        PublicEvent::Published(PublishedSuggestion {
            no: self.no,
            edited: shown != self.text,
            text: shown,
            item: self.item,
            moment_ms: self.moment_ms,
            area: self.area.clone(),
            display_name: self.display_name.clone(),
            submitted_at: self.submitted_at,
            supports: self.supports,
            merged: self.merged,
        })
    }

    fn unpublished(&self, because: UnpublishedBecause) -> Event {
        Event::Public(PublicEvent::Unpublished { no: self.no, because })
    }

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
                self.review = Review::Decided { decision: decision.clone(), by: *by, effective_at: *effective_at, held };
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

#[cfg(test)]
mod tests;
