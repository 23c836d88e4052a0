//! A watcher with a socket, who keeps a copy of the board.

use std::time::Duration;

use futures_util::StreamExt;
use gateway::replica::Replica;
use protocol::frame::{Frame, Resync};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::hall::PATIENCE;

/// What came over a socket.
#[derive(Debug, PartialEq)]
pub(crate) enum Came {
    Frame(Frame),
    Resync(Resync),
    Closed(u16),
    Gone,
}

pub(crate) struct Watcher {
    pub(crate) socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Watcher {
    pub(crate) async fn connect(url: &str) -> Self {
        let (socket, _) = connect_async(url).await.unwrap();
        Self { socket }
    }

    pub(crate) async fn next(&mut self) -> Came {
        came(&mut self.socket).await
    }

    /// Applies frames until the copy has reached `seq`; a hole or a close is a failure.
    pub(crate) async fn follow(&mut self, replica: &mut Replica, seq: u64) {
        let follow = async {
            while replica.seq().0 < seq {
                match self.next().await {
                    Came::Frame(frame) => assert!(replica.apply(&frame), "a hole before {}", frame.from),
                    other => panic!("{other:?} instead of a frame"),
                }
            }
        };
        tokio::time::timeout(PATIENCE, follow).await.expect("the frames arrive");
    }

    /// Reads to the end: the close code.
    pub(crate) async fn close_code(&mut self) -> Option<u16> {
        loop {
            match self.next().await {
                Came::Closed(code) => return Some(code),
                Came::Gone => return None,
                Came::Frame(_) | Came::Resync(_) => {}
            }
        }
    }
}

/// The next message that is not a ping.
pub(crate) async fn came<S>(socket: &mut WebSocketStream<S>) -> Came
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
{
    loop {
        let message = tokio::time::timeout(PATIENCE, socket.next()).await.expect("something comes");
        match message {
            Some(Ok(Message::Text(text))) => {
                return match serde_json::from_str(&text) {
                    Ok(frame) => Came::Frame(frame),
                    Err(_) => Came::Resync(serde_json::from_str(&text).unwrap()),
                };
            }
            Some(Ok(Message::Close(frame))) => {
                return frame.map_or(Came::Gone, |frame| Came::Closed(frame.code.into()));
            }
            Some(Ok(_)) => {}
            Some(Err(_)) | None => return Came::Gone,
        }
    }
}

/// Waits for a condition.
pub(crate) async fn eventually(what: &str, mut condition: impl AsyncFnMut() -> bool) {
    let wait = async {
        while !condition().await {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(PATIENCE, wait).await.unwrap_or_else(|_| panic!("{what}: not in time"));
}
