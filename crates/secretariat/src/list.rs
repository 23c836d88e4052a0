//! `GET /api/v1/staff/meetings`: every meeting, drafts included, newest first.

use axum::Json;
use axum::extract::State;
use identity::CurrentStaff;
use protocol::Problem;
use protocol::secretariat::{MeetingLine, MeetingList};

use crate::access::{fault, permit_list};
use crate::state::SecretariatState;

/// Meetings in one answer; older ones are reached by their address.
const MEETINGS_MAX: usize = 200;

pub(crate) async fn show(
    State(state): State<SecretariatState>,
    staff: CurrentStaff,
) -> Result<Json<MeetingList>, Problem> {
    permit_list(&staff)?;
    let meetings = state.store.meetings(MEETINGS_MAX).await.map_err(fault)?;
    let lines = meetings.into_iter().map(|meeting| MeetingLine {
        id: meeting.id,
        code: meeting.code,
        title: meeting.settings.title,
        phase: meeting.phase,
        starts_at: meeting.settings.starts_at,
    });
    Ok(Json(MeetingList { meetings: lines.collect() }))
}
