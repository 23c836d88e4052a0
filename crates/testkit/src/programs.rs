//! Where the database programs are. Finds them; never installs them (`cargo xtask test` does).

use std::env;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;

const DEBIAN_POSTGRES: &str = "/usr/lib/postgresql";

/// The folder with `initdb` and `postgres`: `YANLU_PG_BIN`, else the newest under `/usr/lib/postgresql`, else the
/// one on `PATH`.
///
/// # Panics
/// When there is none.
pub fn postgres_bin() -> PathBuf {
    if let Some(folder) = env::var_os("YANLU_PG_BIN") {
        return folder.into();
    }
    newest_debian_postgres(Path::new(DEBIAN_POSTGRES))
        .or_else(|| on_path("initdb")?.parent().map(Path::to_path_buf))
        .expect("PostgreSQL is not installed: run `cargo xtask test` once, or `apt-get install postgresql`")
}

/// `redis-server`: `YANLU_REDIS_SERVER`, else the one on `PATH`.
///
/// # Panics
/// When there is none.
pub fn redis_server_program() -> PathBuf {
    env::var_os("YANLU_REDIS_SERVER")
        .map(PathBuf::from)
        .or_else(|| on_path("redis-server"))
        .expect("Redis is not installed: run `cargo xtask test` once, or `apt-get install redis-server`")
}

fn newest_debian_postgres(versions: &Path) -> Option<PathBuf> {
    let version_of = |folder: &Path| folder.file_name()?.to_str()?.parse::<u32>().ok();
    fs::read_dir(versions)
        .ok()?
        .flatten()
        .filter_map(|entry| Some((version_of(&entry.path())?, entry.path().join("bin"))))
        .filter(|(_, bin)| bin.join("initdb").is_file())
        .max()
        .map(|(_, bin)| bin)
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// The account that PostgreSQL runs as, because it refuses to run as root.
pub(crate) struct Account {
    name: String,
    /// User and group id.
    pub(crate) ids: (u32, u32),
}

impl Account {
    /// The account to switch to: `postgres`, else `nobody`; `None` when this process is not root.
    pub(crate) fn needed() -> Option<Self> {
        let root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
        if !root {
            return None;
        }
        let passwd = fs::read_to_string("/etc/passwd").expect("every Linux system has /etc/passwd");
        let account = Self::in_passwd(&passwd, "postgres").or_else(|| Self::in_passwd(&passwd, "nobody"));
        Some(account.expect("there is an account `postgres` or `nobody`"))
    }

    fn in_passwd(passwd: &str, name: &str) -> Option<Self> {
        let fields: Vec<&str> =
            passwd.lines().map(|line| line.split(':').collect()).find(|fields: &Vec<&str>| fields[0] == name)?;
        let ids = (fields.get(2)?.parse().ok()?, fields.get(3)?.parse().ok()?);
        Some(Self { name: name.to_owned(), ids })
    }
}

/// A command for `program` under `account`, or as this process's own user.
pub(crate) fn command_as(account: Option<&Account>, program: &Path) -> Command {
    let Some(account) = account else {
        return Command::new(program);
    };
    let mut command = Command::new("setpriv");
    command.args(["--reuid", &account.name, "--regid", &account.ids.1.to_string(), "--clear-groups", "--"]);
    command.arg(program);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newest_version_with_an_initdb_wins() {
        let folder = tempfile::tempdir().expect("temporary folder");
        for (version, complete) in [("9", true), ("15", true), ("17", false), ("old", true)] {
            let bin = folder.path().join(version).join("bin");
            fs::create_dir_all(&bin).expect("folder");
            if complete {
                fs::write(bin.join("initdb"), "").expect("file");
            }
        }
        assert_eq!(newest_debian_postgres(folder.path()), Some(folder.path().join("15/bin")));
        assert_eq!(newest_debian_postgres(&folder.path().join("absent")), None);
    }

    #[test]
    fn account_is_read_from_passwd_by_its_whole_name() {
        let passwd = "postgresql:x:1:1::/:/bin/sh\npostgres:x:101:104:admin:/var:/bin/bash\n";
        let account = Account::in_passwd(passwd, "postgres").expect("it is there");
        assert_eq!(account.ids, (101, 104));
        assert!(Account::in_passwd(passwd, "nobody").is_none());
    }
}
