//! The steps of a run: what became of each and how long it took.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use crate::shell::say;

/// What became of a step that did not fail.
pub(crate) enum Done {
    Passed,
    /// It could not be done here, and that is no fault of the project; with the reason.
    Skipped(String),
}

/// What a step returns; the error is a sentence.
pub(crate) type Outcome = Result<Done, String>;

/// The steps so far, in order.
#[derive(Default)]
pub(crate) struct Summary {
    rows: Vec<(String, Outcome, Duration)>,
}

impl Summary {
    /// Runs `step` and remembers what became of it; a failure does not end the run.
    #[expect(clippy::disallowed_methods, reason = "the seconds shown are those that the developer waited")]
    pub(crate) fn step(&mut self, name: &str, step: impl FnOnce() -> Outcome) {
        say(&format!("── {name}"));
        let started = Instant::now();
        let outcome = step();
        match &outcome {
            Ok(Done::Passed) => {}
            Ok(Done::Skipped(reason)) => say(&format!("skipped: {reason}")),
            Err(fault) => say(fault),
        }
        self.rows.push((name.to_owned(), outcome, started.elapsed()));
    }

    /// Names of the steps that failed.
    pub(crate) fn failed(&self) -> Vec<&str> {
        self.rows.iter().filter(|(_, outcome, _)| outcome.is_err()).map(|(name, ..)| name.as_str()).collect()
    }

    /// One line per step, and the sum.
    pub(crate) fn table(&self) -> String {
        let mut table = String::new();
        for (name, outcome, took) in &self.rows {
            let (word, remark) = match outcome {
                Ok(Done::Passed) => ("passed", String::new()),
                Ok(Done::Skipped(reason)) => ("skipped", format!("  {reason}")),
                Err(_) => ("FAILED", String::new()),
            };
            let _ = writeln!(table, "{name:<28} {word:<8} {:>7.1} s{remark}", took.as_secs_f64());
        }
        let sum: Duration = self.rows.iter().map(|(_, _, took)| took).sum();
        let _ = write!(table, "{:<37} {:>7.1} s", "all", sum.as_secs_f64());
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failure_does_not_end_the_run_and_is_named_at_its_end() {
        let mut summary = Summary::default();
        summary.step("first", || Err("broken".to_owned()));
        summary.step("second", || Ok(Done::Skipped("no network".to_owned())));
        summary.step("third", || Ok(Done::Passed));
        assert_eq!(summary.failed(), ["first"]);
        let table = summary.table();
        let lines: Vec<&str> = table.lines().collect();
        assert!(lines[0].contains("FAILED"), "{table}");
        assert!(lines[1].ends_with("no network"), "{table}");
        assert!(lines[2].contains("passed"), "{table}");
        assert_eq!(lines.len(), 4);
    }
}
