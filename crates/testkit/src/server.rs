//! The project's binary as a server under test: started on a free port, killed without mercy, started again.
//!
//! Knows `--listen` and `/readyz`, and nothing else of the binary.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::port::{free_port, random_bits};
use crate::postgres::blocking;
use crate::wait;

const START_LIMIT: Duration = Duration::from_mins(1);
const STOP_LIMIT: Duration = Duration::from_secs(30);
const PROBE_LIMIT: Duration = Duration::from_secs(2);
const PORT_TRIES_MAX: u32 = 5;
/// How much of standard error goes into a failure's message, in bytes.
const TAIL_BYTES: usize = 4_000;

/// What to start; `--listen 127.0.0.1:PORT` is added to the arguments.
#[derive(Debug, Clone)]
pub struct ServerOptions {
    binary: PathBuf,
    args: Vec<OsString>,
    envs: Vec<(OsString, OsString)>,
}

impl ServerOptions {
    /// A server made from `binary`; in integration tests of a package that is `env!("CARGO_BIN_EXE_name")`.
    pub fn new(binary: impl AsRef<Path>) -> Self {
        Self { binary: binary.as_ref().to_path_buf(), args: Vec::new(), envs: Vec::new() }
    }

    /// Adds arguments, such as `["serve", "--data", "…"]`.
    #[must_use]
    pub fn args<A: Into<OsString>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.args.extend(args.into_iter().map(Into::into));
        self
    }

    /// Adds an environment variable.
    #[must_use]
    pub fn env(mut self, name: impl Into<OsString>, value: impl Into<OsString>) -> Self {
        self.envs.push((name.into(), value.into()));
        self
    }
}

/// A running (or killed) server; killed, and its output removed, with the value.
#[derive(Debug)]
pub struct ServerProcess {
    options: ServerOptions,
    port: u16,
    child: Option<Child>,
    folder: PathBuf,
}

impl ServerProcess {
    /// Starts the server on a free port and waits until `/readyz` answers 200.
    ///
    /// # Panics
    /// When it is not ready within a minute or ends before; the message has the end of its standard error.
    pub async fn start(options: ServerOptions) -> Self {
        let folder = std::env::temp_dir().join(format!("yanlu-server-{:016x}", random_bits()));
        fs::create_dir(&folder).expect("the temporary folder is writable");
        let mut server = Self { options, port: 0, child: None, folder };
        for _ in 0..PORT_TRIES_MAX {
            server.port = free_port();
            server.child = server.launch().await;
            if server.child.is_some() {
                return server;
            }
            let said = server.stderr();
            assert!(said.contains("in use"), "the server did not become ready: {}", tail(&said));
        }
        panic!("the server found no free port in {PORT_TRIES_MAX} tries");
    }

