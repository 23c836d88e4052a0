//! Reports of presence in a table of this process.

use crate::presence::NODES_MAX;
use domain::MeetingId;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
// The time to live is about real processes, not about the meeting: the runtime's monotonic clock, which tests can halt.
use tokio::time::Instant;

pub(crate) struct MemoryPresence {
    ttl: Duration,
    meetings: Mutex<HashMap<MeetingId, HashMap<String, Report>>>,
}

struct Report {
    count: u64,
    until: Instant,
}

impl MemoryPresence {
    pub(crate) fn new(ttl: Duration) -> Self {
        Self { ttl, meetings: Mutex::default() }
    }

    pub(crate) fn report(&self, node: &str, meeting: &MeetingId, count: u64) {
        let now = Instant::now();
        // A panic elsewhere leaves counts that are at worst old.
        let mut meetings = self.meetings.lock().unwrap_or_else(PoisonError::into_inner);
        meetings.retain(|_, nodes| {
            nodes.retain(|_, report| report.until > now);
            !nodes.is_empty()
        });
        let nodes = meetings.entry(meeting.clone()).or_default();
        if nodes.len() < NODES_MAX || nodes.contains_key(node) {
            nodes.insert(node.to_owned(), Report { count, until: now + self.ttl });
        }
    }

    pub(crate) fn count(&self, meeting: &MeetingId) -> u64 {
        let now = Instant::now();
        let meetings = self.meetings.lock().unwrap_or_else(PoisonError::into_inner);
        let reports = meetings.get(meeting).into_iter().flat_map(HashMap::values);
        reports.filter(|report| report.until > now).map(|report| report.count).fold(0, u64::saturating_add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::presence::PRESENCE_TTL;

    fn meeting() -> MeetingId {
        "park2024".parse().unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn a_silent_node_counts_for_fifteen_seconds() {
        let presence = MemoryPresence::new(PRESENCE_TTL);
        presence.report("a", &meeting(), 3);
        tokio::time::advance(Duration::from_millis(14_999)).await;
        assert_eq!(presence.count(&meeting()), 3);
        tokio::time::advance(Duration::from_millis(1)).await;
        assert_eq!(presence.count(&meeting()), 0);
    }

    #[tokio::test(start_paused = true)]
    async fn what_no_longer_counts_is_forgotten() {
        let presence = MemoryPresence::new(PRESENCE_TTL);
        for number in 0..1_000 {
            presence.report("a", &format!("m{number:04}").parse().unwrap(), 1);
        }
        tokio::time::advance(PRESENCE_TTL).await;
        presence.report("a", &meeting(), 1);
        assert_eq!(presence.meetings.lock().unwrap().len(), 1);
    }

    #[tokio::test]
    async fn nodes_beyond_the_limit_are_left_out() {
        let presence = MemoryPresence::new(PRESENCE_TTL);
        for number in 0..=NODES_MAX {
            presence.report(&number.to_string(), &meeting(), 1);
        }
        assert_eq!(presence.count(&meeting()), NODES_MAX as u64);
    }
}
