//! What the store declines, as the client is told.

use domain::UnixMs;
use identity::fault;
use protocol::{ErrorCode, Problem};
use store::{ChangeError, StoreError};

/// Seconds after which a full queue has surely been drained: it holds well under a second of work.
const BUSY_S: u32 = 1;

/// The problem that tells why a change did not happen.
pub(crate) fn change(error: ChangeError, now: UnixMs) -> Problem {
    match error {
        ChangeError::Refused(refusal) => Problem::refused(refusal, now),
        ChangeError::KeyReused => Problem::new(ErrorCode::KeyReused),
        // A store that closes belongs to a process that ends: another one, or the next, will answer.
        ChangeError::Busy | ChangeError::Closed => busy(),
        ChangeError::Fault(error) => fault(&error),
    }
}

/// The problem that tells why nothing could be read.
pub(crate) fn reading(error: StoreError) -> Problem {
    match error {
        StoreError::Busy | StoreError::Closed => busy(),
        error => fault(&error),
    }
}

fn busy() -> Problem {
    Problem::new(ErrorCode::Busy).retry_after(BUSY_S).value("s", BUSY_S)
}
