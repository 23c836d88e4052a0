//! The desk's papers: run-book, canned replies, notes from shift to shift, calls for help. As they stand after the log's events.

use std::collections::VecDeque;

use domain::desk::CannedReply;
use domain::{Actor, DeskText, Event, Recorded, Seq, StaffEvent, StaffId, UnixMs};
use protocol::moderation::{HELP_MAX, HelpCall};
use protocol::papers::NOTES_MAX;

/// A call for help is told of for this long.
const HELP_MS: i64 = 600_000;

/// A call for help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Call {
    at: UnixMs,
    pub(crate) by: StaffId,
    note: Option<String>,
    to: Vec<StaffId>,
}

impl Call {
    /// Whether it was made so lately that colleagues are told of it.
    pub(crate) fn is_in_force(&self, now: UnixMs) -> bool {
        now.since_ms(self.at) < HELP_MS
    }

    /// The call as `reader` is told of it; `by` is the caller's name.
    pub(crate) fn told(&self, reader: StaffId, by: String) -> HelpCall {
        HelpCall {
            at: self.at,
            by,
            note: self.note.clone(),
            mine: self.by == reader,
            for_me: self.by != reader && (self.to.is_empty() || self.to.contains(&reader)),
        }
    }
}

/// A note from one shift to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ShiftNote {
    pub(crate) seq: Seq,
    pub(crate) at: UnixMs,
    pub(crate) by: StaffId,
    pub(crate) text: DeskText,
}

/// The text in force, when it came into force, and by whom.
#[derive(Debug)]
struct InForce {
    text: DeskText,
    at: UnixMs,
    by: Option<StaffId>,
}

/// All of them.
#[derive(Debug, Default)]
pub(crate) struct Papers {
    changed: Seq,
    runbook: Option<InForce>,
    canned: Vec<CannedReply>,
    notes: VecDeque<ShiftNote>,
    help: VecDeque<Call>,
}

impl Papers {
    /// Where in the log run-book, canned replies or notes last changed; 0 before the first.
    pub(crate) fn changed(&self) -> Seq {
        self.changed
    }

    /// The run-book's text, when it came into force, and by whom.
    pub(crate) fn runbook(&self) -> Option<(&str, UnixMs, Option<StaffId>)> {
        self.runbook.as_ref().map(|paper| (paper.text.as_str(), paper.at, paper.by))
    }

    /// The canned replies, in their order.
    pub(crate) fn canned(&self) -> &[CannedReply] {
        &self.canned
    }

    /// Notes, latest first, at most [`NOTES_MAX`].
    pub(crate) fn notes(&self) -> impl Iterator<Item = &ShiftNote> {
        self.notes.iter().rev()
    }

    /// Calls for help, latest first, at most [`HELP_MAX`].
    pub(crate) fn help(&self) -> impl Iterator<Item = &Call> {
        self.help.iter().rev()
    }

    /// Folds the next event of the log.
    pub(super) fn apply(&mut self, recorded: &Recorded) {
        let Event::Staff(event) = &recorded.event else {
            return;
        };
        let at = recorded.at;
        match event {
            StaffEvent::RunbookSet { text, .. } => {
                let by = match recorded.actor {
                    Actor::Staff { id, .. } => Some(id),
                    Actor::Person(_) | Actor::System => None,
                };
                self.runbook = text.clone().map(|text| InForce { text, at, by });
            }
            StaffEvent::CannedSet { replies, .. } => self.canned.clone_from(replies),
            StaffEvent::HandedOver { by, text } => {
                let note = ShiftNote { seq: recorded.seq, at, by: *by, text: text.clone() };
                keep(&mut self.notes, note, NOTES_MAX);
            }
            StaffEvent::HelpCalled { by, note, to } => {
                let note = note.as_ref().map(|note| note.as_str().to_owned());
                keep(&mut self.help, Call { at, by: *by, note, to: to.clone() }, HELP_MAX);
                // A call is no paper: consoles hear of it with the queue.
                return;
            }
            _ => return,
        }
        self.changed = recorded.seq;
    }
}

/// Puts the latest in; of more than `most` the oldest goes.
fn keep<T>(kept: &mut VecDeque<T>, latest: T, most: usize) {
    if kept.len() == most {
        kept.pop_front();
    }
    kept.push_back(latest);
}
