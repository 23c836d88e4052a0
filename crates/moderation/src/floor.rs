//! `POST …/suggestions/{no}/floor`: a step of a public suggestion in the chamber.

use axum::Json;
use axum::extract::State;
use domain::{Command, CommandKind, Floor, FloorCommand, Refusal};
use identity::CurrentStaff;
use protocol::{AtSuggestion, JsonBody, Problem};
use store::Change;

use crate::access::{permit, refused};
use crate::state::ModerationState;

/// Answers with the new floor state.
pub(crate) async fn step(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    AtSuggestion(meeting, no): AtSuggestion,
    JsonBody(command): JsonBody<FloorCommand>,
) -> Result<Json<Floor>, Problem> {
    let permitted = permit(&staff, CommandKind::Floor)?;
    let command = Command::Floor { no, command };
    let now = state.clock.now();
    let changed = state
        .store
        .change(Change::new(meeting, permitted.actor, command))
        .await
        .map_err(|error| refused(error, now))?;
    let suggestion = changed.suggestion.ok_or_else(|| Problem::refused(Refusal::NoSuchSuggestion, now))?;
    Ok(Json(suggestion.floor))
}
