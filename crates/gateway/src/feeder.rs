//! The task that feeds one meeting's channel: hears the bell, reads the log where the bell left a hole, and cuts frames by real time.
//! It never waits for a reader.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use broker::Ring;
use domain::{Publication, Seq};
use store::{LOG_PAGE_MAX, Store};
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval, sleep_until};
use tokio_util::sync::CancellationToken;

use crate::GatewayConfig;
use crate::channel::{Heard, Waiting};
use crate::feed::Feed;

/// Pages of the log that are read without looking at anything else.
const PAGES_AT_ONCE_MAX: usize = 4;
/// While the bell works, the log is looked at this many times more rarely: a ring may be lost without anybody noticing.
const BELL_TRUST: u32 = 5;

/// What a feeder works with.
pub(crate) struct Feeder {
    pub(crate) feed: Arc<Feed>,
    pub(crate) store: Store,
    pub(crate) config: Arc<GatewayConfig>,
    pub(crate) rings: mpsc::Receiver<Ring>,
    pub(crate) asks: mpsc::Receiver<oneshot::Sender<()>>,
    /// Whether the bell works; shared by all feeders of the process.
    pub(crate) bell_works: Arc<AtomicBool>,
    pub(crate) stop: CancellationToken,
}

impl Feeder {
    /// Feeds until the process stops or nobody is interested any more. Cancelling loses nothing: the log has it all.
    pub(crate) async fn run(mut self) {
        let mut look = pace(self.config.log_interval_ms);
        let mut idle = pace(self.config.idle_ms.div_ceil(2));
        idle.tick().await;
        let mut looks: u32 = 0;
        let mut cut_at: Option<Instant> = None;
        let mut asking = Asking::default();
        loop {
            asking.answer(self.feed.with_channel(|channel| channel.boundary()));
            let due = self.due(cut_at, !asking.0.is_empty());
            tokio::select! {
                () = self.stop.cancelled() => break,
                Some(ring) = self.rings.recv() => self.hear(ring).await,
                () = self.feed.missed.notified() => self.read_log().await,
                Some(asked) = self.asks.recv() => {
                    let mut all = vec![asked];
                    while let Ok(asked) = self.asks.try_recv() {
                        all.push(asked);
                    }
                    self.read_log().await;
                    let known = self.feed.with_channel(|channel| channel.known());
                    asking.0.extend(all.into_iter().map(|asked| (known, asked)));
                }
                () = until(due) => {
                    self.feed.cut();
                    cut_at = Some(Instant::now());
                    metrics::counter!("gateway_frames_total").increment(1);
                }
                _ = look.tick() => {
                    if !self.bell_works.load(Ordering::Relaxed) || looks.is_multiple_of(BELL_TRUST) {
                        self.read_log().await;
                    }
                    looks = looks.wrapping_add(1);
                }
                _ = idle.tick() => if self.feed.stop_if_idle() { break },
            }
        }
        self.feed.stop();
    }

    /// When the next frame is to be cut; `None` when nothing waits. The first change after a pause goes out at once.
    fn due(&self, cut_at: Option<Instant>, asked: bool) -> Option<Instant> {
        let interval_ms = match self.feed.with_channel(|channel| channel.waiting()) {
            Waiting::Nothing => return None,
            // Every reader will fetch the board: not more often than need be.
            Waiting::Flood => self.config.silent_interval_ms,
            Waiting::Silent if !asked => self.config.silent_interval_ms,
            Waiting::Silent | Waiting::Publications => self.config.frame_interval_ms,
        };
        Some(cut_at.map_or_else(Instant::now, |at| at + Duration::from_millis(interval_ms)))
    }

    async fn hear(&mut self, ring: Ring) {
        // Items are a courtesy: without readable ones the log is read.
        let publications: Option<Vec<Publication>> = serde_json::from_slice(&ring.items).ok();
        let heard = self.feed.with_channel(|channel| match publications {
            Some(publications) => channel.hear(ring.from, ring.to, publications),
            None if ring.to <= channel.known() => Heard::Known,
            None => Heard::Hole,
        });
        if heard == Heard::Hole {
            metrics::counter!("gateway_holes_total").increment(1);
            self.read_log().await;
        }
    }

    async fn read_log(&self) {
        for _ in 0..PAGES_AT_ONCE_MAX {
            let known = self.feed.with_channel(|channel| channel.known());
            match self.store.log(self.feed.meeting(), known, LOG_PAGE_MAX).await {
                Ok(records) => {
                    self.feed.with_channel(|channel| channel.read(&records));
                    if records.len() < LOG_PAGE_MAX {
                        return;
                    }
                }
                Err(error) => {
                    let error: &dyn std::error::Error = &error;
                    tracing::warn!(meeting = %self.feed.meeting(), error, "cannot read the log; trying again");
                    return;
                }
            }
        }
        // More is left: come back after whatever else waits.
        self.feed.missed.notify_one();
    }
}

/// Who waits until the frames reach what the log had when they asked.
#[derive(Default)]
struct Asking(Vec<(Seq, oneshot::Sender<()>)>);

impl Asking {
    fn answer(&mut self, boundary: Seq) {
        for (_, asked) in self.0.extract_if(.., |(known, _)| *known <= boundary) {
            // Who no longer waits needs no answer.
            let _ = asked.send(());
        }
    }
}

fn pace(ms: u64) -> Interval {
    let mut pace = interval(Duration::from_millis(ms.max(1)));
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    pace
}

async fn until(due: Option<Instant>) {
    match due {
        Some(due) => sleep_until(due).await,
        None => std::future::pending().await,
    }
}
