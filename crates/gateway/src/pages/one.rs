//! `GET /m/{meeting}/i/{no}`: one suggestion with what became of it, to be shared and found again. A number that lives on in another
//! leads there.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{EditKind, SuggestionNo};
use http::HeaderMap;
use identity::Assets;
use protocol::frame::{Card, MeetingCard};
use protocol::{ErrorCode, Locale, Problem, figures};

use super::cards::{self, CardView, supports_open};
use super::course::{self, Row};
use super::page;
use super::plan::band_class;
use super::qr::origin;
use super::reader::Visit;
use crate::GatewayState;
use crate::courses::Passed;
use crate::query::Parameters;
use crate::segments::look;

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
    /// What a chat shows of the page: title, text and address.
    preview_title: String,
    preview_text: String,
    address: String,
    moment_address: String,
    c: CardView,
    setsize: usize,
    supports_open: bool,
    item_line: String,
    item_class: String,
    item_numeral: String,
    /// Set when the reader asked for a number that lives on in this one.
    came_from: String,
    /// How staff changed the wording, and what it said before; empty where they did not.
    edit_word: String,
    edit_before: String,
    /// Number and text of what was merged in and stands below.
    supplements: Vec<(String, String)>,
    /// Label and address of close ones that stand beside it.
    related: Vec<(String, String)>,
    course: Vec<Row>,
}

pub(super) async fn one(
    State(state): State<GatewayState>,
    visit: Visit,
    Path((_, no)): Path<(String, String)>,
    parameters: Parameters,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let unknown = || Problem::new(ErrorCode::NoSuchSuggestion);
    let no = SuggestionNo(no.parse().map_err(|_| unknown())?);
    let known = known_of(&state, &visit, no).await?;
    let Some(card) = visit.view.card(no) else {
        let into = known.merged_into.ok_or_else(unknown)?;
        let address = format!("{}?from={}", cards::address(visit.meeting(), into), no.0);
        return Ok(Redirect::to(&address).into_response());
    };
    let from: Option<u32> = parameters.parsed("from")?;
    page(&build(&visit, card, &known.steps, from, &origin(&state, &headers)))
}

/// What the log says of a number.
struct Known {
    steps: Vec<Passed>,
    merged_into: Option<SuggestionNo>,
}

async fn known_of(state: &GatewayState, visit: &Visit, no: SuggestionNo) -> Result<Known, Problem> {
    let feed = state.public_feed(visit.meeting().id.as_str()).await?;
    let mut looked = feed.chronicle.lock().await;
    look(state, &feed, &mut looked).await?;
    let courses = looked.chronicle.courses();
    Ok(Known { steps: courses.of(no), merged_into: courses.merged_into(no) })
}

fn build(visit: &Visit, card: &Card, steps: &[Passed], from: Option<u32>, origin: &str) -> One {
    let (l, meeting) = (visit.reader.locale, visit.meeting());
    let (item_numeral, item_class, item_line) = item(meeting, card);
    let c = CardView::new(card, 0, visit);
    One {
        l,
        assets: Arc::clone(&visit.assets),
        here: visit.reader.here.clone(),
        csrf: visit.csrf.clone(),
        id: meeting.id.to_string(),
        tab: "one",
        back: format!("/m/{}", meeting.id),
        meeting_title: meeting.title.clone(),
        heading: l.fill("one.title", &[("no", &card.no.to_string())]),
        preview_title: format!("{} · {}", cards::label(l, card.no), meeting.title),
        preview_text: l.fill(
            "one.preview",
            &[("text", &card.text), ("n", &figures::exact(u64::from(card.supports))), ("floor", c.floor)],
        ),
        address: format!("{origin}{}", cards::address(meeting, card.no)),
        moment_address: if c.moment.is_empty() { String::new() } else { format!("{origin}{}", c.moment_href) },
        c,
        setsize: 0,
        supports_open: supports_open(meeting),
        item_line,
        item_class,
        item_numeral,
        came_from: from
            .filter(|from| steps.iter().any(|passed| passed.step == crate::courses::Step::Took(SuggestionNo(*from))))
            .map_or_else(String::new, |from| l.fill("one.from", &[("no", &SuggestionNo(from).to_string())])),
        edit_word: card.edit.as_ref().map(|edit| l.text(edit_word(edit.kind)).to_owned()).unwrap_or_default(),
        edit_before: card.edit.as_ref().and_then(|edit| edit.before.clone()).unwrap_or_default(),
        supplements: card.supplements.iter().map(|one| (cards::label(l, one.no), one.text.clone())).collect(),
        related: card.related.iter().map(|no| (cards::label(l, *no), cards::address(meeting, *no))).collect(),
        course: course::rows(l, meeting, card, steps),
    }
}

fn edit_word(kind: EditKind) -> &'static str {
    match kind {
        EditKind::Typo => "one.edit.typo",
        EditKind::Mask => "one.edit.mask",
        EditKind::Shorten => "one.edit.shorten",
    }
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
