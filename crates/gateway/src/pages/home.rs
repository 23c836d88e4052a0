//! `GET /`: the public meetings and the entry by code; `GET /j/{code}` leads from a code to its meeting.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Meeting, MeetingCode, Phase};
use identity::Assets;
use protocol::{Locale, Problem, Reader};

use super::page;
use super::plan::phase_word;
use crate::GatewayState;
use crate::fault::fault;
use crate::query::Parameters;

/// The page lists the newest meetings, at most this many.
const LISTED_MAX: usize = 60;
/// A typed code is shown again up to this length.
const TYPED_CHARS_MAX: usize = 12;
/// Digits as keyboards for Chinese write them.
const FULL_WIDTH_ZERO: u32 = '０' as u32;

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    l: Locale,
    assets: Arc<Assets>,
    here: String,
    typed: String,
    wrong: bool,
    groups: Vec<Group>,
}

struct Group {
    title: &'static str,
    rows: Vec<Row>,
}

struct Row {
    href: String,
    live: bool,
    word: &'static str,
    title: String,
    organiser: String,
    when: String,
}

pub(super) async fn home(State(state): State<GatewayState>, reader: Reader) -> Result<Response, Problem> {
    render(&state, reader, None).await
}

/// `GET /j?code=`: the form of the entry.
pub(super) async fn join(
    State(state): State<GatewayState>,
    reader: Reader,
    parameters: Parameters,
) -> Result<Response, Problem> {
    let code = parameters.text("code").unwrap_or_default().to_owned();
    enter(&state, reader, code).await
}

pub(super) async fn join_code(
    State(state): State<GatewayState>,
    reader: Reader,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    enter(&state, reader, code).await
}

async fn enter(state: &GatewayState, reader: Reader, typed: String) -> Result<Response, Problem> {
    let found = match digits_of(&typed).parse::<MeetingCode>() {
        Ok(code) => state.store.meeting_by_code(code).await.map_err(|error| fault(&error))?,
        Err(_) => None,
    };
    match found.filter(|meeting| meeting.phase != Phase::Draft) {
        Some(meeting) => {
            Ok((http::StatusCode::FOUND, [(http::header::LOCATION, format!("/m/{}", meeting.id))]).into_response())
        }
        None if typed.is_empty() => Ok(Redirect::to("/").into_response()),
        None => render(state, reader, Some(typed)).await,
    }
}

/// What somebody meant who typed `４８３ 920` or `483-920`: what is no digit and no separator stays, and is no code.
fn digits_of(typed: &str) -> String {
    let plain = |c: char| {
        let from_zero = u32::from(c).wrapping_sub(FULL_WIDTH_ZERO);
        char::from_digit(from_zero, 10).unwrap_or(c)
    };
    typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '－' | '·')).map(plain).collect()
}

async fn render(state: &GatewayState, reader: Reader, wrong_code: Option<String>) -> Result<Response, Problem> {
    let meetings = state.store.meetings(LISTED_MAX).await.map_err(|error| fault(&error))?;
    let l = reader.locale;
    let group = |key: &str, wanted: fn(Phase) -> bool| Group {
        title: l.text(key),
        rows: meetings.iter().filter(|meeting| wanted(meeting.phase)).map(|meeting| row(l, meeting)).collect(),
    };
    let groups = [
        group("home.live", |phase| matches!(phase, Phase::Live { .. })),
        group("home.soon", |phase| matches!(phase, Phase::Open)),
        group("home.past", |phase| matches!(phase, Phase::Late { .. } | Phase::Closed { .. } | Phase::Archived { .. })),
    ];
    let wrong = wrong_code.is_some();
    let mut response = page(&Home {
        l,
        assets: Arc::clone(&state.assets),
        here: if wrong { "/".to_owned() } else { reader.here },
        typed: wrong_code.unwrap_or_default().chars().take(TYPED_CHARS_MAX).collect(),
        wrong,
        groups: groups.into_iter().filter(|group| !group.rows.is_empty()).collect(),
    })?;
    if wrong {
        *response.status_mut() = http::StatusCode::NOT_FOUND;
    }
    Ok(response)
}

fn row(l: Locale, meeting: &Meeting) -> Row {
    Row {
        href: format!("/m/{}", meeting.id),
        live: matches!(meeting.phase, Phase::Live { .. }),
        word: if matches!(meeting.phase, Phase::Live { .. }) {
            l.text("live.mark")
        } else {
            phase_word(l, meeting.phase)
        },
        title: meeting.settings.title.clone(),
        organiser: meeting.settings.organiser.clone(),
        when: when(l, meeting),
    }
}

/// When it is, or what there is to see now that it was.
fn when(l: Locale, meeting: &Meeting) -> String {
    let starts_at = meeting.settings.starts_at.map(|at| l.day_and_time(at));
    match (meeting.phase, starts_at) {
        (Phase::Draft | Phase::Open, Some(time)) => l.fill("home.soon.at", &[("time", &time)]),
        (Phase::Draft | Phase::Open, None) => l.text("home.soon.none").to_owned(),
        (Phase::Live { .. }, time) => time.unwrap_or_default(),
        (Phase::Late { .. }, _) => l.text("home.late").to_owned(),
        (Phase::Closed { .. } | Phase::Archived { .. }, time) => {
            let recorded = !meeting.settings.stream_url.is_empty();
            let word = l.text(if recorded { "home.replay" } else { "home.past.results" });
            time.map_or_else(|| word.to_owned(), |time| format!("{time} · {word}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_its_digits_were_typed() {
        for typed in ["483920", " 483 920 ", "483-920", "４８３９２０", "４８３　９２０"] {
            assert_eq!(digits_of(typed), "483920", "{typed}");
        }
        assert_eq!(digits_of("48392a"), "48392a");
    }
}
