//! `POST …/suggestions/{no}/tag`: a waiting suggestion belongs to another agenda item.

use axum::Json;
use axum::extract::State;
use domain::{AgendaNo, Command, CommandKind, Refusal, SuggestionCommand};
use identity::CurrentStaff;
use protocol::moderation::{DecisionReply, TagBody};
use protocol::{AtSuggestion, JsonBody, Problem};
use store::Change;

use crate::access::{permit, refused};
use crate::decide::reply;
use crate::state::ModerationState;

pub(crate) async fn tag(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    AtSuggestion(meeting, no): AtSuggestion,
    JsonBody(body): JsonBody<TagBody>,
) -> Result<Json<DecisionReply>, Problem> {
    let permitted = permit(&staff, CommandKind::Review)?;
    let command = Command::Suggestion { no, command: SuggestionCommand::Retag { item: AgendaNo(body.agenda_item) } };
    let now = state.clock.now();
    let changed = state
        .store
        .change(Change::new(meeting, permitted.actor, command))
        .await
        .map_err(|error| refused(error, now))?;
    let suggestion = changed.suggestion.ok_or_else(|| Problem::refused(Refusal::NoSuchSuggestion, now))?;
    Ok(Json(reply(&suggestion)))
}
