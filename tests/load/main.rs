//! `cargo xtask bench [NAME…]`: figures beside the machine's raw limit, one JSON object a line.
//!
//! Names: `acks` (durable acknowledgements), `fanout` (delivery to many sockets, beside nginx + nchan), `joins` (10,000 at once). A figure
//! never fails; each line carries its target and whether it was met.
//!
//! `hold ADDRESS PATH SOCKETS` is no figure: it keeps sockets open for the benchmark of the pages.

mod acks;
mod fanout;
mod hold;
mod joins;
mod nchan;
mod process;
mod report;
mod socket;
mod stand;

use std::time::Duration;

/// How long one measurement runs, after its warm-up.
pub(crate) const WINDOW: Duration = Duration::from_secs(8);

fn main() {
    let _ = rlimit::increase_nofile_limit(u64::MAX);
    let names: Vec<_> = std::env::args().skip(1).filter(|name| !name.starts_with("--")).collect();
    let wants = |name: &str| names.is_empty() || names.iter().any(|wanted| wanted == name);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        if let [first, held @ ..] = names.as_slice()
            && first == "hold"
        {
            return hold::run(held).await;
        }
        if wants("acks") {
            acks::run().await;
        }
        if wants("fanout") {
            fanout::run().await;
        }
        if wants("joins") {
            joins::run().await;
        }
    });
}
