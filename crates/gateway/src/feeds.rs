//! The meetings that this process follows: started on first interest, forgotten when idle, bounded in number. One listener hears the
//! bell for all of them.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use broker::{Heard, Ring, Subscription};
use domain::MeetingId;
use protocol::{ErrorCode, Problem};
use store::Store;
use tokio::sync::{OnceCell, mpsc};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::GatewayConfig;
use crate::board::BoardState;
use crate::channel::{Channel, Limits};
use crate::fault::fault;
use crate::feed::{ASKS_WAITING_MAX, Feed, RINGS_WAITING_MAX};
use crate::feeder::Feeder;
use crate::history::History;

/// A meeting that is followed, or about to be.
type Slot = Arc<OnceCell<Arc<Feed>>>;

/// The meetings that this process follows.
pub(crate) struct Feeds {
    slots: Mutex<HashMap<MeetingId, Slot>>,
    store: Store,
    config: Arc<GatewayConfig>,
    bell_works: Arc<AtomicBool>,
    tasks: TaskTracker,
    stop: CancellationToken,
}

impl Feeds {
    /// Follows nothing yet.
    pub(crate) fn new(store: Store, config: Arc<GatewayConfig>) -> Self {
        Self {
            slots: Mutex::default(),
            store,
            config,
            bell_works: Arc::default(),
            tasks: TaskTracker::new(),
            stop: CancellationToken::new(),
        }
    }

    fn slots(&self) -> MutexGuard<'_, HashMap<MeetingId, Slot>> {
        self.slots.lock().expect("no holder panics")
    }

    /// The feed of a meeting; it starts if it must.
    pub(crate) async fn get(&self, id: &MeetingId) -> Result<Arc<Feed>, Problem> {
        let slot = self.slot(id)?;
        let started = slot.get_or_try_init(|| self.start(id)).await;
        match started {
            Ok(feed) => Ok(Arc::clone(feed)),
            Err(problem) => {
                // Names that are no meetings must not take places.
                self.slots().retain(|_, kept| !Arc::ptr_eq(kept, &slot));
                Err(problem)
            }
        }
    }

    fn slot(&self, id: &MeetingId) -> Result<Slot, Problem> {
        if self.stop.is_cancelled() {
            return Err(Problem::new(ErrorCode::Busy).retry_after(1));
        }
        let stopped = |slot: &Slot| slot.get().is_some_and(|feed| feed.is_stopped());
        let mut slots = self.slots();
        if let Some(slot) = slots.get(id).filter(|slot| !stopped(slot)) {
            return Ok(Arc::clone(slot));
        }
        if slots.len() >= self.config.meetings_max {
            slots.retain(|_, slot| !stopped(slot));
        }
        if slots.len() >= self.config.meetings_max {
            let idle = slots.iter().find(|(_, slot)| slot.get().is_some_and(|feed| feed.watchers() == 0));
            let idle = idle.map(|(id, _)| id.clone()).ok_or_else(|| Problem::new(ErrorCode::Busy).retry_after(5))?;
            if let Some(feed) = slots.remove(&idle).and_then(|slot| slot.get().cloned()) {
                feed.stop();
            }
        }
        let slot = Slot::default();
        slots.insert(id.clone(), Arc::clone(&slot));
        Ok(slot)
    }

    async fn start(&self, id: &MeetingId) -> Result<Arc<Feed>, Problem> {
        let state = self.store.public_state(id).await.map_err(|error| fault(&error))?;
        let state = state.ok_or_else(|| Problem::new(ErrorCode::NoSuchMeeting))?;
        let history = History::new(self.config.history_frames_max, self.config.history_bytes_max);
        let channel = Channel::new(BoardState::new(state), history, Limits::default());
        let (ring_sender, rings) = mpsc::channel(RINGS_WAITING_MAX);
        let (ask_sender, asks) = mpsc::channel(ASKS_WAITING_MAX);
        let feed = Arc::new(Feed::new(id.clone(), channel, ring_sender, ask_sender));
        let feeder = Feeder {
            feed: Arc::clone(&feed),
            store: self.store.clone(),
            config: Arc::clone(&self.config),
            rings,
            asks,
            bell_works: Arc::clone(&self.bell_works),
            stop: self.stop.child_token(),
        };
        self.tasks.spawn(feeder.run());
        Ok(feed)
    }

    /// Every feed that works.
    pub(crate) fn all(&self) -> Vec<Arc<Feed>> {
        let slots = self.slots();
        slots.values().filter_map(|slot| slot.get()).filter(|feed| !feed.is_stopped()).cloned().collect()
    }

    /// Hears the bell for all feeds, until `cancel`.
    pub(crate) async fn listen(&self, mut bell: Subscription, cancel: &CancellationToken) {
        // The memory bell says nothing while it is silent; it works.
        self.bell_works.store(true, Ordering::Relaxed);
        loop {
            let heard = tokio::select! {
                () = cancel.cancelled() => return,
                heard = bell.next() => heard,
            };
            match heard {
                Some(Heard::Ring(ring)) => {
                    self.bell_works.store(true, Ordering::Relaxed);
                    self.pass_on(ring);
                }
                Some(Heard::Missed) => {
                    self.bell_works.store(true, Ordering::Relaxed);
                    self.all().iter().for_each(|feed| feed.missed.notify_one());
                }
                Some(Heard::Down) => self.bell_works.store(false, Ordering::Relaxed),
                None => {
                    self.bell_works.store(false, Ordering::Relaxed);
                    return;
                }
            }
        }
    }

    fn pass_on(&self, ring: Ring) {
        let feed = self.slots().get(&ring.meeting).and_then(|slot| slot.get().cloned());
        if let Some(feed) = feed
            && feed.rings.try_send(ring).is_err()
        {
            feed.missed.notify_one();
        }
    }

    /// Ends every feed and waits for their tasks.
    pub(crate) async fn close(&self) {
        self.stop.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }
}
