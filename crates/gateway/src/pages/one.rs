//! `GET /m/{meeting}/i/{no}`: one suggestion, to be shared and found again.

use std::sync::Arc;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::SuggestionNo;
use identity::Assets;
use protocol::frame::{Card, MeetingCard};
use protocol::{ErrorCode, Locale, Problem, figures};

use super::cards::{CardView, supports_open};
use super::page;
use super::plan::band_class;
use super::reader::Visit;

#[derive(Template)]
#[template(path = "one.html")]
struct One {
    l: Locale,
    assets: Arc<Assets>,
    here: String,
    csrf: String,
    id: String,
    tab: &'static str,
    back: String,
    meeting_title: String,
    heading: String,
    c: CardView,
    setsize: usize,
    supports_open: bool,
    item_line: String,
    item_class: String,
    item_numeral: String,
    published: String,
    published_machine: String,
}

pub(super) async fn one(visit: Visit, Path((_, no)): Path<(String, String)>) -> Result<Response, Problem> {
    let unknown = || Problem::new(ErrorCode::NoSuchSuggestion);
    let no = SuggestionNo(no.parse().map_err(|_| unknown())?);
    let card: &Card = visit.view.card(no).ok_or_else(unknown)?;
    let (l, meeting) = (visit.reader.locale, visit.meeting());
    let (item_numeral, item_class, item_line) = item(meeting, card);
    page(&One {
        l,
        assets: Arc::clone(&visit.assets),
        here: visit.reader.here.clone(),
        csrf: visit.csrf.clone(),
        id: meeting.id.to_string(),
        tab: "one",
        back: format!("/m/{}", meeting.id),
        meeting_title: meeting.title.clone(),
        heading: l.fill("one.title", &[("no", &no.to_string())]),
        c: CardView::new(card, 0, &visit),
        setsize: 0,
        supports_open: supports_open(meeting),
        item_line,
        item_class,
        item_numeral,
        published: l.fill("one.published", &[("time", &l.day_and_time(card.published_at))]),
        published_machine: figures::machine_time(card.published_at),
    })
}

/// Numeral, class and title of the suggestion's agenda item; empty without one.
fn item(meeting: &MeetingCard, card: &Card) -> (String, String, String) {
    let found = card
        .agenda_item
        .and_then(|number| Some((number.0, meeting.agenda.get(usize::from(number.0).checked_sub(1)?)?)));
    found.map_or_else(Default::default, |(number, item)| {
        (figures::numeral(number), band_class(number), item.title.clone())
    })
}
