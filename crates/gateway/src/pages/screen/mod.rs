//! `GET /screen/{meeting}?k=`: the chamber's big screen, its first view whole from here; the script keeps it up.
//!
//! Opened by a revocable link. Everything on it is on the public board too: a token opens the page, no further words.

mod axis;
pub(super) mod link;
pub(super) mod pulse;
pub(super) mod script;
mod view;

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::{AgendaNo, Floor, MeetingId, Phase, ScreenView, UnixMs};
use http::{HeaderMap, StatusCode};
use identity::Assets;
use protocol::frame::{BoardOrder, Card, MeetingCard};
use protocol::{ErrorCode, Locale, Problem, Reader, figures};
use store::ScreenKind;

use super::cards::who;
use super::{plan, qr as code, rendered};
use crate::GatewayState;
use crate::board::{BoardQuery, View};
use crate::query::Parameters;
use view::{Situation, shown, width};

/// Rows of the ranking.
const ROWS: usize = 5;
/// Cards that the script is given: the ranking, and those from which the next one rises.
pub(super) const CARDS: usize = 20;
/// A wider text takes two lines of a row.
const ROW_WIDTH: usize = 23;

#[derive(Template)]
#[template(path = "screen.html")]
struct Screen<'a> {
    l: Locale,
    assets: &'a Assets,
    theme: &'static str,
    large: bool,
    shown: &'static str,
    m: &'a MeetingCard,
    live: bool,
    mark: &'static str,
    online: String,
    since: i64,
    clock: String,
    heading: String,
    rows: Vec<Row>,
    focus: Option<Quote>,
    next: Option<(String, String)>,
    item: plan::Now,
    left_word: &'static str,
    left: String,
    over: bool,
    start: String,
    suggestions: String,
    supports: String,
    qr: String,
    code: String,
    axis: String,
    state: String,
}

struct Row {
    no: u32,
    rank: usize,
    text: String,
    long: bool,
    count: String,
    /// Of the first row's backings, in per cent.
    share: u32,
}

struct Quote {
    no: u32,
    label: String,
    text: String,
    class: &'static str,
    /// Needs the room of the next suggestion.
    full: bool,
    more: String,
    count: String,
    who: String,
}

#[derive(Template)]
#[template(path = "screen_gone.html")]
struct Gone<'a> {
    l: Locale,
    assets: &'a Assets,
    theme: &'static str,
}

pub(super) async fn screen(
    State(state): State<GatewayState>,
    Path(meeting): Path<String>,
    reader: Reader,
    parameters: Parameters,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let l = reader.locale;
    let theme = theme(&parameters)?;
    let Some(meeting) = link::opened(&state, ScreenKind::Screen, &meeting, &parameters).await? else {
        return gone(l, &state.assets, theme);
    };
    let fixed = fixed(&parameters)?;
    let large = large(&parameters);
    let view = state.feeds.get(&meeting).await?.view();
    let online = state.broker.count(&meeting).await;
    let board = Stage { l, view: &view, now: state.clock.now(), fixed };
    let m = view.meeting();
    let title = l.fill("qr.title", &[("code", &code::spaced(m.code))]);
    let qr = code::svg(&code::joining(&state, &headers, m.code), &title)?;
    let html = rendered(&board.page(&state, Look { theme, large, online, qr })?)?;
    Ok(link::page(StatusCode::OK, html))
}

pub(super) async fn pulse(
    State(state): State<GatewayState>,
    Path(meeting): Path<String>,
    reader: Reader,
    parameters: Parameters,
) -> Result<Response, Problem> {
    pulse::answer(&state, ScreenKind::Screen, &meeting, reader.locale, &parameters).await
}

/// `GET /screen/{meeting}/qr.svg?k=`: the link itself, to be opened by a device that has a camera.
pub(super) async fn qr(
    State(state): State<GatewayState>,
    Path(meeting): Path<String>,
    reader: Reader,
    parameters: Parameters,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    link_picture(&state, ScreenKind::Screen, (&meeting, &parameters), reader.locale, &headers).await
}

