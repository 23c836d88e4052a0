//! Folders beside and inside the repository. Reads nothing in them.

use std::path::{Path, PathBuf};

/// The root of the repository.
///
/// # Panics
/// When the crate does not lie two folders below it.
pub fn repository_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("this crate lies in crates/testkit").to_path_buf()
}

/// The folder of optional test data: `YANLU_SHARED`, or `../shared` beside the repository.
///
/// `None` when it is absent, after printing that the test skips; the caller returns then.
#[expect(clippy::print_stdout, reason = "a test that skips says so where the test runner looks")]
pub fn shared_dir() -> Option<PathBuf> {
    let folder = std::env::var_os("YANLU_SHARED").map_or_else(|| repository_dir().join("../shared"), PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: ../shared is not here");
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repository_holds_the_workspace_manifest() {
        assert!(repository_dir().join("Cargo.lock").is_file());
    }
}
