//! Takes connections and serves each until it ends, or until the process is told to stop.
//!
//! What `axum::serve` does, without what it spends on every request: HTTP/1.1 only, one service without wrappers, one write an answer.

use std::future::poll_fn;
use std::io;
use std::pin::pin;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::front::{Door, Front};

/// How long nothing is taken when the machine has no more descriptors or memory for a connection.
const EXHAUSTED_PAUSE: Duration = Duration::from_secs(1);

/// Serves until `stop`; then takes nothing more, and returns when every connection has had its last answer.
pub(crate) async fn serve(listener: TcpListener, front: Front, stop: CancellationToken) {
    let connections = TaskTracker::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stop.cancelled() => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                // A token of its own: a shared one would be a lock that every request of every connection passes.
                connections.spawn(connection(stream, front.door(peer), stop.child_token()));
            }
            Err(error) if given_up(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be taken");
                tokio::time::sleep(EXHAUSTED_PAUSE).await;
            }
        }
    }
    drop(listener);
    connections.close();
    connections.wait().await;
}

/// The client went away before it was taken.
fn given_up(error: &io::Error) -> bool {
    use io::ErrorKind as K;
    matches!(error.kind(), K::ConnectionAborted | K::ConnectionRefused | K::ConnectionReset)
}

async fn connection(stream: TcpStream, door: Door, stop: CancellationToken) {
    let served = http1::Builder::new()
        // Answers are small, or compressed once for all: copying them behind their head is cheaper than a gathering write.
        .writev(false)
        .serve_connection(TokioIo::new(stream), door)
        .with_upgrades();
    let (mut served, mut stopped) = (pin!(served), pin!(stop.cancelled()));
    let mut told = false;
    let ended = poll_fn(|context| {
        if !told && stopped.as_mut().poll(context).is_ready() {
            told = true;
            served.as_mut().graceful_shutdown();
        }
        served.as_mut().poll(context)
    });
    if let Err(error) = ended.await {
        tracing::trace!(%error, "a connection broke");
    }
}
