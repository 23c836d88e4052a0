//! `GET …/results`: the sums and the ranked suggestions.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use domain::Refusal;
use identity::CurrentStaff;
use protocol::secretariat::ResultsReply;
use protocol::{InMeeting, Problem};

use crate::access::{fault, permit_record};
use crate::state::SecretariatState;

pub(crate) async fn show(
    State(state): State<SecretariatState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
) -> Result<Json<Arc<ResultsReply>>, Problem> {
    permit_record(&staff)?;
    let results = state.results.of(&state.store, &*state.clock, &meeting).await.map_err(fault)?;
    let results = results.ok_or_else(|| Problem::refused(Refusal::NoSuchMeeting, state.clock.now()))?;
    Ok(Json(results))
}
