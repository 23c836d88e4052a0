//! `POST …/suggestions/{no}/take-over`: an item goes from a colleague's console to this one, and the log says so.

use axum::Json;
use axum::extract::State;
use domain::{Command, CommandKind, DeskCommand, Refusal, ReviewKind};
use identity::CurrentStaff;
use protocol::moderation::{DealReply, LEASE_MS, LeaseBody};
use protocol::{AtSuggestion, JsonBody, Problem};
use store::Change;

use crate::access::{fault, holder, permit, refused};
use crate::deal::held;
use crate::decide::lost;
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
        if suggestion.is_own_of(permitted.id) {
            return Err(Problem::refused(Refusal::OwnDecision, now));
        }
    }
    let leases = state.store.leases(&meeting, now).await.map_err(fault)?;
    let from = leases.into_iter().find(|lease| lease.no == no).map(|lease| lease.holder);
    let taken = state.store.take_over(&meeting, &holder, no, now, LEASE_MS).await.map_err(fault)?;
    if taken.is_none() {
        // It is no longer waiting.
        return Err(lost(&state, &meeting, no, Refusal::AlreadyDecided.into(), now).await);
    }
    // An item that lay in the pool, or on one's own other console, was nobody's to take.
    if let Some(from) = from.filter(|from| from.staff != permitted.id) {
        let command = Command::Desk(DeskCommand::TakeOver { no, from: from.staff });
        let traced = state.store.change(Change::new(meeting.clone(), permitted.actor, command)).await;
        traced.map_err(|error| refused(error, now))?;
    }
    held(&state, &meeting, &holder).await.map(Json)
}
