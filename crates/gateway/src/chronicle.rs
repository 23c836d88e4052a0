//! A meeting's log cut by its clock: which places each two-second segment covers, and the meeting's face at each change. A pure
//! function of the log, so that segments are the same bytes from every process.

use std::sync::Arc;

use domain::{Event, Meeting, MeetingId, Recorded, Seq, StaffEvent, UnixMs};
use protocol::frame::{LiveSegments, MeetingCard, SEGMENT_MS, SegmentRange};

use tokio::time::Instant;

use crate::captions::Captions;
use crate::card::changes_meeting;
use crate::courses::Courses;

/// Segments that `live.json` names: a minute of them at least.
const LIVE_SEGMENTS: usize = 30;

/// The log, read up to a place.
#[derive(Debug, Default)]
pub(crate) struct Chronicle {
    meeting: Option<Meeting>,
    read: Seq,
    last_at: UnixMs,
    /// Segments with at least one place, ascending, without holes between them.
    ranges: Vec<SegmentRange>,
    /// The meeting's face at the end of each segment that changed it, the last segment excepted.
    faces: Vec<(i64, Arc<MeetingCard>)>,
    /// Whether the last segment changed it.
    changed: bool,
    captions: Captions,
    courses: Courses,
    /// The meeting's clock before the log was last read to its end.
    looked_at: Option<UnixMs>,
}

/// What is known of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Segmented {
    /// Closed, with these places.
    Places(SegmentRange),
    /// Closed and without any; the last place before it.
    Empty(Seq),
    /// Something may still be appended to it.
    Open,
}

impl Chronicle {
    /// Up to where the log has been read.
    pub(crate) fn read(&self) -> Seq {
        self.read
    }

    /// The newest lines of what is being said.
    pub(crate) fn captions(&self) -> &Captions {
        &self.captions
    }

    /// What has publicly become of each suggestion.
    pub(crate) fn courses(&self) -> &Courses {
        &self.courses
    }

    /// Takes the next records in.
    pub(crate) fn extend(&mut self, id: &MeetingId, records: &[Recorded]) {
        for record in records {
            if record.seq > self.read {
                self.take(id, record);
            }
        }
    }

    fn take(&mut self, id: &MeetingId, record: &Recorded) {
        self.read = record.seq;
        self.last_at = self.last_at.max(record.at);
        self.captions.take(record);
        self.courses.take(record);
        let n = record.at.0.div_euclid(SEGMENT_MS);
        match self.ranges.last_mut() {
            // Never back in time, even if the log's clock should: a place belongs to one segment.
            Some(last) if last.n >= n => last.to = record.seq,
            _ => {
                self.keep_face();
                self.ranges.push(SegmentRange { n, from: record.seq, to: record.seq });
            }
        }
        match &record.event {
            Event::Staff(StaffEvent::MeetingCreated { settings, code }) => {
                self.meeting = Some(Meeting::new(id.clone(), *code, (**settings).clone()));
            }
            event => {
                let Some(meeting) = &mut self.meeting else { return };
                meeting.apply(event);
                self.changed |= matches!(event, Event::Public(event) if changes_meeting(event));
            }
        }
    }

    fn keep_face(&mut self) {
        if let (true, Some(meeting), Some(last)) = (self.changed, &self.meeting, self.ranges.last()) {
            self.faces.push((last.n, Arc::new(MeetingCard::from(meeting))));
        }
        self.changed = false;
    }

    /// The log was read to its end; `before` is the meeting's clock before that.
    pub(crate) fn looked(&mut self, before: UnixMs) {
        self.looked_at = Some(before);
    }

    /// The meeting's face at the end of segment `n`, if that changed it.
    pub(crate) fn face(&self, n: i64) -> Option<Arc<MeetingCard>> {
        if self.ranges.last().is_some_and(|last| last.n == n) {
            let meeting = self.meeting.as_ref().filter(|_| self.changed)?;
            return Some(Arc::new(MeetingCard::from(meeting)));
        }
        self.faces.binary_search_by_key(&n, |(at, _)| *at).ok().map(|at| Arc::clone(&self.faces[at].1))
    }

    /// Whether the log itself says that a segment is closed: it goes on after it.
    pub(crate) fn is_past(&self, n: i64) -> bool {
        self.last_at.0.div_euclid(SEGMENT_MS) > n
    }

    /// What is known of segment `n`. Without a later place in the log, it is closed `allowance_ms` after its end.
    pub(crate) fn segment(&self, n: i64, allowance_ms: i64) -> Segmented {
        if n > self.newest_closed(allowance_ms) {
            return Segmented::Open;
        }
        match self.ranges.binary_search_by_key(&n, |range| range.n) {
            Ok(at) => Segmented::Places(self.ranges[at]),
            Err(0) => Segmented::Empty(Seq(0)),
            Err(at) => Segmented::Empty(self.ranges[at - 1].to),
        }
    }

    fn newest_closed(&self, allowance_ms: i64) -> i64 {
        let by_log = self.last_at.0.div_euclid(SEGMENT_MS) - 1;
        let by_clock = self.looked_at.map_or(i64::MIN, |at| at.plus_ms(-allowance_ms).0.div_euclid(SEGMENT_MS) - 1);
        by_log.max(by_clock)
    }

    /// The newest closed segments.
    pub(crate) fn live(&self, allowance_ms: i64) -> LiveSegments {
        let newest = self.newest_closed(allowance_ms);
        let closed = self.ranges.partition_point(|range| range.n <= newest);
        let segments = self.ranges[closed.saturating_sub(LIVE_SEGMENTS)..closed].to_vec();
        let seq = segments.last().map_or(Seq(0), |range| range.to);
        LiveSegments { newest, seq, segments, segment_ms: SEGMENT_MS }
    }
}

/// A meeting's chronicle, and when (real time) the log was last read to its end for it.
#[derive(Debug, Default)]
pub(crate) struct Looked {
    pub(crate) chronicle: Chronicle,
    pub(crate) at: Option<Instant>,
}
