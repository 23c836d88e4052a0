//! The Debian packages that tests and benchmarks need: one table, and how each shows that it is there.
//!
//! Decides what is missing and how it would be installed; installing is `install.rs`.

use std::path::PathBuf;

use crate::machine::Machine;

/// What a package brings; when it is found, from wherever it came, the package is not installed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Brings {
    /// A program on `PATH` or in `/usr/sbin`.
    Program(&'static str),
    /// A file or folder.
    Path(&'static str),
    /// `folder/VERSION/below`, whatever the version.
    AnyVersion { folder: &'static str, below: &'static str },
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Package {
    pub(crate) debian: &'static str,
    pub(crate) brings: Brings,
    pub(crate) why: &'static str,
}

/// PostgreSQL on Debian keeps its servers here, one folder per version, off `PATH`.
const POSTGRES: Brings = Brings::AnyVersion { folder: "/usr/lib/postgresql", below: "bin/initdb" };

/// For `cargo xtask test`.
pub(crate) const FOR_TESTS: &[Package] = &[
    // The unversioned package takes the release that the distribution carries: 15 on Debian 12.
    Package { debian: "postgresql", brings: POSTGRES, why: "the second back end of the store" },
    Package { debian: "redis-server", brings: Brings::Program("redis-server"), why: "the doorbell between processes" },
    Package { debian: "chromium", brings: Brings::Program("chromium"), why: "browser tests" },
    Package {
        debian: "fonts-noto-cjk",
        brings: Brings::Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
        why: "Chinese letters in the browser's pictures",
    },
];

/// For `cargo xtask bench`.
pub(crate) const FOR_BENCHMARKS: &[Package] = &[
    Package { debian: "postgresql", brings: POSTGRES, why: "durable writes on the second back end" },
    Package { debian: "redis-server", brings: Brings::Program("redis-server"), why: "the doorbell between processes" },
    Package { debian: "nginx-light", brings: Brings::Program("nginx"), why: "what the fan-out is measured against" },
    Package {
        debian: "libnginx-mod-nchan",
        brings: Brings::Path("/usr/lib/nginx/modules/ngx_nchan_module.so"),
        why: "what the fan-out is measured against",
    },
];

/// The rows of `table` that `machine` lacks.
pub(crate) fn missing(table: &[Package], machine: &Machine) -> Vec<Package> {
    table.iter().filter(|package| !is_there(package.brings, machine)).copied().collect()
}

fn is_there(brings: Brings, machine: &Machine) -> bool {
    match brings {
        Brings::Program(program) => machine.program(program).is_some(),
        Brings::Path(path) => machine.has(path),
        Brings::AnyVersion { folder, below } => machine.newest_version(folder, below).is_some(),
    }
}

/// The arguments of `apt-get` that install `packages` without a question.
pub(crate) fn install_arguments(packages: &[Package]) -> Vec<&'static str> {
    let mut arguments = vec!["install", "-y", "--no-install-recommends"];
    arguments.extend(packages.iter().map(|package| package.debian));
    arguments
}

/// Where tests find the servers, as environment variables: `YANLU_PG_BIN` (folder), `YANLU_REDIS_SERVER` and `CHROMIUM`.
/// What the machine lacks is left out.
pub(crate) fn environment(machine: &Machine) -> Vec<(&'static str, PathBuf)> {
    let postgres = machine.newest_version("/usr/lib/postgresql", "bin");
    [
        ("YANLU_PG_BIN", postgres),
        ("YANLU_REDIS_SERVER", machine.program("redis-server")),
        ("CHROMIUM", machine.program("chromium")),
    ]
    .into_iter()
    .filter_map(|(name, found)| Some((name, found?)))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;

    fn put(root: &Path, file: &str) {
        let file = root.join(file);
        fs::create_dir_all(file.parent().expect("it has a folder")).expect("folder");
        fs::write(file, "").expect("file");
    }

    fn names(packages: &[Package]) -> Vec<&'static str> {
        packages.iter().map(|package| package.debian).collect()
    }

    #[test]
    fn bare_machine_lacks_every_package() {
        let root = tempfile::tempdir().expect("temporary folder");
        let bare = missing(FOR_TESTS, &Machine::under(root.path()));
        assert_eq!(names(&bare), ["postgresql", "redis-server", "chromium", "fonts-noto-cjk"]);
        let bare = missing(FOR_BENCHMARKS, &Machine::under(root.path()));
        assert_eq!(names(&bare), ["postgresql", "redis-server", "nginx-light", "libnginx-mod-nchan"]);
    }

    #[test]
    fn what_is_there_is_not_installed_again_whatever_its_version() {
        let root = tempfile::tempdir().expect("temporary folder");
        put(root.path(), "usr/lib/postgresql/17/bin/initdb");
        put(root.path(), "usr/bin/redis-server");
        put(root.path(), "usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc");
        let machine = Machine::under(root.path());
        let lacking = missing(FOR_TESTS, &machine);
        assert_eq!(names(&lacking), ["chromium"]);
        assert_eq!(install_arguments(&lacking), ["install", "-y", "--no-install-recommends", "chromium"]);
    }

    #[test]
    fn environment_names_the_newest_postgres_and_leaves_out_what_is_absent() {
        let root = tempfile::tempdir().expect("temporary folder");
        put(root.path(), "usr/lib/postgresql/9/bin/initdb");
        put(root.path(), "usr/lib/postgresql/15/bin/initdb");
        let found = environment(&Machine::under(root.path()));
        assert_eq!(found, [("YANLU_PG_BIN", root.path().join("usr/lib/postgresql/15/bin"))]);
    }
}
