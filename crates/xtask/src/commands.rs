//! `cargo xtask demo` and `cargo xtask bench`: build for release and hand over.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::Command;

use crate::machine::{Machine, repository};
use crate::packages;
use crate::shell::{cargo, run, say};
use crate::{install, suite};

/// Builds pages and binary, then becomes `yanlu demo ARGUMENTS…` in the caller's folder.
pub(crate) fn demo(arguments: &[OsString]) -> Result<(), String> {
    build_release()?;
    // Not `shell::command`: paths among the arguments are the caller's, and the demonstration may read the terminal.
    let fault = Command::new(repository().join("target/release/yanlu")).arg("demo").args(arguments).exec();
    Err(format!("target/release/yanlu could not be started: {fault}"))
}

/// Builds pages and binary, then runs the benchmarks, which get the binary's path in `YANLU_BIN`.
pub(crate) fn bench(names: &[String]) -> Result<(), String> {
    install::debian(packages::FOR_BENCHMARKS)?;
    build_release()?;
    run(cargo()
        .args(["bench", "--quiet", "--package", "yanlu", "--bench", "load", "--"])
        .args(names)
        .env("YANLU_BIN", repository().join("target/release/yanlu"))
        .envs(packages::environment(&Machine::this())))
}

fn build_release() -> Result<(), String> {
    suite::build_web()?;
    say("building the binary for release");
    run(cargo().args(["build", "--release", "--package", "yanlu"]))
}
