//! Delivery to 2,000 and 10,000 sockets, beside nginx + nchan in the same run: server CPU per delivery, memory per idle socket, latency,
//! losses.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use serde_json::json;
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::WINDOW;
use crate::nchan::Nchan;
use crate::process::{cpu_s, resident_kb};
use crate::report::{line, percentile, round};
use crate::socket::{self, Counts, Sighting};
use crate::stand::{Database, SUGGESTIONS, Stand};

const SOCKETS: [usize; 2] = [2_000, 10_000];
const ROUND: Duration = Duration::from_millis(250);
/// Handshakes under way at once.
const JOINING_MAX: usize = 256;
/// How long the last frames may take.
const SETTLE: Duration = Duration::from_secs(3);
const FRAME_BYTES: usize = 400;
/// Rounds without any socket: what publishing itself costs, which is no delivery.
const CONTROL_ROUNDS: u32 = 16;
/// Targets at first: CPU against nchan, memory per idle socket, latency.
const CPU_TIMES_NCHAN_MAX: f64 = 1.5;
const IDLE_KB_MAX: f64 = 10.0;
const P99_MS_MAX: f64 = 500.0;

struct Figures {
    /// Per delivery, without what publishing itself costs.
    cpu_us: f64,
    publish_ms: f64,
    idle_kb: f64,
    p50_ms: f64,
    p99_ms: f64,
    lost: u64,
    broken: u64,
}

pub(crate) async fn run() {
    for sockets in SOCKETS {
        let beside = match Nchan::start().await {
            Some(nchan) => {
                let http = reqwest::Client::new();
                let url = format!("http://{}/pub", nchan.address);
                let publish = async |round: u64| {
                    let mut body = format!("{{\"mark\":{round},\"pad\":\"");
                    body.push_str(&"x".repeat(FRAME_BYTES.saturating_sub(body.len() + 2)));
                    body.push_str("\"}");
                    let _ = http.post(&url).body(body).send().await;
                };
                Some(measure(nchan.address, "/sub", &nchan.pids(), sockets, b"\"mark\":", publish).await)
            }
            None => None,
        };
        let stand = Stand::start(Database::Sqlite).await;
        let http = reqwest::Client::new();
        let (base, meeting) = (stand.server.url(), stand.meeting.clone());
        // Every cookie-less backing is a new person's: 25 of them make a frame of about 400 bytes.
        let publish = async |_round: u64| {
            let mut backings = JoinSet::new();
            for no in 1..=SUGGESTIONS {
                backings.spawn(http.put(format!("{base}{meeting}/suggestions/{no}/support")).send());
            }
            while backings.join_next().await.is_some() {}
        };
        let path = format!("{meeting}/socket");
        let ours = measure(stand.address(), &path, &stand.pids(), sockets, b"[1,", publish).await;
        tell(sockets, &ours, beside.as_ref());
    }
}

fn tell(sockets: usize, ours: &Figures, nchan: Option<&Figures>) {
    let times = nchan.map(|nchan| ours.cpu_us / nchan.cpu_us);
    line(&json!({
        "bench": "fanout", "sockets": sockets,
        "cpu_us_per_delivery": round(ours.cpu_us), "nchan_cpu_us_per_delivery": nchan.map(|nchan| round(nchan.cpu_us)),
        "times_nchan": times.map(round), "publish_cpu_ms_per_round": round(ours.publish_ms),
        "idle_kb_per_socket": round(ours.idle_kb), "nchan_idle_kb_per_socket": nchan.map(|nchan| round(nchan.idle_kb)),
        "p50_ms": round(ours.p50_ms), "p99_ms": round(ours.p99_ms),
        "nchan_p50_ms": nchan.map(|nchan| round(nchan.p50_ms)), "nchan_p99_ms": nchan.map(|nchan| round(nchan.p99_ms)),
        "lost": ours.lost, "broken": ours.broken, "nchan_lost": nchan.map(|nchan| nchan.lost),
        "target": "times_nchan <= 1.5, idle_kb_per_socket <= 10, p99_ms <= 500, lost 0",
        "met": times.is_none_or(|times| times <= CPU_TIMES_NCHAN_MAX) && ours.idle_kb <= IDLE_KB_MAX
            && ours.p99_ms <= P99_MS_MAX && ours.lost == 0 && ours.broken == 0,
    }));
}

