//! 10,000 people at once, each with the board over HTTP and a socket: nobody may be refused.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::report::{line, round};
use crate::socket;
use crate::stand::{Database, Stand};

const PEOPLE: usize = 10_000;
/// Joins under way at once: a crowd does not wait for each other, but one machine's descriptors are shared by client and server.
const UNDER_WAY_MAX: usize = 2_000;
const SECONDS_MAX: f64 = 10.0;

pub(crate) async fn run() {
    let stand = Stand::start(Database::Sqlite).await;
    let (address, meeting) = (stand.address(), stand.meeting.clone());
    let refused = Arc::new(AtomicU64::new(0));
    let places = Arc::new(Semaphore::new(UNDER_WAY_MAX));
    let began = Instant::now();
    let mut crowd = JoinSet::new();
    for _ in 0..PEOPLE {
        let place = Arc::clone(&places).acquire_owned().await.expect("never closed");
        let (meeting, refused) = (meeting.clone(), Arc::clone(&refused));
        crowd.spawn(async move {
            let joined = async {
                board(address, &meeting).await?;
                socket::open(address, &format!("{meeting}/socket")).await
            };
            let socket = joined.await;
            drop(place);
            if socket.is_err() {
                refused.fetch_add(1, Ordering::Relaxed);
            }
            socket.ok()
        });
    }
    let sockets = crowd.join_all().await;
    let seconds = began.elapsed().as_secs_f64();
    let refused = refused.load(Ordering::Relaxed);
    line(&json!({
        "bench": "joins", "people": PEOPLE, "seconds": round(seconds), "refused": refused,
        "target": "seconds <= 10, refused 0", "met": seconds <= SECONDS_MAX && refused == 0,
    }));
    drop(sockets);
}

async fn board(address: std::net::SocketAddr, meeting: &str) -> std::io::Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    let request =
        format!("GET {meeting}/board HTTP/1.1\r\nHost: bench\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    if answer.starts_with(b"HTTP/1.1 200") { Ok(()) } else { Err(std::io::Error::other("no board")) }
}
