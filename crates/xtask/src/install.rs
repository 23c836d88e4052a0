//! Brings what is missing: Debian packages, cargo's tools, the web packages. Asks nothing; without the right to install
//! it says what to install and stops.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::machine::{Machine, is_root, repository};
use crate::packages::{self, Package};
use crate::shell::{cargo, command, output, run, say};

/// Vite, Svelte and playwright-core ask for it.
const NODE_MAJOR_MIN: u32 = 20;

/// Installs the packages of `table` that this machine lacks.
pub(crate) fn debian(table: &[Package]) -> Result<(), String> {
    let missing = packages::missing(table, &Machine::this());
    if missing.is_empty() {
        return Ok(());
    }
    let arguments = packages::install_arguments(&missing);
    for package in &missing {
        say(&format!("missing: {} ({})", package.debian, package.why));
    }
    if !is_root() {
        return Err(for_a_person(&arguments));
    }
    say(&format!("apt-get {} (some minutes)", arguments.join(" ")));
    let apt = || {
        let mut apt = command("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive").arg("-qq");
        apt
    };
    run(apt().arg("update"))?;
    run(apt().args(arguments))
}

fn for_a_person(arguments: &[&str]) -> String {
    format!("not root; please run: sudo apt-get {}", arguments.join(" "))
}

/// A program of cargo's that is compiled when it is missing: `cargo NAME`.
pub(crate) fn cargo_tool(name: &str, minutes: &str) -> Result<(), String> {
    let krate = format!("cargo-{name}");
    if output(cargo().args([name, "--version"])).is_ok_and(|(_, there)| there) {
        return Ok(());
    }
    say(&format!("installing {krate} ({minutes} minutes on two cores)"));
    run(cargo().args(["install", "--locked", "--quiet", &krate]))
}

/// Checks Node and npm, and installs the packages of `folder` when its lock file is newer than they are.
pub(crate) fn npm(folder: &str) -> Result<(), String> {
    node()?;
    let folder = repository().join(folder);
    if is_installed(&folder) {
        return Ok(());
    }
    say(&format!("npm ci in {}", folder.display()));
    run(command("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(folder))
}

fn node() -> Result<(), String> {
    let need = format!("Node {NODE_MAJOR_MIN} or newer with npm is needed");
    let (version, _) = output(command("node").arg("--version")).map_err(|_| format!("{need}: no `node`"))?;
    if major(&version).is_none_or(|major| major < NODE_MAJOR_MIN) {
        return Err(format!("{need}: `node --version` says {}", version.trim()));
    }
    match output(command("npm").arg("--version")) {
        Ok((_, true)) => Ok(()),
        _ => Err(format!("{need}: no `npm`")),
    }
}

fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// npm writes this file at the end of an installation.
fn is_installed(folder: &Path) -> bool {
    let changed = |file: &str| -> Option<SystemTime> { fs::metadata(folder.join(file)).ok()?.modified().ok() };
    changed("node_modules/.package-lock.json")
        .is_some_and(|installed| changed("package-lock.json").is_none_or(|locked| locked <= installed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn person_without_root_is_told_the_whole_command() {
        let arguments = packages::install_arguments(&packages::FOR_TESTS[..2]);
        assert_eq!(
            for_a_person(&arguments),
            "not root; please run: sudo apt-get install -y --no-install-recommends postgresql redis-server"
        );
    }

    #[test]
    fn major_version_of_node_is_the_first_number() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("20"), None);
    }

    #[test]
    fn packages_older_than_their_lock_file_are_not_installed() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let file = |name: &str| fs::File::create(folder.path().join(name)).expect("file");
        file("package-lock.json");
        assert!(!is_installed(folder.path()));
        fs::create_dir(folder.path().join("node_modules")).expect("folder");
        let installed = file("node_modules/.package-lock.json");
        assert!(is_installed(folder.path()));
        installed.set_modified(SystemTime::UNIX_EPOCH).expect("a file's time can be set");
        assert!(!is_installed(folder.path()));
    }
}
