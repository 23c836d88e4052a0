//! Rings the bell for what this process commits. The bell is a courtesy: who misses it reads the log.

use broker::{Broker, Ring};
use bytes::Bytes;
use domain::Publication;
use store::Store;
use tokio::sync::broadcast::error::RecvError;
use tokio_util::sync::CancellationToken;

/// Rings until `stop` or until the store closes.
pub(crate) async fn run(store: Store, broker: Broker, stop: CancellationToken) {
    let mut commits = store.commits();
    loop {
        let commit = tokio::select! {
            () = stop.cancelled() => return,
            commit = commits.recv() => commit,
        };
        match commit {
            Ok(commit) => {
                let items: Vec<_> = commit.records.iter().filter_map(Publication::of).collect();
                let items = serde_json::to_vec(&items).map(Bytes::from).unwrap_or_default();
                broker.ring(Ring { meeting: commit.meeting, from: commit.from, to: commit.to, items }).await;
            }
            // What was missed here is found in the log by whoever hears the next ring.
            Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return,
        }
    }
}
