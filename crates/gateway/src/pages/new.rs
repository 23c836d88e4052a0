//! `GET /m/{meeting}/new`: the form of a suggestion as a page of its own. The write side takes what it sends.

use std::sync::Arc;

use askama::Template;
use axum::response::Response;
use domain::AgendaNo;
use identity::Assets;
use protocol::form::{SuggestionForm, Typed};
use protocol::frame::BoardOrder;
use protocol::{Locale, Problem};

use super::reader::Visit;
use super::{page, script};
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

pub(super) async fn new(visit: Visit, parameters: Parameters) -> Result<Response, Problem> {
    let meeting = visit.meeting();
    let chosen = parameters.parsed::<u16>("item")?.map(AgendaNo);
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
        typed: Typed::default(),
        problem: String::new(),
        state: script::state(&visit, &seen),
    })
}
