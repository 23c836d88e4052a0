//! One command at a time: load, decide, write the projection, append.

use domain::suggestion::{MergeTarget, cleared, published_at_once};
use domain::{
    Actor, Clock, Command, Decision, Event, FloorCommand, MeetingId, PublicEvent, Refusal, Review, StaffEvent, Submit,
    Suggestion, SuggestionCommand, SuggestionNo, UnixMs,
};

use crate::change::{Change, ChangeError, Changed};
use crate::engine::log::Log;
use crate::engine::unmerge::Plan;
use crate::engine::{Rows, invalidations, keys};
use crate::error::StoreError;
use crate::port::Union;
use crate::views::SUGGESTIONS_MAX;

/// Events, and the suggestion after them where they concern one.
type Decided = (Vec<Event>, Option<Suggestion>);

/// Carries out anything but a citizen's support.
pub(super) async fn carry_out(
    rows: &mut Rows<'_>,
    log: &mut Log,
    change: &Change,
    clock: &dyn Clock,
) -> Result<Changed, ChangeError> {
    if let Some(first) = keys::replay(rows, log, change).await? {
        return Ok(first);
    }
    let at = log.next_at(clock);
    let (events, suggestion) = match &change.command {
        Command::Meeting(command) => (log.meeting.decide(&change.actor, command, at)?, None),
        Command::Submit(submit) => hand_in(rows, log, change, submit, at).await?,
        Command::Suggestion { no, command } => review(rows, log, change, *no, command, at).await?,
        Command::Desk(command) => (log.meeting.decide_desk(&change.actor, command, at)?, None),
        Command::Stage(command) => (log.meeting.decide_stage(&change.actor, command, at)?, None),
        Command::Floor { no, command } => step(rows, log, change, *no, command, at).await?,
        Command::Invalidation(command) => {
            invalidations::carry_out(rows, log, change, command, at).await?;
            (Vec::new(), None)
        }
        // Citizens' supports and answers go in as sets; nobody else may back or answer.
        Command::Support { .. } | Command::Answer(_) => return Err(Refusal::NotAllowed.into()),
    };
    if let Some(key) = &change.key {
        let no = suggestion.as_ref().map(|suggestion| suggestion.no);
        keys::keep(rows, change, key, log.seq_after(events.len()), at, no).await?;
    }
    log.push(change.actor, at, events);
    Ok(log.changed(suggestion))
}

async fn hand_in(
    rows: &mut Rows<'_>,
    log: &Log,
    change: &Change,
    submit: &Submit,
    at: UnixMs,
) -> Result<Decided, ChangeError> {
    let id = &change.meeting;
    let read = log.meeting.has_read(change.words)?;
    if let Some(no) = submit.no
        && let Some(there) = rows.suggestion(id, no).await?
    {
        return Err(Refusal::WrongState { state: there.review.kind() }.into());
    }
    let record = rows.author_record(id, submit.author).await?;
    let mut events = domain::suggestion::submit(&log.meeting, record, &change.actor, submit, at)?;
    let submitted = events.iter().find_map(|event| match event {
        Event::Staff(StaffEvent::Submitted(submitted)) => Some(submitted),
        _ => None,
    });
    let mut suggestion = Suggestion::new(submitted.expect("a submission yields its event"), at);
    if read {
        publish_at_once(log, change, &mut suggestion, &mut events, at);
        clear(rows, log, change, &mut suggestion, &mut events, at).await?;
    }
    rows.put_suggestion(id, &suggestion).await?;
    rows.count_submission(id, submit.author, at).await?;
    Ok((events, Some(suggestion)))
}

/// In post-moderation, when the caller gave the masked text.
fn publish_at_once(log: &Log, change: &Change, suggestion: &mut Suggestion, events: &mut Vec<Event>, at: UnixMs) {
    let shown = change.shown.clone();
    if let Some(event) = shown.and_then(|shown| published_at_once(&log.meeting, suggestion, shown)) {
        suggestion.apply(&event, at);
        events.push(event);
    }
}

/// Where the meeting trusts repeat authors, when the caller gave the masked text.
async fn clear(
    rows: &mut Rows<'_>,
    log: &Log,
    change: &Change,
    suggestion: &mut Suggestion,
    events: &mut Vec<Event>,
    at: UnixMs,
) -> Result<(), StoreError> {
    let (Some(shown), Some(_)) = (change.shown.clone(), log.meeting.autoclear) else {
        return Ok(());
    };
    let theirs = rows.suggestions_of(&change.meeting, suggestion.author, SUGGESTIONS_MAX).await?;
    if let Some(event) = cleared(&log.meeting, suggestion, &theirs, shown, at) {
        suggestion.apply(&event, at);
        events.push(event);
    }
    Ok(())
}

