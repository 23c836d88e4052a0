//! `POST …/suggestions/{no}/escalate`: a second reviewer is asked for.

use axum::Json;
use axum::extract::State;
use domain::{Command, CommandKind, SuggestionCommand};
use identity::CurrentStaff;
use protocol::moderation::{DecisionReply, EscalateBody};
use protocol::{AtSuggestion, JsonBody, Problem};
use store::Change;

use crate::access::{holder, note, permit};
use crate::decide::carry_out;
use crate::state::ModerationState;

pub(crate) async fn escalate(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    AtSuggestion(meeting, no): AtSuggestion,
    JsonBody(body): JsonBody<EscalateBody>,
) -> Result<Json<DecisionReply>, Problem> {
    let permitted = permit(&staff, CommandKind::Review)?;
    let holder = holder(permitted.id, &body.console)?;
    let command = SuggestionCommand::Escalate { note: note(body.note.as_deref())?, revision: body.revision };
    let mut change = Change::new(meeting, permitted.actor, Command::Suggestion { no, command });
    change.holder = Some(holder);
    carry_out(&state, no, change).await.map(Json)
}
