//! `POST …/suggestions/{no}/unmerge`: a merge is taken back; everybody and every text stand for themselves again.

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

pub(crate) async fn unmerge(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    AtSuggestion(meeting, no): AtSuggestion,
) -> Result<Json<DecisionReply>, Problem> {
    let permitted = permit(&staff, CommandKind::Review)?;
    let command = Command::Suggestion { no, command: SuggestionCommand::Unmerge };
    carry_out(&state, no, Change::new(meeting, permitted.actor, command)).await.map(Json)
}
