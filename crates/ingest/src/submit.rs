//! A citizen hands in a suggestion.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::{AgendaNo, Command, Submit};
use http::{HeaderMap, HeaderValue, StatusCode};
use protocol::Problem;
use protocol::citizen::{SubmitBody, SubmitReply};

use crate::body::Body;
use crate::key::{self, REPLAYED};
use crate::receipt::receipt;
use crate::writer::Writer;
use crate::{IngestState, typed};

/// A suggestion that was taken.
#[derive(Debug)]
pub(crate) struct Submitted {
    /// Its number, state and receipt.
    pub(crate) reply: SubmitReply,
    /// Whether it was taken before, by a request with the same key.
    pub(crate) replayed: bool,
}

/// `POST …/suggestions`.
pub(crate) async fn handle(
    State(state): State<IngestState>,
    writer: Writer,
    headers: HeaderMap,
    Body(body): Body<SubmitBody>,
) -> Result<Response, Problem> {
    let key = key::of_headers(&headers)?;
    let Submitted { reply, replayed } = submit(&state, &writer, &body, key).await?;
    let mut response = (StatusCode::CREATED, Json(reply)).into_response();
    if replayed {
        response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    }
    Ok(response)
}

/// Takes a suggestion. With a `key` (see [`key::checked`]) a repetition gets the first answer again, and the same key with another
/// body is refused.
pub(crate) async fn submit(
    state: &IngestState,
    writer: &Writer,
    body: &SubmitBody,
    key: Option<String>,
) -> Result<Submitted, Problem> {
    let words = typed::suggestion(&body.text)?;
    let command = Command::Submit(Submit {
        author: writer.person,
        text: words.text.clone(),
        item: body.agenda_item.map(AgendaNo),
        moment_ms: body.moment_ms,
        area: typed::area(body.area.as_deref())?,
        display_name: typed::display_name(body.display_name.as_deref())?,
        flags: words.flags,
        no: None,
        paper: None,
        source: state.identity().source(&writer.meeting, writer.from),
    });
    let mut change = writer.change(command);
    change.key = key.map(|text| key::with_body(text, body));
    change.shown = Some(words.shown);
    let changed = state.put_read(change, words.text.as_str()).await?;
    let suggestion = changed.suggestion.expect("a submission concerns one suggestion");
    // A replay finds the suggestion as it is now; the answer tells of it as it was taken.
    let taken_as = domain::suggestion::taken_as(&changed.meeting, &suggestion.flags);
    let (no, submitted_at) = (suggestion.no, suggestion.submitted_at);
    let receipt = receipt(state.identity(), &writer.meeting, no, &words.text, submitted_at);
    let reply = SubmitReply { id: no, no, state: taken_as.word().to_owned(), receipt, submitted_at };
    Ok(Submitted { reply, replayed: changed.replayed })
}
