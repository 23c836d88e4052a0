//! What the read side's handlers share.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::extract::FromRef;
use broker::Broker;
use domain::{Clock, MeetingId};
use identity::{Assets, Identity};
use protocol::frame::Board;
use protocol::{ErrorCode, Problem};
use store::Store;
use tokio::sync::Semaphore;

use crate::GatewayConfig;
use crate::board::{BoardQuery, View};
use crate::feed::Feed;
use crate::feeds::Feeds;
use crate::segment_cache::SegmentCache;

/// For every so many places for watchers there is one for being turned away.
const TURNED_AWAY_SHARE: usize = 10;

/// The read side. Cheap to clone.
#[derive(Clone)]
pub struct GatewayState {
    /// The log and its projections.
    pub store: Store,
    /// Cookies and accounts.
    pub identity: Identity,
    /// The meeting's clock.
    pub clock: Arc<dyn Clock>,
    /// Addresses of the pages' scripts and styles.
    pub assets: Arc<Assets>,
    pub(crate) broker: Broker,
    pub(crate) config: Arc<GatewayConfig>,
    pub(crate) feeds: Arc<Feeds>,
    pub(crate) segments: Arc<SegmentCache>,
    pub(crate) places: Arc<Places>,
    /// Places for sockets that are opened only to be told why they are closed.
    pub(crate) turned_away: Arc<Semaphore>,
    /// This process among those that report who watches.
    pub(crate) node: Arc<str>,
}

impl GatewayState {
    /// Follows no meeting yet. Without [`crate::run`] the bell is not heard, and the log is read each second instead.
    pub fn new(
        store: Store,
        broker: Broker,
        identity: Identity,
        clock: Arc<dyn Clock>,
        assets: Assets,
        config: GatewayConfig,
    ) -> Self {
        let config = Arc::new(config);
        let node = format!("{}-{}", std::process::id(), identity::random_meeting_id());
        Self {
            feeds: Arc::new(Feeds::new(store.clone(), Arc::clone(&config))),
            places: Arc::new(Places { taken: AtomicUsize::new(0), max: config.sockets_max }),
            turned_away: Arc::new(Semaphore::new(config.sockets_max.div_ceil(TURNED_AWAY_SHARE))),
            segments: Arc::default(),
            node: node.into(),
            assets: Arc::new(assets),
            store,
            identity,
            clock,
            broker,
            config,
        }
    }

    /// A meeting's board as it stands now, shared with all its other readers. A meeting that is still being set up is none to citizens.
    pub async fn view(&self, meeting: &MeetingId) -> Result<Arc<View>, Problem> {
        let view = self.feeds.get(meeting).await?.view();
        if view.is_public() { Ok(view) } else { Err(Problem::new(ErrorCode::NoSuchMeeting)) }
    }

    /// One page of a meeting's board.
    pub async fn board(&self, meeting: &MeetingId, query: &BoardQuery) -> Result<Board, Problem> {
        Ok(self.view(meeting).await?.page(query, self.clock.now()))
    }

    /// The feed of the meeting in an address.
    pub(crate) async fn public_feed(&self, meeting: &str) -> Result<Arc<Feed>, Problem> {
        let id: MeetingId = meeting.parse().map_err(|_| Problem::new(ErrorCode::NoSuchMeeting))?;
        let feed = self.feeds.get(&id).await?;
        if feed.view().is_public() { Ok(feed) } else { Err(Problem::new(ErrorCode::NoSuchMeeting)) }
    }
}

impl FromRef<GatewayState> for Identity {
    fn from_ref(state: &GatewayState) -> Self {
        state.identity.clone()
    }
}

/// The places for watchers in this process.
#[derive(Debug)]
pub(crate) struct Places {
    taken: AtomicUsize,
    max: usize,
}

impl Places {
    /// How many are taken.
    pub(crate) fn taken(&self) -> usize {
        self.taken.load(Ordering::Relaxed)
    }
}

/// A watcher's place, given back when it is dropped.
pub(crate) struct Seat {
    pub(crate) feed: Arc<Feed>,
    places: Arc<Places>,
}

impl Seat {
    /// Takes a place for a watcher of `feed`; `None` when all are taken.
    pub(crate) fn take(places: &Arc<Places>, feed: &Arc<Feed>) -> Option<Self> {
        let free = |taken: usize| (taken < places.max).then_some(taken + 1);
        places.taken.fetch_update(Ordering::Relaxed, Ordering::Relaxed, free).ok()?;
        feed.enter();
        metrics::gauge!("gateway_watchers").increment(1.0);
        Some(Self { feed: Arc::clone(feed), places: Arc::clone(places) })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.feed.leave();
        self.places.taken.fetch_sub(1, Ordering::Relaxed);
        metrics::gauge!("gateway_watchers").decrement(1.0);
    }
}
