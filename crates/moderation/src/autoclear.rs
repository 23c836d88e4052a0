//! `PUT …/autoclear`: whether authors who had suggestions published here are public before a reviewer looks. Citizens are told.

use axum::Json;
use axum::extract::State;
use domain::desk::AUTOCLEAR_AFTER_MAX;
use domain::{Command, CommandKind, DeskCommand, Refusal};
use identity::CurrentStaff;
use protocol::frame::MeetingCard;
use protocol::papers::AutoclearBody;
use protocol::{ErrorCode, InMeeting, JsonBody, Problem};
use store::{Change, ChangeError};

use crate::access::{permit, refused};
use crate::state::ModerationState;

/// Answers with the meeting as it is then.
pub(crate) async fn set(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    JsonBody(body): JsonBody<AutoclearBody>,
) -> Result<Json<MeetingCard>, Problem> {
    let permitted = permit(&staff, CommandKind::Govern)?;
    let bad_value = || Problem::new(ErrorCode::BadField).field("after").value("max", AUTOCLEAR_AFTER_MAX);
    if body.after == Some(0) {
        // Off is `null`: nobody who writes 0 means the same as everybody else who writes 0.
        return Err(bad_value());
    }
    let command = Command::Desk(DeskCommand::SetAutoclear { after: body.after });
    let now = state.clock.now();
    let changed =
        state.store.change(Change::new(meeting, permitted.actor, command)).await.map_err(|error| match error {
            ChangeError::Refused(Refusal::BadSetting) => bad_value(),
            error => refused(error, now),
        })?;
    Ok(Json(MeetingCard::from(&*changed.meeting)))
}
