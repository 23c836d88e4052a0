//! The measuring client: many WebSockets with next to no cost of its own. Reads frames by their headers (RFC 6455 §5.2) and answers pings.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::Instant;

const READ_BYTES: usize = 4_096;
/// A frame longer than this is no frame of a measurement.
const FRAME_BYTES_MAX: usize = 1 << 20;

/// What all sockets of a measurement count together.
#[derive(Default)]
pub(crate) struct Counts {
    /// Data frames received.
    pub(crate) frames: AtomicU64,
    /// Sockets that broke.
    pub(crate) broken: AtomicU64,
}

/// A data frame as a socket saw it: the mark found in it, and when.
pub(crate) struct Sighting {
    /// The number behind the mark.
    pub(crate) mark: u64,
    /// When it was read.
    pub(crate) at: Instant,
}

/// Opens a socket: the answer must be 101. The bytes after the handshake's end stay for the reader.
pub(crate) async fn open(address: SocketAddr, path: &str) -> io::Result<(TcpStream, Vec<u8>)> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::with_capacity(512);
    loop {
        if let Some(end) = answer.windows(4).position(|window| window == b"\r\n\r\n") {
            let rest = answer.split_off(end + 4);
            let switched = answer.starts_with(b"HTTP/1.1 101");
            return if switched {
                Ok((stream, rest))
            } else {
                Err(io::Error::other("the server did not switch to WebSocket"))
            };
        }
        if stream.read_buf(&mut answer).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
}

/// Reads until the stream ends. `mark` is what stands before the number that tells which round a frame belongs to.
pub(crate) async fn read(
    mut stream: TcpStream,
    mut buffer: Vec<u8>,
    mark: &'static [u8],
    counts: Arc<Counts>,
    seen: mpsc::UnboundedSender<Sighting>,
) {
    loop {
        while let Some((opcode, start, end)) = frame(&buffer) {
            let at = Instant::now();
            if opcode == 0x9 {
                // An empty masked pong with a mask of zeros.
                let _ = stream.write_all(&[0x8a, 0x80, 0, 0, 0, 0]).await;
            } else if opcode < 0x8 {
                counts.frames.fetch_add(1, Ordering::Relaxed);
                if let Some(mark) = number_after(&buffer[start..end], mark) {
                    let _ = seen.send(Sighting { mark, at });
                }
            }
            buffer.drain(..end);
        }
        buffer.reserve(READ_BYTES);
        match stream.read_buf(&mut buffer).await {
            Ok(0) | Err(_) => {
                counts.broken.fetch_add(1, Ordering::Relaxed);
                return;
            }
            Ok(_) => {}
        }
        if buffer.is_empty() {
            buffer = Vec::new();
        }
    }
}

/// The first whole frame: opcode, first and one-after-last byte of its payload. Frames of a server are not masked.
fn frame(bytes: &[u8]) -> Option<(u8, usize, usize)> {
    let (first, second) = (*bytes.first()?, *bytes.get(1)?);
    let (length, start) = match second & 0x7f {
        126 => (usize::from(u16::from_be_bytes(bytes.get(2..4)?.try_into().ok()?)), 4),
        127 => (u64::from_be_bytes(bytes.get(2..10)?.try_into().ok()?) as usize, 10),
        length => (usize::from(length), 2),
    };
    let end = start + length.min(FRAME_BYTES_MAX);
    (bytes.len() >= end).then_some((first & 0x0f, start, end))
}

fn number_after(bytes: &[u8], mark: &[u8]) -> Option<u64> {
    let at = bytes.windows(mark.len()).position(|window| window == mark)? + mark.len();
    let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit());
    digits.map(|digit| u64::from(digit - b'0')).reduce(|number, digit| number * 10 + digit)
}
