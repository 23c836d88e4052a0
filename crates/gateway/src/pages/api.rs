//! `GET /api`: how anybody reads what is public, with lines to try on this very server.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::{MeetingId, Phase};
use http::HeaderMap;
use identity::Assets;
use protocol::{Locale, Problem, Reader};

use super::page;
use super::qr::origin;
use crate::GatewayState;
use crate::fault::fault;
use crate::query::Parameters;

/// Meetings that are looked at for an example: the newest.
const LOOKED_AT: usize = 20;
/// Stands for a meeting's id where there is no meeting yet.
const NO_MEETING: &str = "MEETING";

#[derive(Template)]
#[template(path = "api.html")]
struct Api {
    l: Locale,
    assets: Arc<Assets>,
    here: String,
    title: String,
    examples: Vec<Example>,
    frame: String,
}

struct Example {
    heading: &'static str,
    about: &'static str,
    address: String,
    line: String,
}

pub(super) async fn api(
    State(state): State<GatewayState>,
    reader: Reader,
    parameters: Parameters,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let l = reader.locale;
    let meetings = state.store.meetings(LOOKED_AT).await.map_err(|error| fault(&error))?;
    let wanted: Option<MeetingId> = parameters.text("meeting").and_then(|text| text.parse().ok());
    let public = || meetings.iter().filter(|meeting| meeting.phase != Phase::Draft);
    let chosen = public().find(|meeting| Some(&meeting.id) == wanted.as_ref());
    let running = || public().find(|meeting| matches!(meeting.phase, Phase::Live { .. }));
    let chosen = chosen.or_else(running).or_else(|| public().next());
    let id = chosen.map_or_else(|| NO_MEETING.to_owned(), |meeting| meeting.id.to_string());
    let title = chosen.map_or_else(String::new, |meeting| meeting.settings.title.clone());
    // The line is copied into somebody's page: what would end its attribute is written as they would have to.
    let named = title.replace('&', "&amp;").replace('"', "&quot;");
    let origin = origin(&state, &headers);
    page(&Api {
        l,
        assets: Arc::clone(&state.assets),
        here: reader.here,
        title: title.clone(),
        examples: examples(l, &origin, &id),
        frame: format!("<iframe src=\"{origin}/embed/{id}\" width=\"360\" height=\"520\" title=\"{named}\"></iframe>"),
    })
}

fn examples(l: Locale, origin: &str, id: &str) -> Vec<Example> {
    let meeting = format!("/api/v1/meetings/{id}");
    let table = [
        ("meetings", "/api/v1/meetings".to_owned(), ""),
        ("board", format!("{meeting}/board?order=supports&limit=20"), ""),
        ("one", format!("{meeting}/suggestions/1"), ""),
        ("events", format!("{meeting}/events?since=0"), "-N "),
        ("segments", format!("/m/{id}/feed/live.json"), ""),
        ("captions", format!("{meeting}/captions?after=0"), ""),
        ("similar", format!("{meeting}/similar?text=%E5%8F%A3%E8%A2%8B%E5%85%AC%E5%9B%AD"), ""),
    ];
    let example = |(name, path, flag): (&str, String, &str)| Example {
        heading: l.text(&format!("api.{name}")),
        about: l.text(&format!("api.{name}.about")),
        line: format!("curl {flag}'{origin}{path}'"),
        address: path,
    };
    table.into_iter().map(example).collect()
}
