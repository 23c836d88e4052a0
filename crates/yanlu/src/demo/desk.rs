//! Synthetic moderators: they lease, read for as long as people do, and decide over the same interface as the console.

use std::sync::Arc;
use std::sync::Mutex;
use std::time::Duration;

use domain::{RejectReason, SuggestionNo};
use protocol::moderation::{DealBody, DealReply, DealtItem, DecisionBody, DecisionReply, DecisionWish, IntoKind};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tokio_util::sync::CancellationToken;

use super::client::{Client, ClientError};
use super::content::{Author, Verdict};
use super::numbers::Numbers;

/// Mean seconds that a moderator takes for an item (meeting time), and the coefficient of variation.
const HANDLING_MEAN_S: f64 = 18.0;
const HANDLING_CV: f64 = 0.8;
/// Items held at a time. Few, so that a lease of 90 s is not outlived by the reading of those before it.
const HELD: u8 = 3;
/// Share of the published items put forward for the screen, in per cent.
const FORWARD_PERCENT: u32 = 6;
/// A close candidate at or above this similarity is the same point.
const SAME_PERCENT: u8 = 90;
/// Pause before asking again when nothing waits, real time.
const IDLE: Duration = Duration::from_millis(40);

/// One moderator at work until `stop`.
pub(crate) struct Moderator {
    /// Logged in.
    pub(crate) client: Arc<Client>,
    /// The meeting's address prefix, `/api/v1/meetings/{id}`.
    pub(crate) meeting: String,
    /// The console's name.
    pub(crate) console: String,
    /// Meeting time over real time.
    pub(crate) speed: f64,
    /// What should become of each text.
    pub(crate) author: Arc<Mutex<Author>>,
    /// Which number each text got.
    pub(crate) numbers: Arc<Numbers>,
}

impl Moderator {
    /// Works until `stop`; a request that fails is tried again with the next deal.
    pub(crate) async fn work(self, seed: u64, stop: CancellationToken) {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let deal = DealBody { console: self.console.clone(), want: HELD, items: Vec::new(), flagged: true };
        while !stop.is_cancelled() {
            let dealt: Result<DealReply, ClientError> =
                self.client.post(&format!("{}/queue/deal", self.meeting), &deal, None).await;
            let Some(item) = dealt.ok().and_then(|reply| reply.items.into_iter().next()) else {
                tokio::time::sleep(IDLE).await;
                continue;
            };
            let reading = Duration::from_secs_f64(handling_s(&mut rng) / self.speed);
            tokio::time::sleep(reading).await;
            let forward = rng.random_range(0..100) < FORWARD_PERCENT;
            let body = DecisionBody {
                console: self.console.clone(),
                revision: item.revision,
                decision: self.decide(&item, forward),
            };
            let path = format!("{}/suggestions/{}/decision", self.meeting, item.no.0);
            let decided: Result<DecisionReply, ClientError> = self.client.post(&path, &body, None).await;
            if let Err(error) = decided
                && error.code() == Some("bad_merge_target")
            {
                // The one to merge into is not public (any more): then this one stands for itself.
                let body = DecisionBody { decision: DecisionWish::publish(forward), ..body };
                let _: Result<DecisionReply, ClientError> = self.client.post(&path, &body, None).await;
            }
        }
    }

    fn decide(&self, item: &DealtItem, forward: bool) -> DecisionWish {
        let verdict = self.author.lock().expect("no holder panics").verdict(&item.text);
        match verdict {
            Verdict::Publish => DecisionWish::publish(forward),
            Verdict::Decline(reason) => DecisionWish::Reject { reason, note: explain(reason) },
            Verdict::Echo(said) => {
                let by_eye = item.similar.first().filter(|card| card.percent >= SAME_PERCENT).map(|card| card.no);
                match by_eye.or_else(|| self.original(&said)) {
                    Some(into) if into != item.no => DecisionWish::Merge { into, into_kind: IntoKind::Backer },
                    _ => DecisionWish::publish(forward),
                }
            }
        }
    }

    fn original(&self, said: &str) -> Option<SuggestionNo> {
        self.numbers.of(said)
    }
}

fn explain(reason: RejectReason) -> Option<String> {
    (reason == RejectReason::PetitionCase).then(|| "个人诉求请拨打 12345，由专人跟进。".to_owned())
}

/// Log-normal with the given mean and coefficient of variation (Box–Muller).
pub(crate) fn handling_s(rng: &mut ChaCha8Rng) -> f64 {
    let sigma2 = (1.0 + HANDLING_CV * HANDLING_CV).ln();
    let mu = HANDLING_MEAN_S.ln() - sigma2 / 2.0;
    let (u, v): (f64, f64) = (rng.random_range(f64::EPSILON..1.0), rng.random_range(0.0..1.0));
    let normal = (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos();
    (mu + sigma2.sqrt() * normal).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handling_takes_18_seconds_on_average() {
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let mean = (0..20_000).map(|_| handling_s(&mut rng)).sum::<f64>() / 20_000.0;
        assert!((17.0..19.0).contains(&mean), "{mean}");
    }
}
