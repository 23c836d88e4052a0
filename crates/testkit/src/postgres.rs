//! PostgreSQL for tests: one server per run with a database per test, or a server that belongs to one test.
//!
//! Knows the programs and their flags, and no table: databases are created empty, the store migrates them.

use std::fs::{self, File};
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::port::{free_port, random_bits};
use crate::programs::{Account, command_as, postgres_bin};
use crate::run::{Run, detached};
use crate::wait;

/// Enough for a loaded machine; a quiet one needs less than a second.
const START_LIMIT: Duration = Duration::from_mins(1);
const PORT_TRIES_MAX: u32 = 5;
const CONNECTIONS_MAX: u32 = 300;
const READY: &str = "ready to accept connections";

/// Whether a server waits for the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// `fsync=off`: quick; survives `kill -9` of the server's clients, not a power cut.
    Fast,
    /// `fsync=on`, as in operation: for tests and benchmarks about durability.
    Disk,
}

/// An empty database of the run's shared server; dropped with the value, as far as that is possible.
#[derive(Debug)]
pub struct Database {
    /// `postgres://postgres@127.0.0.1:PORT/NAME`
    pub url: String,
    name: String,
    server: String,
}

/// A fresh, empty database with a random name on the server of this test run.
///
/// The first call of a run starts the server (about two seconds); it ends with the run.
///
/// # Panics
/// When PostgreSQL is not installed or does not start.
pub async fn postgres_database() -> Database {
    blocking(|| {
        let server = Run::current().once("postgres", |folder| {
            let server = start(folder, Durability::Fast, true);
            (server.child, server.url)
        });
        Database::create(&server)
    })
    .await
}

/// Runs `work`, which waits for processes, off the asynchronous threads.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(value) => value,
        Err(fault) => std::panic::resume_unwind(fault.into_panic()),
    }
}

impl Database {
    fn create(server: &str) -> Self {
        let name = format!("t_{:016x}", random_bits());
        // template0 cannot be connected to, so concurrent creations never find it in use.
        query(server, &format!("CREATE DATABASE {name} TEMPLATE template0")).expect("a database can be created");
        Self { url: format!("{server}/{name}"), name, server: server.to_owned() }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // The folder of the server goes with the run anyway; this only keeps it small meanwhile.
        let _ = query(&self.server, &format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
    }
}

/// Runs one statement in the maintenance database of `server`.
fn query(server: &str, statement: &str) -> Result<(), String> {
    let output = Command::new(postgres_bin().join("psql"))
        .args(["--no-psqlrc", "--quiet", "--no-password", "--set", "ON_ERROR_STOP=1"])
        .args(["--command", statement, &format!("{server}/postgres")])
        .stdin(Stdio::null())
        .output()
        .map_err(|fault| format!("psql: {fault}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(String::from_utf8_lossy(&output.stderr).into_owned())
}

/// A PostgreSQL server that belongs to one test or benchmark; killed, and its folder removed, with the value.
#[derive(Debug)]
pub struct PostgresServer {
    running: Running,
    folder: PathBuf,
}

impl PostgresServer {
    /// Starts a server with an empty cluster on a free port.
    ///
    /// # Panics
    /// When PostgreSQL is not installed or does not start within a minute.
    pub async fn start(durability: Durability) -> Self {
        blocking(move || {
            let folder = std::env::temp_dir().join(format!("yanlu-postgres-{:016x}", random_bits()));
            fs::create_dir(&folder).expect("the temporary folder is writable");
            Self { running: start(&folder, durability, false), folder }
        })
        .await
    }

    /// The address of an empty database on this server.
    ///
    /// # Panics
    /// When the server is gone.
    pub async fn database(&self) -> Database {
        let server = self.running.url.clone();
        blocking(move || Database::create(&server)).await
    }
}

impl Drop for PostgresServer {
    fn drop(&mut self) {
        // SIGQUIT makes the postmaster end its children; SIGKILL would leave them.
        let _ = Command::new("kill").args(["-QUIT", &self.running.child.id().to_string()]).status();
        let _ = self.running.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[derive(Debug)]
struct Running {
    child: Child,
    /// Without a database: `postgres://postgres@127.0.0.1:PORT`
    url: String,
}

/// Creates a cluster in `folder` and serves it. `shared` servers outlive this process.
fn start(folder: &Path, durability: Durability, shared: bool) -> Running {
    let account = Account::needed();
    if let Some(account) = &account {
        chown(folder, Some(account.ids.0), Some(account.ids.1)).expect("root may give its folder away");
    }
    let data = folder.join("data");
    let output = command_as(account.as_ref(), &postgres_bin().join("initdb"))
        .args(["--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync", "--username=postgres", "--pgdata"])
        .arg(&data)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("initdb can be started");
    assert!(output.status.success(), "initdb failed: {}", String::from_utf8_lossy(&output.stderr));

    for _ in 0..PORT_TRIES_MAX {
        if let Some(running) = serve(account.as_ref(), folder, durability, shared) {
            return running;
        }
    }
    panic!("PostgreSQL found no free port in {PORT_TRIES_MAX} tries");
}

/// `None` when another process took the port first.
fn serve(account: Option<&Account>, folder: &Path, durability: Durability, shared: bool) -> Option<Running> {
    let port = free_port();
    let log = folder.join(format!("{port}.log"));
    let log_file = File::create(&log).expect("log file of the server");
    let fsync = if durability == Durability::Disk { "on" } else { "off" };
    let mut command = command_as(account, &postgres_bin().join("postgres"));
    command.arg("-D").arg(folder.join("data")).args(["-p", &port.to_string()]);
    for setting in [
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        "shared_buffers=32MB",
        "synchronous_commit=on",
        "timezone=UTC",
        "lc_messages=C",
        &format!("max_connections={CONNECTIONS_MAX}"),
        &format!("fsync={fsync}"),
        &format!("full_page_writes={fsync}"),
    ] {
        command.args(["-c", setting]);
    }
    if shared {
        detached(&mut command);
    }
    let mut child = command
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(log_file.try_clone().expect("log file of the server"))
        .stderr(log_file)
        .spawn()
        .expect("postgres can be started");

    let said = || fs::read_to_string(&log).unwrap_or_default();
    let ready = wait::until(START_LIMIT, || {
        let ended = child.try_wait().expect("the child is ours").is_some();
        (ended || said().contains(READY)).then_some(!ended)
    });
    if ready == Some(true) {
        return Some(Running { child, url: format!("postgres://postgres@127.0.0.1:{port}") });
    }
    let _ = child.kill();
    let _ = child.wait();
    assert!(said().contains("in use"), "PostgreSQL did not start: {}", said());
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn databases_of_a_run_are_fresh_and_on_one_server() {
        let (one, other) = (postgres_database().await, postgres_database().await);
        assert_ne!(one.url, other.url);
        assert_eq!(one.server, other.server);
        query(&one.server, "SELECT 1").expect("the server answers");
    }

    #[tokio::test]
    async fn database_is_dropped_with_its_value() {
        let database = postgres_database().await;
        let (server, name) = (database.server.clone(), database.name.clone());
        drop(database);
        let refused = query(&server, &format!("ALTER DATABASE {name} CONNECTION LIMIT 1")).expect_err("it is gone");
        assert!(refused.contains("does not exist"), "{refused}");
    }

    #[tokio::test]
    async fn private_server_ends_with_its_value() {
        let server = PostgresServer::start(Durability::Disk).await;
        let url = server.running.url.clone();
        drop(server.database().await);
        query(&url, "SELECT 1").expect("the server answers");
        drop(server);
        query(&url, "SELECT 1").expect_err("the server is gone");
    }
}
