//! `GET …/abuse`: where backing comes too fast, which texts are copies of one another, where much comes from, and who may
//! not write for now.

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
    let permitted = permit(&staff, CommandKind::Arrange)?;
    let open = state.desks.of(&state.store, &meeting).await?;
    let now = state.clock.now();
    let restricted = open.look().restricted(now);
    let names = state.desks.names(&state.store, restricted.iter().map(|(_, one)| one.by)).await?;
    let mut desk = open.look();
    desk.gather(GATHERED);
    let reader = (permitted.id, &permitted.actor);
    let restrictions = restricted.into_iter().map(|one| desk.restriction_line(one, reader, &names));
    Ok(Json(AbuseReply {
        restrictions: restrictions.collect(),
        alarms: desk.alarms(now),
        cohorts: desk.cohorts(),
        sources: desk.sources(now),
    }))
}
