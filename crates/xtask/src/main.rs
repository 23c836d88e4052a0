//! `cargo xtask`: what the project does to itself. Installs what is missing, then runs the tests, the demonstration,
//! the benchmarks or takes pictures, always without asking anything.
//!
//! Starts other programs and knows none of the project's crates, so that it builds in seconds and while they are
//! broken. The rules about the repository's structure are tests of this crate: `tests/house`.

mod audit;
mod commands;
mod install;
mod machine;
mod packages;
mod pages;
mod shell;
mod suite;
mod summary;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::suite::Part;

/// Builds, tests and shows Yanlu; installs what is missing.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds the web pages and the binary and runs the model meeting; every argument goes to `yanlu demo`
    Demo {
        /// For example `--headless --until-end --speed 60 --out DIR`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
    /// Runs every check, or one part of them; ends non-zero when one failed
    Test {
        /// One part alone; may be given more than once
        #[arg(long, value_enum)]
        only: Vec<Part>,
    },
    /// Runs the benchmarks, or those named; one JSON line per figure
    Bench {
        /// `acks`, `fanout`, `joins`, `pages`, `text`; all of them when none is given
        names: Vec<String>,
    },
    /// Plays the demonstration and takes a picture of every face: phone, desktop, chamber, desks (about eight minutes)
    Pictures {
        /// Folder for the PNG files (made if it is not there)
        out: PathBuf,
    },
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Demo { arguments } => commands::demo(&arguments),
        Command::Test { only } => suite::test(&only),
        Command::Bench { names } => commands::bench(&names),
        Command::Pictures { out } => commands::pictures(&out),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("xtask: {fault}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_of_the_demo_pass_with_and_without_two_dashes() {
        for line in [
            ["xtask", "demo", "--", "--headless", "--speed", "60"].as_slice(),
            &["xtask", "demo", "--headless", "--speed", "60"],
        ] {
            match Arguments::parse_from(line).command {
                Command::Demo { arguments } => {
                    assert_eq!(arguments, ["--headless", "--speed", "60"]);
                }
                _ => panic!("not the demo"),
            }
        }
    }

    #[test]
    fn parts_and_benchmarks_are_named() {
        match Arguments::parse_from(["xtask", "test", "--only", "lint", "--only", "e2e"]).command {
            Command::Test { only } => assert_eq!(only, [Part::Lint, Part::E2e]),
            _ => panic!("not the tests"),
        }
        match Arguments::parse_from(["xtask", "bench"]).command {
            Command::Bench { names } => assert!(names.is_empty()),
            _ => panic!("not the benchmarks"),
        }
    }
}
