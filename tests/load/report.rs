//! One JSON object a line on standard output.

use serde_json::Value;

/// Prints a figure.
#[expect(clippy::print_stdout, reason = "the figures are this program's result")]
pub(crate) fn line(figure: &Value) {
    println!("{figure}");
}

/// The value at a share of the sorted list, 0 for an empty one.
pub(crate) fn percentile(sorted: &[f64], share: f64) -> f64 {
    let at = (sorted.len() as f64 * share) as usize;
    sorted.get(at.min(sorted.len().saturating_sub(1))).copied().unwrap_or(0.0)
}

/// With two decimals.
pub(crate) fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
