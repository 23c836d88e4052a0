//! A meeting's log while a batch appends to it: the head, the meeting, and the records that are not written yet.

use std::sync::Arc;

use domain::{Actor, Clock, Event, Meeting, PublicEvent, Recorded, Seq, StaffEvent, Suggestion, UnixMs};

use crate::change::{Changed, Commit};
use crate::engine::Rows;
use crate::error::StoreError;
use crate::rows::LogRow;
use crate::views::Head;

pub(super) struct Log {
    pub(super) meeting: Meeting,
    meeting_changed: bool,
    head: Head,
    records: Vec<Recorded>,
}

impl Log {
    pub(super) fn new(meeting: Meeting, head: Head) -> Self {
        Self { meeting, meeting_changed: false, head, records: Vec::new() }
    }

    /// The time of whatever is appended now: never earlier than what stands there, whatever the clock does.
    pub(super) fn next_at(&self, clock: &dyn Clock) -> UnixMs {
        self.head.at.max(clock.now())
    }

    /// The last place after `count` more events.
    pub(super) fn seq_after(&self, count: usize) -> Seq {
        Seq(self.head.seq.0 + count as u64)
    }

    /// Appends events that happened together. The rows that they project to must be written already: what follows a failed
    /// statement would otherwise stay in here.
    pub(super) fn push(&mut self, actor: Actor, at: UnixMs, events: Vec<Event>) {
        for event in events {
            self.meeting_changed |= !matches!(
                event,
                Event::Public(PublicEvent::Tally { .. })
                    | Event::Staff(
                        StaffEvent::AnswersTallied { .. }
                            | StaffEvent::AsideTallied { .. }
                            | StaffEvent::SupportsMoved { .. }
                    )
            );
            self.meeting.apply(&event);
            self.head = Head { seq: self.head.seq.next(), at };
            self.records.push(Recorded { seq: self.head.seq, at, actor, event });
        }
    }

    /// The answer to a change that is appended.
    pub(super) fn changed(&self, suggestion: Option<Suggestion>) -> Changed {
        Changed {
            seq: self.head.seq,
            at: self.head.at,
            meeting: Arc::new(self.meeting.clone()),
            suggestion: suggestion.map(Arc::new),
            supported: None,
            replayed: false,
        }
    }

    /// Writes what was appended; says what to tell after the commit, if anything.
    pub(super) async fn write(self, rows: &mut Rows<'_>) -> Result<Option<Commit>, StoreError> {
        let Some(from) = self.records.first().map(|record| record.seq) else {
            return Ok(None);
        };
        let new = self.records.iter().map(LogRow::of).collect::<Result<Vec<_>, _>>()?;
        rows.append(&self.meeting.id, &new, self.head).await?;
        if self.meeting_changed {
            rows.put_meeting(&self.meeting).await?;
        }
        Ok(Some(Commit { meeting: self.meeting.id, from, to: self.head.seq, records: self.records.into() }))
    }
}
