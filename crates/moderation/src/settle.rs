//! The clock's arm: when an undo window is over, its decision takes effect.
//!
//! Any number of processes may do this at once: the domain refuses to settle twice.

use std::time::Duration;

use domain::{Actor, Command, MeetingId, Refusal, SuggestionCommand, SuggestionNo};
use futures_util::future::join_all;
use store::{Change, ChangeError, StoreError};
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use crate::state::ModerationState;

/// How often due windows are looked for, in real time.
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// Windows settled in one look; the rest follow in the next one.
pub const DUE_MAX: usize = 256;
/// Pause after a fault of the store, in real time: it will not be well in 50 ms.
const FAULT_PAUSE: Duration = Duration::from_secs(1);

/// Settles until cancelled. Cancelling in the middle loses nothing: what is not settled stays due.
pub(crate) async fn run(state: &ModerationState, stop: &CancellationToken) {
    let mut look = tokio::time::interval(LOOK_EVERY);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = look.tick() => {}
        }
        if let Err(error) = settle_due(state).await {
            tracing::error!(error = &error as &dyn std::error::Error, "cannot settle due decisions");
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(FAULT_PAUSE) => {}
            }
        }
    }
}

/// Settles the decisions whose window is over now, at most [`DUE_MAX`] of them, and tells how many took effect here.
///
/// # Errors
/// The store's fault, after which the rest is still due.
pub async fn settle_due(state: &ModerationState) -> Result<usize, StoreError> {
    let due = state.store.due(state.clock.now(), DUE_MAX).await?;
    // Together, so that they share a commit.
    let settled = join_all(due.into_iter().map(|(meeting, no)| settle(state, meeting, no))).await;
    let mut count = 0;
    for one in settled {
        count += usize::from(one?);
    }
    Ok(count)
}

async fn settle(state: &ModerationState, meeting: MeetingId, no: SuggestionNo) -> Result<bool, StoreError> {
    let command = Command::Suggestion { no, command: SuggestionCommand::Settle };
    match state.store.change(Change::new(meeting, Actor::System, command)).await {
        Ok(_) => Ok(true),
        // Another process was faster, or it was taken back in the last moment. A full queue has room at the next look.
        Err(ChangeError::Refused(Refusal::WrongState { .. }) | ChangeError::Busy | ChangeError::Closed) => Ok(false),
        Err(ChangeError::Refused(refusal)) => {
            tracing::error!(no = no.0, %refusal, "a due decision cannot be settled");
            Ok(false)
        }
        Err(ChangeError::KeyReused) => Ok(false),
        Err(ChangeError::Fault(error)) => Err(error),
    }
}
