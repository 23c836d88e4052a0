//! A citizen's own suggestions, as far as the author may know, and their backings.

use std::cmp::Reverse;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::support::MERGE_CHAIN_MAX;
use domain::{
    Appeal, Meeting, MeetingId, Note, PersonId, Phase, RejectReason, Review, Suggestion, SuggestionNo, UnixMs,
};
use http::{HeaderMap, header};
use identity::Device;
use protocol::citizen::{GoesOn, MineReply, MyCard, MyRestriction};
use protocol::{ErrorCode, InMeeting, Problem, seen_at};
use store::{Store, StoreError};

use crate::{IngestState, declined};

/// `GET …/mine`. Looking here does not count as having seen: only the page does, which a person looks at.
pub(crate) async fn handle(
    State(state): State<IngestState>,
    InMeeting(meeting): InMeeting,
    device: Device,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let seen = seen_at(&headers, &meeting);
    let (_, reply) = mine(&state, &meeting, device.person(&meeting), seen).await?;
    Ok(([(header::CACHE_CONTROL, "private, no-store")], Json(reply)).into_response())
}

/// What is this person's in this meeting, and the meeting. Outcomes after `seen` are unread. The number of suggestions a person may
/// make bounds the answer, and the number of suggestions there are bounds the backings.
pub(crate) async fn mine(
    state: &IngestState,
    meeting: &MeetingId,
    person: PersonId,
    seen: UnixMs,
) -> Result<(Meeting, MineReply), Problem> {
    let store = state.store();
    let found = store.meeting(meeting).await.map_err(declined::reading)?;
    let found = found.filter(|found| found.phase != Phase::Draft);
    let found = found.ok_or_else(|| Problem::new(ErrorCode::NoSuchMeeting))?;
    let own = store.suggestions_of(meeting, person).await.map_err(declined::reading)?;
    let supported = store.supported_by(meeting, person).await.map_err(declined::reading)?;
    let record = store.author_record(meeting, person).await.map_err(declined::reading)?;
    let now = state.now();
    let mut suggestions = Vec::with_capacity(own.len());
    for suggestion in &own {
        let unread = suggestion.outcome_at().is_some_and(|at| at > seen);
        let goes_on = goes_on(store, meeting, suggestion).await.map_err(declined::reading)?;
        suggestions.push(MyCard { unread, goes_on, ..card(suggestion, &found, now) });
    }
    suggestions.sort_by_key(|card| Reverse((card.changed_at, card.no)));
    let left = u32::from(found.settings.policy.suggestions_per_person).saturating_sub(record.submitted);
    let unread = suggestions.iter().filter(|card| card.unread).count() as u32;
    let restriction = restriction(&found, person, now);
    Ok((found, MineReply { suggestions, supported, left, unread, restriction }))
}

/// What this person may not do now. When the meeting no longer takes anything from anybody, nothing needs to be said of one.
fn restriction(meeting: &Meeting, person: PersonId, now: UnixMs) -> Option<MyRestriction> {
    meeting.takes_supports().ok()?;
    let there = meeting.restriction_of(person, now)?;
    Some(MyRestriction {
        kind: there.kind,
        reason: there.reason,
        note: there.note.as_ref().map(|note| note.as_str().to_owned()),
        since: there.at,
        until: there.until,
        contact: meeting.settings.organiser.clone(),
    })
}

/// A suggestion as its author may see it. What moderators do before they are done (a decision in its undo window, a hidden
/// text's evidence) is not shown.
pub(crate) fn card(suggestion: &Suggestion, meeting: &Meeting, now: UnixMs) -> MyCard {
    let policy = &meeting.settings.policy;
    let until = suggestion.submitted_at.plus_s(policy.edit_window_s);
    let open = now <= until && meeting.takes_supports().is_ok() && changeable(&suggestion.review);
    let seen = Seen::of(suggestion);
    let public = matches!(suggestion.review, Review::Published { .. });
    MyCard {
        no: suggestion.no,
        text: if seen.text { suggestion.text.as_str().to_owned() } else { String::new() },
        state: seen.word.to_owned(),
        reason: seen.reason,
        note: seen.note.map(|note| note.as_str().to_owned()),
        merged_into: merged_into(suggestion),
        supports: if public { suggestion.supports } else { 0 },
        submitted_at: suggestion.submitted_at,
        editable_until: open.then_some(until),
        agenda_item: suggestion.item,
        moment_ms: suggestion.moment_ms,
        floor: suggestion.floor,
        asked: suggestion.asked.as_ref().map(|unit| unit.as_str().to_owned()),
        changed_at: changed_at(suggestion),
        unread: false,
        appealable_until: suggestion.appealable_until(meeting).filter(|until| now <= *until),
        appealed_at: appealed_at(&suggestion.review),
        goes_on: None,
    }
}

