//! Redis for tests: one server per run whose keys are shared out by prefix, or a server that one test may kill.
//!
//! Speaks no more Redis than one PING.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::port::{free_port, random_bits};
use crate::postgres::blocking;
use crate::programs::redis_server_program;
use crate::run::{Run, detached};
use crate::wait;

const START_LIMIT: Duration = Duration::from_secs(30);
const PING_LIMIT: Duration = Duration::from_millis(500);
const PORT_TRIES_MAX: u32 = 5;

/// A share of the run's Redis server: everything the test writes must begin with the prefix.
#[derive(Debug, Clone)]
pub struct RedisShare {
    /// `redis://127.0.0.1:PORT`
    pub url: String,
    /// Random, 17 characters, ends with a colon; for keys and channels.
    pub key_prefix: String,
}

/// A share of the Redis server of this test run. The first call of a run starts the server; it ends with the run.
///
/// # Panics
/// When Redis is not installed or does not start.
pub async fn redis() -> RedisShare {
    blocking(|| {
        let url = Run::current().once("redis", |folder| {
            let (child, port) = start(folder, true);
            (child, format!("redis://127.0.0.1:{port}"))
        });
        RedisShare { url, key_prefix: format!("{:016x}:", random_bits()) }
    })
    .await
}

/// A Redis server of the test's own, to kill and restart.
///
/// # Panics
/// When Redis is not installed or does not start.
pub async fn redis_private() -> RedisServer {
    blocking(|| {
        let folder = std::env::temp_dir().join(format!("yanlu-redis-{:016x}", random_bits()));
        fs::create_dir(&folder).expect("the temporary folder is writable");
        let (child, port) = start(&folder, false);
        RedisServer { child: Some(child), port, folder }
    })
    .await
}

/// A Redis server that belongs to one test; killed, and its folder removed, with the value. It keeps nothing over a
/// restart.
#[derive(Debug)]
pub struct RedisServer {
    child: Option<Child>,
    port: u16,
    folder: PathBuf,
}

impl RedisServer {
    /// `redis://127.0.0.1:PORT`, the same after a restart.
    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Ends the server with SIGKILL; nothing happens when it is down already.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Kills the server if it runs, and starts it again, empty, on the same port.
    ///
    /// # Panics
    /// When the port has been taken meanwhile.
    pub async fn restart(&mut self) {
        self.kill();
        let (folder, port) = (self.folder.clone(), self.port);
        self.child = blocking(move || serve(&folder, port, false)).await;
        assert!(self.child.is_some(), "port {port} was taken while Redis was down");
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        self.kill();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn start(folder: &Path, shared: bool) -> (Child, u16) {
    for _ in 0..PORT_TRIES_MAX {
        let port = free_port();
        if let Some(child) = serve(folder, port, shared) {
            return (child, port);
        }
    }
    panic!("Redis found no free port in {PORT_TRIES_MAX} tries");
}

/// `None` when another process took the port first.
fn serve(folder: &Path, port: u16, shared: bool) -> Option<Child> {
    let log = folder.join(format!("{port}.log"));
    let log_file = File::create(&log).expect("log file of the server");
    let mut command = Command::new(redis_server_program());
    command.args(["--bind", "127.0.0.1", "--port", &port.to_string(), "--save", "", "--appendonly", "no", "--dir"]);
    command.arg(folder);
    if shared {
        detached(&mut command);
    }
    let mut child = command
        .stdin(Stdio::null())
        .stdout(log_file.try_clone().expect("log file of the server"))
        .stderr(log_file)
        .spawn()
        .expect("redis-server can be started");
    let ready = wait::until(START_LIMIT, || {
        let ended = child.try_wait().expect("the child is ours").is_some();
        (ended || answers(port)).then_some(!ended)
    });
    if ready == Some(true) {
        return Some(child);
    }
    let _ = child.kill();
    let _ = child.wait();
    let said = fs::read_to_string(&log).unwrap_or_default();
    assert!(said.contains("in use"), "Redis did not start: {said}");
    None
}

fn answers(port: u16) -> bool {
    let ping = || -> std::io::Result<[u8; 5]> {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(PING_LIMIT))?;
        stream.write_all(b"PING\r\n")?;
        let mut pong = [0; 5];
        stream.read_exact(&mut pong)?;
        Ok(pong)
    };
    ping().is_ok_and(|pong| &pong == b"+PONG")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn shares_of_a_run_are_on_one_server_under_different_prefixes() {
        let (one, other) = (redis().await, redis().await);
        assert_eq!(one.url, other.url);
        assert_ne!(one.key_prefix, other.key_prefix);
    }

    #[tokio::test]
    async fn private_server_can_be_killed_and_restarted_on_its_port() {
        let mut server = redis_private().await;
        let port = server.port;
        assert!(answers(port));
        server.kill();
        assert!(!answers(port));
        server.restart().await;
        assert!(answers(port));
        assert_eq!(server.url(), format!("redis://127.0.0.1:{port}"));
    }
}
