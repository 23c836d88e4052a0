//! Something outside broke: told once in the log with its whole chain, and to the client without any of it.

use std::error::Error;

use protocol::{ErrorCode, Problem};

/// Logs a fault and makes the answer that tells nothing of it.
pub fn fault(error: &dyn Error) -> Problem {
    let mut chain = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        chain.push_str(": ");
        chain.push_str(&cause.to_string());
        source = cause.source();
    }
    tracing::error!(error = %chain, "a request failed");
    Problem::new(ErrorCode::Internal)
}
