//! The settings of this crate.

use serde::{Deserialize, Serialize};

/// `[ingest]`: how often citizens may write. Minutes are of the meeting's clock. 0 takes a limit off: for benchmarks and for imports
/// that play many people from one address, never for a public meeting.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IngestConfig {
    /// Backings and their withdrawals of one person, per minute.
    pub supports_per_minute_person: u32,
    /// Hands of answer cards and sets of answers of one person, together, per minute.
    pub answers_per_minute_person: u32,
    /// Edits and withdrawals of one person's suggestions, per minute: each costs a moderator a look.
    pub edits_per_minute_person: u32,
    /// Writes of all kinds from one address (IPv6: one /64), per minute. A hall behind one address shares it.
    pub writes_per_minute_address: u32,
}

impl Default for IngestConfig {
    fn default() -> Self {
        Self {
            supports_per_minute_person: 60,
            answers_per_minute_person: 30,
            edits_per_minute_person: 10,
            writes_per_minute_address: 600,
        }
    }
}
