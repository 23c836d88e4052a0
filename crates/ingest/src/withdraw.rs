//! An author takes a suggestion back while the meeting's edit window is open.

use axum::Json;
use axum::extract::State;
use domain::{Command, SuggestionCommand, SuggestionNo};
use protocol::citizen::MyCard;
use protocol::{AtSuggestion, Problem};

use crate::writer::Writer;
use crate::{IngestState, mine};

/// `DELETE …/suggestions/{no}`.
pub(crate) async fn handle(
    State(state): State<IngestState>,
    writer: Writer,
    AtSuggestion(_, no): AtSuggestion,
) -> Result<Json<MyCard>, Problem> {
    withdraw(&state, &writer, no).await.map(Json)
}

/// Takes number `no` back. Somebody else's is refused like one that does not exist.
pub(crate) async fn withdraw(state: &IngestState, writer: &Writer, no: SuggestionNo) -> Result<MyCard, Problem> {
    state.limits().edit(writer.person)?;
    let command = SuggestionCommand::Withdraw;
    let changed = state.put(writer.change(Command::Suggestion { no, command })).await?;
    let suggestion = changed.suggestion.expect("a withdrawal concerns one suggestion");
    Ok(mine::card(&suggestion, &changed.meeting, changed.at))
}
