//! One test run: servers that all its processes share are started once, by the first that needs one, and stopped
//! when the run is over.
//!
//! Under `cargo nextest` every test is a process of its own; they find each other by `NEXTEST_RUN_ID`, and the run is
//! over when nextest, their parent, is gone. Under `cargo test` a run is one test process. Tests that need no server
//! pay nothing. A nextest set-up script was rejected: it would start the servers for every run, needed or not, and
//! would have to be built before the tests.

use std::env;
use std::fs::{self, File};
use std::os::unix::process::{CommandExt, parent_id};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Ends `$2` and removes the folder `$3` once the process `$1` is gone. The wait for the end of `$2` is bounded,
/// because a container without an init process may never collect it.
const WATCHDOG: &str = r#"
while kill -0 "$1" 2>/dev/null; do sleep 0.5; done
kill -QUIT "$2" 2>/dev/null
for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$2" 2>/dev/null || break; sleep 0.2; done
kill -KILL "$2" 2>/dev/null
rm -rf "$3"
"#;

/// The run that this process belongs to.
pub(crate) struct Run {
    folder: PathBuf,
    owner: u32,
}

impl Run {
    pub(crate) fn current() -> Self {
        let (key, owner) = match env::var("NEXTEST_RUN_ID") {
            Ok(run) => (run, parent_id()),
            Err(_) => (format!("process-{}", std::process::id()), std::process::id()),
        };
        Self::new(&key, owner)
    }

    fn new(key: &str, owner: u32) -> Self {
        let folder = env::temp_dir().join(format!("yanlu-test-{key}"));
        fs::create_dir_all(&folder).expect("the temporary folder is writable");
        Self { folder, owner }
    }

    /// What `start` said when it ran for the first time in this run. It gets a folder of its own, which is removed
    /// with the run; processes that come meanwhile wait for it.
    pub(crate) fn once(&self, name: &str, start: impl FnOnce(&Path) -> (Child, String)) -> String {
        let lock = File::create(self.folder.join(format!("{name}.lock"))).expect("lock file");
        lock.lock().expect("the lock is released when its holder ends");
        let said = self.folder.join(name);
        if let Ok(said) = fs::read_to_string(&said) {
            return said;
        }
        let folder = self.folder.join(format!("{name}.d"));
        // A holder that died half-way leaves its folder behind; its server, if any, has its watchdog.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).expect("folder of the server");
        let (server, answer) = start(&folder);
        self.watch(&server);
        fs::write(&said, &answer).expect("note of the address");
        answer
    }

    #[expect(clippy::zombie_processes, reason = "the watchdog is there to outlive this process")]
    fn watch(&self, server: &Child) {
        detached(&mut Command::new("sh"))
            .args(["-c", WATCHDOG, "watchdog", &self.owner.to_string(), &server.id().to_string()])
            .arg(&self.folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("every system has sh");
    }
}

/// Makes `command` outlive this process: signals to its process group do not reach it, and it reads nothing.
pub(crate) fn detached(command: &mut Command) -> &mut Command {
    command.process_group(0).stdin(Stdio::null())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::random_bits;
    use crate::wait;
    use std::time::Duration;

    fn sleeper() -> Child {
        detached(&mut Command::new("sleep")).arg("600").spawn().expect("every system has sleep")
    }

    #[test]
    fn server_is_started_once_and_stopped_when_the_owner_is_gone() {
        let mut owner = sleeper();
        let run = Run::new(&format!("{:016x}", random_bits()), owner.id());
        let mut server = None;
        let first = run.once("thing", |folder| {
            assert!(folder.is_dir());
            let child = sleeper();
            server = Some(child.id());
            (child, "address".to_owned())
        });
        let second = run.once("thing", |_| panic!("started twice"));
        assert_eq!((first.as_str(), second.as_str()), ("address", "address"));

        owner.kill().expect("owner runs");
        owner.wait().expect("owner ends");
        let gone = wait::until(Duration::from_secs(20), || (!run.folder.exists()).then_some(()));
        assert!(gone.is_some(), "the folder of a finished run is removed");
    }
}
