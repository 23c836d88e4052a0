//! `GET /m/{meeting}`: broadcast, what is on now, and the suggestions.

use std::fmt::Write as _;
use std::sync::Arc;

use askama::Template;
use axum::response::Response;
use domain::{AgendaNo, Phase, SuggestionNo};
use identity::Assets;
use protocol::form::{SuggestionForm, Typed};
use protocol::frame::{BoardOrder, Card, MeetingCard};
use protocol::{Locale, Problem, figures};

use super::axis::{Axis, axis};
use super::cards::{CardView, address, label, supports_open};
use super::plan::{self, Now, Row};
use super::reader::Visit;
use super::{page, script};
use crate::board::BoardQuery;
use crate::query::Parameters;

/// Suggestions in the first view: enough to read on without a script, few enough for a slow phone.
const PAGE: usize = 20;
/// The banner in the picture holds this many full-width characters at its full size; longer titles are drawn narrower.
const BANNER_CHARS: usize = 15;
const BANNER_CHARS_MAX: usize = 26;
const MS_PER_SECOND: u64 = 1_000;

#[derive(Template)]
#[template(path = "live.html")]
struct Live<'a> {
    l: Locale,
    assets: Arc<Assets>,
    here: String,
    csrf: String,
    key: String,
    id: String,
    tab: &'static str,
    m: &'a MeetingCard,
    banner: String,
    banner_wide: bool,
    mark: &'static str,
    clock: String,
    item: Now,
    axis: Axis,
    plan: Vec<Row>,
    /// A file for the reader's calendar; empty once the meeting has begun.
    remind: String,
    /// This page in easy mode.
    elder_href: String,
    /// What a shared link points at, in words; empty without one.
    shared: String,
    elsewhere_href: String,
    elsewhere_no: String,
    scopes: Vec<Link>,
    orders: Vec<Link>,
    cards: Vec<CardView>,
    blank: CardView,
    setsize: usize,
    supports_open: bool,
    page: u32,
    pages: u32,
    first_href: String,
    more_href: String,
    form: SuggestionForm,
    typed: Typed,
    problem: String,
    state: String,
}

/// Marks a page that plays a broadcast, which may come from elsewhere: the outer layers let it.
#[derive(Debug, Clone, Copy)]
pub struct PlaysStream;

struct Link {
    href: String,
    name: &'static str,
    text: &'static str,
    count: String,
    current: bool,
}

/// What the reader asked to see.
#[derive(Debug, Clone, Copy)]
struct Choice {
    /// `None` for all items.
    item: Option<AgendaNo>,
    order: BoardOrder,
    page: u32,
    /// The suggestion and the moment (s) that a shared link points at.
    shared: Option<SuggestionNo>,
    second: Option<u32>,
}

impl Choice {
    fn read(parameters: &Parameters, visit: &Visit) -> Result<Self, Problem> {
        let meeting = visit.meeting();
        let known = |item: &AgendaNo| item.0 >= 1 && usize::from(item.0) <= meeting.agenda.len();
        let named = match parameters.parsed::<u16>("item")? {
            Some(item) => Some(item),
            None => parameters.parsed("a")?,
        };
        let named = named.map(AgendaNo).filter(known);
        let shared = parameters.parsed("n")?.map(SuggestionNo).filter(|no| visit.view.card(*no).is_some());
        // Who has not chosen sees the running item, and all while that has none: an empty list tells a newcomer nothing.
        let has_any = |item: &AgendaNo| visit.view.cards().iter().any(|card| card.agenda_item == Some(*item));
        let item = match parameters.text("scope") {
            Some("all") => None,
            Some("item") => named.or(meeting.current_item),
            _ => named.or(meeting.current_item.filter(has_any)),
        };
        Ok(Self {
            item,
            order: if parameters.text("order") == Some("newest") { BoardOrder::Newest } else { BoardOrder::Supports },
            page: parameters.parsed("page")?.unwrap_or(1).max(1),
            shared,
            second: parameters.parsed("t")?,
        })
    }

    fn href(self, meeting: &MeetingCard) -> String {
        let mut href = format!("/m/{}?scope={}", meeting.id, if self.item.is_some() { "item" } else { "all" });
        if let Some(item) = self.item.filter(|item| meeting.current_item != Some(*item)) {
            let _ = write!(href, "&item={item}");
        }
        href.push_str(if self.order == BoardOrder::Newest { "&order=newest" } else { "&order=supports" });
        if self.page > 1 {
            let _ = write!(href, "&page={}", self.page);
        }
        href
    }
}

pub(super) async fn live(visit: Visit, parameters: Parameters) -> Result<Response, Problem> {
    let choice = Choice::read(&parameters, &visit)?;
    let mut response = page(&build(&visit, choice))?;
    let meeting = visit.meeting();
    if [&meeting.stream_url, &meeting.audio_url, &meeting.captions_url].into_iter().any(|url| !url.is_empty()) {
        response.extensions_mut().insert(PlaysStream);
    }
    Ok(response)
}

