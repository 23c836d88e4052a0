//! What citizens write: suggest, back, answer cards, edit, withdraw, ask for a second look; and "mine", which only they may read.
//!
//! Load from outside stops here: limits, sizes, characters, idempotency. Whether something may happen is the domain's to decide and
//! the store's to keep; nothing is read before the writer decides, and nothing is acknowledged before it is durable.

mod answers;
mod appeal;
mod backing;
mod body;
mod cards;
mod config;
mod declined;
mod edit;
mod key;
mod limits;
mod lists;
mod mine;
mod pages;
mod pool;
mod read;
mod receipt;
mod scribe;
mod state;
mod submit;
mod support;
mod typed;
mod withdraw;
mod writer;

use axum::Router;
use axum::routing::{get, post, put};

pub use backing::Backing;
pub use config::IngestConfig;
pub use state::IngestState;

/// The addresses of the write side.
pub fn router(state: IngestState) -> Router {
    const SUGGESTIONS: &str = "/api/v1/meetings/{meeting}/suggestions";
    const ONE: &str = "/api/v1/meetings/{meeting}/suggestions/{no}";
    const SUPPORT: &str = "/api/v1/meetings/{meeting}/suggestions/{no}/support";
    const APPEAL: &str = "/api/v1/meetings/{meeting}/suggestions/{no}/appeal";
    Router::new()
        .route(SUGGESTIONS, post(submit::handle))
        .route(ONE, put(edit::handle).delete(withdraw::handle))
        .route(SUPPORT, put(support::add).delete(support::remove))
        .route(APPEAL, post(appeal::handle))
        .route("/api/v1/meetings/{meeting}/mine", get(mine::handle))
        .route("/api/v1/meetings/{meeting}/cards", get(cards::handle))
        .route("/api/v1/meetings/{meeting}/answers", post(answers::handle))
        .route("/api/v1/meetings/{meeting}/scribe", get(scribe::list).post(scribe::enter))
        .route("/scribe/{meeting}", get(scribe::page))
        .merge(pages::router())
        .with_state(state)
}
