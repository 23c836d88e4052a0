//! The live desk: what the console sends and is answered.

mod candidates;
mod decisions;
mod gauge;
mod items;
mod queue;
mod search;
mod topics;

pub use candidates::{Band, CandidatesReply, MergeCandidate, MergePreview};
pub use decisions::{
    BulkBody, BulkReply, BulkTagBody, DecisionBody, DecisionReply, DecisionWish, EscalateBody, IntakeBody, IntoKind,
    ReopenBody, Skipped, TagBody,
};
pub use gauge::{Forecast, ForecastCause, Gauge};
pub use items::{
    AuthorCounts, AuthorRestriction, Check, CheckKind, DealBody, DealReply, DealtItem, Hit, LeaseBody, Mark,
};
pub use queue::{Activity, Desk, HelpCall, QueueCounts, QueueReply, QueueRow, Undoable};
pub use search::{FindReply, HistoryEntry, HistoryReply};
pub use topics::{MoveTopicBody, RegroupBody, RegroupReply, Topic, TopicBody, TopicsReply};

/// Items dealt to one console at most.
pub const DEAL_MAX: usize = 5;
/// How long a lease holds without renewal, in ms.
pub const LEASE_MS: i64 = 90_000;
/// Rows of the waiting list in one answer.
pub const QUEUE_ROWS_MAX: usize = 120;
/// Entries of the activity stream in one answer.
pub const ACTIVITY_MAX: usize = 50;
/// Suggestions that one bulk decision concerns at most.
pub const BULK_MAX: usize = 50;
/// Close suggestions shown beside an item.
pub const CANDIDATES_SHOWN: usize = 5;
/// Rows of one page of a search.
pub const FIND_PAGE: usize = 50;
/// Entries of one suggestion's history in one answer.
pub const HISTORY_MAX: usize = 100;
/// Topics in one answer: the largest ones.
pub const TOPICS_MAX: usize = 60;
/// Calls for help that are told of.
pub const HELP_MAX: usize = 5;

/// One console window: a name that the browser makes up once per tab, so that two tabs of one person hold their own leases.
/// 1–40 characters of `a-zA-Z0-9_-`.
pub type Console = String;
