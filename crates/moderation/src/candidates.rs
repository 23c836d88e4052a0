//! `GET …/candidates?no=&text=`: suggestions that an item may be merged into or a host may show, by likeness, by words or by number.

use axum::Json;
use axum::extract::{Query, State};
use domain::{CommandKind, SuggestionNo};
use identity::CurrentStaff;
use protocol::moderation::CandidatesReply;
use protocol::{ErrorCode, InMeeting, Problem};
use serde::Deserialize;

use crate::access::permit_any;
use crate::desk::{Scope, candidates};
use crate::state::ModerationState;

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
) -> Result<Json<CandidatesReply>, Problem> {
    // Moderators look for what to merge into, hosts for what to show.
    permit_any(&staff, &[CommandKind::Review, CommandKind::Floor])?;
    let scope = if staff.actor().may(CommandKind::Review) { Scope::Waiting } else { Scope::Public };
    let Query(asked) = asked.map_err(|_| Problem::new(ErrorCode::BadParameter))?;
    if asked.text.as_ref().is_some_and(|text| text.len() > SEARCH_BYTES_MAX) {
        return Err(Problem::new(ErrorCode::BadParameter).field("text"));
    }
    let open = state.desks.of(&state.store, &meeting).await?;
    let similar = candidates(&open.look(), asked.no.map(SuggestionNo), asked.text.as_deref(), scope);
    Ok(Json(CandidatesReply { similar }))
}
