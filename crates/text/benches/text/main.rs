//! `cargo xtask bench text`: what comparing texts costs at the size of a very large meeting, one JSON object a line.
//!
//! A figure never fails; each line carries its target and whether it was met.

mod checks;
mod sentences;
mod similar;

use serde_json::Value;

fn main() {
    similar::run();
    checks::run();
}

/// Prints a figure.
#[expect(clippy::print_stdout, reason = "the figures are this program's result")]
pub(crate) fn line(figure: &Value) {
    println!("{figure}");
}

/// The value at a share of the sorted list.
pub(crate) fn percentile(sorted: &[f64], share: f64) -> f64 {
    sorted[((sorted.len() as f64 * share) as usize).min(sorted.len() - 1)]
}

/// With three decimals.
pub(crate) fn round(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}
