//! `GET /embed/{meeting}`: a small list for a frame on another site. It asks for no cookie and sets none, and only the sites that the
//! secretary named may show it.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::Phase;
use http::{HeaderValue, header};
use identity::Assets;
use protocol::frame::{BoardOrder, MeetingCard};
use protocol::{ErrorCode, Locale, Problem, Reader, figures};

use super::cards::{address, who};
use super::page;
use super::plan::{self, Now, phase_word};
use crate::GatewayState;
use crate::board::BoardQuery;
use crate::query::Parameters;

/// Suggestions shown unless `?n=` says otherwise, and at most.
const SHOWN: usize = 5;
const SHOWN_MAX: usize = 20;

#[derive(Template)]
#[template(path = "embed.html")]
struct Embed {
    l: Locale,
    assets: Arc<Assets>,
    id: String,
    title: String,
    live: bool,
    mark: &'static str,
    item: Now,
    rows: Vec<Row>,
    shown: usize,
    order: &'static str,
    total: String,
    supports: String,
}

struct Row {
    no: u32,
    href: String,
    text: String,
    who: String,
    supports: String,
}

pub(super) async fn embed(
    State(state): State<GatewayState>,
    Path(meeting): Path<String>,
    parameters: Parameters,
    reader: Reader,
) -> Result<Response, Problem> {
    let refused = || Problem::new(ErrorCode::BadParameter).field("n");
    let shown = parameters.parsed::<usize>("n")?.unwrap_or(SHOWN);
    if !(1..=SHOWN_MAX).contains(&shown) {
        return Err(refused());
    }
    let newest = parameters.text("order") == Some("newest");
    let view = state.public_feed(&meeting).await?.view();
    let (l, m) = (reader.locale, view.meeting());
    let order = if newest { BoardOrder::Newest } else { BoardOrder::Supports };
    let board = view.page(&BoardQuery { order, limit: shown, ..BoardQuery::default() }, state.clock.now());
    let rows = board.suggestions.iter().map(|card| Row {
        no: card.no.0,
        href: address(m, card.no),
        text: card.text.clone(),
        who: who(l, card),
        supports: figures::exact(u64::from(card.supports)),
    });
    let live = matches!(m.phase, Phase::Live { .. });
    let mut response = page(&Embed {
        l,
        assets: Arc::clone(&state.assets),
        id: m.id.to_string(),
        title: m.title.clone(),
        live,
        mark: if live { l.text("live.mark") } else { phase_word(l, m.phase) },
        item: plan::now(l, m),
        rows: rows.collect(),
        shown,
        order: if newest { "newest" } else { "supports" },
        total: figures::exact(u64::from(board.totals.suggestions)),
        supports: figures::exact(board.totals.supports),
    })?;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=5"));
    headers.insert(header::CONTENT_SECURITY_POLICY, policy(m)?);
    Ok(response)
}

/// Who may frame the page is said here; the outer layer sends the older `X-Frame-Options` only with pages that leave this to it.
fn policy(meeting: &MeetingCard) -> Result<HeaderValue, Problem> {
    let ancestors = if meeting.embed_from.is_empty() { "'none'".to_owned() } else { meeting.embed_from.join(" ") };
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
         base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
    );
    HeaderValue::from_str(&policy).map_err(|error| {
        tracing::error!(%error, "the settings hold an origin that is no header value");
        Problem::new(ErrorCode::Internal)
    })
}