/// A link's own address as a picture.
pub(super) async fn link_picture(
    state: &GatewayState,
    kind: ScreenKind,
    (meeting, parameters): (&str, &Parameters),
    l: Locale,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let opened: Option<MeetingId> = link::opened(state, kind, meeting, parameters).await?;
    let (Some(meeting), Some(token)) = (opened, link::token(parameters)) else {
        return Err(Problem::new(ErrorCode::NotFound));
    };
    let (page, title) = match kind {
        ScreenKind::Screen => ("screen", "s.page"),
        ScreenKind::Overlay => ("overlay", "s.overlay"),
    };
    let address = format!("{}/{page}/{meeting}?k={token}", code::origin(state, headers));
    Ok(code::picture(code::svg(&address, l.text(title))?))
}

/// The page of a link that opens nothing (any more), in plain words.
pub(super) fn gone(l: Locale, assets: &Assets, theme: &'static str) -> Result<Response, Problem> {
    Ok(link::page(StatusCode::FORBIDDEN, rendered(&Gone { l, assets, theme })?))
}

fn theme(parameters: &Parameters) -> Result<&'static str, Problem> {
    match parameters.text("theme") {
        None | Some("led") => Ok("led"),
        Some("projector") => Ok("projector"),
        Some(_) => Err(Problem::new(ErrorCode::BadParameter).field("theme")),
    }
}

/// Whether fewer rows and larger words are wished, for a small picture or a long room.
fn large(parameters: &Parameters) -> bool {
    parameters.text("dense") == Some("off")
}

fn fixed(parameters: &Parameters) -> Result<ScreenView, Problem> {
    Ok(match parameters.text("view") {
        None | Some("auto") => ScreenView::Auto,
        Some("rank") => ScreenView::Rank,
        Some("focus") => ScreenView::Focus,
        Some("timer") => ScreenView::Timer,
        Some("wait") => ScreenView::Wait,
        Some("blank") => ScreenView::Blank,
        Some(_) => return Err(Problem::new(ErrorCode::BadParameter).field("view")),
    })
}

/// How the address wishes the page, and what is made outside the board.
struct Look {
    theme: &'static str,
    large: bool,
    online: u64,
    qr: String,
}

/// A board on a screen.
struct Stage<'a> {
    l: Locale,
    view: &'a View,
    now: UnixMs,
    fixed: ScreenView,
}

impl<'a> Stage<'a> {
    fn page(&self, state: &'a GatewayState, look: Look) -> Result<Screen<'a>, Problem> {
        let (l, m) = (self.l, self.view.meeting());
        let ranked = ranked_item(self.view);
        let top = self.top(ranked);
        let focus = m.on_screen.and_then(|no| self.view.card(no));
        let running = axis::time_left(m, self.now);
        let (left_word, left) = left(l, m, self.now);
        let situation = Situation {
            fixed: self.fixed,
            host: m.screen,
            phase: m.phase,
            on_screen: focus.is_some(),
            running: running.is_some(),
        };
        let since = m.phase.live_since();
        let live = matches!(m.phase, Phase::Live { .. });
        Ok(Screen {
            l,
            assets: &state.assets,
            theme: look.theme,
            large: look.large,
            shown: shown(&situation).word(),
            m,
            live,
            mark: if live { l.text("live.mark") } else { plan::phase_word(l, m.phase) },
            online: figures::exact(look.online),
            since: since.filter(|_| live).map_or(0, |since| since.0),
            clock: figures::clock(since.map_or(0, |since| self.now.since_ms(since).max(0) as u64)),
            heading: self.heading(ranked),
            rows: rows(&top),
            focus: focus.map(|card| self.quote(card)),
            next: self.next(&top).map(|card| (card.text.clone(), figures::exact(u64::from(card.supports)))),
            item: plan::now(l, m),
            left_word,
            axis: axis::draw(l, self.view, self.now, (left_word, &left), look.large)?,
            left,
            over: running.is_some_and(|(_, over)| over),
            start: m.starts_at.map_or_else(String::new, |at| l.fill("s.starts", &[("time", &l.day_and_time(at))])),
            suggestions: figures::exact(u64::from(self.view.totals().suggestions)),
            supports: figures::exact(self.view.totals().supports),
            qr: look.qr,
            code: l.fill("s.code", &[("code", &code::spaced(m.code))]),
            state: script::state(l, self.view, (self.now, state.clock.speed()), ranked, top.into_iter().chain(focus)),
        })
    }

    /// The most backed cards of an item, or of all.
    fn top(&self, item: Option<AgendaNo>) -> Vec<&'a Arc<Card>> {
        let query = BoardQuery { order: BoardOrder::Supports, agenda_item: item, page: 1, limit: CARDS };
        let listed = self.view.page(&query, self.now).suggestions;
        listed.iter().filter_map(|card| self.view.card(card.no)).collect()
    }

