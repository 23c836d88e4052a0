//! `cargo xtask`: what the project does to itself. Installs what is missing, then runs the tests, the demonstration or
//! the benchmarks, always without asking anything.
//!
//! Starts other programs and knows none of the project's crates, so that it builds in seconds and while they are
//! broken. The rules about the repository's structure are tests of this crate: `tests/house`.

mod audit;
mod commands;
mod install;
mod machine;
mod packages;
mod shell;
mod suite;
mod summary;

use std::ffi::OsString;
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
    /// Runs the load and micro benchmarks, or those named; one JSON line per figure
    Bench {
        /// Names of benchmarks; all of them when none is given
        names: Vec<String>,
    },
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Demo { arguments } => commands::demo(&arguments),
        Command::Test { only } => suite::test(&only),
        Command::Bench { names } => commands::bench(&names),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("xtask: {fault}");
            ExitCode::FAILURE
        }
    }
}
