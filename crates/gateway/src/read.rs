//! The open read interface: meetings, boards, single suggestions, similar ones, captions.

use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::{Phase, Seq, SuggestionNo, TEXT_CHARS_CEILING};
use http::{HeaderMap, HeaderValue, header};
use protocol::captions::CaptionsReply;
use protocol::citizen::{SimilarCard, SimilarReply};
use protocol::frame::Card;
use protocol::secretariat::{MeetingLine, MeetingList};
use protocol::{ErrorCode, Problem};
use tokio::sync::Semaphore;

use crate::GatewayState;
use crate::encoded::{Encoded, FOR_A_SECOND};
use crate::fault::fault;
use crate::query::Parameters;
use crate::segments::look;

/// Meetings in the list.
const MEETINGS_MAX: usize = 200;
/// A shorter text is like everything and is not looked up.
const SIMILAR_CHARS_MIN: usize = 4;
/// Questions for similar suggestions that are worked on at the same time, and how long one waits for its turn.
const SIMILAR_AT_ONCE: usize = 2;
const SIMILAR_WAIT: Duration = Duration::from_millis(500);
static SIMILAR_TURNS: Semaphore = Semaphore::const_new(SIMILAR_AT_ONCE);

/// `GET /api/v1/meetings`: what citizens may know of, newest first.
pub(crate) async fn meetings(State(state): State<GatewayState>) -> Result<Response, Problem> {
    let meetings = state.store.meetings(MEETINGS_MAX).await.map_err(|error| fault(&error))?;
    let public = meetings.into_iter().filter(|meeting| meeting.phase != Phase::Draft);
    let meetings = public.map(|meeting| MeetingLine {
        id: meeting.id,
        code: meeting.code,
        title: meeting.settings.title,
        phase: meeting.phase,
        starts_at: meeting.settings.starts_at,
    });
    Ok(for_a_second(Json(MeetingList { meetings: meetings.collect() })))
}

/// `GET /api/v1/meetings/{meeting}/board`.
pub(crate) async fn board(
    State(state): State<GatewayState>,
    Path(meeting): Path<String>,
    parameters: Parameters,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let query = parameters.board()?;
    let feed = state.public_feed(&meeting).await?;
    let encoded = feed.pages.page(feed.view(), query, state.clock.now()).await;
    Ok(encoded.respond(&headers, FOR_A_SECOND))
}

/// `GET /api/v1/meetings/{meeting}/suggestions/{no}`.
pub(crate) async fn suggestion(
    State(state): State<GatewayState>,
    Path((meeting, no)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let feed = state.public_feed(&meeting).await?;
    let no: u32 = no.parse().map_err(|_| Problem::new(ErrorCode::NoSuchSuggestion))?;
    let view = feed.view();
    let card: &Card = view.card(SuggestionNo(no)).ok_or_else(|| Problem::new(ErrorCode::NoSuchSuggestion))?;
    Ok(for_a_second(Json(card)))
}

/// `GET /api/v1/meetings/{meeting}/similar?text=`.
pub(crate) async fn similar(
    State(state): State<GatewayState>,
    Path(meeting): Path<String>,
    parameters: Parameters,
) -> Result<Json<SimilarReply>, Problem> {
    let feed = state.public_feed(&meeting).await?;
    let refused = || Problem::new(ErrorCode::BadParameter).field("text");
    let text = parameters.text("text").ok_or_else(refused)?.to_owned();
    let chars = text.chars().count();
    if chars > TEXT_CHARS_CEILING {
        return Err(refused());
    }
    if chars < SIMILAR_CHARS_MIN {
        return Ok(Json(SimilarReply { similar: Vec::new() }));
    }
    let busy = || Problem::new(ErrorCode::Busy).retry_after(1);
    let turn = tokio::time::timeout(SIMILAR_WAIT, SIMILAR_TURNS.acquire()).await.map_err(|_| busy())?;
    let turn = turn.expect("nobody closes the turns");
    let search = tokio::task::spawn_blocking(move || {
        let near = feed.similar.nearest(|| feed.view(), &text);
        (near, feed.view())
    });
    let (near, view) = search.await.expect("searching does not panic");
    drop(turn);
    let similar = near.iter().filter_map(|near| {
        let card = view.card(SuggestionNo(u32::try_from(near.no).ok()?))?;
        let percent = (near.score * 100.0).round().clamp(0.0, 100.0) as u8;
        Some(SimilarCard { no: card.no, text: card.text.clone(), supports: card.supports, percent })
    });
    Ok(Json(SimilarReply { similar: similar.collect() }))
}

fn for_a_second(body: impl IntoResponse) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, FOR_A_SECOND);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    response
}

/// `GET /api/v1/meetings/{meeting}/captions?after=`.
pub(crate) async fn captions(
    State(state): State<GatewayState>,
    Path(meeting): Path<String>,
    parameters: Parameters,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let after = Seq(parameters.parsed("after")?.unwrap_or(0));
    let feed = state.public_feed(&meeting).await?;
    let mut looked = feed.chronicle.lock().await;
    look(&state, &feed, &mut looked).await?;
    let reply = CaptionsReply { lines: looked.chronicle.captions().after(after) };
    drop(looked);
    Ok(Encoded::new(&reply, None).respond(&headers, FOR_A_SECOND))
}
