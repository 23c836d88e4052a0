//! The read side: boards, sockets, event streams, segments and citizens' pages.
//!
//! Who is watching is known here and nowhere else. Nothing here changes a meeting, and nothing that is not public passes: frames and
//! boards are made of publications and public cards alone.

pub mod board;
mod captions;
pub mod card;
pub mod channel;
mod chronicle;
mod config;
mod courses;
mod encoded;
mod events;
mod everywhere;
mod fault;
mod feed;
mod feeder;
mod feeds;
pub mod frames;
pub mod history;
mod pages;
mod query;
mod read;
pub mod replica;
mod segment_cache;
mod segments;
mod similar;
mod socket;
mod state;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use tokio::time::{MissedTickBehavior, interval, timeout};
use tokio_util::sync::CancellationToken;

pub use config::GatewayConfig;
pub use pages::{PlaysStream, explain_in_html};
pub use segments::SKEW_MS;
pub use state::GatewayState;

/// How often the broker is told how many watch: a third of the time for which such a report counts.
const PRESENCE_INTERVAL: Duration = Duration::from_secs(5);
/// How often closing looks whether the last watcher has gone.
const CLOSING_INTERVAL: Duration = Duration::from_millis(20);

/// Every address of the read side.
pub fn router(state: GatewayState) -> Router {
    // What everybody may read, pages of other sites included.
    let open = Router::new()
        .route("/api/v1/meetings", get(read::meetings))
        .route("/api/v1/meetings/{meeting}/board", get(read::board))
        .route("/api/v1/meetings/{meeting}/events", get(events::open))
        .route("/api/v1/meetings/{meeting}/suggestions/{no}", get(read::suggestion))
        .route("/api/v1/meetings/{meeting}/similar", get(read::similar))
        .route("/api/v1/meetings/{meeting}/captions", get(read::captions))
        .route("/m/{meeting}/feed/{file}", get(segments::file))
        .layer(from_fn(everywhere::readable));
    Router::new()
        .merge(open)
        .route("/api/v1/meetings/{meeting}/socket", get(socket::open))
        .merge(pages::router(&state))
        .layer(from_fn_with_state(Arc::clone(&state.assets), pages::explain_in_html))
        .layer(from_fn(protocol::dress))
        .with_state(state)
}

/// Hears the bell and reports who watches, until `cancel`; then tells every watcher to go elsewhere and waits for them, as long as
/// closing a socket may take.
pub async fn run(state: GatewayState, cancel: CancellationToken) {
    let bell = state.broker.subscribe();
    tokio::join!(state.feeds.listen(bell, &cancel), report(&state, &cancel), async {
        cancel.cancelled().await;
        state.feeds.close().await;
    });
    let empty = async {
        while state.places.taken() > 0 {
            tokio::time::sleep(CLOSING_INTERVAL).await;
        }
    };
    let patience = Duration::from_millis(state.config.close_wait_ms);
    if timeout(patience, empty).await.is_err() {
        tracing::info!(left = state.places.taken(), "some watchers did not close in time");
    }
}

async fn report(state: &GatewayState, cancel: &CancellationToken) {
    let mut pace = interval(PRESENCE_INTERVAL);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = cancel.cancelled() => return,
            _ = pace.tick() => {}
        }
        for feed in state.feeds.all() {
            state.broker.report(&state.node, feed.meeting(), feed.watchers() as u64).await;
        }
    }
}
