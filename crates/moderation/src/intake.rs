//! `POST …/intake`: suggestions are taken normally, slowly or not at all.

use axum::Json;
use axum::extract::State;
use domain::{Command, CommandKind, MeetingCommand, Refusal};
use identity::CurrentStaff;
use protocol::frame::MeetingCard;
use protocol::moderation::IntakeBody;
use protocol::{InMeeting, JsonBody, Problem};
use store::{Change, ChangeError};

use crate::access::{permit, refused};
use crate::state::ModerationState;

pub(crate) async fn set(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    JsonBody(body): JsonBody<IntakeBody>,
) -> Result<Json<MeetingCard>, Problem> {
    let permitted = permit(&staff, CommandKind::SetIntake)?;
    let command = Command::Meeting(MeetingCommand::SetIntake(body.intake));
    let now = state.clock.now();
    let changed = state.store.change(Change::new(meeting, permitted.actor, command)).await.map_err(|error| {
        let bad_value = matches!(error, ChangeError::Refused(Refusal::BadSetting));
        let problem = refused(error, now);
        if bad_value { problem.field("intake") } else { problem }
    })?;
    Ok(Json(MeetingCard::from(&*changed.meeting)))
}
