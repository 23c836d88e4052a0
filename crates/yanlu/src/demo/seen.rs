//! What the synthetic viewers see, and when.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use domain::{Seq, SuggestionNo};

/// Shared by all viewers: how late each publication reached the last of them, and what was lost.
#[derive(Default)]
pub(crate) struct Seen {
    latest_ms: Mutex<HashMap<SuggestionNo, f64>>,
    lost: AtomicU64,
    frames: AtomicU64,
    reached: Mutex<HashMap<usize, Seq>>,
}

/// How often the slowest viewer is looked for.
const LOOK_EVERY: Duration = Duration::from_millis(20);

impl Seen {
    /// A viewer saw `no` become public `after_ms` of real time after it was appended to the log.
    pub(crate) fn published(&self, no: SuggestionNo, after_ms: f64) {
        let mut latest = self.latest_ms.lock().expect("no holder panics");
        let slot = latest.entry(no).or_insert(after_ms);
        *slot = slot.max(after_ms);
    }

    /// A frame arrived at a viewer that had everything up to `have`; a hole before it is a lost frame.
    pub(crate) fn frame(&self, have: Seq, from: Seq) {
        self.frames.fetch_add(1, Ordering::Relaxed);
        if from > have.next() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// The viewer with this number has everything up to `seq`.
    pub(crate) fn reached(&self, viewer: usize, seq: Seq) {
        self.reached.lock().expect("no holder panics").insert(viewer, seq);
    }

    /// Waits until `viewers` viewers have everything up to `seq`, at most `patience`.
    pub(crate) async fn wait_for(&self, seq: Seq, viewers: usize, patience: Duration) {
        let rounds = patience.as_millis() / LOOK_EVERY.as_millis();
        for _ in 0..rounds {
            let there =
                self.reached.lock().expect("no holder panics").values().filter(|reached| **reached >= seq).count();
            if there >= viewers {
                return;
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// A viewer's page differed from the board at the end: everything that it missed counts as one lost frame.
    pub(crate) fn differs(&self) {
        self.lost.fetch_add(1, Ordering::Relaxed);
    }

    /// Frames received by all viewers together.
    pub(crate) fn frames(&self) -> u64 {
        self.frames.load(Ordering::Relaxed)
    }

    /// Frames lost by any viewer.
    pub(crate) fn lost(&self) -> u64 {
        self.lost.load(Ordering::Relaxed)
    }

    /// The 95th percentile over publications of the time until the last viewer had seen it, ms of real time.
    pub(crate) fn p95_ms(&self) -> f64 {
        let mut all: Vec<f64> = self.latest_ms.lock().expect("no holder panics").values().copied().collect();
        all.sort_by(f64::total_cmp);
        all.get((all.len() * 95 / 100).min(all.len().saturating_sub(1))).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_viewer_counts_and_holes_are_lost_frames() {
        let seen = Seen::default();
        seen.published(SuggestionNo(1), 10.0);
        seen.published(SuggestionNo(1), 30.0);
        seen.published(SuggestionNo(1), 20.0);
        assert_eq!(seen.p95_ms() as u32, 30);
        seen.frame(Seq(4), Seq(5));
        seen.frame(Seq(5), Seq(3));
        assert_eq!(seen.lost(), 0);
        seen.frame(Seq(5), Seq(7));
        assert_eq!((seen.lost(), seen.frames()), (1, 3));
    }
}
