//! `GET …/candidates?no=&text=`: public suggestions that an item may be merged into or a host may show, by likeness, by words or by
//! number.

use axum::Json;
use axum::extract::{Query, State};
use domain::{CommandKind, SuggestionNo};
use identity::CurrentStaff;
use protocol::citizen::SimilarReply;
use protocol::{ErrorCode, InMeeting, Problem};
use serde::Deserialize;

use crate::access::permit_any;
use crate::desk::Desk;
use crate::state::ModerationState;

/// Candidates in one answer.
const CANDIDATES_MAX: usize = 10;
/// The longest search, in bytes: as long as the longest suggestion is likely to be.
const SEARCH_BYTES_MAX: usize = 4_096;

/// `no`: the item for which one is sought. `text`: what to look for instead of its own text; digits alone are a number.
#[derive(Deserialize)]
pub(crate) struct Asked {
    no: Option<u32>,
    text: Option<String>,
}

pub(crate) async fn find(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    asked: Result<Query<Asked>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<SimilarReply>, Problem> {
    // Moderators look for what to merge into, hosts for what to show; all of it is public.
    permit_any(&staff, &[CommandKind::Review, CommandKind::Floor])?;
    let Query(asked) = asked.map_err(|_| Problem::new(ErrorCode::BadParameter))?;
    if asked.text.as_ref().is_some_and(|text| text.len() > SEARCH_BYTES_MAX) {
        return Err(Problem::new(ErrorCode::BadParameter).field("text"));
    }
    let open = state.desks.of(&state.store, &meeting).await?;
    let similar = candidates(&open.look(), asked.no.map(SuggestionNo), asked.text.as_deref());
    Ok(Json(SimilarReply { similar }))
}

fn candidates(desk: &Desk, no: Option<SuggestionNo>, search: Option<&str>) -> Vec<protocol::citizen::SimilarCard> {
    let search = search.map(str::trim).filter(|search| !search.is_empty());
    if let Some(number) = search.and_then(|search| search.parse().ok()) {
        let one = desk.card(SuggestionNo(number), 1.0);
        return one.into_iter().filter(|card| Some(card.no) != no).collect();
    }
    let own = || no.and_then(|no| desk.suggestion(no)).map(|suggestion| suggestion.text.as_str());
    match search {
        Some(words) => desk.search(words, no, CANDIDATES_MAX),
        None => own().map(|text| desk.similar(text, no, CANDIDATES_MAX)).unwrap_or_default(),
    }
}
