//! Chooses and opens the back end.

use crate::bell::{Bell, Ring, Subscription};
use crate::memory::MemoryBroker;
use crate::presence::{PRESENCE_TTL, Presence};
use crate::redis::RedisBroker;
use domain::MeetingId;
use std::sync::Arc;
use std::time::Duration;

/// Why a broker cannot be opened. A Redis that does not answer is not among the reasons: it may come back.
#[derive(Debug, thiserror::Error)]
pub enum BrokerError {
    /// The address is not a `redis://` or `redis+unix://` address.
    #[error("address of the broker cannot be used")]
    Address(#[source] redis::RedisError),
}

/// How to open a broker.
#[derive(Debug, Clone)]
pub struct BrokerOptions {
    /// `redis://…`, or nothing for the bell in memory, which reaches one process.
    pub url: Option<String>,
    /// What every key and channel begins with, so that deployments can share a Redis. Default `yanlu:`.
    pub prefix: String,
    /// How long a report of presence counts. Default [`PRESENCE_TTL`].
    pub presence_ttl: Duration,
}

impl Default for BrokerOptions {
    fn default() -> Self {
        Self { url: None, prefix: "yanlu:".to_owned(), presence_ttl: PRESENCE_TTL }
    }
}

/// Doorbell and presence over one back end. Cheap to clone; the back end ends with the last clone.
#[derive(Clone)]
pub struct Broker {
    bell: Arc<dyn Bell>,
    presence: Arc<dyn Presence>,
}

impl Broker {
    /// Opens the broker at `url`, or in memory without one, with the default options.
    ///
    /// # Errors
    /// [`BrokerError::Address`]. A Redis that does not answer is waited for about a second, then the broker opens
    /// "down" and recovers by itself.
    pub async fn open(url: Option<&str>) -> Result<Self, BrokerError> {
        Self::open_with(BrokerOptions { url: url.map(str::to_owned), ..BrokerOptions::default() }).await
    }

    /// Like [`Broker::open`], with options.
    ///
    /// # Errors
    /// [`BrokerError::Address`].
    pub async fn open_with(options: BrokerOptions) -> Result<Self, BrokerError> {
        Ok(match options.url {
            None => Self::over(Arc::new(MemoryBroker::new(options.presence_ttl))),
            Some(url) => {
                let redis = RedisBroker::open(&url, &options.prefix, options.presence_ttl);
                Self::over(Arc::new(redis.await.map_err(BrokerError::Address)?))
            }
        })
    }

    fn over<B: Bell + Presence + 'static>(back_end: Arc<B>) -> Self {
        Self { bell: Arc::<B>::clone(&back_end), presence: back_end }
    }

    /// See [`Bell::ring`].
    pub async fn ring(&self, ring: Ring) {
        self.bell.ring(ring).await;
    }

    /// See [`Bell::subscribe`].
    pub fn subscribe(&self) -> Subscription {
        self.bell.subscribe()
    }

    /// See [`Presence::report`].
    pub async fn report(&self, node: &str, meeting: &MeetingId, count: u64) {
        self.presence.report(node, meeting, count).await;
    }

    /// See [`Presence::count`].
    pub async fn count(&self, meeting: &MeetingId) -> u64 {
        self.presence.count(meeting).await
    }
}
