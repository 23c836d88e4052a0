//! A fault of the store, on its way to a reader.

use protocol::{ErrorCode, Problem};
use store::StoreError;

/// Logs a fault of the store and answers with a problem.
pub(crate) fn fault(error: &StoreError) -> Problem {
    let error: &dyn std::error::Error = error;
    tracing::error!(error, "the store failed");
    Problem::new(ErrorCode::Internal)
}
