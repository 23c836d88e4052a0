//! `DELETE …/suggestions/{no}/decision`: within the window a decision leaves no public trace.

use axum::Json;
use axum::extract::State;
use domain::{Command, CommandKind, SuggestionCommand};
use identity::CurrentStaff;
use protocol::moderation::DecisionReply;
use protocol::{AtSuggestion, Problem};
use store::Change;

use crate::access::permit;
use crate::decide::carry_out;
use crate::state::ModerationState;

pub(crate) async fn undo(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    AtSuggestion(meeting, no): AtSuggestion,
) -> Result<Json<DecisionReply>, Problem> {
    let permitted = permit(&staff, CommandKind::Review)?;
    let command = Command::Suggestion { no, command: SuggestionCommand::Undo };
    carry_out(&state, no, Change::new(meeting, permitted.actor, command)).await.map(Json)
}
