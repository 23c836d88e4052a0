//! Doorbell and presence over Redis: publish and subscribe on one channel, counts under keys that expire.
//!
//! A ring goes into a bounded queue; a publishing task sends it, a listening task hears it. Each of the two finds out
//! for itself that Redis is gone and that it is back. Must keep nothing in Redis that is missed when it is emptied.

mod listen;
mod outage;
mod presence;
mod publish;
mod wire;

use crate::bell::{Bell, Heard, RINGS_BUFFERED_MAX, Ring, Subscription};
use crate::presence::Presence;
use async_trait::async_trait;
use domain::MeetingId;
use listen::{Line, Listener};
use outage::Outage;
use presence::RedisPresence;
use publish::Publisher;
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, RedisResult};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{broadcast, mpsc, watch};
use tokio::task::JoinSet;

/// Rings that wait to be sent. Beyond it a ring is counted as failed; its listeners find the hole in the numbers.
const RING_QUEUE_MAX: usize = 1_024;
/// Longest wait for one answer of Redis, connecting included; then it counts as gone.
const CALL_LIMIT: Duration = Duration::from_millis(500);
/// First pause before Redis is tried again; doubled after each failure.
const BACKOFF_MIN: Duration = Duration::from_millis(100);
/// Longest pause before Redis is tried again: with the gateways' reading of the log it keeps every delay below 2 s.
const BACKOFF_MAX: Duration = Duration::from_secs(1);
/// How often an idle line is tested, so that a Redis that hangs is noticed like one that is gone.
const PING_EVERY: Duration = Duration::from_secs(1);

pub(crate) struct RedisBroker {
    queue: mpsc::Sender<Ring>,
    rings: broadcast::Sender<Heard>,
    line: watch::Receiver<Line>,
    presence: RedisPresence,
    /// Ends both tasks when the broker is dropped. That loses rings at most, which the log has.
    _tasks: JoinSet<()>,
}

impl RedisBroker {
    /// Opens the broker and waits until Redis has answered or failed once, at most twice [`CALL_LIMIT`].
    pub(crate) async fn open(url: &str, prefix: &str, presence_ttl: Duration) -> RedisResult<Self> {
        let client = Client::open(url)?;
        let connection = connection(&client)?;
        let channel = format!("{prefix}bell");
        let outage = Arc::new(Outage::default());
        let (queue, waiting) = mpsc::channel(RING_QUEUE_MAX);
        let rings = broadcast::channel(RINGS_BUFFERED_MAX).0;
        let (line, mut line_seen) = watch::channel(Line::Opening);
        let publisher = Publisher::new(connection.clone(), channel.clone(), Arc::clone(&outage));
        let listener = Listener { client, channel, rings: rings.clone(), line, outage };
        let mut tasks = JoinSet::new();
        tasks.spawn(publisher.run(waiting));
        tasks.spawn(listener.run());
        // Whether it answers in time or not, the broker is open: the listener says "down" in its own time.
        let _ = tokio::time::timeout(CALL_LIMIT * 2, line_seen.wait_for(|line| *line != Line::Opening)).await;
        let presence = RedisPresence::new(connection, prefix, presence_ttl);
        Ok(Self { queue, rings, line: line_seen, presence, _tasks: tasks })
    }
}

/// A connection that is made at the first call and again after a failure; how long to wait in between is decided here
/// and not in it.
fn connection(client: &Client) -> RedisResult<ConnectionManager> {
    let config = ConnectionManagerConfig::new()
        .set_number_of_retries(0)
        .set_connection_timeout(Some(CALL_LIMIT))
        .set_response_timeout(Some(CALL_LIMIT));
    ConnectionManager::new_lazy_with_config(client.clone(), config)
}

/// The pause after `pause` failed, too.
fn longer(pause: Duration) -> Duration {
    (pause * 2).min(BACKOFF_MAX)
}

#[async_trait]
impl Bell for RedisBroker {
    async fn ring(&self, ring: Ring) {
        metrics::counter!("broker_rings_total").increment(1);
        if self.queue.try_send(ring.within_limits()).is_err() {
            metrics::counter!("broker_rings_failed_total").increment(1);
        }
    }

    fn subscribe(&self) -> Subscription {
        // First the receiver: a change between the two lines is then heard twice rather than not at all.
        let rings = self.rings.subscribe();
        Subscription::new(rings, *self.line.borrow() != Line::Up)
    }
}

#[async_trait]
impl Presence for RedisBroker {
    async fn report(&self, node: &str, meeting: &MeetingId, count: u64) {
        self.presence.report(node, meeting, count).await;
    }

    async fn count(&self, meeting: &MeetingId) -> u64 {
        self.presence.count(meeting).await
    }
}
