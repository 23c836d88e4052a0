//! `GET /m/{meeting}/new`: the form of a suggestion as a page of its own. The write side takes what it sends.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::{AgendaNo, Review, Suggestion, SuggestionNo};
use http::HeaderMap;
use identity::{Assets, Device};
use protocol::form::{SuggestionForm, Typed};
use protocol::frame::BoardOrder;
use protocol::{Locale, Problem};

use super::reader::Visit;
use super::{page, script};
use crate::GatewayState;
use crate::fault::fault;
use crate::query::Parameters;

#[derive(Template)]
#[template(path = "new.html")]
struct New {
    l: Locale,
    assets: Arc<Assets>,
    here: String,
    csrf: String,
    key: String,
    id: String,
    tab: &'static str,
    back: String,
    meeting_title: String,
    form: SuggestionForm,
    typed: Typed,
    problem: String,
    /// What the script works with; the page is whole without it.
    state: String,
}

/// With `?from=`, one's own words of an earlier suggestion, to be put in other words.
pub(super) async fn new(
    State(state): State<GatewayState>,
    visit: Visit,
    headers: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Problem> {
    let meeting = visit.meeting();
    let chosen = parameters.parsed::<u16>("item")?.map(AgendaNo);
    let typed = match parameters.parsed::<u32>("from")? {
        Some(no) => own_words(&state, &visit, &headers, SuggestionNo(no)).await?,
        None => Typed::default(),
    };
    // No suggestion is listed here.
    let seen = script::Seen { item: chosen, order: BoardOrder::Supports, page: 1, pages: 1, setsize: 0, limit: 1 };
    page(&New {
        l: visit.reader.locale,
        assets: Arc::clone(&visit.assets),
        here: visit.reader.here.clone(),
        csrf: visit.csrf.clone(),
        key: visit.key(),
        id: meeting.id.to_string(),
        tab: "new",
        back: format!("/m/{}", meeting.id),
        meeting_title: meeting.title.clone(),
        form: visit.form(chosen),
        typed,
        problem: String::new(),
        state: script::state(&visit, &seen),
    })
}

/// What the reader wrote as `no`; nothing when that was somebody else, or when even its author is not to see it again.
async fn own_words(
    state: &GatewayState,
    visit: &Visit,
    headers: &HeaderMap,
    no: SuggestionNo,
) -> Result<Typed, Problem> {
    let meeting = &visit.meeting().id;
    let Some(device) = Device::known(headers, &state.identity) else { return Ok(Typed::default()) };
    let found = state.store.suggestion(meeting, no).await.map_err(|error| fault(&error))?;
    let own = found.filter(|found| found.author == device.person(meeting) && author_sees(found));
    Ok(own.map(typed).unwrap_or_default())
}

fn author_sees(suggestion: &Suggestion) -> bool {
    match suggestion.review {
        Review::Returned { reason, .. } | Review::Rejected { reason, .. } => reason.author_sees_text(),
        Review::Hidden { .. } => false,
        _ => true,
    }
}

fn typed(own: Suggestion) -> Typed {
    Typed {
        text: own.text.as_str().to_owned(),
        area: own.area.map_or_else(String::new, |area| area.as_str().to_owned()),
        display_name: own.display_name.map_or_else(String::new, |name| name.as_str().to_owned()),
    }
}
