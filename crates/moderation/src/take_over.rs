//! `POST …/suggestions/{no}/take-over`: an item goes from a colleague's console to this one.

use axum::Json;
use axum::extract::State;
use domain::{CommandKind, Refusal, ReviewKind};
use identity::CurrentStaff;
use protocol::moderation::{DealReply, LEASE_MS, LeaseBody};
use protocol::{AtSuggestion, JsonBody, Problem};

use crate::access::{fault, holder, permit};
use crate::deal::held;
use crate::state::ModerationState;

pub(crate) async fn take_over(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    AtSuggestion(meeting, no): AtSuggestion,
    JsonBody(body): JsonBody<LeaseBody>,
) -> Result<Json<DealReply>, Problem> {
    let permitted = permit(&staff, CommandKind::Review)?;
    let holder = holder(permitted.id, &body.console)?;
    let now = state.clock.now();
    let suggestion = state.store.suggestion(&meeting, no).await.map_err(fault)?;
    let suggestion = suggestion.ok_or_else(|| Problem::refused(Refusal::NoSuchSuggestion, now))?;
    if matches!(suggestion.review.kind(), ReviewKind::Held | ReviewKind::Appealed) {
        permit(&staff, CommandKind::ReviewHeld)?;
    }
    let taken = state.store.take_over(&meeting, &holder, no, now, LEASE_MS).await.map_err(fault)?;
    if taken.is_none() {
        // It is no longer waiting.
        return Err(Problem::refused(Refusal::AlreadyDecided, now));
    }
    held(&state, &meeting, &holder).await.map(Json)
}