    /// Where it listens; the same after a restart.
    pub fn addr(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], self.port))
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.addr())
    }

    /// The process id; `None` while it is down.
    pub fn pid(&self) -> Option<u32> {
        self.child.as_ref().map(Child::id)
    }

    /// What it has written to standard output since its first start.
    pub fn stdout(&self) -> String {
        read_lossy(&self.folder.join("stdout"))
    }

    /// What it has written to standard error since its first start.
    pub fn stderr(&self) -> String {
        read_lossy(&self.folder.join("stderr"))
    }

    /// `kill -9`; nothing happens when it is down already.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Asks it to stop (SIGTERM) and waits for its end; the exit code, or `None` when it ended by a signal.
    ///
    /// # Panics
    /// When it is down, or does not end within 30 s.
    pub async fn stop(&mut self) -> Option<i32> {
        let mut child = self.child.take().expect("the server runs");
        blocking(move || {
            let _ = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
            let ended = wait::until(STOP_LIMIT, || child.try_wait().expect("the child is ours"));
            if ended.is_none() {
                let _ = child.kill();
                let _ = child.wait();
            }
            ended.expect("the server ends within 30 s of SIGTERM").code()
        })
        .await
    }

    /// Kills it if it runs, starts it again with the same arguments on the same port, and waits until it is ready.
    ///
    /// # Panics
    /// As [`ServerProcess::start`].
    pub async fn restart(&mut self) {
        self.kill();
        self.child = self.launch().await;
        assert!(self.child.is_some(), "the server did not become ready again: {}", tail(&self.stderr()));
    }

    async fn launch(&self) -> Option<Child> {
        let (options, addr, folder) = (self.options.clone(), self.addr(), self.folder.clone());
        blocking(move || launch(&options, addr, &folder)).await
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        self.kill();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Starts the server and waits for it; `None` when it ended, or was not ready in time and has been killed.
fn launch(options: &ServerOptions, addr: SocketAddr, folder: &Path) -> Option<Child> {
    let mut child = Command::new(&options.binary)
        .args(&options.args)
        .args(["--listen", &addr.to_string()])
        .envs(options.envs.iter().cloned())
        .stdin(Stdio::null())
        .stdout(appending(&folder.join("stdout")))
        .stderr(appending(&folder.join("stderr")))
        .spawn()
        .expect("the binary can be started");
    let ready = wait::until(START_LIMIT, || {
        let ended = child.try_wait().expect("the child is ours").is_some();
        (ended || is_ready(addr)).then_some(!ended)
    });
    if ready == Some(true) {
        return Some(child);
    }
    let _ = child.kill();
    let _ = child.wait();
    None
}

fn appending(file: &Path) -> File {
    OpenOptions::new().create(true).append(true).open(file).expect("file for the server's output")
}

fn read_lossy(file: &Path) -> String {
    String::from_utf8_lossy(&fs::read(file).unwrap_or_default()).into_owned()
}

fn tail(text: &str) -> &str {
    let start = text.len().saturating_sub(TAIL_BYTES);
    let start = (start..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    &text[start..]
}

fn is_ready(addr: SocketAddr) -> bool {
    let probe = || -> std::io::Result<[u8; 12]> {
        let mut stream = TcpStream::connect_timeout(&addr, PROBE_LIMIT)?;
        stream.set_read_timeout(Some(PROBE_LIMIT))?;
        stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        let mut status = [0; 12];
        stream.read_exact(&mut status)?;
        Ok(status)
    };
    probe().is_ok_and(|status| status.ends_with(b" 200"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A double that answers 200 to everything. Perl, because every Debian has it.
    const DOUBLE: &str = r#"
use IO::Socket::INET; $| = 1;
my ($host, $port) = split /:/, $ARGV[-1];
my $server = IO::Socket::INET->new(LocalAddr => $host, LocalPort => $port, Listen => 5, ReuseAddr => 1) or die "in use";
print STDERR "up\n";
while (my $client = $server->accept) { <$client>; print $client "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"; close $client }
"#;

    #[tokio::test]
    async fn server_comes_back_on_its_port_after_a_kill() {
        let mut server = ServerProcess::start(ServerOptions::new("/usr/bin/perl").args(["-e", DOUBLE, "--"])).await;
        let addr = server.addr();
        assert!(is_ready(addr));
        server.kill();
        assert_eq!(server.pid(), None);
        assert!(!is_ready(addr));
        server.restart().await;
        assert!(is_ready(addr));
        assert_eq!(server.stderr(), "up\nup\n");
    }

    #[tokio::test]
    #[should_panic(expected = "no such thing")]
    async fn failed_start_tells_what_the_server_said() {
        let options = ServerOptions::new("/usr/bin/perl").args(["-e", "die 'no such thing'", "--"]);
        ServerProcess::start(options).await;
    }

    #[test]
    fn tail_never_cuts_a_character() {
        let text = "言".repeat(TAIL_BYTES);
        assert!(tail(&text).len() <= TAIL_BYTES);
        assert!(tail(&text).starts_with('言'));
    }
}
