//! A moderator's hold on an item: kept as rows outside the log, valid in every process and across restarts.

use domain::{StaffId, SuggestionNo, UnixMs};

/// Who holds an item: one console of one account. Two consoles of one person are two holders.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Holder {
    /// The account.
    pub staff: StaffId,
    /// The console's own name, chosen by it; at most [`Holder::CONSOLE_BYTES_MAX`] bytes.
    pub console: String,
}

impl Holder {
    /// A console's name has at most this many bytes; the caller checks.
    pub const CONSOLE_BYTES_MAX: usize = 64;
}

/// An item held until a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// Which suggestion.
    pub no: SuggestionNo,
    /// By whom.
    pub holder: Holder,
    /// Until when; from this moment on anybody may be dealt the item.
    pub until: UnixMs,
}
