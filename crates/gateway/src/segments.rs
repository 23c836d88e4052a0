//! Segments: the frames as immutable two-second files, for pages without a socket and for caches in front of us.
//!
//! Segment *n* covers the places of the log whose time lies in `[n × 2,000, (n + 1) × 2,000)` ms. It is closed when the log goes on
//! after it, or [`SKEW_MS`] after its end. A closed segment without any place is a frame without items whose `from` is one more than
//! its `to`, the last place before it: applying it changes nothing.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Path, State};
use axum::response::Response;
use domain::{MeetingId, Publication, Seq};
use http::{HeaderMap, HeaderValue};
use protocol::frame::{Frame, Segment, SegmentRange};
use protocol::{ErrorCode, Problem};
use store::LOG_PAGE_MAX;
use tokio::time::Instant;

use crate::GatewayState;
use crate::chronicle::{Looked, Segmented};
use crate::encoded::{Encoded, FOR_A_SECOND};
use crate::fault::fault;
use crate::feed::Feed;
use crate::frames::FrameBuilder;

/// Real time after a segment's end in which a process with a slow clock may still append to it. Clocks further apart than this need
/// to be repaired.
pub const SKEW_MS: i64 = 2_000;
/// The log is read for segments at most this often per meeting, however many ask.
const LOOK_INTERVAL: Duration = Duration::from_millis(200);
/// A closed segment never changes (RFC 8246).
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// `GET /m/{meeting}/feed/{n}.json` and `…/live.json`.
pub(crate) async fn file(
    State(state): State<GatewayState>,
    Path((meeting, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let feed = state.public_feed(&meeting).await?;
    let name = file.strip_suffix(".json").ok_or_else(no_such_segment)?;
    if name == "live" {
        return live(&state, &feed, &headers).await;
    }
    let n: i64 = name.parse().map_err(|_| no_such_segment())?;
    // One address a segment: `007` and `+7` would fill caches with copies.
    if n < 0 || n.to_string() != name {
        return Err(no_such_segment());
    }
    let encoded = segment(&state, &feed, n).await?;
    Ok(encoded.respond(&headers, FOREVER))
}

fn no_such_segment() -> Problem {
    Problem::new(ErrorCode::NoSuchSegment).retry_after(2)
}

async fn live(state: &GatewayState, feed: &Feed, headers: &HeaderMap) -> Result<Response, Problem> {
    let mut looked = feed.chronicle.lock().await;
    look(state, feed, &mut looked).await?;
    let live = looked.chronicle.live(allowance_ms(state));
    drop(looked);
    Ok(Encoded::new(&live, None).respond(headers, FOR_A_SECOND))
}

async fn segment(state: &GatewayState, feed: &Feed, n: i64) -> Result<Arc<Encoded>, Problem> {
    if let Some(kept) = state.segments.get(feed.meeting(), n) {
        let encoded = kept.get_or_try_init(|| encode(state, feed, n)).await?;
        return Ok(Arc::clone(encoded));
    }
    let (segmented, _) = locate(state, feed, n).await?;
    match segmented {
        Segmented::Open => Err(no_such_segment()),
        // Cheap to make and seldom asked for: not worth a place.
        Segmented::Empty(to) => {
            let frame = Frame { from: to.next(), to, items: Vec::new() };
            Ok(Arc::new(Encoded::new(&Segment { n, frame }, None)))
        }
        Segmented::Places(_) => {
            let kept = state.segments.keep(feed.meeting(), n);
            let encoded = Arc::clone(kept.get_or_try_init(|| encode(state, feed, n)).await?);
            state.segments.weigh(feed.meeting(), n, encoded.bytes());
            Ok(encoded)
        }
    }
}

async fn encode(state: &GatewayState, feed: &Feed, n: i64) -> Result<Arc<Encoded>, Problem> {
    let (segmented, face) = locate(state, feed, n).await?;
    let Segmented::Places(range) = segmented else {
        return Err(no_such_segment());
    };
    let mut builder = FrameBuilder::new(range.from);
    for publication in publications(state, feed.meeting(), range).await? {
        builder.push(&publication);
    }
    builder.cover(range.to);
    let frame = builder.finish(|| (*face.expect("a segment that changed the meeting has its face")).clone());
    let encode = move || Encoded::new(&Segment { n, frame }, None);
    Ok(Arc::new(tokio::task::spawn_blocking(encode).await.expect("encoding does not panic")))
}

type Face = Option<Arc<protocol::frame::MeetingCard>>;

async fn locate(state: &GatewayState, feed: &Feed, n: i64) -> Result<(Segmented, Face), Problem> {
    let mut looked = feed.chronicle.lock().await;
    if !looked.chronicle.is_past(n) {
        look(state, feed, &mut looked).await?;
    }
    let chronicle = &looked.chronicle;
    Ok((chronicle.segment(n, allowance_ms(state)), chronicle.face(n)))
}

/// Reads the log to its end, unless that was done a moment ago.
pub(crate) async fn look(state: &GatewayState, feed: &Feed, looked: &mut Looked) -> Result<(), Problem> {
    if looked.at.is_some_and(|at| at.elapsed() < LOOK_INTERVAL) {
        return Ok(());
    }
    let before = state.clock.now();
    let chronicle = &mut looked.chronicle;
    loop {
        let records =
            state.store.log(feed.meeting(), chronicle.read(), LOG_PAGE_MAX).await.map_err(|error| fault(&error))?;
        chronicle.extend(feed.meeting(), &records);
        if records.len() < LOG_PAGE_MAX {
            chronicle.looked(before);
            looked.at = Some(Instant::now());
            return Ok(());
        }
    }
}

/// [`SKEW_MS`] of real time, on the meeting's clock.
fn allowance_ms(state: &GatewayState) -> i64 {
    (SKEW_MS as f64 * state.clock.speed()) as i64
}

async fn publications(
    state: &GatewayState,
    meeting: &MeetingId,
    range: SegmentRange,
) -> Result<Vec<Publication>, Problem> {
    let mut publications = Vec::new();
    let mut read = Seq(range.from.0 - 1);
    while read < range.to {
        let limit = LOG_PAGE_MAX.min((range.to.0 - read.0) as usize);
        let records = state.store.log(meeting, read, limit).await.map_err(|error| fault(&error))?;
        let Some(last) = records.last() else { break };
        read = last.seq;
        publications.extend(records.iter().filter_map(Publication::of));
    }
    Ok(publications)
}
