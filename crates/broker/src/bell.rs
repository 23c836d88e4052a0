//! The port of the doorbell: who rings, and what a listener hears.
//!
//! Must not know what carries a ring.

use async_trait::async_trait;
use bytes::Bytes;
use domain::{MeetingId, Seq};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

/// Largest courtesy payload, in bytes. Beyond it only the numbers travel and listeners read the log.
pub const ITEMS_BYTES_MAX: usize = 64 * 1024;

/// Rings that wait for one listener. One that is further behind hears [`Heard::Missed`] instead of the oldest, so that
/// it costs at most `RINGS_BUFFERED_MAX × ITEMS_BYTES_MAX` (64 MiB, shared by all listeners of a process).
pub const RINGS_BUFFERED_MAX: usize = 1_024;

/// "The meeting's log has grown": the new part, and perhaps what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ring {
    /// Whose log.
    pub meeting: MeetingId,
    /// First new place in the log.
    pub from: Seq,
    /// Last new place in the log, `to >= from`.
    pub to: Seq,
    /// What is in `from..=to`, in a form that ringer and listener agree on; empty when the listener must read the log.
    pub items: Bytes,
}

impl Ring {
    /// The ring as it may travel: without items that exceed [`ITEMS_BYTES_MAX`].
    pub(crate) fn within_limits(mut self) -> Self {
        if self.items.len() > ITEMS_BYTES_MAX {
            self.items = Bytes::new();
        }
        self
    }
}

/// What a listener hears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// A ring.
    Ring(Ring),
    /// Rings may have been lost, and come again from here on: read every followed log once. Heard by a listener that
    /// lagged, and when the bell works again after [`Heard::Down`].
    Missed,
    /// The bell does not work: read the logs every second until [`Heard::Missed`] or a ring is heard.
    Down,
}

/// The doorbell. Rings of one ringer are heard in their order; a ring may be lost, repeated or late.
#[async_trait]
pub trait Bell: Send + Sync {
    /// Rings for everybody, the ringer's own process included. Never waits for listeners or for a broken bell, and
    /// never fails: a ring that cannot be delivered is counted.
    async fn ring(&self, ring: Ring);

    /// Listens from now on. While the bell is down the first thing heard is [`Heard::Down`].
    fn subscribe(&self) -> Subscription;
}

/// One listener.
#[derive(Debug)]
pub struct Subscription {
    rings: broadcast::Receiver<Heard>,
    starts_down: bool,
}

impl Subscription {
    pub(crate) fn new(rings: broadcast::Receiver<Heard>, starts_down: bool) -> Self {
        Self { rings, starts_down }
    }

    /// Waits for the next thing to hear; `None` once the broker is gone. Cancelling loses nothing.
    pub async fn next(&mut self) -> Option<Heard> {
        if std::mem::take(&mut self.starts_down) {
            return Some(Heard::Down);
        }
        match self.rings.recv().await {
            Ok(heard) => Some(heard),
            Err(RecvError::Lagged(_)) => {
                metrics::counter!("broker_subscriber_lagged_total").increment(1);
                Some(Heard::Missed)
            }
            Err(RecvError::Closed) => None,
        }
    }
}
