//! An author changes a suggestion's text while the meeting's edit window is open.

use axum::Json;
use axum::extract::State;
use domain::{Command, SuggestionCommand, SuggestionNo};
use protocol::citizen::{EditBody, MyCard};
use protocol::{AtSuggestion, Problem};

use crate::body::Body;
use crate::writer::Writer;
use crate::{IngestState, mine, typed};

/// `PUT …/suggestions/{no}`.
pub(crate) async fn handle(
    State(state): State<IngestState>,
    writer: Writer,
    AtSuggestion(_, no): AtSuggestion,
    Body(body): Body<EditBody>,
) -> Result<Json<MyCard>, Problem> {
    edit(&state, &writer, no, &body.text).await.map(Json)
}

/// Changes the text of number `no`, which goes back to review. Somebody else's is refused like one that does not exist.
pub(crate) async fn edit(
    state: &IngestState,
    writer: &Writer,
    no: SuggestionNo,
    text: &str,
) -> Result<MyCard, Problem> {
    state.limits().edit(writer.person)?;
    let words = typed::suggestion(text)?;
    let command = SuggestionCommand::Edit { text: words.text, flags: words.flags };
    let mut change = writer.change(Command::Suggestion { no, command });
    change.shown = Some(words.shown);
    let changed = state.put(change).await?;
    let suggestion = changed.suggestion.expect("an edit concerns one suggestion");
    Ok(mine::card(suggestion, &changed.meeting, changed.at))
}
