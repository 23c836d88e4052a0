//! `GET /m/{meeting}/agenda`: the items with their times, and what the meeting is about.

use std::sync::Arc;

use askama::Template;
use axum::response::Response;
use domain::AgendaNo;
use identity::Assets;
use protocol::{Locale, Problem};

use super::page;
use super::plan::{self, Row};
use super::reader::Visit;

#[derive(Template)]
#[template(path = "agenda.html")]
struct Agenda {
    l: Locale,
    assets: Arc<Assets>,
    here: String,
    id: String,
    tab: &'static str,
    back: String,
    meeting_title: String,
    when: String,
    plan: Vec<Row>,
    organiser: String,
    code: String,
    summary: Vec<String>,
}

pub(super) async fn agenda(visit: Visit) -> Result<Response, Problem> {
    let (l, meeting) = (visit.reader.locale, visit.meeting());
    let of_item = |item: AgendaNo| visit.view.cards().iter().filter(|card| card.agenda_item == Some(item)).count();
    let organiser = match meeting.organiser.as_str() {
        "" => String::new(),
        name => l.fill("agenda.organiser", &[("name", name)]),
    };
    let when = match meeting.current_item {
        Some(_) => plan::phase_word(l, meeting.phase).to_owned(),
        None => plan::standing(l, meeting),
    };
    page(&Agenda {
        l,
        assets: Arc::clone(&visit.assets),
        here: visit.reader.here.clone(),
        id: meeting.id.to_string(),
        tab: "agenda",
        back: format!("/m/{}", meeting.id),
        meeting_title: meeting.title.clone(),
        when,
        plan: plan::rows(l, meeting, of_item),
        organiser,
        code: l.fill("agenda.code", &[("code", &meeting.code.to_string())]),
        summary: meeting.summary.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect(),
    })
}
