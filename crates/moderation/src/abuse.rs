//! `GET …/abuse`: where backing comes too fast, and which texts are copies of one another.

use axum::Json;
use axum::extract::State;
use domain::CommandKind;
use identity::CurrentStaff;
use protocol::abuse::AbuseReply;
use protocol::{InMeeting, Problem};

use crate::access::permit;
use crate::state::ModerationState;

/// Texts that are put into cohorts before one answer: about a quarter of a second's work.
const GATHERED: usize = 500;

pub(crate) async fn show(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
) -> Result<Json<AbuseReply>, Problem> {
    permit(&staff, CommandKind::Arrange)?;
    let open = state.desks.of(&state.store, &meeting).await?;
    let now = state.clock.now();
    let mut desk = open.look();
    desk.gather(GATHERED);
    Ok(Json(AbuseReply { alarms: desk.alarms(now), cohorts: desk.cohorts() }))
}
