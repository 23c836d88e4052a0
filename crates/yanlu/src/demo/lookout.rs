//! Looks at the pressure gauge through the whole broadcast, as the consoles of the moderators do, and keeps what it foretold and what came.

use std::sync::Arc;
use std::time::Duration;

use domain::Clock;
use protocol::abuse::AbuseReply;
use protocol::moderation::QueueReply;
use tokio_util::sync::CancellationToken;

use super::client::Client;

/// Between two looks, real time; every console looks at least once in as many looks.
const LOOK_EVERY: Duration = Duration::from_millis(250);
const CONSOLE_LOOKS: usize = 8;
/// The target is missed when what waits would take longer than it for so long, ms of the meeting.
const MISSED_MS: i64 = 60_000;
/// A warning was in vain when nothing waited for longer than the target within so many minutes after it.
const IN_VAIN_MIN: f64 = 20.0;

/// What was seen, in minutes of the broadcast.
#[derive(Debug, Default)]
pub(crate) struct Outlook {
    /// When the target was first foretold to be missed.
    pub(crate) warned_min: Option<f64>,
    /// When it was.
    pub(crate) missed_min: Option<f64>,
    /// Minutes of warning that nothing came of.
    pub(crate) warned_in_vain_min: f64,
    /// Alarms of backing that came too fast.
    pub(crate) burst_alarms: usize,
}

/// The moderators' screens.
pub(crate) struct Lookout {
    /// Each moderator's way in, with the name of the console.
    pub(crate) consoles: Vec<(Arc<Client>, String)>,
    /// The meeting's address prefix, `/api/v1/meetings/{id}`.
    pub(crate) meeting: String,
    /// The meeting's clock.
    pub(crate) clock: Arc<dyn Clock>,
    /// When the broadcast begins and ends, ms of the meeting's clock.
    pub(crate) live_ms: (i64, i64),
}

/// One look.
struct Look {
    minute: f64,
    warned: bool,
    late: bool,
}

impl Lookout {
    /// Looks until `stop`.
    pub(crate) async fn keep(self, stop: CancellationToken) -> Outlook {
        let mut looks = Vec::new();
        let mut outlook = Outlook::default();
        let mut over_since = None;
        for turn in 0.. {
            if stop.is_cancelled() {
                break;
            }
            // All consoles look, as they do in a browser: who does not is not at the desk.
            let first = self.look(turn % self.consoles.len().max(1)).await;
            if turn % CONSOLE_LOOKS == 0 {
                for console in 0..self.consoles.len() {
                    let _ = self.look(console).await;
                }
            }
            let now = self.clock.now().0;
            if let Some(queue) = first.filter(|_| (self.live_ms.0..self.live_ms.1).contains(&now)) {
                let minute = (now - self.live_ms.0) as f64 / 60_000.0;
                over_since = if is_over(&queue) { over_since.or(Some(now)) } else { None };
                if over_since.is_some_and(|since| now - since >= MISSED_MS) {
                    outlook.missed_min = outlook.missed_min.or(Some(minute));
                }
                let warned = queue.gauge.forecast.is_some();
                outlook.warned_min = outlook.warned_min.or(warned.then_some(minute));
                looks.push(Look { minute, warned, late: queue.gauge.oldest_ms > queue.gauge.target_ms });
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        outlook.warned_in_vain_min = in_vain_min(&looks);
        outlook.burst_alarms = self.alarms().await;
        outlook
    }

    async fn look(&self, console: usize) -> Option<QueueReply> {
        let (client, name) = self.consoles.get(console)?;
        client.get(&format!("{}/queue?console={name}", self.meeting)).await.ok()
    }

    async fn alarms(&self) -> usize {
        let Some((client, _)) = self.consoles.first() else { return 0 };
        let told: Result<AbuseReply, _> = client.get(&format!("{}/abuse", self.meeting)).await;
        told.map_or(0, |told| told.alarms.len())
    }
}

/// Whether what waits takes the people at work longer than the target.
fn is_over(queue: &QueueReply) -> bool {
    let gauge = &queue.gauge;
    let waiting = i64::from(queue.counts.waiting + queue.counts.held);
    waiting * gauge.handling_ms / i64::from(gauge.people.max(1)) > gauge.target_ms
}

fn in_vain_min(looks: &[Look]) -> f64 {
    let came =
        |from: f64| looks.iter().any(|look| look.late && (from - 1.0..from + IN_VAIN_MIN).contains(&look.minute));
    let pairs = looks.iter().zip(looks.iter().skip(1));
    pairs.filter(|(look, _)| look.warned && !came(look.minute)).map(|(look, next)| next.minute - look.minute).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warning_is_in_vain_when_nothing_comes_of_it() {
        let look = |minute: u32, warned, late| Look { minute: f64::from(minute), warned, late };
        let calm: Vec<Look> = (0..60).map(|minute| look(minute, minute == 10 || minute == 11, false)).collect();
        assert!((in_vain_min(&calm) - 2.0).abs() < 1e-9);
        let late: Vec<Look> = (0..60).map(|minute| look(minute, minute == 10, minute == 25)).collect();
        assert!(in_vain_min(&late).abs() < 1e-9);
    }
}
