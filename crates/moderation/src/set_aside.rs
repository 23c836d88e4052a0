//! The arm that takes the steps of jobs that set supports aside.
//!
//! Any number of processes may do this at once, and any goes on with what another began: a step is one change, decided once.

use std::time::Duration;

use store::{ChangeError, StoreError};
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use crate::state::ModerationState;

/// How often jobs are looked for, in real time.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// Jobs that are taken care of in one look; the rest follow in the next one.
const JOBS_MAX: usize = 16;
/// Steps of a job in one look; between two of them everybody else's changes go in.
const STEPS_MAX: usize = 64;
/// Pause after a fault of the store, in real time.
const FAULT_PAUSE: Duration = Duration::from_secs(1);

/// Takes steps until cancelled. Cancelling in the middle loses nothing: what is not done is taken up by the next process that looks.
pub(crate) async fn run(state: &ModerationState, stop: &CancellationToken) {
    let mut look = tokio::time::interval(LOOK_EVERY);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = look.tick() => {}
        }
        if let Err(error) = step_jobs(state).await {
            tracing::error!(error = &error as &dyn std::error::Error, "cannot set supports aside");
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(FAULT_PAUSE) => {}
            }
        }
    }
}

/// Takes the next steps of every job at work, and tells how many it took.
///
/// # Errors
/// The store's fault, after which the job goes on where it was.
pub async fn step_jobs(state: &ModerationState) -> Result<usize, StoreError> {
    let mut taken = 0;
    for (meeting, job) in state.store.invalidations_at_work(JOBS_MAX).await? {
        for _ in 0..STEPS_MAX {
            match state.store.step_invalidation(&meeting, job).await {
                Ok(true) => taken += 1,
                // It is over, or a full queue has room at the next look.
                Ok(false) | Err(ChangeError::Busy | ChangeError::Closed | ChangeError::KeyReused) => break,
                Err(ChangeError::Refused(refusal)) => {
                    tracing::error!(job, %refusal, "a job cannot take its next step");
                    break;
                }
                Err(ChangeError::Fault(error)) => return Err(error),
            }
        }
    }
    Ok(taken)
}
