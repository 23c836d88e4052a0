//! What the repository holds: tracked files and the workspace's manifests.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// A crate of the workspace.
pub(crate) struct Crate {
    pub(crate) name: String,
    /// `crates/NAME`, relative to the root.
    pub(crate) folder: String,
    /// Names of everything it depends on to be built (not for its tests or its build script).
    pub(crate) dependencies: BTreeSet<String>,
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("crates/xtask").to_path_buf()
}

fn output(command: &mut Command) -> Vec<u8> {
    let output = command.current_dir(root()).output().expect("the program is installed");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// Tracked files that exist, relative to the root, with forward slashes.
pub(crate) fn files() -> Vec<String> {
    let listed = output(Command::new("git").args(["ls-files", "-z"]));
    let listed = String::from_utf8(listed).expect("names of files are UTF-8");
    let names = listed.split('\0').filter(|name| !name.is_empty() && root().join(name).is_file());
    names.map(str::to_owned).collect()
}

/// Whether `file` is Rust.
pub(crate) fn is_rust(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|end| end == "rs")
}

/// The content of a tracked file; `None` when it is not text.
pub(crate) fn text(file: &str) -> Option<String> {
    fs::read(root().join(file)).ok().and_then(|bytes| String::from_utf8(bytes).ok())
}

/// Every crate of the workspace, by name.
pub(crate) fn crates() -> BTreeMap<String, Crate> {
    let metadata = output(Command::new(env!("CARGO")).args(["metadata", "--no-deps", "--format-version", "1"]));
    let metadata: Value = serde_json::from_slice(&metadata).expect("cargo metadata is JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    packages.iter().map(crate_of).map(|krate| (krate.name.clone(), krate)).collect()
}

fn crate_of(package: &Value) -> Crate {
    let string = |value: &Value| value.as_str().expect("a string").to_owned();
    let manifest = string(&package["manifest_path"]);
    let folder = Path::new(&manifest).parent().and_then(|folder| folder.strip_prefix(root()).ok());
    let dependencies = package["dependencies"].as_array().expect("dependencies").iter();
    Crate {
        name: string(&package["name"]),
        folder: folder.expect("crates lie in the repository").to_string_lossy().into_owned(),
        // A normal dependency has no kind.
        dependencies: dependencies.filter(|one| one["kind"].is_null()).map(|one| string(&one["name"])).collect(),
    }
}
