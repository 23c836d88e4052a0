//! A change as it is asked for, and what came of it.

use std::sync::Arc;

use domain::desk::WordsRead;
use domain::{Actor, Command, Meeting, MeetingId, Recorded, Refusal, Seq, Suggestion, SuggestionText, UnixMs};

use crate::error::StoreError;
use crate::lease::Holder;

/// One wish of one actor about one meeting.
#[derive(Debug, Clone)]
pub struct Change {
    /// Which meeting.
    pub meeting: MeetingId,
    /// Who wishes it.
    pub actor: Actor,
    /// What.
    pub command: Command,
    /// Makes a repetition harmless: the same key gives the first result again. Ignored for supports, which are
    /// idempotent by themselves.
    pub key: Option<Key>,
    /// For a decision or an escalation: whose console it comes from. Refused while another holder has a live lease on
    /// the item; dropped on success.
    pub holder: Option<Holder>,
    /// What the word lists say of the text that is handed in, changed or decided. Refused when other lists are in force by now. `None`:
    /// nobody has asked them, and so it is not public without a person's look where there are lists.
    pub words: Option<WordsRead>,
    /// Post-moderation: the masked text that becomes public at once with a submission.
    pub shown: Option<SuggestionText>,
}

impl Change {
    /// A change without key, holder, words of lists and text to show.
    pub fn new(meeting: MeetingId, actor: Actor, command: Command) -> Self {
        Self { meeting, actor, command, key: None, holder: None, words: None, shown: None }
    }
}

/// An idempotency key. It counts for one meeting and one actor, and is kept for 48 hours of the meeting's clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// What the client sent; the caller limits its length.
    pub text: String,
    /// A hash of the body, to tell a repetition from another wish.
    pub fingerprint: [u8; 32],
}

/// What came of a change. It is durable when the caller sees this.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    /// The meeting's last place in the log after it. With nothing changed (a support that already was) the place before.
    pub seq: Seq,
    /// When it was appended; never earlier than what stands before it.
    pub at: UnixMs,
    /// The meeting after it.
    pub meeting: Arc<Meeting>,
    /// The suggestion after it, where it concerned one. A replay gives the suggestion as it is now.
    pub suggestion: Option<Arc<Suggestion>>,
    /// After a support: whether the person backs it now.
    pub supported: Option<bool>,
    /// Whether the key had been used, by the same wish, before: nothing happened this time.
    pub replayed: bool,
}

/// Why a change did not happen. Nothing of it is in the log, except possibly after [`ChangeError::Fault`]: a
/// connection may break after the database committed and before it said so, and a repetition with the same key finds out.
#[derive(Debug, Clone, thiserror::Error)]
pub enum ChangeError {
    /// The rules say no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The writer's queue is full: come again in a second.
    #[error("the writer's queue is full")]
    Busy,
    /// The key was used before with a different body.
    #[error("the idempotency key was used for something else")]
    KeyReused,
    /// The store is closed.
    #[error("the store is closed")]
    Closed,
    /// The database failed.
    #[error("the database failed")]
    Fault(#[from] StoreError),
}

/// What one commit appended to one meeting's log.
#[derive(Debug, Clone)]
pub struct Commit {
    /// Which meeting.
    pub meeting: MeetingId,
    /// The first new place.
    pub from: Seq,
    /// The last new place.
    pub to: Seq,
    /// All of `from..=to`, in order.
    pub records: Arc<[Recorded]>,
}
