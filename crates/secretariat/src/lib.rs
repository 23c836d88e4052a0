//! Before and after a meeting: setting up, running the agenda, results, exports, imports.
//!
//! Decides nothing itself: every wish becomes a command that `domain` judges inside the store's transaction. What it hands out holds no
//! hidden text and nobody's identity.

mod access;
mod assembly;
mod chronicle;
mod create;
mod export;
mod kept;
mod list;
mod page;
mod polis;
mod results;
mod revise;
mod ridge;
mod run;
mod state;

use axum::Router;
use axum::routing::{get, post};

pub use export::{ExportError, export};
pub use polis::{
    ImportError, ImportSummary, Input, MALFORMED_KEPT_MAX, Malformed, PolisFiles, PolisOptions, Progress, import_polis,
};
pub use state::SecretariatState;

/// The service's addresses.
pub fn router(state: SecretariatState) -> Router {
    Router::new()
        .route("/api/v1/meetings", post(create::create))
        .route("/api/v1/meetings/{meeting}", get(revise::show).put(revise::revise))
        .route("/api/v1/meetings/{meeting}/run", post(run::run))
        .route("/api/v1/meetings/{meeting}/results", get(results::show))
        .route("/api/v1/meetings/{meeting}/export", get(export::download))
        .route("/api/v1/schemas/export.json", get(export::schema))
        .route("/api/v1/staff/meetings", get(list::show))
        .route("/desk", get(page::desk))
        .route("/desk/m/{meeting}/{page}", get(page::of_meeting))
        .with_state(state)
}
