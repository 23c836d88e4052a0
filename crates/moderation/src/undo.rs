//! Taking back: `DELETE …/suggestions/{no}/decision` within the window, which leaves no public trace; `POST …/suggestions/{no}/reopen` and
//! `…/unmerge` after it, which leave one.

use axum::Json;
use axum::extract::State;
use domain::{Command, CommandKind, Refusal, SuggestionCommand};
use identity::CurrentStaff;
use protocol::moderation::{DecisionReply, ReopenBody};
use protocol::{AtSuggestion, JsonBody, Problem};
use store::Change;

use crate::access::{note, permit, refused};
use crate::decide::reply;
use crate::state::ModerationState;

pub(crate) async fn undo(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    at: AtSuggestion,
) -> Result<Json<DecisionReply>, Problem> {
    take_back(&state, &staff, at, SuggestionCommand::Undo).await
}

pub(crate) async fn unmerge(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    at: AtSuggestion,
) -> Result<Json<DecisionReply>, Problem> {
    take_back(&state, &staff, at, SuggestionCommand::Unmerge).await
}

pub(crate) async fn reopen(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    at: AtSuggestion,
    JsonBody(body): JsonBody<ReopenBody>,
) -> Result<Json<DecisionReply>, Problem> {
    let note = note(body.note.as_deref())?;
    take_back(&state, &staff, at, SuggestionCommand::Reopen { note }).await
}

async fn take_back(
    state: &ModerationState,
    staff: &CurrentStaff,
    AtSuggestion(meeting, no): AtSuggestion,
    command: SuggestionCommand,
) -> Result<Json<DecisionReply>, Problem> {
    let permitted = permit(staff, CommandKind::Review)?;
    let now = state.clock.now();
    let change = Change::new(meeting, permitted.actor, Command::Suggestion { no, command });
    let changed = state.store.change(change).await.map_err(|error| refused(error, now))?;
    let suggestion = changed.suggestion.ok_or_else(|| Problem::refused(Refusal::NoSuchSuggestion, now))?;
    Ok(Json(reply(&suggestion)))
}
