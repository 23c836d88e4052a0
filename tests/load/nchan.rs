//! nginx with the nchan module as the measure beside ours: the same sockets, frame size and rhythm, in the same run.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

/// A running nginx; stopped with the value.
pub(crate) struct Nchan {
    child: Child,
    /// Where it listens.
    pub(crate) address: SocketAddr,
    _folder: TempDir,
}

const MODULE: &str = "/usr/lib/nginx/modules/ngx_nchan_module.so";

impl Nchan {
    /// Starts it, or `None` with a word on standard error where nginx or the module is missing.
    pub(crate) async fn start() -> Option<Self> {
        if !Path::new(MODULE).exists() {
            eprintln!("nginx with nchan is not here (Debian: libnginx-mod-nchan); its column stays empty");
            return None;
        }
        let folder = tempfile::tempdir().ok()?;
        let port = testkit::free_port();
        let dir = folder.path().display();
        let config = format!(
            "load_module {MODULE};\nuser root;\ndaemon off;\nworker_processes 2;\nworker_rlimit_nofile 20000;\n\
             pid {dir}/pid;\nerror_log {dir}/error.log;\nevents {{ worker_connections 19900; }}\n\
             http {{ access_log off; client_body_temp_path {dir}/body; proxy_temp_path {dir}/proxy; fastcgi_temp_path {dir}/fastcgi;\n\
             uwsgi_temp_path {dir}/uwsgi; scgi_temp_path {dir}/scgi; nchan_shared_memory_size 256M;\n\
             server {{ listen 127.0.0.1:{port} backlog=4096 reuseport;\n\
             location /pub {{ nchan_publisher; nchan_channel_id bench; nchan_message_buffer_length 10; }}\n\
             location /sub {{ nchan_subscriber websocket; nchan_channel_id bench; nchan_subscriber_first_message newest;\n\
             nchan_websocket_ping_interval 0; }} }} }}\n"
        );
        let file = folder.path().join("nginx.conf");
        fs::write(&file, config).ok()?;
        let child = Command::new("/usr/sbin/nginx")
            .arg("-c")
            .arg(&file)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let nchan = Self { child, address, _folder: folder };
        for _ in 0..200 {
            if tokio::net::TcpStream::connect(address).await.is_ok() {
                return Some(nchan);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        eprintln!("nginx did not start; its column stays empty");
        None
    }

    /// The master and its workers.
    pub(crate) fn pids(&self) -> Vec<u32> {
        let master = self.child.id();
        std::iter::once(master).chain(crate::process::children(master)).collect()
    }
}

impl Drop for Nchan {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}
