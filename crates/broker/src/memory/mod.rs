//! Doorbell and presence inside one process: never down.

mod presence;

pub(crate) use presence::MemoryPresence;

use crate::bell::{Bell, Heard, RINGS_BUFFERED_MAX, Ring, Subscription};
use crate::presence::Presence;
use async_trait::async_trait;
use domain::MeetingId;
use std::time::Duration;
use tokio::sync::broadcast;

pub(crate) struct MemoryBroker {
    rings: broadcast::Sender<Heard>,
    presence: MemoryPresence,
}

impl MemoryBroker {
    pub(crate) fn new(presence_ttl: Duration) -> Self {
        Self { rings: broadcast::channel(RINGS_BUFFERED_MAX).0, presence: MemoryPresence::new(presence_ttl) }
    }
}

#[async_trait]
impl Bell for MemoryBroker {
    async fn ring(&self, ring: Ring) {
        metrics::counter!("broker_rings_total").increment(1);
        // Without listeners nobody need be told.
        let _ = self.rings.send(Heard::Ring(ring.within_limits()));
    }

    fn subscribe(&self) -> Subscription {
        Subscription::new(self.rings.subscribe(), false)
    }
}

#[async_trait]
impl Presence for MemoryBroker {
    async fn report(&self, node: &str, meeting: &MeetingId, count: u64) {
        self.presence.report(node, meeting, count);
    }

    async fn count(&self, meeting: &MeetingId) -> u64 {
        self.presence.count(meeting)
    }
}
