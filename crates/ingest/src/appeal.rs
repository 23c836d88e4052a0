//! An author asks for a second look at a decision on their suggestion.

use axum::Json;
use axum::extract::State;
use domain::{Command, SuggestionCommand, SuggestionNo};
use protocol::citizen::{AppealBody, BODY_BYTES_MAX, MyCard};
use protocol::{AtSuggestion, JsonBody, Problem};

use crate::writer::Writer;
use crate::{IngestState, mine, typed};

/// `POST …/suggestions/{no}/appeal`.
pub(crate) async fn handle(
    State(state): State<IngestState>,
    writer: Writer,
    AtSuggestion(_, no): AtSuggestion,
    JsonBody(body): JsonBody<AppealBody, BODY_BYTES_MAX>,
) -> Result<Json<MyCard>, Problem> {
    appeal(&state, &writer, no, body.note.as_deref()).await.map(Json)
}

/// Asks for a second look at number `no`, with a word of why. Somebody else's is refused like one that does not exist.
pub(crate) async fn appeal(
    state: &IngestState,
    writer: &Writer,
    no: SuggestionNo,
    note: Option<&str>,
) -> Result<MyCard, Problem> {
    state.limits().edit(writer.person)?;
    let command = SuggestionCommand::Appeal { note: typed::note(note)? };
    let changed = state.put(writer.change(Command::Suggestion { no, command })).await?;
    let suggestion = changed.suggestion.expect("an appeal concerns one suggestion");
    Ok(mine::card(&suggestion, &changed.meeting, changed.at))
}