fn merged_into(suggestion: &Suggestion) -> Option<SuggestionNo> {
    match suggestion.review {
        Review::Merged { into, .. } => Some(into),
        _ => None,
    }
}

/// The suggestion in which a merged one lives on, through further merges, while it is public.
async fn goes_on(store: &Store, meeting: &MeetingId, suggestion: &Suggestion) -> Result<Option<GoesOn>, StoreError> {
    let mut next = merged_into(suggestion);
    for _ in 0..MERGE_CHAIN_MAX {
        let Some(no) = next else { break };
        let Some(target) = store.suggestion(meeting, no).await? else { break };
        if matches!(target.review, Review::Published { .. }) {
            let asked = target.asked.as_ref().map(|unit| unit.as_str().to_owned());
            return Ok(Some(GoesOn { no, supports: target.supports, floor: target.floor, asked }));
        }
        next = merged_into(&target);
    }
    Ok(None)
}

/// What of a review state its author sees.
struct Seen<'a> {
    word: &'static str,
    reason: Option<RejectReason>,
    note: Option<&'a Note>,
    text: bool,
}

impl<'a> Seen<'a> {
    fn of(suggestion: &'a Suggestion) -> Self {
        let plain = |word| Self { word, reason: None, note: None, text: true };
        let because = |word, reason: RejectReason, note: Option<&'a Note>| {
            // Where even the author must not see the text again, a moderator's words might repeat it.
            let text = reason.author_sees_text();
            Self { word, reason: Some(reason), note: note.filter(|_| text), text }
        };
        match &suggestion.review {
            Review::Appealed(_) | Review::Decided { appeal: Some(_), .. } => plain("appealed"),
            Review::Held { .. } | Review::Decided { held: Some(_), .. } => plain("checking"),
            Review::Pending | Review::Decided { .. } => plain("pending"),
            Review::Published { shown, .. } if *shown != suggestion.text => plain("edited"),
            Review::Published { .. } => plain("published"),
            Review::Returned { reason, note, .. } => because("returned", *reason, note.as_ref()),
            Review::Rejected { reason, note, .. } => because("rejected", *reason, note.as_ref()),
            Review::Hidden { reason, .. } => because("rejected", *reason, None),
            Review::Withdrawn { .. } => plain("withdrawn"),
            Review::Merged { .. } => plain("merged"),
        }
    }
}

/// The states from which the author's edit or withdrawal is a step.
fn changeable(review: &Review) -> bool {
    match review {
        Review::Pending
        | Review::Held { .. }
        | Review::Decided { .. }
        | Review::Published { .. }
        | Review::Returned { .. } => true,
        Review::Rejected { .. }
        | Review::Hidden { .. }
        | Review::Withdrawn { .. }
        | Review::Merged { .. }
        | Review::Appealed(_) => false,
    }
}

/// When the author last had something new to learn, by themself or by others.
fn changed_at(suggestion: &Suggestion) -> UnixMs {
    let own = match &suggestion.review {
        Review::Withdrawn { at } | Review::Appealed(Appeal { at, .. }) => *at,
        // A decision that may still be taken back must not move the card.
        Review::Decided { appeal: Some(appeal), .. } => appeal.at,
        _ => suggestion.submitted_at,
    };
    suggestion.outcome_at().unwrap_or(own)
}

fn appealed_at(review: &Review) -> Option<UnixMs> {
    match review {
        Review::Appealed(appeal) | Review::Decided { appeal: Some(appeal), .. } => Some(appeal.at),
        _ => None,
    }
}
