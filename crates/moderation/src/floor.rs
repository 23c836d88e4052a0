//! `POST …/suggestions/{no}/floor`: a step of a public suggestion in the chamber.

use axum::Json;
use axum::extract::State;
use domain::{Command, CommandKind, Floor, FloorCommand, Label, Refusal};
use identity::CurrentStaff;
use protocol::floor::FloorBody;
use protocol::{AtSuggestion, JsonBody, Problem};
use store::Change;

use crate::access::{bad_text, permit, refused};
use crate::state::ModerationState;

/// Answers with the new floor state.
pub(crate) async fn step(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    AtSuggestion(meeting, no): AtSuggestion,
    JsonBody(body): JsonBody<FloorBody>,
) -> Result<Json<Floor>, Problem> {
    let permitted = permit(&staff, CommandKind::Floor)?;
    let command = Command::Floor { no, command: command(body)? };
    let now = state.clock.now();
    let changed = state
        .store
        .change(Change::new(meeting, permitted.actor, command))
        .await
        .map_err(|error| refused(error, now))?;
    let suggestion = changed.suggestion.ok_or_else(|| Problem::refused(Refusal::NoSuchSuggestion, now))?;
    Ok(Json(suggestion.floor))
}

fn command(body: FloorBody) -> Result<FloorCommand, Problem> {
    Ok(match body {
        FloorBody::Shortlist => FloorCommand::Shortlist,
        FloorBody::Unlist => FloorCommand::Unlist,
        FloorBody::Show => FloorCommand::Show,
        FloorBody::TakeDown => FloorCommand::TakeDown,
        FloorBody::Answer { moment_ms } => FloorCommand::Answer { moment_ms },
        FloorBody::Cover { moment_ms } => FloorCommand::Cover { moment_ms },
        FloorBody::Defer => FloorCommand::Defer,
        FloorBody::Ask { unit } => {
            FloorCommand::Ask { unit: Label::new(&unit).map_err(|bad| bad_text(bad).field("unit"))? }
        }
        FloorBody::Reopen => FloorCommand::Reopen,
    })
}
