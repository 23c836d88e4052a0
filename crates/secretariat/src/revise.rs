//! `GET` and `PUT /api/v1/meetings/{meeting}`: the settings.

use axum::Json;
use axum::extract::State;
use domain::{Command, CommandKind, Meeting, MeetingCommand, Refusal};
use identity::CurrentStaff;
use protocol::frame::MeetingCard;
use protocol::secretariat::{MeetingBody, MeetingReply};
use protocol::{InMeeting, JsonBody, Problem};
use store::{Change, ChangeError};

use crate::access::{check, fault, permit, permit_record, refused};
use crate::state::SecretariatState;

pub(crate) async fn show(
    State(state): State<SecretariatState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
) -> Result<Json<MeetingReply>, Problem> {
    permit_record(&staff)?;
    let meeting = state.store.meeting(&meeting).await.map_err(fault)?;
    let meeting = meeting.ok_or_else(|| Problem::refused(Refusal::NoSuchMeeting, state.clock.now()))?;
    Ok(Json(reply(&meeting)))
}

pub(crate) async fn revise(
    State(state): State<SecretariatState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    JsonBody(body): JsonBody<MeetingBody>,
) -> Result<Json<MeetingReply>, Problem> {
    let actor = permit(&staff, CommandKind::ReviseMeeting)?;
    check(&body.settings)?;
    let command = Command::Meeting(MeetingCommand::Revise(body.settings));
    let now = state.clock.now();
    let changed = state.store.change(Change::new(meeting, actor, command)).await.map_err(|error| match error {
        // An item that suggestions point at cannot be taken off the agenda.
        ChangeError::Refused(Refusal::NoSuchItem) => Problem::refused(Refusal::NoSuchItem, now).field("agenda"),
        ChangeError::Refused(Refusal::RulesLocked) => Problem::refused(Refusal::RulesLocked, now).field("policy"),
        error => refused(error, now),
    })?;
    Ok(Json(reply(&changed.meeting)))
}

fn reply(meeting: &Meeting) -> MeetingReply {
    MeetingReply { id: meeting.id.clone(), code: meeting.code, meeting: MeetingCard::from(meeting) }
}
