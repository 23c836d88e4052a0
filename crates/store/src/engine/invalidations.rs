//! Setting supports aside: a job begins with all that it names, then takes steps of so many supports, each with the events that say it.
//!
//! What a job names was fixed when it began. A support that its person took back is marked all the same: given again, it is still aside.

use std::collections::{BTreeMap, HashSet};

use domain::invalidation::{AsideTotal, BeginInvalidation, InvalidationCommand, STEP};
use domain::{
    Actor, Event, Invalidation, InvalidationState, MeetingId, PublicEvent, Refusal, ReviewKind, StaffEvent, Suggestion,
    SuggestionNo, SupportTotal, UnixMs,
};

use crate::change::{Change, ChangeError};
use crate::engine::Rows;
use crate::engine::log::Log;
use crate::error::StoreError;
use crate::port::Named;
use crate::rows::Pair;
use crate::views::SUGGESTIONS_MAX;

/// Supports that one statement names.
const NAMED_CHUNK: usize = 5_000;

/// An event and on whose behalf it happened.
type Told = (Actor, Event);

/// Carries a command out and appends what happened.
pub(super) async fn carry_out(
    rows: &mut Rows<'_>,
    log: &mut Log,
    change: &Change,
    command: &InvalidationCommand,
    at: UnixMs,
) -> Result<(), ChangeError> {
    use InvalidationCommand as C;
    let told = match command {
        C::Begin(begin) => begun(rows, log, change, begin, at).await?,
        C::Cancel { id } => {
            let job = known(rows, &change.meeting, *id).await?;
            let event = job.cancel(&log.meeting, &change.actor)?;
            turned(rows, &change.meeting, job, event, at).await?
        }
        C::Reverse { id, note } => {
            let job = known(rows, &change.meeting, *id).await?;
            let event = job.reverse(&log.meeting, &change.actor, note.clone())?;
            turned(rows, &change.meeting, job, event, at).await?
        }
        // The clock's own arm; nobody takes steps by hand.
        C::Step { .. } if change.actor != Actor::System => return Err(Refusal::NotAllowed.into()),
        C::Step { id } => step(rows, &change.meeting, *id, at).await?,
    };
    // Last: what is in the log while a statement fails would stay there.
    for (actor, event) in told {
        log.push(actor, at, vec![event]);
    }
    Ok(())
}

async fn known(rows: &mut Rows<'_>, id: &MeetingId, job: u32) -> Result<Invalidation, ChangeError> {
    Ok(rows.invalidation(id, job).await?.ok_or(Refusal::NoSuchInvalidation)?)
}

async fn begun(
    rows: &mut Rows<'_>,
    log: &Log,
    change: &Change,
    begin: &BeginInvalidation,
    at: UnixMs,
) -> Result<Vec<Told>, ChangeError> {
    let id = &change.meeting;
    let job = begin.decide(&log.meeting, &change.actor, at)?;
    // A merge in between would leave standing, or copy, what was to be set aside.
    let merged = rows.merged(id, SUGGESTIONS_MAX).await?;
    let merged: Vec<_> = merged.iter().filter_map(|one| Some((one.no, one.lives_on_in()?))).collect();
    if merged != begin.picked.merged {
        return Err(Refusal::CountChanged { supports: begin.picked.supports }.into());
    }
    rows.put_invalidation(id, &job).await?;
    for named in begin.picked.named.chunks(NAMED_CHUNK) {
        rows.name_supports(id, job.id, named).await?;
    }
    Ok(vec![(change.actor, Event::Staff(StaffEvent::InvalidationBegun(Box::new(job))))])
}

async fn turned(
    rows: &mut Rows<'_>,
    id: &MeetingId,
    mut job: Invalidation,
    event: StaffEvent,
    at: UnixMs,
) -> Result<Vec<Told>, ChangeError> {
    job.apply(&event, at);
    rows.put_invalidation(id, &job).await?;
    Ok(vec![(job.acting(), Event::Staff(event))])
}

