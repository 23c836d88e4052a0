//! Answer cards (評議卡) for a citizen: chosen by the server, each with a token that answers it once.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::answer::CardHash;
use domain::cards::takes_answers;
use domain::{Meeting, Phase};
use http::header;
use identity::{random_seed, random_token, token_hash};
use protocol::citizen::{AnswerCard, CardsReply};
use protocol::{ErrorCode, Problem};

use crate::writer::Writer;
use crate::{IngestState, declined};

/// `GET …/cards`. Asking is a write: what is served is kept, so that only that can be answered.
pub(crate) async fn handle(State(state): State<IngestState>, writer: Writer) -> Result<Response, Problem> {
    let (_, reply) = serve(&state, &writer).await?;
    Ok(([(header::CACHE_CONTROL, "private, no-store")], Json(reply)).into_response())
}

/// Serves this person up to 9 cards, and gives the meeting. Cards that were served before and not answered may come again; their old
/// tokens are void then.
pub(crate) async fn serve(state: &IngestState, writer: &Writer) -> Result<(Meeting, CardsReply), Problem> {
    state.limits().answer(writer.person)?;
    let store = state.store();
    let table = state.pools().table(store, state.clock(), &writer.meeting).await.map_err(declined::reading)?;
    let table = table.filter(|table| table.meeting.phase != Phase::Draft);
    let table = table.ok_or_else(|| Problem::new(ErrorCode::NoSuchMeeting))?;
    if takes_answers(&table.meeting).is_err() {
        return Ok((table.meeting.clone(), CardsReply { cards: Vec::new(), waiting: false }));
    }
    let answered = store.answered_by(&writer.meeting, writer.person).await.map_err(declined::reading)?;
    let faces = table.choose(writer.person, &answered, random_seed());
    let cards: Vec<AnswerCard> = faces
        .into_iter()
        .map(|face| AnswerCard { no: face.no, text: face.text, agenda_item: face.item, token: random_token() })
        .collect();
    if !cards.is_empty() {
        let kept: Vec<_> = cards.iter().map(|card| (card.no, CardHash(token_hash(&card.token)))).collect();
        let serving = store.serve_cards(&writer.meeting, writer.person, &kept, state.now());
        serving.await.map_err(declined::reading)?;
    }
    let waiting = cards.is_empty();
    Ok((table.meeting.clone(), CardsReply { cards, waiting }))
}
