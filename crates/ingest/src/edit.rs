//! An author changes a suggestion's text while the meeting's edit window is open.

use axum::Json;
use axum::extract::State;
use domain::{Command, SuggestionCommand, SuggestionNo};
use protocol::citizen::{EditBody, SubmitReply};
use protocol::{AtSuggestion, Problem};

use crate::body::Body;
use crate::receipt::receipt;
use crate::writer::Writer;
use crate::{IngestState, typed};

/// `PUT …/suggestions/{no}`.
pub(crate) async fn handle(
    State(state): State<IngestState>,
    writer: Writer,
    AtSuggestion(_, no): AtSuggestion,
    Body(body): Body<EditBody>,
) -> Result<Json<SubmitReply>, Problem> {
    edit(&state, &writer, no, &body.text).await.map(Json)
}

/// Changes the text of number `no`, which goes back to review, and gives the receipt of the new text. Somebody else's is refused
/// like one that does not exist.
pub(crate) async fn edit(
    state: &IngestState,
    writer: &Writer,
    no: SuggestionNo,
    text: &str,
) -> Result<SubmitReply, Problem> {
    state.limits().edit(writer.person)?;
    let words = typed::suggestion(text)?;
    let command = SuggestionCommand::Edit { text: words.text.clone(), flags: words.flags };
    let mut change = writer.change(Command::Suggestion { no, command });
    change.shown = Some(words.shown);
    let changed = state.put_read(change, words.text.as_str()).await?;
    let suggestion = changed.suggestion.expect("an edit concerns one suggestion");
    let submitted_at = suggestion.submitted_at;
    Ok(SubmitReply {
        id: no,
        no,
        state: suggestion.review.kind().word().to_owned(),
        receipt: receipt(state.identity(), &writer.meeting, no, &words.text, submitted_at),
        submitted_at,
    })
}
