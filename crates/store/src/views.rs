//! What reading returns.

use domain::{Meeting, ReviewKind, Seq, Suggestion, UnixMs};

/// Suggestions that a list holds at most; with more it fails.
pub const SUGGESTIONS_MAX: usize = 200_000;

/// The end of a meeting's log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Head {
    /// The last place; 0 when the meeting does not exist.
    pub seq: Seq,
    /// When that was appended.
    pub at: UnixMs,
}

/// What everybody may read of a meeting, as of one place in its log.
#[derive(Debug, Clone, PartialEq)]
pub struct PublicState {
    /// The place in the log.
    pub seq: Seq,
    /// When that was appended.
    pub at: UnixMs,
    /// The meeting.
    pub meeting: Meeting,
    /// The published suggestions, by number.
    pub suggestions: Vec<Suggestion>,
}

/// A meeting in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// Suggestions by review state, in the order of [`ReviewKind::ALL`], zeros included.
    pub by_state: Vec<(ReviewKind, u32)>,
    /// Backings of what is public now.
    pub supports: u32,
    /// Different people who have suggested or backed.
    pub people: u32,
}
