//! A citizen backs a suggestion, or takes the backing back. By far the most frequent write: nothing is done twice here.

use axum::Json;
use axum::extract::State;
use domain::{Command, SuggestionNo};
use protocol::citizen::SupportReply;
use protocol::{AtSuggestion, Problem};

use crate::IngestState;
use crate::writer::Writer;

/// `PUT …/suggestions/{no}/support`.
pub(crate) async fn add(
    State(state): State<IngestState>,
    writer: Writer,
    AtSuggestion(_, no): AtSuggestion,
) -> Result<Json<SupportReply>, Problem> {
    wish(&state, &writer, no, true).await.map(Json)
}

/// `DELETE …/suggestions/{no}/support`.
pub(crate) async fn remove(
    State(state): State<IngestState>,
    writer: Writer,
    AtSuggestion(_, no): AtSuggestion,
) -> Result<Json<SupportReply>, Problem> {
    wish(&state, &writer, no, false).await.map(Json)
}

/// Makes it so that the citizen backs number `no`, or does not. Wishing what already is changes nothing and is no error.
pub(crate) async fn wish(
    state: &IngestState,
    writer: &Writer,
    no: SuggestionNo,
    wish: bool,
) -> Result<SupportReply, Problem> {
    state.limits().support(writer.person)?;
    let changed = state.put(writer.change(Command::Support { no, wish })).await?;
    Ok(SupportReply {
        supported: changed.supported.unwrap_or(wish),
        supports: changed.suggestion.map_or(0, |suggestion| suggestion.supports),
    })
}
