//! `POST …/suggestions/{no}/reopen`: a decision that has taken effect is taken back with trace; the suggestion waits again.

use axum::Json;
use axum::extract::State;
use domain::{Command, CommandKind, SuggestionCommand};
use identity::CurrentStaff;
use protocol::moderation::{DecisionReply, ReopenBody};
use protocol::{AtSuggestion, JsonBody, Problem};
use store::Change;

use crate::access::{note, permit};
use crate::decide::carry_out;
use crate::state::ModerationState;

pub(crate) async fn reopen(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    AtSuggestion(meeting, no): AtSuggestion,
    JsonBody(body): JsonBody<ReopenBody>,
) -> Result<Json<DecisionReply>, Problem> {
    let permitted = permit(&staff, CommandKind::Review)?;
    let command = SuggestionCommand::Reopen { note: note(body.note.as_deref())? };
    let command = Command::Suggestion { no, command };
    carry_out(&state, no, Change::new(meeting, permitted.actor, command)).await.map(Json)
}
