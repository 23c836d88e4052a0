//! `…/screens`: links that open a big screen or an overlay, made, listed and revoked by those who run the stage.
//!
//! A link's token is told once, to the person who makes it; only its hash is kept.

use axum::Json;
use axum::extract::{Path, State};
use domain::{CommandKind, Label, MeetingId};
use http::StatusCode;
use identity::CurrentStaff;
use protocol::screens::{ScreenBody, ScreenKind, ScreenLine, ScreenLink, ScreenList};
use protocol::{ErrorCode, InMeeting, JsonBody, Problem};
use store::{NewScreen, SCREENS_OPEN_MAX, ScreenRow};

use crate::access::{bad_text, fault, permit};
use crate::state::ModerationState;

/// Makes a link.
pub(crate) async fn make(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    JsonBody(body): JsonBody<ScreenBody>,
) -> Result<(StatusCode, Json<ScreenLink>), Problem> {
    let permitted = permit(&staff, CommandKind::Stage)?;
    known(&state, &meeting).await?;
    let label = Label::new(body.label.trim()).map_err(|bad| bad_text(bad).field("label"))?;
    let token = identity::random_token();
    let new = NewScreen {
        meeting: meeting.clone(),
        kind: match body.kind {
            ScreenKind::Screen => store::ScreenKind::Screen,
            ScreenKind::Overlay => store::ScreenKind::Overlay,
        },
        label: label.as_str().to_owned(),
        token_hash: identity::token_hash(&token),
        created_by: permitted.id,
        created_at: state.clock.now(),
    };
    let full = || Problem::new(ErrorCode::TooManyLinks).value("n", SCREENS_OPEN_MAX);
    let made = state.store.create_screen(new).await.map_err(fault)?.ok_or_else(full)?;
    let page = match body.kind {
        ScreenKind::Screen => "screen",
        ScreenKind::Overlay => "overlay",
    };
    let path = format!("/{page}/{meeting}?k={token}");
    Ok((StatusCode::CREATED, Json(ScreenLink { id: made.id, kind: body.kind, label: made.label, path })))
}

/// Lists the meeting's links.
pub(crate) async fn list(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
) -> Result<Json<ScreenList>, Problem> {
    permit(&staff, CommandKind::Stage)?;
    known(&state, &meeting).await?;
    let screens = state.store.screens(&meeting).await.map_err(fault)?;
    Ok(Json(ScreenList { screens: screens.into_iter().map(line).collect() }))
}

/// Revokes a link: what it has opened goes dark within seconds.
pub(crate) async fn revoke(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    Path((_, id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    permit(&staff, CommandKind::Stage)?;
    let unknown = || Problem::new(ErrorCode::NotFound);
    let id: u32 = id.parse().map_err(|_| unknown())?;
    let found = state.store.revoke_screen(&meeting, id, state.clock.now()).await.map_err(fault)?;
    if found { Ok(StatusCode::NO_CONTENT) } else { Err(unknown()) }
}

/// Refused unless there is such a meeting.
async fn known(state: &ModerationState, meeting: &MeetingId) -> Result<(), Problem> {
    let found = state.store.meeting(meeting).await.map_err(fault)?;
    found.map(|_| ()).ok_or_else(|| Problem::new(ErrorCode::NoSuchMeeting))
}

fn line(row: ScreenRow) -> ScreenLine {
    ScreenLine {
        id: row.id,
        kind: match row.kind {
            store::ScreenKind::Screen => ScreenKind::Screen,
            store::ScreenKind::Overlay => ScreenKind::Overlay,
        },
        label: row.label,
        created_at: row.created_at,
        revoked_at: row.revoked_at,
    }
}
