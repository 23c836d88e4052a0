//! A citizen's own suggestions, as far as the author may know, and their backings.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::{Meeting, MeetingId, Note, PersonId, Phase, RejectReason, Review, Suggestion, UnixMs};
use http::header;
use identity::Device;
use protocol::citizen::{MineReply, MyCard};
use protocol::{ErrorCode, InMeeting, Problem};

use crate::{IngestState, declined};

/// `GET …/mine`.
pub(crate) async fn handle(
    State(state): State<IngestState>,
    InMeeting(meeting): InMeeting,
    device: Device,
) -> Result<Response, Problem> {
    let (_, reply) = mine(&state, &meeting, device.person(&meeting)).await?;
    Ok(([(header::CACHE_CONTROL, "private, no-store")], Json(reply)).into_response())
}

/// What is this person's in this meeting, and the meeting. The number of suggestions a person may make bounds the answer, and
/// the number of suggestions there are bounds the backings.
pub(crate) async fn mine(
    state: &IngestState,
    meeting: &MeetingId,
    person: PersonId,
) -> Result<(Meeting, MineReply), Problem> {
    let store = state.store();
    let found = store.meeting(meeting).await.map_err(declined::reading)?;
    let found = found.filter(|found| found.phase != Phase::Draft);
    let found = found.ok_or_else(|| Problem::new(ErrorCode::NoSuchMeeting))?;
    let mut own = store.suggestions_of(meeting, person).await.map_err(declined::reading)?;
    let supported = store.supported_by(meeting, person).await.map_err(declined::reading)?;
    let record = store.author_record(meeting, person).await.map_err(declined::reading)?;
    own.sort_by_key(|suggestion| std::cmp::Reverse((changed_at(suggestion), suggestion.no)));
    let now = state.now();
    let left = u32::from(found.settings.policy.suggestions_per_person).saturating_sub(record.submitted);
    let suggestions = own.into_iter().map(|suggestion| card(&suggestion, &found, now)).collect();
    Ok((found, MineReply { suggestions, supported, left }))
}

/// A suggestion as its author may see it. What moderators do before they are done (a decision in its undo window, a hidden
/// text's evidence) is not shown.
pub(crate) fn card(suggestion: &Suggestion, meeting: &Meeting, now: UnixMs) -> MyCard {
    let until = suggestion.submitted_at.plus_s(meeting.settings.policy.edit_window_s);
    let open = now <= until && meeting.takes_supports().is_ok() && changeable(&suggestion.review);
    let seen = Seen::of(suggestion);
    let public = matches!(suggestion.review, Review::Published { .. });
    MyCard {
        no: suggestion.no,
        text: if seen.text { suggestion.text.as_str().to_owned() } else { String::new() },
        state: seen.word.to_owned(),
        reason: seen.reason,
        note: seen.note.map(|note| note.as_str().to_owned()),
        merged_into: match suggestion.review {
            Review::Merged { into, .. } => Some(into),
            _ => None,
        },
        supports: if public { suggestion.supports } else { 0 },
        submitted_at: suggestion.submitted_at,
        editable_until: open.then_some(until),
    }
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

fn changed_at(suggestion: &Suggestion) -> UnixMs {
    match suggestion.review {
        // A decision that may still be taken back must not move the card.
        Review::Pending | Review::Held { .. } | Review::Decided { .. } => suggestion.submitted_at,
        Review::Published { at, .. }
        | Review::Returned { at, .. }
        | Review::Rejected { at, .. }
        | Review::Hidden { at, .. }
        | Review::Withdrawn { at }
        | Review::Merged { at, .. }
        | Review::Appealed(domain::Appeal { at, .. }) => at,
    }
}
