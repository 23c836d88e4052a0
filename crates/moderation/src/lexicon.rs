//! `GET` and `PUT …/lexicon`, `POST …/lexicon/dry-run`, `POST …/lexicon/import`: the word lists of a meeting.
//!
//! A list informs, sorts and holds: nothing is refused or hidden by it.

use std::collections::HashSet;

use axum::Json;
use axum::extract::State;
use domain::desk::{WORD_BYTES_MAX, WORDS_MAX};
use domain::{Command, CommandKind, DeskCommand, MeetingId};
use identity::CurrentStaff;
use protocol::lexicon::{
    ImportReply, LISTS_BYTES_MAX, LexiconBody, LexiconReply, TRIAL_TOLD_MAX, TrialBody, TrialHits, TrialReply,
};
use protocol::{ErrorCode, InMeeting, JsonBody, Problem};
use store::Change;

use crate::access::{permit, refused};
use crate::desk::Sought;
use crate::state::ModerationState;

pub(crate) async fn show(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
) -> Result<Json<LexiconReply>, Problem> {
    permit(&staff, CommandKind::Arrange)?;
    told(&state, &meeting).await.map(Json)
}

pub(crate) async fn put(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    JsonBody(body): JsonBody<LexiconBody, LISTS_BYTES_MAX>,
) -> Result<Json<LexiconReply>, Problem> {
    let permitted = permit(&staff, CommandKind::Govern)?;
    let command = DeskCommand::SetLexicon { version: body.version, lists: body.lists };
    let change = Change::new(meeting.clone(), permitted.actor, Command::Desk(command));
    state.store.change(change).await.map_err(|error| refused(error, state.clock.now()))?;
    told(&state, &meeting).await.map(Json)
}

/// What lists would find in everything that was handed in, the latest first.
pub(crate) async fn try_out(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    JsonBody(body): JsonBody<TrialBody, LISTS_BYTES_MAX>,
) -> Result<Json<TrialReply>, Problem> {
    permit(&staff, CommandKind::Arrange)?;
    let open = state.desks.of(&state.store, &meeting).await?;
    // A copy of the texts, so that nobody waits for the desk while they are looked through.
    let texts: Vec<_> = open.look().suggestions().rev().map(|one| (one.no, one.text.clone())).collect();
    let read = texts.len() as u32;
    let trial = tokio::task::spawn_blocking(move || {
        let sought = Sought::new(&body.lists);
        let found = texts.into_iter().filter_map(|(no, text)| {
            let hits = sought.as_ref().map(|sought| sought.hits(text.as_str())).unwrap_or_default();
            (!hits.is_empty()).then(|| TrialHits { no, text: text.as_str().to_owned(), hits })
        });
        found.collect::<Vec<_>>()
    });
    let mut suggestions = trial.await.map_err(|_| Problem::new(ErrorCode::Internal))?;
    let found = suggestions.len() as u32;
    suggestions.truncate(TRIAL_TOLD_MAX);
    Ok(Json(TrialReply { read, found, suggestions }))
}

/// One word a line. A word that is too long, and a list of too many, is refused with its line: nothing is cut.
pub(crate) async fn import(
    staff: CurrentStaff,
    InMeeting(_): InMeeting,
    text: String,
) -> Result<Json<ImportReply>, Problem> {
    permit(&staff, CommandKind::Arrange)?;
    let (mut words, mut seen, mut repeated) = (Vec::new(), HashSet::new(), 0);
    for (at, line) in text.trim_start_matches('\u{FEFF}').lines().enumerate() {
        let word = line.trim();
        if word.is_empty() || word.starts_with('#') {
            continue;
        }
        if word.len() > WORD_BYTES_MAX {
            return Err(Problem::new(ErrorCode::TextTooLong)
                .field("line")
                .value("line", at + 1)
                .value("max", WORD_BYTES_MAX));
        }
        if !seen.insert(word.to_owned()) {
            repeated += 1;
            continue;
        }
        if words.len() == WORDS_MAX {
            return Err(Problem::new(ErrorCode::BadField).field("line").value("line", at + 1).value("max", WORDS_MAX));
        }
        words.push(word.to_owned());
    }
    Ok(Json(ImportReply { words, repeated }))
}

async fn told(state: &ModerationState, meeting: &MeetingId) -> Result<LexiconReply, Problem> {
    let open = state.desks.of(&state.store, meeting).await?;
    let desk = open.look();
    let (version, lists) = desk.word_lists();
    Ok(LexiconReply { version, lists: lists.to_vec() })
}
