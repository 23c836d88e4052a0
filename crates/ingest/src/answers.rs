//! What a citizen says of the cards that they were served. Answers arrive as a set and go into the store as one.

use axum::Json;
use axum::extract::State;
use domain::Command;
use domain::answer::{AnswerCommand, CardHash};
use futures_util::future::join_all;
use identity::token_hash;
use protocol::citizen::{ANSWERS_MAX, AnswersBody, AnswersReply, BODY_BYTES_MAX, CardAnswer, RefusedAnswer};
use protocol::{ErrorCode, JsonBody, Problem};

use crate::IngestState;
use crate::writer::Writer;

/// `POST …/answers`.
pub(crate) async fn handle(
    State(state): State<IngestState>,
    writer: Writer,
    JsonBody(body): JsonBody<AnswersBody, BODY_BYTES_MAX>,
) -> Result<Json<AnswersReply>, Problem> {
    answer(&state, &writer, &body.answers).await.map(Json)
}

/// Takes 1–20 answers; each counts or is refused on its own. Refused as a whole when none counts for a reason that concerns them all:
/// there is no such meeting, it takes no answers, or the house is too busy.
pub(crate) async fn answer(
    state: &IngestState,
    writer: &Writer,
    answers: &[CardAnswer],
) -> Result<AnswersReply, Problem> {
    if !(1..=ANSWERS_MAX).contains(&answers.len()) {
        return Err(Problem::new(ErrorCode::BadField).field("answers").value("max", ANSWERS_MAX));
    }
    state.limits().answer(writer.person)?;
    // All of them are queued before the first is waited for, so that they share a commit.
    let said = answers.iter().map(|card| {
        let hash = CardHash(token_hash(&card.token));
        state.put(writer.change(Command::Answer(AnswerCommand { no: card.no, hash, answer: card.answer })))
    });
    let (mut accepted, mut refused, mut whole) = (0, Vec::new(), None);
    for (card, outcome) in answers.iter().zip(join_all(said).await) {
        match outcome {
            Ok(_) => accepted += 1,
            Err(problem) => {
                refused.push(RefusedAnswer { no: card.no, code: problem.code().name().to_owned() });
                whole = whole.or(concerns_all(problem.code()).then_some(problem));
            }
        }
    }
    match whole {
        Some(problem) if accepted == 0 => Err(problem),
        _ => Ok(AnswersReply { accepted, refused }),
    }
}

fn concerns_all(code: ErrorCode) -> bool {
    use ErrorCode as E;
    matches!(code, E::NoSuchMeeting | E::SupportClosed | E::Suspended | E::CardsOff | E::Busy | E::Internal)
}
