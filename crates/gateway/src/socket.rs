//! WebSockets of watchers: read-only, a bounded buffer each, no promise beyond "since". A slow reader hurts only itself: the hub hands
//! frames to a shared channel and never waits, and what waits for one socket is counted in bytes.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Path, State};
use axum::response::Response;
use bytes::Bytes;
use protocol::{CloseCode, ErrorCode, Problem};
use tokio::sync::broadcast::{self, error::RecvError};
use tokio::time::{Instant, sleep, sleep_until, timeout};

use crate::feed::{Joined, Live, Stopped};
use crate::frames::SharedFrame;
use crate::query::Parameters;
use crate::state::Seat;
use crate::{GatewayConfig, GatewayState};

/// The library clears this buffer before every look at the socket, so it is as small as what clients may send.
const READ_BUFFER_BYTES: usize = 512;
/// Above the largest frame: a meeting's face with a long summary and a full agenda.
const WRITE_BUFFER_BYTES_MAX: usize = 512 * 1_024;
/// Clients have nothing to say: a control frame has 125 bytes at most.
const CLIENT_MESSAGE_BYTES_MAX: usize = 4 * 1_024;

/// `GET /api/v1/meetings/{meeting}/socket?since=`.
pub(crate) async fn open(
    State(state): State<GatewayState>,
    Path(meeting): Path<String>,
    parameters: Parameters,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Problem> {
    let since = parameters.since()?;
    let feed = match state.public_feed(&meeting).await {
        Ok(feed) => feed,
        // A browser's script sees close codes, not statuses.
        Err(problem) if problem.code() == ErrorCode::NoSuchMeeting => {
            let upgrade = upgrade.map_err(|_| problem)?;
            return turn_away(&state, upgrade, CloseCode::NoSuchMeeting);
        }
        Err(problem) => return Err(problem),
    };
    let upgrade = upgrade.map_err(|_| Problem::new(ErrorCode::BadParameter).field("upgrade"))?;
    let Some(seat) = Seat::take(&state.places, &feed) else {
        return turn_away(&state, upgrade, CloseCode::Full);
    };
    let (store, config) = (state.store.clone(), Arc::clone(&state.config));
    Ok(tuned(upgrade).on_upgrade(move |socket| async move {
        let joined = seat.feed.join(&store, since, config.catch_up_max).await;
        drop(store);
        match joined {
            Ok(joined) => Box::pin(watch(socket, seat, config, joined)).await,
            Err(Stopped) => close(socket, CloseCode::GoingAway, &config).await,
        }
    }))
}

fn tuned(upgrade: WebSocketUpgrade) -> WebSocketUpgrade {
    upgrade
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(0)
        .max_write_buffer_size(WRITE_BUFFER_BYTES_MAX)
        .max_message_size(CLIENT_MESSAGE_BYTES_MAX)
        .max_frame_size(CLIENT_MESSAGE_BYTES_MAX)
}

/// Upgrades only to say why not. When even the places for that are taken, the answer is a plain 503.
fn turn_away(state: &GatewayState, upgrade: WebSocketUpgrade, code: CloseCode) -> Result<Response, Problem> {
    metrics::counter!("gateway_turned_away_total").increment(1);
    let Ok(place) = Arc::clone(&state.turned_away).try_acquire_owned() else {
        return Err(Problem::new(ErrorCode::Busy).retry_after(5));
    };
    let config = Arc::clone(&state.config);
    Ok(tuned(upgrade).on_upgrade(move |socket| async move {
        close(socket, code, &config).await;
        drop(place);
    }))
}

/// How watching ends.
enum End {
    /// The connection is gone.
    Gone,
    /// We close it.
    Close(CloseCode),
}

struct Watcher {
    socket: WebSocket,
    live: broadcast::Receiver<Live>,
    waiting: Waiting,
    config: Arc<GatewayConfig>,
    heard_at: Instant,
    ping_at: Instant,
}

async fn watch(socket: WebSocket, seat: Seat, config: Arc<GatewayConfig>, joined: Joined) {
    let now = Instant::now();
    let mut watcher = Watcher {
        socket,
        live: joined.live,
        waiting: Waiting { frames: VecDeque::new(), bytes: 0, bytes_max: config.socket_buffer_bytes_max },
        heard_at: now,
        ping_at: now + Duration::from_millis(config.ping_interval_ms),
        config,
    };
    let end = watcher.run(joined.first).await;
    if let End::Close(code) = end {
        if code == CloseCode::SlowReader {
            metrics::counter!("gateway_slow_readers_total").increment(1);
        }
        let Watcher { socket, config, .. } = watcher;
        close(socket, code, &config).await;
    }
    drop(seat);
}

impl Watcher {
    async fn run(&mut self, first: Vec<Arc<SharedFrame>>) -> End {
        match self.follow(first).await {
            Ok(never) => match never {},
            Err(end) => end,
        }
    }

    async fn follow(&mut self, first: Vec<Arc<SharedFrame>>) -> Result<Infallible, End> {
        for frame in first {
            self.send(Message::Text(frame.text())).await?;
        }
        loop {
            while let Some(frame) = self.waiting.next() {
                self.send(Message::Text(frame.text())).await?;
            }
            let silent_until = self.heard_at + Duration::from_millis(self.config.pong_wait_ms);
            tokio::select! {
                biased;
                live = self.live.recv() => self.waiting.take(live)?,
                message = self.socket.recv() => self.hear(message.as_ref())?,
                () = sleep_until(self.ping_at.min(silent_until)) => {
                    if Instant::now() >= silent_until {
                        return Err(End::Gone);
                    }
                    self.ping_at += Duration::from_millis(self.config.ping_interval_ms);
                    self.send(Message::Ping(Bytes::new())).await?;
                }
            }
        }
    }

    /// Sends one message. While the socket does not take it, frames wait in the bounded buffer.
    async fn send(&mut self, message: Message) -> Result<(), End> {
        let Self { socket, live, waiting, config, .. } = self;
        let sending = socket.send(message);
        tokio::pin!(sending);
        let given_up = sleep(Duration::from_millis(config.pong_wait_ms));
        tokio::pin!(given_up);
        loop {
            tokio::select! {
                biased;
                sent = &mut sending => return sent.map_err(|_| End::Gone),
                live = live.recv() => waiting.take(live)?,
                () = &mut given_up => return Err(End::Gone),
            }
        }
    }

    fn hear(&mut self, message: Option<&Result<Message, axum::Error>>) -> Result<(), End> {
        match message {
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => {
                self.heard_at = Instant::now();
                Ok(())
            }
            // Bytes that are no WebSocket end here as well: there is nobody to talk to, but a close frame does no harm.
            Some(Ok(Message::Text(_) | Message::Binary(_)) | Err(_)) => Err(End::Close(CloseCode::NotForWriting)),
            Some(Ok(Message::Close(_))) | None => Err(End::Gone),
        }
    }
}

/// Frames that one slow reader has not taken yet.
struct Waiting {
    frames: VecDeque<Arc<SharedFrame>>,
    bytes: usize,
    bytes_max: usize,
}

impl Waiting {
    fn take(&mut self, live: Result<Live, RecvError>) -> Result<(), End> {
        match live {
            Ok(Live { frame, .. }) => {
                let bytes = self.bytes + frame.bytes();
                // One frame may always wait, whatever its size.
                if bytes > self.bytes_max && !self.frames.is_empty() {
                    return Err(End::Close(CloseCode::SlowReader));
                }
                self.bytes = bytes;
                self.frames.push_back(frame);
                Ok(())
            }
            Err(RecvError::Lagged(_)) => Err(End::Close(CloseCode::SlowReader)),
            Err(RecvError::Closed) => Err(End::Close(CloseCode::GoingAway)),
        }
    }

    fn next(&mut self) -> Option<Arc<SharedFrame>> {
        let frame = self.frames.pop_front()?;
        self.bytes -= frame.bytes();
        Some(frame)
    }
}

/// Says why, then listens to the end: closing with unread bytes would destroy the close frame on its way.
async fn close(mut socket: WebSocket, code: CloseCode, config: &GatewayConfig) {
    let goodbye = async {
        let frame = CloseFrame { code: code.number(), reason: "".into() };
        if socket.send(Message::Close(Some(frame))).await.is_ok() {
            while let Some(Ok(_)) = socket.recv().await {}
        }
    };
    // Who does not even take a close frame is cut off.
    let _ = timeout(Duration::from_millis(config.close_wait_ms), goodbye).await;
}