    fn heading(&self, item: Option<AgendaNo>) -> String {
        match item {
            Some(item) => self.l.fill("s.top", &[("n", &self.l.item_number(item.0))]),
            None => self.l.text("feed.top").to_owned(),
        }
    }

    fn quote(&self, card: &Card) -> Quote {
        let (class, full) = view::quote(&card.text);
        let no = format!("{:04}", card.no.0);
        Quote {
            no: card.no.0,
            label: match &card.asked {
                Some(unit) => self.l.fill("s.ask", &[("dept", unit)]),
                None => self.l.text("s.from").to_owned(),
            },
            class,
            full,
            more: if class == view::QUOTE_LAST { self.l.fill("s.more", &[("no", &no)]) } else { String::new() },
            count: figures::exact(u64::from(card.supports)),
            who: who(self.l, card),
            text: card.text.clone(),
        }
    }

    /// What follows the one on the screen: the most backed of those put forward, else of the ranking.
    fn next(&self, top: &[&'a Arc<Card>]) -> Option<&'a Arc<Card>> {
        let open = |card: &&&Arc<Card>| {
            Some(card.no) != self.view.meeting().on_screen && matches!(card.floor, Floor::Off | Floor::Shortlisted)
        };
        let listed = top.iter().filter(open);
        listed.clone().find(|card| card.floor == Floor::Shortlisted).or(listed.clone().next()).copied()
    }
}

/// The item whose ranking is shown: the running one as soon as it has suggestions; `None` for all.
pub(super) fn ranked_item(view: &View) -> Option<AgendaNo> {
    let current = view.meeting().current_item;
    current.filter(|item| view.cards().iter().any(|card| card.agenda_item == Some(*item)))
}

fn rows(top: &[&Arc<Card>]) -> Vec<Row> {
    let most = top.first().map_or(0, |card| card.supports).max(1);
    let row = |(at, card): (usize, &&Arc<Card>)| Row {
        no: card.no.0,
        rank: at + 1,
        text: card.text.clone(),
        long: width(&card.text) > ROW_WIDTH,
        count: figures::exact(u64::from(card.supports)),
        share: (u64::from(card.supports) * 100 / u64::from(most)) as u32,
    };
    top.iter().take(ROWS).enumerate().map(row).collect()
}

/// The running item's time in words and figures; both empty between items and outside the broadcast.
fn left(l: Locale, meeting: &MeetingCard, now: UnixMs) -> (&'static str, String) {
    let running = axis::time_left(meeting, now).filter(|_| matches!(meeting.phase, Phase::Live { .. }));
    match running {
        Some((left, false)) => (l.text("s.left"), left),
        Some((over, true)) => (l.text("s.over"), over),
        None => ("", String::new()),
    }
}
