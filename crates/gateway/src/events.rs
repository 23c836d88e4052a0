//! The same frames as server-sent events, for pages behind proxies that know no WebSocket.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use bytes::Bytes;
use domain::Seq;
use futures_util::stream;
use http::{HeaderMap, HeaderValue, header};
use protocol::{CloseCode, ErrorCode, Problem};
use tokio::sync::broadcast;
use tokio::time::{Interval, interval};

use crate::GatewayState;
use crate::feed::{Joined, Live};
use crate::query::Parameters;
use crate::state::Seat;

/// `GET /api/v1/meetings/{meeting}/events?since=`; `Last-Event-ID`, which a browser sends when it reconnects, wins over `since`.
pub(crate) async fn open(
    State(state): State<GatewayState>,
    Path(meeting): Path<String>,
    parameters: Parameters,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let since = last_event_id(&headers)?.or(parameters.since()?);
    let feed = state.public_feed(&meeting).await?;
    let busy = || Problem::new(ErrorCode::Busy).retry_after(5);
    let seat = Seat::take(&state.places, &feed).ok_or_else(busy)?;
    let joined = feed.join(&state.store, since, state.config.catch_up_max).await.map_err(|_| busy())?;
    let events = Events::new(seat, joined, &state);
    let body = Body::from_stream(stream::unfold(events, |mut events| async {
        let event = events.next().await?;
        Some((Ok::<_, Infallible>(event), events))
    }));
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // nginx would otherwise hold events back.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

fn last_event_id(headers: &HeaderMap) -> Result<Option<Seq>, Problem> {
    let refused = || Problem::new(ErrorCode::BadParameter).field("Last-Event-ID");
    let Some(value) = headers.get("last-event-id") else {
        return Ok(None);
    };
    let seq = value.to_str().ok().and_then(|value| value.parse().ok()).ok_or_else(refused)?;
    Ok(Some(Seq(seq)))
}

struct Events {
    ready: VecDeque<Bytes>,
    live: broadcast::Receiver<Live>,
    heartbeat: Interval,
    seat: Seat,
    lag_bytes_max: u64,
    over: bool,
}

impl Events {
    fn new(seat: Seat, joined: Joined, state: &GatewayState) -> Self {
        // The head of the response must not wait for the first frame.
        let mut ready = VecDeque::from([Bytes::from_static(b"retry: 2000\n\n")]);
        ready.extend(joined.first.iter().map(|frame| frame.event()));
        let mut heartbeat = interval(Duration::from_millis(state.config.heartbeat_interval_ms));
        heartbeat.reset();
        let lag_bytes_max = state.config.socket_buffer_bytes_max as u64;
        Self { ready, live: joined.live, heartbeat, seat, lag_bytes_max, over: false }
    }

    /// The next piece of the stream. It is asked for only when the connection takes more, so a slow reader shows by how far behind it
    /// is then; nothing is kept for it but its place among the shared frames.
    async fn next(&mut self) -> Option<Bytes> {
        if let Some(event) = self.ready.pop_front() {
            return Some(event);
        }
        if self.over {
            return None;
        }
        tokio::select! {
            live = self.live.recv() => match live {
                Ok(live) if self.is_near(&live) => Some(live.frame.event()),
                Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => {
                    metrics::counter!("gateway_slow_readers_total").increment(1);
                    Some(self.end(CloseCode::SlowReader))
                }
                Err(broadcast::error::RecvError::Closed) => Some(self.end(CloseCode::GoingAway)),
            },
            _ = self.heartbeat.tick() => Some(Bytes::from_static(b":\n\n")),
        }
    }

    fn is_near(&self, live: &Live) -> bool {
        self.seat.feed.sent() - live.sent <= self.lag_bytes_max
    }

    /// The close code of a socket, as an event of its own type; then the stream ends.
    fn end(&mut self, code: CloseCode) -> Bytes {
        self.over = true;
        Bytes::from(format!("event: close\ndata: {}\n\n", code.number()))
    }
}
