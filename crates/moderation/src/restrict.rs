//! `POST …/restrictions` and `DELETE …/restrictions/{id}`: somebody may not write for a while, and may again.
//!
//! Whom is said by a suggestion or by the handle that the desk knows its author by: nobody learns here who a person is.

use axum::Json;
use axum::extract::{Path, State};
use domain::restriction::Restrict;
use domain::{Command, CommandKind, DeskCommand, PersonId, Refusal, UnixMs};
use http::StatusCode;
use identity::CurrentStaff;
use protocol::abuse::{RestrictBody, RestrictionLine};
use protocol::{ErrorCode, InMeeting, JsonBody, Problem};
use store::Change;

use crate::access::{note, permit, refused};
use crate::desk::Desk;
use crate::state::ModerationState;

pub(crate) async fn restrict(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    JsonBody(body): JsonBody<RestrictBody>,
) -> Result<(StatusCode, Json<RestrictionLine>), Problem> {
    let permitted = permit(&staff, CommandKind::MuteBriefly)?;
    let now = state.clock.now();
    let open = state.desks.of(&state.store, &meeting).await?;
    let person = whom(&open.look(), &body, now)?;
    let wish = Restrict {
        person,
        no: body.no,
        kind: body.kind,
        reason: body.reason,
        note: note(body.note.as_deref())?,
        minutes: body.minutes,
        replaces: body.replaces,
    };
    let command = Command::Desk(DeskCommand::Restrict(wish));
    let change = Change::new(meeting.clone(), permitted.actor, command);
    let changed = state.store.change(change).await.map_err(|error| refused(error, now))?;
    let made = changed.meeting.restrictions.get(&person).cloned();
    let made = made.ok_or_else(|| Problem::new(ErrorCode::Internal))?;
    let names = state.desks.names(&state.store, [permitted.id].into_iter()).await?;
    let line = open.look().restriction_line((person, made), (permitted.id, &permitted.actor), &names);
    Ok((StatusCode::CREATED, Json(line)))
}

pub(crate) async fn lift(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    Path((_, id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let permitted = permit(&staff, CommandKind::MuteBriefly)?;
    let id = id.parse().map_err(|_| Problem::new(ErrorCode::NotFound))?;
    let command = Command::Desk(DeskCommand::Lift { id });
    let change = Change::new(meeting, permitted.actor, command);
    state.store.change(change).await.map_err(|error| refused(error, state.clock.now()))?;
    Ok(StatusCode::NO_CONTENT)
}

fn whom(desk: &Desk, body: &RestrictBody, now: UnixMs) -> Result<PersonId, Problem> {
    match (body.no, body.author.as_deref()) {
        (Some(no), None) => {
            let found = desk.suggestion(no).ok_or_else(|| Problem::refused(Refusal::NoSuchSuggestion, now))?;
            // What a scribe entered is by nobody who could write here themself.
            if found.entered_by.is_some() {
                return Err(Problem::new(ErrorCode::BadField).field("no"));
            }
            Ok(found.author)
        }
        (None, Some(handle)) => desk.author_of(handle).ok_or_else(|| Problem::new(ErrorCode::BadField).field("author")),
        _ => Err(Problem::new(ErrorCode::BadField).field("no")),
    }
}
