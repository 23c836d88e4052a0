//! The synthetic host and director: while the broadcast runs, candidates come on the screen one after the other, a unit is asked to
//! respond, and each gets its outcome. The overlay shows what the screen shows.

use std::sync::Arc;
use std::time::Duration;

use domain::{Clock, Floor, OverlayLayout, SuggestionNo};
use protocol::floor::{FloorBody, HostReply, StageBody};
use protocol::frame::MeetingCard;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tokio_util::sync::CancellationToken;

use super::client::{Client, ClientError};

/// Seconds (meeting time) that a suggestion stays on the screen before its outcome.
const ON_SCREEN_S: f64 = 75.0;
/// Seconds (meeting time) between two suggestions on the screen.
const BETWEEN_S: f64 = 60.0;
/// Of a hundred outcomes: answered in the chamber, then covered; the rest is promised in writing.
const ANSWERED_PERCENT: u32 = 70;
const COVERED_PERCENT: u32 = 85;

/// The host at work.
pub(crate) struct Host {
    /// Logged in as somebody who may run the floor.
    pub(crate) client: Arc<Client>,
    /// The meeting's address prefix, `/api/v1/meetings/{id}`.
    pub(crate) meeting: String,
    /// The meeting's clock.
    pub(crate) clock: Arc<dyn Clock>,
    /// The units that may be asked.
    pub(crate) units: Vec<String>,
}

impl Host {
    /// Works until `stop`, then clears the screen. What is declined (another host was faster, a citizen took the text back) is left.
    pub(crate) async fn work(self, seed: u64, stop: CancellationToken) {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let round = async {
            loop {
                self.wait(BETWEEN_S).await;
                if let Err(error) = self.show_next(&mut rng).await {
                    tracing::debug!(%error, "the synthetic host was declined");
                }
            }
        };
        let _ = stop.run_until_cancelled(round).await;
        if let Err(error) = self.clear().await {
            tracing::debug!(%error, "the screen was not cleared");
        }
    }

    async fn show_next(&self, rng: &mut ChaCha8Rng) -> Result<(), ClientError> {
        let host = self.look().await?;
        let Some(next) = host.shortlist.first() else { return Ok(()) };
        self.step(next.no, &FloorBody::Show).await?;
        if let Some(unit) = self.units.choose(rng) {
            self.step(next.no, &FloorBody::Ask { unit: unit.clone() }).await?;
        }
        self.overlay(OverlayLayout::Lower, Some(next.no)).await?;
        self.wait(ON_SCREEN_S).await;
        self.overlay(OverlayLayout::Off, None).await?;
        let outcome = match rng.random_range(0..100) {
            percent if percent < ANSWERED_PERCENT => FloorBody::Answer { moment_ms: self.moment_ms(&host.meeting) },
            percent if percent < COVERED_PERCENT => FloorBody::Cover { moment_ms: self.moment_ms(&host.meeting) },
            _ => FloorBody::Defer,
        };
        self.step(next.no, &outcome).await
    }

    async fn clear(&self) -> Result<(), ClientError> {
        self.overlay(OverlayLayout::Off, None).await?;
        match self.look().await?.on_screen {
            Some(card) => self.step(card.no, &FloorBody::Defer).await,
            None => Ok(()),
        }
    }

    async fn look(&self) -> Result<HostReply, ClientError> {
        self.client.get(&format!("{}/host", self.meeting)).await
    }

    async fn step(&self, no: SuggestionNo, step: &FloorBody) -> Result<(), ClientError> {
        let path = format!("{}/suggestions/{}/floor", self.meeting, no.0);
        let _: Floor = self.client.post(&path, step, None).await?;
        Ok(())
    }

    async fn overlay(&self, layout: OverlayLayout, no: Option<SuggestionNo>) -> Result<(), ClientError> {
        let _: MeetingCard =
            self.client.post(&format!("{}/stage", self.meeting), &StageBody::Overlay { layout, no }, None).await?;
        Ok(())
    }

    /// The moment of the broadcast, ms from its start.
    fn moment_ms(&self, meeting: &MeetingCard) -> Option<u32> {
        u32::try_from(self.clock.now().since_ms(meeting.phase.live_since()?)).ok()
    }

    async fn wait(&self, meeting_s: f64) {
        tokio::time::sleep(Duration::from_secs_f64(meeting_s / self.clock.speed())).await;
    }
}
