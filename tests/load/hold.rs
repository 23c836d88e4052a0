//! `hold ADDRESS PATH SOCKETS`: keeps many sockets open and reads what comes, until standard input ends. Measures nothing; the benchmark of the
//! pages uses it to have an audience beside its browser.

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use serde_json::json;
use tokio::sync::mpsc;

use crate::fanout::join;
use crate::report::line;
use crate::socket::Counts;

/// More than one address can open to one port of a server.
const SOCKETS_MAX: usize = 25_000;

/// Prints `{"sockets":N}` when all are open.
pub(crate) async fn run(arguments: &[String]) {
    let [address, path, sockets] = arguments else {
        panic!("hold ADDRESS PATH SOCKETS");
    };
    let address = address.parse().expect("ADDRESS is an IP address with a port");
    let sockets: usize = sockets.parse().expect("SOCKETS is a number");
    assert!(sockets <= SOCKETS_MAX, "at most {SOCKETS_MAX} sockets");
    let counts = Arc::new(Counts::default());
    let (sender, sightings) = mpsc::unbounded_channel();
    drop(sightings);
    let readers = join(address, path, sockets, b"\"mark\":", &counts, &sender).await;
    let broken = counts.broken.load(Ordering::Relaxed);
    line(&json!({ "sockets": sockets as u64 - broken }));
    let _ = tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new())).await;
    drop(readers);
}
