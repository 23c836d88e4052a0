//! What the binary says on standard output: results, for people and scripts. Everything else goes to standard error.

use std::io::Write;

use serde::Serialize;

/// Lines for the person at the terminal.
pub(crate) fn lines(lines: &[String]) {
    let mut out = std::io::stdout().lock();
    for line in lines {
        // Standard output may be a pipe that nobody reads any more; that is no failure of ours.
        let _ = writeln!(out, "{line}");
    }
    let _ = out.flush();
}

/// The last line: one JSON object.
pub(crate) fn result(result: &impl Serialize) {
    let line = serde_json::to_string(result).expect("results are plain structs");
    lines(&[line]);
}
