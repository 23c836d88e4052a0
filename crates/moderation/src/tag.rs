//! `POST …/suggestions/{no}/tag`: a waiting suggestion belongs to another agenda item.

use axum::Json;
use axum::extract::State;
use domain::{AgendaNo, Command, CommandKind, SuggestionCommand};
use identity::CurrentStaff;
use protocol::moderation::{DecisionReply, TagBody};
use protocol::{AtSuggestion, JsonBody, Problem};
use store::Change;

use crate::access::permit;
use crate::decide::carry_out;
use crate::state::ModerationState;

pub(crate) async fn tag(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    AtSuggestion(meeting, no): AtSuggestion,
    JsonBody(body): JsonBody<TagBody>,
) -> Result<Json<DecisionReply>, Problem> {
    let permitted = permit(&staff, CommandKind::Review)?;
    let command = Command::Suggestion { no, command: SuggestionCommand::Retag { item: AgendaNo(body.agenda_item) } };
    carry_out(&state, no, Change::new(meeting, permitted.actor, command)).await.map(Json)
}
