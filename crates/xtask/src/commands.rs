//! `cargo xtask demo`, `cargo xtask bench` and `cargo xtask pictures`: build for release and hand over.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use crate::machine::{Machine, repository};
use crate::packages;
use crate::shell::{cargo, run, say};
use crate::{install, pages, suite};

/// Builds pages and binary, then becomes `yanlu demo ARGUMENTS…` in the caller's folder.
pub(crate) fn demo(arguments: &[OsString]) -> Result<(), String> {
    build_release()?;
    // Not `shell::command`: paths among the arguments are the caller's, and the demonstration may read the terminal.
    let fault = Command::new(repository().join("target/release/yanlu")).arg("demo").args(arguments).exec();
    Err(format!("target/release/yanlu could not be started: {fault}"))
}

/// The benchmarks of the crate `text`, which need neither pages nor binary.
const TEXT: &str = "text";

/// Builds pages and binary, then runs the benchmarks, which get the binary's path in `YANLU_BIN`. Those of the pages run in a browser;
/// those of `text` are built alone.
pub(crate) fn bench(names: &[String]) -> Result<(), String> {
    let (alone, names): (Vec<String>, Vec<String>) = names.iter().cloned().partition(|name| name == TEXT);
    if !alone.is_empty() || names.is_empty() {
        run(cargo().args(["bench", "--quiet", "--package", TEXT, "--bench", TEXT]))?;
        if !alone.is_empty() && names.is_empty() {
            return Ok(());
        }
    }
    install::debian(packages::FOR_BENCHMARKS)?;
    let (in_browser, under_load): (Vec<_>, Vec<_>) = names.iter().partition(|name| *name == pages::NAME);
    let all = names.is_empty();
    if all || !in_browser.is_empty() {
        install::debian(packages::FOR_TESTS)?;
    }
    build_release()?;
    if all || !under_load.is_empty() {
        run(cargo()
            .args(["bench", "--quiet", "--package", "yanlu", "--bench", "load", "--"])
            .args(under_load)
            .env("YANLU_BIN", repository().join("target/release/yanlu"))
            .envs(packages::environment(&Machine::this())))?;
    }
    if all || !in_browser.is_empty() { pages::bench() } else { Ok(()) }
}

/// Builds pages and binary, then takes a picture of every face into `folder`.
pub(crate) fn pictures(folder: &Path) -> Result<(), String> {
    install::debian(packages::FOR_TESTS)?;
    build_release()?;
    pages::pictures(folder)
}

fn build_release() -> Result<(), String> {
    suite::build_web()?;
    say("building the binary for release");
    run(cargo().args(["build", "--release", "--package", "yanlu"]))
}
