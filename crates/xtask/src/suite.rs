//! `cargo xtask test`: the checks, in the order in which they need each other. Every one runs even when one before it
//! failed.

use clap::ValueEnum;

use crate::machine::{Machine, repository};
use crate::packages;
use crate::shell::{cargo, command, run, say};
use crate::summary::{Done, Outcome, Summary};
use crate::{audit, install};

/// A part of the checks that can run alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Formatting, clippy, documentation
    Lint,
    /// Unit, conformance and service tests
    Rust,
    /// Types, lints and unit tests of the web pages
    Web,
    /// Browser tests
    E2e,
    /// Licences, bans and known vulnerabilities of dependencies
    Deny,
}

/// Runs the parts in `only`, or all of them.
#[expect(clippy::print_stdout, reason = "the summary is this command's result")]
pub(crate) fn test(only: &[Part]) -> Result<(), String> {
    let wants = |part: Part| only.is_empty() || only.contains(&part);
    if wants(Part::Rust) || wants(Part::E2e) {
        install::debian(packages::FOR_TESTS)?;
    }
    let mut summary = Summary::default();
    if wants(Part::Lint) {
        summary.step("format", || passed(run(cargo().args(["fmt", "--all", "--check"]))));
    }
    // First of what compiles: the binary carries the built pages.
    if only != [Part::Deny] {
        summary.step("web: build", || passed(build_web()));
    }
    if wants(Part::Web) {
        summary.step("web: types and lints", || npm_run("web", "check"));
        summary.step("web: unit tests", || npm_run("web", "test"));
    }
    if wants(Part::Lint) {
        summary.step("clippy", || {
            passed(run(cargo().args(["clippy", "--workspace", "--all-targets"]).args(DENY_WARNINGS)))
        });
        summary.step("documentation", documentation);
    }
    if wants(Part::Rust) {
        summary.step("tests", tests);
    }
    if wants(Part::Deny) {
        summary.step("cargo deny", audit::cargo_deny);
        summary.step("cargo deny: advisories", audit::advisories);
        summary.step("npm audit", audit::npm);
    }
    if wants(Part::E2e) {
        summary.step("browser tests", browser_tests);
    }
    println!("\n{}", summary.table());
    match summary.failed().as_slice() {
        [] => Ok(()),
        failed => Err(format!("failed: {}", failed.join(", "))),
    }
}

const DENY_WARNINGS: [&str; 3] = ["--", "-D", "warnings"];

/// Installs the web packages if they changed and builds the pages into `web/dist`.
pub(crate) fn build_web() -> Result<(), String> {
    install::npm("web")?;
    say("building the web pages");
    run(command("npm").args(["run", "--silent", "build"]).current_dir(repository().join("web")))
}

fn npm_run(folder: &str, script: &str) -> Outcome {
    passed(run(command("npm").args(["run", "--silent", script]).current_dir(repository().join(folder))))
}

fn documentation() -> Outcome {
    passed(run(cargo()
        .args(["doc", "--quiet", "--workspace", "--no-deps", "--document-private-items"])
        .env("RUSTDOCFLAGS", "-D warnings")))
}

fn tests() -> Outcome {
    install::cargo_tool("nextest", "5 to 8")?;
    passed(run(cargo().args(["nextest", "run", "--workspace"]).envs(packages::environment(&Machine::this()))))
}

fn browser_tests() -> Outcome {
    let folder = repository().join("tests/e2e");
    if !folder.join("package.json").is_file() {
        return Ok(Done::Skipped("there is no tests/e2e/package.json".to_owned()));
    }
    install::npm("tests/e2e")?;
    // With the tests, so that cargo unites the same features as for nextest and has nothing left to compile.
    run(cargo().args(["build", "--workspace", "--bins", "--tests"]))?;
    passed(run(command("npm")
        .args(["test", "--silent"])
        .current_dir(folder)
        .env("YANLU_BIN", repository().join("target/debug/yanlu"))
        .envs(packages::environment(&Machine::this()))))
}

fn passed(done: Result<(), String>) -> Outcome {
    done.map(|()| Done::Passed)
}
