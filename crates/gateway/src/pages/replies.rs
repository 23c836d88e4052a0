//! `GET /m/{meeting}/replies`: what has been answered in the chamber.

use std::sync::Arc;

use askama::Template;
use axum::response::Response;
use domain::Floor;
use identity::Assets;
use protocol::frame::Card;
use protocol::{Locale, Problem};

use super::cards::{CardView, supports_open};
use super::page;
use super::reader::Visit;

/// The page lists at most this many, the latest suggestions first.
const LISTED_MAX: usize = 60;

#[derive(Template)]
#[template(path = "replies.html")]
struct Replies {
    l: Locale,
    assets: Arc<Assets>,
    here: String,
    csrf: String,
    id: String,
    tab: &'static str,
    back: String,
    meeting_title: String,
    cards: Vec<CardView>,
    setsize: usize,
    supports_open: bool,
}

pub(super) async fn replies(visit: Visit) -> Result<Response, Problem> {
    let meeting = visit.meeting();
    let answered = |card: &&Arc<Card>| matches!(card.floor, Floor::Answered { .. } | Floor::Covered { .. });
    let listed: Vec<Arc<Card>> = visit.view.cards().iter().rev().filter(answered).take(LISTED_MAX).cloned().collect();
    page(&Replies {
        l: visit.reader.locale,
        assets: Arc::clone(&visit.assets),
        here: visit.reader.here.clone(),
        csrf: visit.csrf.clone(),
        id: meeting.id.to_string(),
        tab: "replies",
        back: format!("/m/{}", meeting.id),
        meeting_title: meeting.title.clone(),
        setsize: listed.len(),
        cards: CardView::list(&listed, &visit),
        supports_open: supports_open(meeting),
    })
}
