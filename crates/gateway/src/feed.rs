//! A meeting as this process follows it: its channel behind a lock, and the way of frames to whoever watches. The lock is held for
//! moments and never across a wait; nobody here ever waits for a reader.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use broker::Ring;
use domain::{MeetingId, Publication, Seq};
use store::{LOG_PAGE_MAX, Store, StoreError};
use tokio::sync::{Notify, Semaphore, broadcast, mpsc, oneshot};

use crate::board::View;
use crate::channel::{Channel, Since};
use crate::chronicle::Looked;
use crate::encoded::PageCache;
use crate::frames::SharedFrame;
use crate::history;
use crate::similar::Similar;

/// Frames that a reader may lag behind without being looked at: 16 s of them. The buffer in bytes is smaller in practice.
const FRAMES_IN_FLIGHT_MAX: usize = 64;
/// Rings that wait for a feeder; beyond it the feeder reads the log instead.
pub(crate) const RINGS_WAITING_MAX: usize = 256;
/// Readers who wait for a feeder to look at the log; more are told to fetch the board.
pub(crate) const ASKS_WAITING_MAX: usize = 4_096;
/// How long a reader who is ahead of this process waits for it to catch up.
const AHEAD_WAIT: Duration = Duration::from_secs(3);
/// Readers of one process who are brought up to date from the log at the same time; more are told to fetch the board.
static LOG_READERS: Semaphore = Semaphore::const_new(4);

/// A frame on its way, and how many bytes of frames the channel had sent when it was.
#[derive(Debug, Clone)]
pub(crate) struct Live {
    pub(crate) frame: Arc<SharedFrame>,
    pub(crate) sent: u64,
}

/// What a watcher starts with.
pub(crate) struct Joined {
    /// The frames that it lacks, or the word to fetch the board.
    pub(crate) first: Vec<Arc<SharedFrame>>,
    /// The frames after those.
    pub(crate) live: broadcast::Receiver<Live>,
}

/// A meeting that is followed.
pub(crate) struct Feed {
    meeting: MeetingId,
    shared: Mutex<Shared>,
    pub(crate) rings: mpsc::Sender<Ring>,
    pub(crate) asks: mpsc::Sender<oneshot::Sender<()>>,
    /// Rings were lost: the feeder must read the log.
    pub(crate) missed: Notify,
    watchers: AtomicUsize,
    /// Somebody asked since the feeder last looked.
    asked: AtomicBool,
    pub(crate) pages: PageCache,
    pub(crate) similar: Similar,
    /// Held across reads of the log on purpose: one reader reads, the others wait for what it finds.
    pub(crate) chronicle: tokio::sync::Mutex<Looked>,
}

struct Shared {
    channel: Channel,
    /// `None` once the feeder has stopped.
    live: Option<broadcast::Sender<Live>>,
    sent: u64,
}

/// The feed has stopped; ask for it anew.
pub(crate) struct Stopped;

impl Feed {
    pub(crate) fn new(
        meeting: MeetingId,
        channel: Channel,
        rings: mpsc::Sender<Ring>,
        asks: mpsc::Sender<oneshot::Sender<()>>,
    ) -> Self {
        let live = Some(broadcast::Sender::new(FRAMES_IN_FLIGHT_MAX));
        Self {
            meeting,
            shared: Mutex::new(Shared { channel, live, sent: 0 }),
            rings,
            asks,
            missed: Notify::new(),
            watchers: AtomicUsize::new(0),
            asked: AtomicBool::new(true),
            pages: PageCache::default(),
            similar: Similar::default(),
            chronicle: tokio::sync::Mutex::default(),
        }
    }

    fn shared(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().expect("no holder panics")
    }

    /// Which meeting.
    pub(crate) fn meeting(&self) -> &MeetingId {
        &self.meeting
    }

    /// The board, shared until the next frame.
    pub(crate) fn view(&self) -> Arc<View> {
        self.asked.store(true, Ordering::Relaxed);
        self.shared().channel.view()
    }

    /// Works on the channel; for the feeder alone.
    pub(crate) fn with_channel<T>(&self, work: impl FnOnce(&mut Channel) -> T) -> T {
        work(&mut self.shared().channel)
    }

    /// Cuts a frame and hands it to everybody who watches. One lock for both, so that a watcher who joins misses none and gets none
    /// twice.
    pub(crate) fn cut(&self) -> bool {
        let publications = {
            let mut shared = self.shared();
            let Some((frame, publications)) = shared.channel.cut() else {
                return false;
            };
            shared.sent += frame.bytes() as u64;
            let live = Live { frame, sent: shared.sent };
            if let Some(sender) = &shared.live {
                // Nobody watching is no fault.
                let _ = sender.send(live);
            }
            publications
        };
        self.similar.note(&publications);
        true
    }

