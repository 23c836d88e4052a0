//! `GET /overlay/{meeting}?k=`: a transparent page that a broadcaster lays over the picture. It is for one program that runs scripts, so
//! the script draws it from the data block; without a script, or without data, it shows nothing.
//!
//! Opened by a revocable link, like a big screen.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::SuggestionNo;
use http::{HeaderMap, StatusCode};
use identity::Assets;
use protocol::frame::{BoardOrder, Card};
use protocol::{ErrorCode, Locale, Problem, Reader};
use std::sync::Arc;
use store::ScreenKind;

use super::screen::{self, link, script};
use super::{qr as code, rendered};
use crate::GatewayState;
use crate::board::{BoardQuery, View};
use crate::query::Parameters;

/// The margin that stays free on each side, in per cent of the picture, unless the address says otherwise; and the widest.
const SAFE: u8 = 5;
const SAFE_MAX: u8 = 10;
/// Newest cards that the script is given for the ticker.
const NEWEST: usize = 10;
/// What the address may fix.
const LAYOUTS: [&str; 6] = ["off", "lower", "ticker", "rank", "qr", "timer"];

#[derive(Template)]
#[template(path = "overlay.html")]
struct Overlay<'a> {
    l: Locale,
    assets: &'a Assets,
    safe: u8,
    /// Fixed layouts, apart by commas; empty follows the director.
    layout: String,
    /// The suggestion of the lower third, whatever the director chose: for previews.
    no: Option<u32>,
    /// Stays although data is lost.
    stay: bool,
    test: bool,
    test_line: String,
    qr: String,
    code: String,
    state: String,
}

pub(super) async fn overlay(
    State(state): State<GatewayState>,
    Path(meeting): Path<String>,
    reader: Reader,
    parameters: Parameters,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let l = reader.locale;
    let Some(meeting) = link::opened(&state, ScreenKind::Overlay, &meeting, &parameters).await? else {
        return screen::gone(l, &state.assets, "over");
    };
    let (layout, safe) = (layout(&parameters)?, safe(&parameters)?);
    let view = state.feeds.get(&meeting).await?.view();
    let (m, now) = (view.meeting(), state.clock.now());
    let title = l.fill("qr.title", &[("code", &code::spaced(m.code))]);
    let item = screen::ranked_item(&view);
    let html = rendered(&Overlay {
        l,
        assets: &state.assets,
        safe,
        layout,
        no: parameters.parsed("no")?,
        stay: parameters.text("stay") == Some("1"),
        test: parameters.text("test") == Some("1"),
        test_line: l.fill("s.test", &[("n", &safe.to_string())]),
        qr: code::svg(&code::joining(&state, &headers, m.code), &title)?,
        code: code::spaced(m.code),
        state: script::state(l, &view, (now, state.clock.speed()), item, cards(&view).into_iter()),
    })?;
    Ok(link::page(StatusCode::OK, html))
}

pub(super) async fn pulse(
    State(state): State<GatewayState>,
    Path(meeting): Path<String>,
    reader: Reader,
    parameters: Parameters,
) -> Result<Response, Problem> {
    screen::pulse::answer(&state, ScreenKind::Overlay, &meeting, reader.locale, &parameters).await
}

/// `GET /overlay/{meeting}/qr.svg?k=`: the link itself.
pub(super) async fn qr(
    State(state): State<GatewayState>,
    Path(meeting): Path<String>,
    reader: Reader,
    parameters: Parameters,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    screen::link_picture(&state, ScreenKind::Overlay, (&meeting, &parameters), reader.locale, &headers).await
}

/// `layout=lower,qr`: every name must be one.
fn layout(parameters: &Parameters) -> Result<String, Problem> {
    let wish = parameters.text("layout").unwrap_or_default();
    let known = wish.is_empty() || wish.split(',').all(|name| LAYOUTS.contains(&name));
    if known { Ok(wish.to_owned()) } else { Err(Problem::new(ErrorCode::BadParameter).field("layout")) }
}

fn safe(parameters: &Parameters) -> Result<u8, Problem> {
    let safe = parameters.parsed("safe")?.unwrap_or(SAFE);
    if safe <= SAFE_MAX { Ok(safe) } else { Err(Problem::new(ErrorCode::BadParameter).field("safe")) }
}

/// What any of the layouts may show.
fn cards(view: &View) -> Vec<&Arc<Card>> {
    let m = view.meeting();
    let page = |order, agenda_item, limit| {
        let query = BoardQuery { order, agenda_item, page: 1, limit };
        let cards = view.page(&query, domain::UnixMs(0)).suggestions;
        cards.into_iter().map(|card| card.no).collect::<Vec<SuggestionNo>>()
    };
    let top = page(BoardOrder::Supports, screen::ranked_item(view), screen::CARDS);
    let newest = page(BoardOrder::Newest, None, NEWEST);
    let named = [m.on_screen, m.overlay.no].into_iter().flatten();
    top.into_iter().chain(newest).chain(named).filter_map(|no| view.card(no)).collect()
}
