//! Durable acknowledgements a second at 1, 64 and 512 clients, beside the raw group-commit rate of the same database on the same disk.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::runtime::Builder;
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::WINDOW;
use crate::process::cpu_s;
use crate::report::{line, percentile, round};
use crate::stand::{Database, SUGGESTIONS, Stand};

const CLIENTS: [usize; 3] = [1, 64, 512];
/// At least this share of the raw rate at 512 clients, and p99 within this many ms.
const SHARE_MIN: f64 = 0.6;
const P99_MS_MAX: f64 = 250.0;

pub(crate) async fn run() {
    for database in [Database::Sqlite, Database::Postgres] {
        let stand = Stand::start(database).await;
        for clients in CLIENTS {
            let raw = store::raw_rate::measure(&stand.url, clients, WINDOW).await.expect("the database answers");
            let ours = [std::process::id()];
            let cpu = || (cpu_s(&stand.pids()), cpu_s(&ours));
            let before = cpu();
            let mut latencies = measure(stand.address(), &stand.meeting, clients).await;
            let after = cpu();
            let spent = |seconds: f64| round(seconds * 1_000_000.0 / latencies.len().max(1) as f64);
            let (server_us, client_us) = (spent(after.0 - before.0), spent(after.1 - before.1));
            latencies.sort_by(f64::total_cmp);
            let rate = latencies.len() as f64 / WINDOW.as_secs_f64();
            let (p50, p99) = (percentile(&latencies, 0.5), percentile(&latencies, 0.99));
            let share = rate / raw.max(1.0);
            line(&json!({
                "bench": "acks", "database": database.name(), "clients": clients,
                "acks_per_s": rate.round(), "raw_acks_per_s": raw.round(), "share_of_raw": round(share),
                "p50_ms": round(p50), "p99_ms": round(p99),
                "server_cpu_us_per_ack": server_us, "client_cpu_us_per_ack": client_us,
                "target": "512 clients: share_of_raw >= 0.6, p99_ms <= 250",
                "met": clients < 512 || (share >= SHARE_MIN && p99 <= P99_MS_MAX),
            }));
        }
    }
}

/// Milliseconds of every acknowledgement within the window.
async fn measure(address: SocketAddr, meeting: &str, clients: usize) -> Vec<f64> {
    let meeting = meeting.to_owned();
    // One thread plays all clients: what several would spend on waking each other is missing to the server.
    let crowd = move || {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(crowd(address, &meeting, clients))
    };
    tokio::task::spawn_blocking(crowd).await.expect("no client panics")
}

async fn crowd(address: SocketAddr, meeting: &str, clients: usize) -> Vec<f64> {
    let stop = Arc::new(AtomicBool::new(false));
    let mut crowd = JoinSet::new();
    for serial in 0..clients {
        let (meeting, stop) = (meeting.to_owned(), Arc::clone(&stop));
        crowd.spawn(async move { toggle(address, &meeting, serial, &stop).await.unwrap_or_default() });
    }
    tokio::time::sleep(WINDOW).await;
    stop.store(true, Ordering::Relaxed);
    crowd.join_all().await.into_iter().flatten().collect()
}

/// One client on one connection: backs and unbacks in turn. It does as little as a client can: what it spends is missing to the server,
/// which shares the machine.
async fn toggle(address: SocketAddr, meeting: &str, serial: usize, stop: &AtomicBool) -> std::io::Result<Vec<f64>> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let no = serial as u32 % SUGGESTIONS + 1;
    let path = format!("{meeting}/suggestions/{no}/support");
    let mut buffer = vec![0; 4_096];
    stream.write_all(format!("PUT {path} HTTP/1.1\r\nHost: bench\r\nContent-Length: 0\r\n\r\n").as_bytes()).await?;
    let first = answer(&stream, &mut buffer).await?;
    let cookie = first.header("set-cookie: ").and_then(|cookie| cookie.split(';').next()).unwrap_or_default();
    let requests = ["DELETE", "PUT"].map(|method| {
        format!("{method} {path} HTTP/1.1\r\nHost: bench\r\nCookie: {cookie}\r\nContent-Length: 0\r\n\r\n").into_bytes()
    });
    let mut latencies = Vec::new();
    while !stop.load(Ordering::Relaxed) {
        for request in &requests {
            let sent = Instant::now();
            stream.write_all(request).await?;
            let answer = answer(&stream, &mut buffer).await?;
            if answer.0.starts_with("HTTP/1.1 200") && !stop.load(Ordering::Relaxed) {
                latencies.push(sent.elapsed().as_secs_f64() * 1_000.0);
            }
        }
    }
    Ok(latencies)
}

/// The head of an answer.
struct Head<'a>(&'a str);

impl Head<'_> {
    /// What follows `name`, which is written as the server writes it: in small letters.
    fn header(&self, name: &str) -> Option<&str> {
        self.0.split("\r\n").find_map(|line| line.strip_prefix(name))
    }
}

/// Head and body of one answer; answers here are small and have a `Content-Length`.
async fn answer<'a>(stream: &TcpStream, buffer: &'a mut [u8]) -> std::io::Result<Head<'a>> {
    let mut have = 0;
    let head = loop {
        stream.readable().await?;
        match stream.try_read(&mut buffer[have..]) {
            Ok(0) => return Err(std::io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => have += read,
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => continue,
            Err(error) => return Err(error),
        }
        let text = std::str::from_utf8(&buffer[..have]).unwrap_or_default();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = Head(head).header("content-length: ").and_then(|length| length.parse().ok());
            if body.len() >= length.unwrap_or(0_usize) {
                break head.len();
            }
        }
    };
    Ok(Head(std::str::from_utf8(&buffer[..head]).unwrap_or_default()))
}