async fn review(
    rows: &mut Rows<'_>,
    log: &Log,
    change: &Change,
    no: SuggestionNo,
    command: &SuggestionCommand,
    at: UnixMs,
) -> Result<Decided, ChangeError> {
    use SuggestionCommand as C;
    let id = &change.meeting;
    let mut suggestion = rows.suggestion(id, no).await?.ok_or(Refusal::NoSuchSuggestion)?;
    if matches!(command, C::Decide { .. } | C::Escalate { .. }) {
        check_lease(rows, change, no, at).await?;
    }
    let parting = match command {
        C::Unmerge => Plan::make(rows, id, &suggestion).await?,
        _ => None,
    };
    let target = match &parting {
        Some(parting) => Some(parting.target()),
        None => merge_target(rows, id, &suggestion, command).await?,
    };
    let read = log.meeting.has_read(change.words)?;
    let mut events = match (change.words, command) {
        // The flags are of its receipt; the lists may have changed since.
        (Some(words), C::Decide { .. }) => {
            suggestion.with_words(words.level).decide(&log.meeting, &change.actor, command, target, at)?
        }
        _ => suggestion.decide(&log.meeting, &change.actor, command, target, at)?,
    };
    let was_public = matches!(suggestion.review, Review::Published { .. });
    let mut aside = None;
    for event in &events {
        suggestion.apply(event, at);
        if let Event::Public(PublicEvent::Merged { into, .. }) = event {
            aside = unite(rows, id, &suggestion, *into, event, at).await?;
        }
    }
    if let (Some(parting), Some(unmerged)) = (parting, events.first()) {
        aside = parting.carry_out(rows, id, unmerged, at).await?;
    }
    events.extend(aside);
    if was_public && read && matches!(command, C::Edit { .. }) {
        // What had not been public, or was held, waits for its reviewer in post-moderation too.
        publish_at_once(log, change, &mut suggestion, &mut events, at);
    }
    rows.put_suggestion(id, &suggestion).await?;
    if matches!(command, C::Decide { .. } | C::Escalate { .. } | C::Edit { .. } | C::Withdraw | C::Reopen { .. }) {
        rows.drop_lease(id, no).await?;
    }
    Ok((events, Some(suggestion)))
}

/// Refused while somebody else holds the item. The house itself holds none and needs none.
async fn check_lease(rows: &mut Rows<'_>, change: &Change, no: SuggestionNo, at: UnixMs) -> Result<(), ChangeError> {
    if !matches!(change.actor, Actor::Staff { .. }) {
        return Ok(());
    }
    let lease = rows.lease(&change.meeting, no, at).await?;
    match lease {
        Some(lease) if change.holder.as_ref() != Some(&lease.holder) => Err(Refusal::NotLeased.into()),
        _ => Ok(()),
    }
}

/// The suggestion that goes on, where the command makes or settles a merge.
async fn merge_target(
    rows: &mut Rows<'_>,
    id: &MeetingId,
    ended: &Suggestion,
    command: &SuggestionCommand,
) -> Result<Option<MergeTarget>, StoreError> {
    let decision = match (command, &ended.review) {
        (SuggestionCommand::Decide { decision, .. }, _)
        | (SuggestionCommand::Settle, Review::Decided { decision, .. }) => Some(decision),
        _ => None,
    };
    let Some(Decision::Merge { into, .. } | Decision::Publish { related: Some(into), .. }) = decision else {
        return Ok(None);
    };
    let into = *into;
    let Some(target) = rows.suggestion(id, into).await? else {
        return Ok(None);
    };
    let supports_after = rows.union_size(id, union_of(ended, into)).await?;
    Ok(Some(MergeTarget { no: into, state: target.review.kind(), supports_after, merged: target.merged }))
}

fn union_of(ended: &Suggestion, into: SuggestionNo) -> Union {
    Union { into, ended: ended.no, author: ended.author }
}

/// The backers of the one that ended, and its author, back the one that goes on. Its own rows stay. Whose support was set aside comes over
/// so; the event that tells of it is returned.
async fn unite(
    rows: &mut Rows<'_>,
    id: &MeetingId,
    ended: &Suggestion,
    into: SuggestionNo,
    merged: &Event,
    at: UnixMs,
) -> Result<Option<Event>, StoreError> {
    let mut target = rows.suggestion(id, into).await?.ok_or(StoreError::row("suggestions"))?;
    target.apply(merged, at);
    let union = union_of(ended, into);
    rows.copy_ledger(id, union, at).await?;
    rows.carry_named(id, union).await?;
    rows.copy_backers(id, union).await?;
    let aside = invalidations::recount(rows, id, &mut target).await?;
    rows.put_suggestion(id, &target).await?;
    Ok(aside)
}

async fn step(
    rows: &mut Rows<'_>,
    log: &Log,
    change: &Change,
    no: SuggestionNo,
    command: &FloorCommand,
    at: UnixMs,
) -> Result<Decided, ChangeError> {
    let mut suggestion = rows.suggestion(&change.meeting, no).await?.ok_or(Refusal::NoSuchSuggestion)?;
    let events = suggestion.decide_floor(&log.meeting, &change.actor, command)?;
    for event in &events {
        suggestion.apply(event, at);
    }
    rows.put_suggestion(&change.meeting, &suggestion).await?;
    Ok((events, Some(suggestion)))
}
