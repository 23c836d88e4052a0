//! The live desk: the queue dealt under lease, decisions with their undo window, one by one and in bulk, merging, search, history, levers,
//! steps on the floor.
//!
//! Decides nothing itself: every wish becomes a command that `domain` judges inside the store's transaction, and who may wish what is the
//! domain's table alone. It must never answer a citizen: every address here wants a staff session.

mod abuse;
mod access;
mod autoclear;
mod bulk;
mod candidates;
mod deal;
mod decide;
mod desk;
mod desks;
mod escalate;
mod find;
mod floor;
mod forecast;
mod gauge;
mod history;
mod host;
mod intake;
mod invalidations;
mod lexicon;
mod page;
mod papers;
mod preview;
mod queue;
mod record;
mod reopen;
mod restrict;
mod screens;
mod set_aside;
mod settle;
mod stage;
mod state;
mod tag;
mod take_over;
mod topics;
mod undo;
mod unmerge;

use axum::Router;
use axum::routing::{delete, get, post, put};
use tokio_util::sync::CancellationToken;

pub use set_aside::step_jobs;
pub use settle::{DUE_MAX, settle_due};
pub use state::ModerationState;

/// The service's addresses.
pub fn router(state: ModerationState) -> Router {
    let meeting = Router::new()
        .route("/queue", get(queue::show))
        .route("/queue/deal", post(deal::deal))
        .route("/queue/renew", post(deal::renew))
        .route("/queue/release", post(deal::release))
        .route("/suggestions/{no}/decision", post(decide::decide).delete(undo::undo))
        .route("/suggestions/{no}/escalate", post(escalate::escalate))
        .route("/suggestions/{no}/take-over", post(take_over::take_over))
        .route("/suggestions/{no}/tag", post(tag::tag))
        .route("/suggestions/{no}/unmerge", post(unmerge::unmerge))
        .route("/suggestions/{no}/reopen", post(reopen::reopen))
        .route("/suggestions/{no}/history", get(history::show))
        .route("/suggestions/{no}/merge-preview", get(preview::show))
        .route("/suggestions/{no}/topic", post(topics::put))
        .route("/bulk", post(bulk::decide))
        .route("/bulk/tag", post(bulk::tag))
        .route("/abuse", get(abuse::show))
        .route("/restrictions", post(restrict::restrict))
        .route("/restrictions/{id}", delete(restrict::lift))
        .route("/invalidations", get(invalidations::list).post(invalidations::begin))
        .route("/invalidations/dry-run", post(invalidations::try_out))
        .route("/invalidations/{id}/cancel", post(invalidations::cancel))
        .route("/invalidations/{id}/reverse", post(invalidations::reverse))
        .route("/find", get(find::find))
        .route("/record", get(record::show))
        .route("/record.csv", get(record::file))
        .route("/lexicon", get(lexicon::show).put(lexicon::put))
        .route("/lexicon/dry-run", post(lexicon::try_out))
        .route("/lexicon/import", post(lexicon::import))
        .route("/topics", get(topics::list))
        .route("/topics/regroup", post(topics::regroup))
        .route("/topics/{topic}", post(topics::name))
        .route("/suggestions/{no}/floor", post(floor::step))
        .route("/host", get(host::show))
        .route("/stage", post(stage::set))
        .route("/candidates", get(candidates::find))
        .route("/screens", get(screens::list).post(screens::make))
        .route("/screens/{id}", delete(screens::revoke))
        .route("/intake", post(intake::set))
        .route("/papers", get(papers::show))
        .route("/papers/runbook", put(papers::put_runbook))
        .route("/papers/canned", put(papers::put_canned))
        .route("/papers/hand-over", post(papers::hand_over))
        .route("/help", post(papers::call_help))
        .route("/autoclear", put(autoclear::set));
    Router::new()
        .nest("/api/v1/meetings/{meeting}", meeting)
        .route("/mod/{meeting}", get(page::shell))
        .route("/host/{meeting}", get(page::shell))
        .with_state(state)
}

/// Settles undo windows, takes the steps of jobs that set supports aside, and keeps the open desks up with this process's commits, until cancelled. Nothing is lost by cancelling: a
/// window that is over is settled by the next process that looks.
pub async fn run(state: ModerationState, stop: CancellationToken) {
    let follow = desks::follow(&state.store, &state.desks, &stop);
    tokio::join!(settle::run(&state, &stop), set_aside::run(&state, &stop), follow);
}
