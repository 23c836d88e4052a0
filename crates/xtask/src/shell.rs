//! Running other programs from the repository's root and saying which. Decides nothing.

use std::process::{Command, Stdio};

use crate::machine::repository;

/// A progress line; standard output is left to what is run and to results.
pub(crate) fn say(line: &str) {
    eprintln!("xtask: {line}");
}

/// A command that starts in the root of the repository and reads nothing.
pub(crate) fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(repository()).stdin(Stdio::null());
    command
}

/// `cargo`, the same that built this program.
pub(crate) fn cargo() -> Command {
    command(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
}

/// Runs `command` with its output shown; the error names it.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    let shown = shown(command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{shown}` failed ({status})")),
        Err(fault) => Err(format!("`{shown}` could not be started: {fault}")),
    }
}

/// What `command` prints on standard output, whether or not it succeeds; the second value tells that.
pub(crate) fn output(command: &mut Command) -> Result<(String, bool), String> {
    let shown = shown(command);
    let output = command.stderr(Stdio::null()).output();
    let output = output.map_err(|fault| format!("`{shown}` could not be started: {fault}"))?;
    Ok((String::from_utf8_lossy(&output.stdout).into_owned(), output.status.success()))
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