    /// Bytes of frames sent so far.
    pub(crate) fn sent(&self) -> u64 {
        self.shared().sent
    }

    /// Whether the feeder still works.
    pub(crate) fn is_stopped(&self) -> bool {
        self.shared().live.is_none()
    }

    /// Ends the feed: watchers hear that the channel is closed.
    pub(crate) fn stop(&self) {
        self.shared().live = None;
    }

    /// Ends the feed unless somebody watches or has asked since the last call.
    pub(crate) fn stop_if_idle(&self) -> bool {
        let mut shared = self.shared();
        let idle = !self.asked.swap(false, Ordering::Relaxed) && self.watchers() == 0;
        if idle {
            shared.live = None;
        }
        idle
    }

    /// How many watch through this process.
    pub(crate) fn watchers(&self) -> usize {
        self.watchers.load(Ordering::Relaxed)
    }

    /// One more watcher, until [`Feed::leave`].
    pub(crate) fn enter(&self) {
        self.watchers.fetch_add(1, Ordering::Relaxed);
    }

    /// One watcher fewer.
    pub(crate) fn leave(&self) {
        self.watchers.fetch_sub(1, Ordering::Relaxed);
    }

    /// Starts watching after `since`, or from now on. `catch_up_max`: how many places of the log are read for it at most.
    pub(crate) async fn join(&self, store: &Store, since: Option<Seq>, catch_up_max: u64) -> Result<Joined, Stopped> {
        self.asked.store(true, Ordering::Relaxed);
        let Some(since) = since else {
            let live = self.shared().live.as_ref().ok_or(Stopped)?.subscribe();
            return Ok(Joined { first: Vec::new(), live });
        };
        if since > self.with_channel(|channel| channel.boundary()) {
            self.look_at_the_log().await;
        }
        let (mut first, after) = self.read_back(store, since, catch_up_max).await.unwrap_or((Vec::new(), since));
        // One lock for what the reader lacks and for what comes after it.
        let (lacks, boundary, live) = {
            let mut shared = self.shared();
            let live = shared.live.as_ref().ok_or(Stopped)?.subscribe();
            (shared.channel.since(after), shared.channel.boundary(), live)
        };
        match lacks {
            Since::UpToDate => {}
            Since::Frames(catch_up) => first.extend(catch_up.frames().iter().cloned()),
            Since::TooOld | Since::Ahead => first = vec![SharedFrame::resync(boundary)],
        }
        Ok(Joined { first, live })
    }

    /// For a `since` that is older than the history: frames from the log, and the place that they lead to.
    async fn read_back(&self, store: &Store, since: Seq, catch_up_max: u64) -> Option<(Vec<Arc<SharedFrame>>, Seq)> {
        let (boundary, view) = self.with_channel(|channel| {
            let too_old = matches!(channel.since(since), Since::TooOld);
            too_old.then(|| (channel.boundary(), channel.view()))
        })?;
        if boundary.0 - since.0 > catch_up_max {
            return None;
        }
        let _permit = LOG_READERS.try_acquire().ok()?;
        match self.stretch(store, since, boundary).await {
            Ok(publications) => Some((history::from_log(since, boundary, &publications, view.meeting()), boundary)),
            Err(error) => {
                let error: &dyn std::error::Error = &error;
                tracing::warn!(meeting = %self.meeting, error, "cannot read the log for a reader");
                None
            }
        }
    }

    /// Another process was ahead of this one: have the log read before judging.
    async fn look_at_the_log(&self) {
        let (answer, looked) = oneshot::channel();
        if self.asks.try_send(answer).is_ok() {
            // Whatever the outcome, the channel is asked again.
            let _ = tokio::time::timeout(AHEAD_WAIT, looked).await;
        }
    }

    async fn stretch(&self, store: &Store, after: Seq, to: Seq) -> Result<Vec<Publication>, StoreError> {
        let mut publications = Vec::new();
        let mut read = after;
        while read < to {
            let limit = LOG_PAGE_MAX.min((to.0 - read.0) as usize);
            let records = store.log(&self.meeting, read, limit).await?;
            let Some(last) = records.last() else { break };
            read = last.seq;
            publications.extend(records.iter().filter(|record| record.seq <= to).filter_map(Publication::of));
        }
        Ok(publications)
    }
}
