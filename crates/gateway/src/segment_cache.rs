//! Encoded segments that a process keeps, so that many readers of one cost one encoding.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};

use domain::MeetingId;
use tokio::sync::OnceCell;

use crate::encoded::Encoded;

/// Encoded segments that a process keeps, and the bytes that they may take together.
const KEPT_MAX: usize = 2_048;
const KEPT_BYTES_MAX: usize = 32 * 1_024 * 1_024;
/// A place for an encoded segment, filled by the first who asks.
pub(crate) type Kept = Arc<OnceCell<Arc<Encoded>>>;

/// The encoded segments of a process; the earliest made go first.
#[derive(Debug, Default)]
pub(crate) struct SegmentCache(Mutex<Cache>);

#[derive(Debug, Default)]
struct Cache {
    kept: HashMap<(MeetingId, i64), (Kept, usize)>,
    order: VecDeque<(MeetingId, i64)>,
    bytes: usize,
}

impl SegmentCache {
    pub(crate) fn get(&self, meeting: &MeetingId, n: i64) -> Option<Kept> {
        let cache = self.0.lock().expect("no holder panics");
        cache.kept.get(&(meeting.clone(), n)).map(|(kept, _)| Arc::clone(kept))
    }

    pub(crate) fn keep(&self, meeting: &MeetingId, n: i64) -> Kept {
        let mut cache = self.0.lock().expect("no holder panics");
        let key = (meeting.clone(), n);
        if let Some((kept, _)) = cache.kept.get(&key) {
            return Arc::clone(kept);
        }
        let kept = Kept::default();
        cache.kept.insert(key.clone(), (Arc::clone(&kept), 0));
        cache.order.push_back(key);
        cache.shrink();
        kept
    }

    pub(crate) fn weigh(&self, meeting: &MeetingId, n: i64, bytes: usize) {
        let mut cache = self.0.lock().expect("no holder panics");
        if let Some((_, weight)) = cache.kept.get_mut(&(meeting.clone(), n)) {
            let before = std::mem::replace(weight, bytes);
            cache.bytes = cache.bytes - before + bytes;
            cache.shrink();
        }
    }
}

impl Cache {
    fn shrink(&mut self) {
        while self.order.len() > KEPT_MAX || self.bytes > KEPT_BYTES_MAX {
            let Some(oldest) = self.order.pop_front() else { break };
            let (_, weight) = self.kept.remove(&oldest).unwrap_or_default();
            self.bytes -= weight;
        }
    }
}
