//! The newest frames of a meeting, kept for readers who come back with `since`. Bounded in number and bytes; what is older comes from
//! the log. Pure.

use std::collections::VecDeque;
use std::sync::Arc;

use domain::{Publication, Seq};
use protocol::frame::MeetingCard;

use crate::card;
use crate::frames::{FrameBuilder, SharedFrame};

/// Up to this many frames go out one by one; a reader further behind gets them joined, so that numbers of backers coalesce again.
const SINGLY_MAX: usize = 16;
/// Joined frames are about this large at most: a large message would stay in the reader's socket buffer for its lifetime.
const JOINED_BYTES_MAX: usize = 16 * 1_024;

/// A frame that went out, and what it was made of.
#[derive(Debug)]
pub struct Past {
    /// As it went out.
    pub frame: Arc<SharedFrame>,
    /// Its publications.
    pub publications: Vec<Publication>,
    /// The meeting's face at its last place.
    pub meeting: Arc<MeetingCard>,
    /// Bytes that it holds in memory, about.
    pub bytes: usize,
}

/// The newest frames, without holes.
#[derive(Debug)]
pub struct History {
    pasts: VecDeque<Arc<Past>>,
    bytes: usize,
    frames_max: usize,
    bytes_max: usize,
}

impl History {
    /// An empty history.
    pub fn new(frames_max: usize, bytes_max: usize) -> Self {
        Self { pasts: VecDeque::new(), bytes: 0, frames_max, bytes_max }
    }

    /// Adds the newest frame; the oldest go while a bound is exceeded.
    pub fn push(&mut self, past: Past) {
        self.bytes += past.bytes;
        self.pasts.push_back(Arc::new(past));
        while self.pasts.len() > self.frames_max || self.bytes > self.bytes_max {
            let Some(oldest) = self.pasts.pop_front() else { break };
            self.bytes -= oldest.bytes;
        }
    }

    /// Forgets everything: what follows does not continue it.
    pub fn clear(&mut self) {
        self.pasts.clear();
        self.bytes = 0;
    }

    /// The frames that cover everything after `since`; `None` when the oldest of them is gone.
    pub fn after(&self, since: Seq) -> Option<Vec<Arc<Past>>> {
        let start = self.pasts.partition_point(|past| past.frame.to() <= since);
        let first = self.pasts.get(start)?;
        (first.frame.from() <= since.next()).then(|| self.pasts.range(start..).cloned().collect())
    }
}

/// The frames for a reader who has everything up to `since`: they begin right after it, even in the middle of a frame that went out.
pub fn catch_up(pasts: &[Arc<Past>], since: Seq) -> Vec<Arc<SharedFrame>> {
    let Some(first) = pasts.first() else {
        return Vec::new();
    };
    let aligned = first.frame.from() == since.next();
    if aligned && pasts.len() <= SINGLY_MAX {
        return pasts.iter().map(|past| Arc::clone(&past.frame)).collect();
    }
    let mut frames = Vec::new();
    let mut joined = Joined::new(since.next(), &first.meeting);
    for past in pasts {
        let publications = past.publications.iter().filter(|publication| publication.seq > since);
        publications.for_each(|publication| joined.builder.push(publication));
        joined.builder.cover(past.frame.to());
        joined.bytes += past.bytes;
        joined.meeting = &past.meeting;
        if joined.bytes >= JOINED_BYTES_MAX {
            let next = Joined::new(past.frame.to().next(), &past.meeting);
            frames.push(std::mem::replace(&mut joined, next).finish());
        }
    }
    if joined.bytes > 0 {
        frames.push(joined.finish());
    }
    frames
}

struct Joined<'a> {
    builder: FrameBuilder,
    bytes: usize,
    meeting: &'a MeetingCard,
}

impl<'a> Joined<'a> {
    fn new(from: Seq, meeting: &'a MeetingCard) -> Self {
        Self { builder: FrameBuilder::new(from), bytes: 0, meeting }
    }

    fn finish(self) -> Arc<SharedFrame> {
        SharedFrame::new(&self.builder.finish(|| self.meeting.clone()))
    }
}

/// Frames made from a stretch of the log, for a reader whose `since` is older than the history. `meeting` is the meeting's face at
/// the end of the stretch: every one of these frames that changes the meeting carries it.
pub fn from_log(since: Seq, to: Seq, publications: &[Publication], meeting: &MeetingCard) -> Vec<Arc<SharedFrame>> {
    let mut frames = Vec::new();
    let mut builder = FrameBuilder::new(since.next());
    let mut bytes = 0;
    for publication in publications {
        builder.push(publication);
        bytes += card::weight(publication);
        if bytes >= JOINED_BYTES_MAX {
            let next = FrameBuilder::new(publication.seq.next());
            frames.push(SharedFrame::new(&std::mem::replace(&mut builder, next).finish(|| meeting.clone())));
            bytes = 0;
        }
    }
    builder.cover(to);
    let last = builder.finish(|| meeting.clone());
    if last.from <= last.to {
        frames.push(SharedFrame::new(&last));
    }
    frames
}
