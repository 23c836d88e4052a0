//! `POST /api/v1/meetings/{meeting}/run`: open, start, next item, end, close, archive.

use axum::Json;
use axum::extract::State;
use domain::{AgendaNo, Command, CommandKind, Meeting, MeetingCommand, Refusal};
use identity::CurrentStaff;
use protocol::frame::MeetingCard;
use protocol::secretariat::RunBody;
use protocol::{InMeeting, JsonBody, Problem};
use store::Change;

use crate::access::{fault, permit, refused};
use crate::state::SecretariatState;

pub(crate) async fn run(
    State(state): State<SecretariatState>,
    staff: CurrentStaff,
    InMeeting(id): InMeeting,
    JsonBody(body): JsonBody<RunBody>,
) -> Result<Json<MeetingCard>, Problem> {
    let actor = permit(&staff, CommandKind::RunMeeting)?;
    let now = state.clock.now();
    let command = match body {
        RunBody::Open => MeetingCommand::Open,
        RunBody::GoLive => MeetingCommand::GoLive,
        RunBody::StartItem { item } => MeetingCommand::StartItem(item),
        RunBody::NextItem => {
            let meeting = state.store.meeting(&id).await.map_err(fault)?;
            let meeting = meeting.ok_or_else(|| Problem::refused(Refusal::NoSuchMeeting, now))?;
            MeetingCommand::StartItem(next(&meeting))
        }
        RunBody::EndLive => MeetingCommand::EndLive,
        RunBody::Close => MeetingCommand::Close,
        RunBody::Archive => MeetingCommand::Archive,
    };
    let change = Change::new(id, actor, Command::Meeting(command));
    let changed = state.store.change(change).await.map_err(|error| refused(error, now))?;
    Ok(Json(MeetingCard::from(&*changed.meeting)))
}

/// The item after the running one; the first one when none runs. Two people who press at once both mean the same item.
fn next(meeting: &Meeting) -> AgendaNo {
    meeting.current_item.map_or(AgendaNo(1), |item| AgendaNo(item.0.saturating_add(1)))
}
