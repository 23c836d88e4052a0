//! `DELETE …/suggestions/{no}/decision`: within the window a decision leaves no public trace.

use axum::Json;
use axum::extract::State;
use domain::{Command, CommandKind, Refusal, SuggestionCommand};
use identity::CurrentStaff;
use protocol::moderation::DecisionReply;
use protocol::{AtSuggestion, Problem};
use store::Change;

use crate::access::{permit, refused};
use crate::decide::reply;
use crate::state::ModerationState;

pub(crate) async fn undo(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    AtSuggestion(meeting, no): AtSuggestion,
) -> Result<Json<DecisionReply>, Problem> {
    let permitted = permit(&staff, CommandKind::Review)?;
    let command = Command::Suggestion { no, command: SuggestionCommand::Undo };
    let now = state.clock.now();
    let changed = state
        .store
        .change(Change::new(meeting, permitted.actor, command))
        .await
        .map_err(|error| refused(error, now))?;
    let suggestion = changed.suggestion.ok_or_else(|| Problem::refused(Refusal::NoSuchSuggestion, now))?;
    Ok(Json(reply(&suggestion)))
}
