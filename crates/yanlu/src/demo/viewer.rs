//! Synthetic viewers: a board, a socket, and a page that must equal the board in the end.

use std::sync::Arc;
use std::time::Duration;

use domain::Clock;
use futures_util::StreamExt;
use gateway::replica::Replica;
use protocol::frame::{Board, Frame, Item};
use tokio_tungstenite::tungstenite::Message;
use tokio_util::sync::CancellationToken;

use super::client::{Client, ClientError};
use super::seen::Seen;

/// Pause before a viewer connects again, real time.
const RECONNECT: Duration = Duration::from_millis(200);

/// One viewer.
pub(crate) struct Viewer {
    /// The person's way in.
    pub(crate) client: Arc<Client>,
    /// `host:port`.
    pub(crate) address: String,
    /// The meeting's address prefix, `/api/v1/meetings/{id}`.
    pub(crate) meeting: String,
    /// The meeting's clock.
    pub(crate) clock: Arc<dyn Clock>,
    /// Where sightings are noted.
    pub(crate) seen: Arc<Seen>,
    /// Which viewer this is.
    pub(crate) serial: usize,
}

/// Every page of a board, as one replica. Pages may be of different moments: the replica counts from the earliest, and frames
/// carry absolute values.
pub(crate) async fn fetch(client: &Client, meeting: &str) -> Result<Replica, ClientError> {
    let mut board: Board = client.get(&format!("{meeting}/board?order=no&limit=200")).await?;
    let mut replica = Replica::new(&board);
    while board.page < board.pages {
        board = client.get(&format!("{meeting}/board?order=no&limit=200&page={}", board.page + 1)).await?;
        replica.add_page(&board);
    }
    Ok(replica)
}

impl Viewer {
    /// Watches until `stop`; returns the page as this viewer sees it then.
    pub(crate) async fn watch(self, stop: CancellationToken) -> Result<Replica, ClientError> {
        let mut replica = fetch(&self.client, &self.meeting).await?;
        self.seen.reached(self.serial, replica.seq());
        loop {
            tokio::select! {
                () = stop.cancelled() => return Ok(replica),
                again = self.follow(&mut replica) => {
                    if again == Next::Resync {
                        replica = fetch(&self.client, &self.meeting).await?;
                    } else {
                        tokio::time::sleep(RECONNECT).await;
                    }
                }
            }
        }
    }

    async fn follow(&self, replica: &mut Replica) -> Next {
        let url = format!("ws://{}{}/socket?since={}", self.address, self.meeting, replica.seq().0);
        let Ok((mut socket, _)) = tokio_tungstenite::connect_async(url).await else {
            return Next::Reconnect;
        };
        while let Some(Ok(message)) = socket.next().await {
            let Message::Text(text) = message else { continue };
            let Ok(frame) = serde_json::from_str::<Frame>(&text) else {
                return Next::Resync;
            };
            self.note(&frame, replica);
            replica.apply(&frame);
            self.seen.reached(self.serial, replica.seq());
        }
        Next::Reconnect
    }

    fn note(&self, frame: &Frame, replica: &Replica) {
        self.seen.frame(replica.seq(), frame.from);
        let now = self.clock.now();
        for item in &frame.items {
            if let Item::Published(card) = item {
                self.seen.published(card.no, now.since_ms(card.published_at) as f64 / self.clock.speed());
            }
        }
    }
}

#[derive(PartialEq, Eq)]
enum Next {
    Reconnect,
    Resync,
}
