//! The neutral model: what a record of a meeting says, before any file format.
//!
//! Holds only what may leave the house: no real name, no telephone number, no pseudonym.

use crate::error::DocumentError;
use crate::labels::Labels;

/// Rows that one document takes. A meeting of 6,000 suggestions is large; a sheet ends at 1,048,576 rows.
pub const ROWS_MAX: usize = 200_000;

/// A record of a meeting at one moment.
#[derive(Debug, Clone)]
pub struct Report {
    /// Which meeting.
    pub meeting: MeetingHeader,
    /// The moment that the report shows, Unix milliseconds: its cut-off time.
    pub generated_at_ms: i64,
    /// Last place of the meeting's log that it shows.
    pub log_seq: u64,
    /// Minutes east of Greenwich in which times are written; −1,439 to 1,439, beyond that Greenwich itself.
    pub utc_offset_minutes: i32,
    /// The rule by which `rank` was given, as a sentence.
    pub rule: String,
    /// Sums over `rows`.
    pub totals: Totals,
    /// All suggestions, in the order in which they are to be listed.
    pub rows: Vec<Row>,
    /// The words of the reader's language.
    pub labels: Labels,
}

impl Report {
    /// Refuses a report that is larger than a document may be.
    pub(crate) fn check(&self) -> Result<(), DocumentError> {
        let rows = self.rows.len();
        if rows > ROWS_MAX { Err(DocumentError::TooManyRows { rows, max: ROWS_MAX }) } else { Ok(()) }
    }
}

/// The meeting that a report is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingHeader {
    /// Short public id.
    pub id: String,
    /// Six-digit code.
    pub code: String,
    /// Topic.
    pub title: String,
    /// When the broadcast was planned or began, Unix milliseconds.
    pub starts_at_ms: Option<i64>,
    /// When intake ended, Unix milliseconds.
    pub ended_at_ms: Option<i64>,
}

/// Sums over all suggestions of a meeting. `received` is the sum of the states, `pending` to `withdrawn`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Handed in.
    pub received: u64,
    /// Public.
    pub published: u64,
    /// Living on in another.
    pub merged: u64,
    /// Not taken up.
    pub rejected: u64,
    /// Given back to the author.
    pub returned: u64,
    /// Out of sight.
    pub hidden: u64,
    /// Taken back by the author.
    pub withdrawn: u64,
    /// Still to be decided.
    pub pending: u64,
    /// Supports of the public suggestions.
    pub supports: u64,
    /// The same with those that are set aside.
    pub supports_with: u64,
    /// Different people who suggested or supported.
    pub people: u64,
}

/// Review state of a suggestion, as the exports name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Waits for a moderator.
    Pending,
    /// Waits for a second moderator.
    Held,
    /// Decided, still in the undo window.
    Decided,
    /// Public.
    Published,
    /// Given back to the author.
    Returned,
    /// Not taken up.
    Rejected,
    /// Out of sight.
    Hidden,
    /// Taken back by the author.
    Withdrawn,
    /// Living on in another suggestion.
    Merged,
    /// Waits for a second look that its author asked for.
    Appealed,
}

impl State {
    /// Every state, in the order of a suggestion's life.
    pub const ALL: [Self; 10] = [
        Self::Pending,
        Self::Held,
        Self::Decided,
        Self::Published,
        Self::Returned,
        Self::Rejected,
        Self::Hidden,
        Self::Withdrawn,
        Self::Merged,
        Self::Appealed,
    ];

    /// The stable code in CSV and JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Held => "held",
            Self::Decided => "decided",
            Self::Published => "published",
            Self::Returned => "returned",
            Self::Rejected => "rejected",
            Self::Hidden => "hidden",
            Self::Withdrawn => "withdrawn",
            Self::Merged => "merged",
            Self::Appealed => "appealed",
        }
    }

    /// Whether it belongs on the sheet of what was not taken up, with its reason.
    pub(crate) fn is_not_taken_up(self) -> bool {
        matches!(self, Self::Returned | Self::Rejected | Self::Hidden)
    }
}

/// One suggestion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Number in the meeting.
    pub no: u32,
    /// Rank from 1, equal support sharing one; nothing outside the order.
    pub rank: Option<u64>,
    /// Number of the agenda item.
    pub agenda_item: Option<u16>,
    /// Title of the agenda item.
    pub agenda_title: Option<String>,
    /// The text as it may be read; empty when it is out of sight.
    pub text: String,
    /// The author's own words, where they differ from `text` and may be handed over.
    pub original_text: Option<String>,
    /// Review state.
    pub state: State,
    /// Review state in the reader's language.
    pub state_word: String,
    /// Stable code of the reason, where it was not taken up.
    pub reason: Option<String>,
    /// The reason in the reader's language.
    pub reason_word: Option<String>,
    /// Distinct people who support it, without those whose support is set aside.
    pub supports: u64,
    /// The same with them.
    pub supports_with: u64,
    /// Its rank by that number.
    pub rank_with: Option<u64>,
    /// Suggestions that were merged into it.
    pub merged_count: u32,
    /// Number of the suggestion in which it lives on.
    pub merged_into: Option<u32>,
    /// The place meant, in the author's words.
    pub area: Option<String>,
    /// The name that the author wished shown.
    pub display_name: Option<String>,
    /// The scribe who entered it for the author.
    pub entered_by: Option<String>,
    /// When it was handed in, Unix milliseconds.
    pub submitted_at_ms: i64,
    /// When it became public, Unix milliseconds.
    pub published_at_ms: Option<i64>,
    /// Moment of the broadcast, milliseconds from its beginning.
    pub moment_ms: Option<u32>,
    /// What became of it on the floor, in the reader's language.
    pub floor_word: Option<String>,
}
