//! `GET …/suggestions/{no}/merge-preview?into=&kind=`: what citizens and the author would see of a merge. Nothing happens.

use axum::Json;
use axum::extract::{Query, State};
use domain::{CommandKind, Refusal, Review, Suggestion, SuggestionNo};
use http::{HeaderMap, Uri};
use identity::CurrentStaff;
use protocol::frame::Card;
use protocol::moderation::{IntoKind, MergePreview};
use protocol::{AtSuggestion, ErrorCode, Locale, Problem};
use serde::Deserialize;

use crate::access::{fault, permit};
use crate::decide::shown;
use crate::state::ModerationState;

/// The author's page tells of a merge under this key.
const AUTHOR_KEY: &str = "mine.merged";

#[derive(Deserialize)]
pub(crate) struct Asked {
    into: u32,
    #[serde(default)]
    kind: IntoKind,
}

pub(crate) async fn show(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    AtSuggestion(meeting, no): AtSuggestion,
    asked: Result<Query<Asked>, axum::extract::rejection::QueryRejection>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Json<MergePreview>, Problem> {
    permit(&staff, CommandKind::Review)?;
    let Query(asked) = asked.map_err(|_| Problem::new(ErrorCode::BadParameter))?;
    let into = SuggestionNo(asked.into);
    let now = state.clock.now();
    let open = state.desks.of(&state.store, &meeting).await?;
    let (ended, mut goes_on) = {
        let desk = open.look();
        let known = |no| desk.suggestion(no).cloned();
        let ended = known(no).ok_or_else(|| Problem::refused(Refusal::NoSuchSuggestion, now))?;
        let goes_on = known(into).filter(|one| is_public(one) && into != no);
        (ended, goes_on.ok_or_else(|| Problem::refused(Refusal::BadMergeTarget, now))?)
    };
    let union_supports = state.store.supports_after_merge(&meeting, no, into).await.map_err(fault)?;
    let union_supports = union_supports.ok_or_else(|| Problem::refused(Refusal::BadMergeTarget, now))?;
    goes_on.supports = union_supports;
    goes_on.merged += 1 + ended.merged;
    let supplement = match asked.kind {
        IntoKind::Backer => None,
        IntoKind::Supplement => Some(shown(&ended)?.as_str().to_owned()),
    };
    let public = Card::of(&goes_on).ok_or_else(|| Problem::refused(Refusal::BadMergeTarget, now))?;
    let author = Locale::of(&headers, uri.query()).fill(AUTHOR_KEY, &[("no", &into.to_string())]);
    Ok(Json(MergePreview { public, supplement, author, union_supports }))
}

fn is_public(suggestion: &Suggestion) -> bool {
    matches!(suggestion.review, Review::Published { .. })
}
