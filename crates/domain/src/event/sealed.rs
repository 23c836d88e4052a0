//! What nobody may see without a second person.

use serde::{Deserialize, Serialize};

use crate::{Note, RejectReason, SuggestionNo};

/// What is kept as evidence and shown to nobody without a second person's consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum SealedEvent {
    /// A text was taken out of sight.
    Hidden {
        /// Which one.
        no: SuggestionNo,
        /// Why.
        reason: RejectReason,
        /// In words.
        note: Option<Note>,
    },
}
