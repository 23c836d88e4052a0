//! The index of similar texts: time of a look-up and of a change, and memory.

use std::time::Instant;

use serde_json::json;
use text::SimilarIndex;

use crate::sentences::sentence;
use crate::{line, percentile, round};

const TEXTS: u64 = 100_000;
/// Look-ups and changes that are timed.
const TIMED: u64 = 5_000;
/// Candidates that a moderator is shown.
const NEAREST: usize = 10;
/// The least score that a moderator is shown.
const SCORE_MIN: f32 = 0.5;

const LOOK_UP_P99_MS_MAX: f64 = 2.0;
const INSERT_P99_MS_MAX: f64 = 0.5;
const MEMORY_MIB_MAX: f64 = 120.0;

pub(crate) fn run() {
    let before = resident_mib();
    let mut index = SimilarIndex::new();
    // The tables are loaded on first use.
    index.insert(0, &sentence(0));
    let inserts = timed(0..TEXTS, |number| _ = index.insert(number, &sentence(number)));
    let memory = resident_mib() - before;
    line(&json!({
        "bench": "similar_memory", "texts": index.len(), "mib": round(memory),
        "target": "mib <= 120", "met": memory <= MEMORY_MIB_MAX,
    }));
    report("similar_insert", &inserts, INSERT_P99_MS_MAX);
    let mut found = 0;
    let others = timed(TEXTS..TEXTS + TIMED, |number| {
        found += index.nearest(&sentence(number), NEAREST, SCORE_MIN).len();
    });
    report("similar_look_up", &others, LOOK_UP_P99_MS_MAX);
    let copies = timed(0..TIMED, |number| {
        let mut copy = sentence(number);
        copy.pop();
        found += index.nearest(&copy, NEAREST, SCORE_MIN).len();
    });
    report("similar_look_up_of_a_copy", &copies, LOOK_UP_P99_MS_MAX);
    assert!(found >= TIMED as usize, "copies are found");
    let replaced = timed(0..TIMED, |number| _ = index.insert(number, &sentence(number + TEXTS)));
    report("similar_replace", &replaced, INSERT_P99_MS_MAX);
}

fn report(bench: &str, sorted_ms: &[f64], p99_ms_max: f64) {
    let (p50, p99) = (percentile(sorted_ms, 0.5), percentile(sorted_ms, 0.99));
    line(&json!({
        "bench": bench, "texts": TEXTS, "p50_ms": round(p50), "p99_ms": round(p99),
        "max_ms": round(percentile(sorted_ms, 1.0)),
        "target": format!("p99_ms <= {p99_ms_max}"), "met": p99 <= p99_ms_max,
    }));
}

/// Milliseconds of each, in order.
#[expect(clippy::disallowed_methods, reason = "measures real time to print a figure; nothing depends on it")]
pub(crate) fn timed(numbers: std::ops::Range<u64>, mut measured: impl FnMut(u64)) -> Vec<f64> {
    let mut times: Vec<f64> = numbers
        .map(|number| {
            let start = Instant::now();
            measured(number);
            start.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    times.sort_unstable_by(f64::total_cmp);
    times
}

/// Memory of this process that is in use, by Linux (`proc_pid_statm(5)`); 0 where there is none.
fn resident_mib() -> f64 {
    const PAGES_PER_MIB: f64 = 256.0;
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: f64 = statm.split_whitespace().nth(1).and_then(|pages| pages.parse().ok()).unwrap_or(0.0);
    pages / PAGES_PER_MIB
}
