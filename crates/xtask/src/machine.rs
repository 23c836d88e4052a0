//! What this machine has: programs, files, the user's rights. Only looks.

use std::env;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// Debian keeps some servers in folders that are not on everybody's `PATH`.
const SYSTEM_PROGRAMS: [&str; 2] = ["/usr/sbin", "/sbin"];

/// The file system and search path to look at: the real one, or a test's.
pub(crate) struct Machine {
    root: PathBuf,
    path: Vec<PathBuf>,
}

impl Machine {
    pub(crate) fn this() -> Self {
        let path = env::var_os("PATH").unwrap_or_default();
        let system = SYSTEM_PROGRAMS.map(PathBuf::from);
        Self { root: PathBuf::from("/"), path: env::split_paths(&path).chain(system).collect() }
    }

    /// A machine whose files lie under `root`, with `/usr/bin` as its search path.
    #[cfg(test)]
    pub(crate) fn under(root: &Path) -> Self {
        Self { root: root.to_path_buf(), path: vec![root.join("usr/bin")] }
    }

    /// The file that `program` runs, looked up on `PATH` and in the system folders.
    pub(crate) fn program(&self, program: &str) -> Option<PathBuf> {
        self.path.iter().map(|folder| folder.join(program)).find(|file| file.is_file())
    }

    /// Whether an absolute path exists.
    pub(crate) fn has(&self, absolute: &str) -> bool {
        self.at(absolute).exists()
    }

    /// The newest `folder/VERSION/below` that exists, by the number VERSION.
    pub(crate) fn newest_version(&self, folder: &str, below: &str) -> Option<PathBuf> {
        let version = |path: &Path| path.file_name()?.to_str()?.parse::<u32>().ok();
        fs::read_dir(self.at(folder))
            .ok()?
            .flatten()
            .filter_map(|entry| Some((version(&entry.path())?, entry.path().join(below))))
            .filter(|(_, path)| path.exists())
            .max()
            .map(|(_, path)| path)
    }

    fn at(&self, absolute: &str) -> PathBuf {
        self.root.join(absolute.trim_start_matches('/'))
    }
}

/// Whether this process may install packages.
pub(crate) fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

/// The root of the repository.
pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("this crate lies in crates/xtask").to_path_buf()
}