async fn measure(
    address: SocketAddr,
    path: &str,
    pids: &[u32],
    sockets: usize,
    mark: &'static [u8],
    publish: impl AsyncFn(u64),
) -> Figures {
    // Warm: the first frame pays for what is made once.
    publish(0).await;
    let publish_s = control(pids, &publish).await;
    let before_kb = resident_kb(pids);
    let counts = Arc::new(Counts::default());
    let (sender, mut sightings) = mpsc::unbounded_channel();
    let readers = join(address, path, sockets, mark, &counts, &sender).await;
    drop(sender);
    tokio::time::sleep(SETTLE).await;
    let idle_kb = (resident_kb(pids) - before_kb) / sockets as f64;
    let (frames_before, cpu_before) = (counts.frames.load(Ordering::Relaxed), cpu_s(pids));
    let rounds = (WINDOW.as_millis() / ROUND.as_millis()) as u64;
    let mut sent = HashMap::new();
    let mut tick = tokio::time::interval(ROUND);
    for round in 1..=rounds {
        tick.tick().await;
        sent.insert(round, Instant::now());
        publish(round).await;
    }
    tokio::time::sleep(SETTLE).await;
    let frames = counts.frames.load(Ordering::Relaxed) - frames_before;
    let delivering_s = cpu_s(pids) - cpu_before - publish_s * rounds as f64;
    let cpu_us = delivering_s.max(0.0) * 1e6 / frames.max(1) as f64;
    drop(readers);
    let (mut latencies, last_seen) = gather(&mut sightings, &sent);
    latencies.sort_by(f64::total_cmp);
    Figures {
        cpu_us,
        publish_ms: publish_s * 1e3,
        idle_kb,
        p50_ms: percentile(&latencies, 0.5),
        p99_ms: percentile(&latencies, 0.99),
        // Counts coalesce, so a socket that has the last round's number has lost nothing.
        lost: (sockets as u64).saturating_sub(last_seen),
        broken: counts.broken.load(Ordering::Relaxed),
    }
}

/// Server CPU of one round of publishing while nobody watches, in seconds.
async fn control(pids: &[u32], publish: &impl AsyncFn(u64)) -> f64 {
    let before = cpu_s(pids);
    let mut tick = tokio::time::interval(ROUND);
    for _ in 0..CONTROL_ROUNDS {
        tick.tick().await;
        publish(0).await;
    }
    (cpu_s(pids) - before) / f64::from(CONTROL_ROUNDS)
}

/// Latencies from just before the publication to the client's read, and how many sockets saw the last round.
fn gather(sightings: &mut mpsc::UnboundedReceiver<Sighting>, sent: &HashMap<u64, Instant>) -> (Vec<f64>, u64) {
    let mut all = Vec::new();
    while let Ok(sighting) = sightings.try_recv() {
        all.push(sighting);
    }
    // Marks count from the warm-up on; the last round's mark is the highest seen.
    let last = all.iter().map(|sighting| sighting.mark).max().unwrap_or(0);
    let shift = last.saturating_sub(sent.len() as u64);
    let latencies = all
        .iter()
        .filter_map(|sighting| {
            let sent = sent.get(&sighting.mark.checked_sub(shift)?)?;
            Some(sighting.at.duration_since(*sent).as_secs_f64() * 1_000.0)
        })
        .collect();
    (latencies, all.iter().filter(|sighting| sighting.mark == last).count() as u64)
}

/// Opens `sockets` readers and returns when each is open or counted as broken. Dropping the set closes them.
pub(crate) async fn join(
    address: SocketAddr,
    path: &str,
    sockets: usize,
    mark: &'static [u8],
    counts: &Arc<Counts>,
    sender: &mpsc::UnboundedSender<Sighting>,
) -> JoinSet<()> {
    let places = Arc::new(Semaphore::new(JOINING_MAX));
    let (done, mut joined) = mpsc::channel(JOINING_MAX);
    let mut readers = JoinSet::new();
    for _ in 0..sockets {
        let place = Arc::clone(&places).acquire_owned().await.expect("never closed");
        let (path, counts, sender, done) = (path.to_owned(), Arc::clone(counts), sender.clone(), done.clone());
        readers.spawn(async move {
            let opened = socket::open(address, &path).await;
            drop(place);
            let _ = done.send(()).await;
            match opened {
                Ok((stream, rest)) => socket::read(stream, rest, mark, counts, sender).await,
                Err(_) => {
                    counts.broken.fetch_add(1, Ordering::Relaxed);
                }
            }
        });
        while joined.try_recv().is_ok() {}
    }
    drop(done);
    while places.available_permits() < JOINING_MAX {
        tokio::time::sleep(Duration::from_millis(10)).await;
        while joined.try_recv().is_ok() {}
    }
    readers
}