fn build(visit: &Visit, choice: Choice) -> Live<'_> {
    let (l, m) = (visit.reader.locale, visit.meeting());
    let of_item = |item: AgendaNo| visit.view.cards().iter().filter(|card| card.agenda_item == Some(item)).count();
    let query = BoardQuery { order: choice.order, agenda_item: choice.item, page: choice.page, limit: PAGE };
    let board = visit.view.page(&query, visit.now);
    let all = board.totals.suggestions as usize;
    let setsize = choice.item.map_or(all, of_item);
    let first = (choice.page as usize - 1) * PAGE;
    let position = |at: usize| first.saturating_add(at + 1);
    let listed = first_things_first(visit, choice, board.suggestions);
    let cards = listed.iter().enumerate().map(|(at, card)| CardView::new(card, position(at), visit));
    let cards: Vec<CardView> = cards.collect();
    let elsewhere = m.on_screen.filter(|no| !cards.iter().any(|card| card.no == no.0));
    let axis = axis(l, m, visit.view.cards(), visit.now);
    let seen = script::Seen {
        item: choice.item,
        order: choice.order,
        page: choice.page,
        pages: board.pages,
        setsize,
        limit: PAGE,
    };
    let title_width = m.title.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>().div_ceil(2);
    Live {
        l,
        assets: Arc::clone(&visit.assets),
        here: visit.reader.here.clone(),
        csrf: visit.csrf.clone(),
        key: visit.key(),
        id: m.id.to_string(),
        tab: "live",
        m,
        banner: if title_width > BANNER_CHARS_MAX { String::new() } else { m.title.clone() },
        banner_wide: title_width > BANNER_CHARS,
        mark: if axis.running { l.text("live.mark") } else { plan::phase_word(l, m.phase) },
        clock: figures::clock(m.phase.live_since().map_or(0, |since| visit.now.since_ms(since).max(0) as u64)),
        item: plan::now(l, m),
        plan: plan::rows(l, m, of_item),
        remind: match (m.phase, m.starts_at) {
            (Phase::Open, Some(_)) => format!("/m/{}/start.ics", m.id),
            _ => String::new(),
        },
        elder_href: format!("/m/{}?elder=1", m.id),
        shared: shared(l, choice),
        elsewhere_href: elsewhere.map_or_else(String::new, |no| address(m, no)),
        elsewhere_no: elsewhere.map_or_else(String::new, |no| label(l, no)),
        scopes: scopes(l, m, choice, all, of_item),
        orders: orders(l, m, choice),
        cards,
        blank: CardView::default(),
        setsize,
        supports_open: supports_open(m),
        page: choice.page,
        pages: board.pages,
        first_href: Choice { page: 1, ..choice }.href(m),
        more_href: Choice { page: choice.page.saturating_add(1), ..choice }.href(m),
        form: visit.form(choice.item),
        typed: Typed::default(),
        problem: String::new(),
        state: script::state(visit, &seen),
        axis,
    }
}

/// What a shared link points at comes first, then what is on the chamber's screen, then the rest in its order.
fn first_things_first(visit: &Visit, choice: Choice, listed: Vec<Card>) -> Vec<Card> {
    let m = visit.meeting();
    let in_scope = |card: &&Arc<Card>| choice.item.is_none_or(|item| card.agenda_item == Some(item));
    let on_screen = m.on_screen.and_then(|no| visit.view.card(no)).filter(in_scope);
    let named = [choice.shared.and_then(|no| visit.view.card(no)), on_screen];
    if choice.page > 1 {
        return listed;
    }
    let mut first: Vec<Card> = Vec::with_capacity(listed.len() + named.len());
    for card in named.into_iter().flatten().map(|card| (**card).clone()).chain(listed) {
        if !first.iter().any(|known| known.no == card.no) {
            first.push(card);
        }
    }
    first
}

/// What somebody shared, in words: the suggestion, the moment, or both.
fn shared(l: Locale, choice: Choice) -> String {
    let card = choice.shared.map(|_| l.text("share.shown").to_owned());
    let moment = choice.second.map(|second| figures::clock(u64::from(second) * MS_PER_SECOND));
    let moment = moment.map(|time| l.fill("share.moment", &[("time", &time)]));
    card.into_iter().chain(moment).collect::<Vec<_>>().join(" · ")
}

fn scopes(
    l: Locale,
    meeting: &MeetingCard,
    choice: Choice,
    all: usize,
    of_item: impl Fn(AgendaNo) -> usize,
) -> Vec<Link> {
    let link = |item: Option<AgendaNo>, name: &'static str, text: &'static str, count: usize| Link {
        href: Choice { item, page: 1, ..choice }.href(meeting),
        name,
        text,
        count: l.short(count as u64),
        current: choice.item == item,
    };
    let one = choice.item.or(meeting.current_item);
    let one = one.map(|item| link(Some(item), "item", l.text("feed.this"), of_item(item)));
    one.into_iter().chain([link(None, "all", l.text("feed.all"), all)]).collect()
}

fn orders(l: Locale, meeting: &MeetingCard, choice: Choice) -> Vec<Link> {
    let link = |order: BoardOrder, name: &'static str, text: &'static str| Link {
        href: Choice { order, page: 1, ..choice }.href(meeting),
        name,
        text,
        count: String::new(),
        current: choice.order == order,
    };
    vec![
        link(BoardOrder::Supports, "supports", l.text("feed.top")),
        link(BoardOrder::Newest, "newest", l.text("feed.new")),
    ]
}
