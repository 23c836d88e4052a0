//! Handing a suggestion in: windows, quota, interval, length.

use crate::{
    Actor, CommandKind, Decision, Event, Flag, Meeting, PublicEvent, Refusal, Review, ReviewKind, ReviewMode,
    StaffEvent, StaffId, Submit, SubmittedSuggestion, Suggestion, SuggestionNo, SuggestionText, UnixMs,
};

/// What the meeting remembers of a person who suggests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AuthorRecord {
    /// Suggestions handed in so far.
    pub submitted: u32,
    /// When the last one was.
    pub last_at: Option<UnixMs>,
}

/// Decides a [`Submit`]. `record` is what the meeting remembers of the author; imports (by [`Actor::System`]) skip the
/// per-person limits and windows, since their source had its own.
pub fn submit(
    meeting: &Meeting,
    record: AuthorRecord,
    actor: &Actor,
    submit: &Submit,
    now: UnixMs,
) -> Result<Vec<Event>, Refusal> {
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
    if let Actor::Person(person) = actor {
        meeting.lets_suggest(*person, now)?;
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
        // Only an import keeps its source's numbers; nobody else may choose one.
        no: submit.no.filter(|_| *actor == Actor::System).unwrap_or(SuggestionNo(meeting.last_no + 1)),
        author: submit.author,
        entered_by,
        text: submit.text.clone(),
        item: submit.item.or(meeting.current_item),
        moment_ms: submit.moment_ms,
        area: submit.area.clone(),
        display_name: submit.display_name.clone(),
        flags: submit.flags.clone(),
        // A paper form's number says something only where somebody enters for somebody else.
        paper: submit.paper.clone().filter(|_| entered_by.is_some()),
        source: submit.source,
    })))])
}

/// In post-moderation a suggestion is public from the start, unless a word of the lists holds it: the event that follows its `Submitted`.
///
/// `shown` is the text with personal data masked. `None` in pre-moderation.
pub fn published_at_once(meeting: &Meeting, suggestion: &Suggestion, shown: SuggestionText) -> Option<Event> {
    (taken_as(meeting, &suggestion.flags) == ReviewKind::Published)
        .then(|| Event::Public(PublicEvent::Published(suggestion.published(shown, None))))
}

/// The state of a suggestion with these flags right after its receipt, as its author is told.
pub fn taken_as(meeting: &Meeting, flags: &[Flag]) -> ReviewKind {
    match meeting.settings.policy.review {
        ReviewMode::Post if !flags.iter().any(|flag| flag.holds()) => ReviewKind::Published,
        ReviewMode::Pre | ReviewMode::Post => ReviewKind::Pending,
    }
}

/// Where the meeting trusts repeat authors, a suggestion of one without other flags than 留意 is decided by the house: it is published when
/// the undo window is over, staff may stop it until then, and it waits for their look afterwards. `theirs` are the author's suggestions so
/// far; `shown` is the text with personal data masked.
pub fn cleared(
    meeting: &Meeting,
    suggestion: &Suggestion,
    theirs: &[Suggestion],
    shown: SuggestionText,
    at: UnixMs,
) -> Option<Event> {
    let after = usize::from(meeting.autoclear?);
    let others = || theirs.iter().filter(|other| other.no != suggestion.no);
    let good =
        others().filter(|other| matches!(other.review, Review::Published { .. } | Review::Merged { .. })).count();
    let declined = others().any(|other| {
        matches!(
            other.review,
            Review::Returned { .. } | Review::Rejected { .. } | Review::Hidden { .. } | Review::Appealed(_)
        )
    });
    let waits = suggestion.review == Review::Pending && suggestion.flags.iter().all(|flag| *flag == Flag::Watch);
    (waits && !declined && good >= after).then(|| {
        let effective_at = at.plus_s(u32::from(meeting.settings.policy.undo_s));
        let decision = Decision::publish(shown);
        Event::Staff(StaffEvent::Decided { no: suggestion.no, decision, by: StaffId::RULE, effective_at })
    })
}