/// The next step of a job. One that is over, as another process may have found first, is refused.
async fn step(rows: &mut Rows<'_>, id: &MeetingId, job: u32, at: UnixMs) -> Result<Vec<Told>, ChangeError> {
    let mut job = known(rows, id, job).await?;
    let (from, to) = match job.state {
        InvalidationState::Running => (&[Named::Waiting][..], Named::Aside),
        InvalidationState::Cancelling | InvalidationState::Reversing => {
            (&[Named::Aside, Named::Waiting][..], Named::Restored)
        }
        _ => return Err(Refusal::InvalidationOver.into()),
    };
    let mut next = None;
    for named in from {
        let chunk = rows.named_chunk(id, job.id, *named, STEP).await?;
        if !chunk.is_empty() {
            next = Some((*named, chunk));
            break;
        }
    }
    let actor = job.acting();
    let mut told = Vec::new();
    if let Some((from, chunk)) = next {
        let totals = moved(rows, id, job.id, &chunk, (from, to)).await?;
        let counted = chunk.len() as u32;
        let done = if to == Named::Aside { job.done + counted } else { job.done.saturating_sub(counted) };
        let public = public(&totals);
        let totals = totals.iter().map(total).collect();
        told.push((actor, Event::Staff(StaffEvent::SupportsMoved { id: job.id, done, totals })));
        // Who backs what is secret, who changed the official number is not.
        told.extend(public.map(|event| (actor, event)));
    } else {
        let moved = rows.count_named(id, job.id, to).await?;
        told.push((actor, Event::Staff(job.end(moved))));
    }
    for (_, event) in &told {
        if let Event::Staff(event) = event {
            job.apply(event, at);
        }
    }
    rows.put_invalidation(id, &job).await?;
    Ok(told)
}

/// Marks a chunk, writes the numbers of the suggestions concerned, and gives those as they are then.
async fn moved(
    rows: &mut Rows<'_>,
    id: &MeetingId,
    job: u32,
    chunk: &[Pair],
    (from, to): (Named, Named),
) -> Result<Vec<Suggestion>, StoreError> {
    let before = rows.aside_among(id, chunk, false).await?;
    if let Some(last) = chunk.last() {
        rows.mark_up_to(id, job, *last, from, to).await?;
    }
    let after = rows.aside_among(id, chunk, false).await?;
    let backing = rows.backings(id, chunk).await?;
    let mut lost: BTreeMap<SuggestionNo, i64> = BTreeMap::new();
    for pair in chunk {
        // What another job has set aside too changes no number.
        let change = i64::from(after.contains(pair)) - i64::from(before.contains(pair));
        *lost.entry(pair.0).or_default() += if backing.contains(pair) { change } else { 0 };
    }
    let nos: Vec<SuggestionNo> = lost.keys().copied().collect();
    let mut suggestions = rows.suggestions_among(id, &nos).await?;
    for suggestion in &mut suggestions {
        let lost = lost.get(&suggestion.no).copied().unwrap_or_default();
        suggestion.supports = shifted(suggestion.supports, -lost);
        suggestion.aside = Some(shifted(suggestion.aside.unwrap_or_default(), lost));
        rows.put_suggestion(id, suggestion).await?;
    }
    Ok(suggestions)
}

fn shifted(number: u32, by: i64) -> u32 {
    u32::try_from((i64::from(number) + by).max(0)).unwrap_or(u32::MAX)
}

/// A suggestion's two numbers.
pub(super) fn total(suggestion: &Suggestion) -> AsideTotal {
    AsideTotal { no: suggestion.no, supports: suggestion.supports, aside: suggestion.aside.unwrap_or_default() }
}

/// What is not public has no number that anybody may know.
fn public(suggestions: &[Suggestion]) -> Option<Event> {
    let published = suggestions.iter().filter(|one| one.review.kind() == ReviewKind::Published);
    let totals: Vec<_> = published.map(|one| SupportTotal { no: one.no, supports: one.supports }).collect();
    (!totals.is_empty()).then_some(Event::Public(PublicEvent::Tally { totals }))
}

/// After a merge was made or taken back: how many of the backers of the one that goes on are aside now, and the event that says so.
/// Nothing where none ever was.
pub(super) async fn recount(
    rows: &mut Rows<'_>,
    id: &MeetingId,
    target: &mut Suggestion,
) -> Result<Option<Event>, StoreError> {
    let aside = rows.count_aside(id, target.no).await?;
    if target.aside.is_none() && aside == 0 {
        return Ok(None);
    }
    target.aside = Some(aside);
    Ok(Some(Event::Staff(StaffEvent::AsideTallied { totals: vec![total(target)] })))
}

/// How many more, or fewer, people count on the one that goes on when a merge into it is taken back.
pub(super) async fn parted(
    rows: &mut Rows<'_>,
    id: &MeetingId,
    into: SuggestionNo,
    leave: &[Pair],
    stay: &[Pair],
) -> Result<i64, StoreError> {
    let there: Vec<Pair> = stay.iter().map(|(_, person)| (into, *person)).collect();
    let gone = rows.aside_among(id, leave, false).await?.len() as i64 - leave.len() as i64;
    let before = rows.aside_among(id, &there, false).await?.len() as i64;
    let given: HashSet<_> = rows.aside_among(id, &there, true).await?.into_iter().map(|(_, person)| person).collect();
    let carried: HashSet<_> = rows.aside_among(id, stay, false).await?.into_iter().map(|(_, person)| person).collect();
    Ok(gone + before - given.union(&carried).count() as i64)
}
