//! The read side's settings: defaults, units, ranges.

use domain::settings::is_origin;
use serde::{Deserialize, Serialize};

/// `[gateway]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GatewayConfig {
    /// A meeting's frames are at least this far apart, in real ms, 1–10,000.
    pub frame_interval_ms: u64,
    /// A frame without items, which only moves `since` on, comes at most this often, in real ms, 1–60,000.
    pub silent_interval_ms: u64,
    /// The log is read this often while the bell is down, in real ms, 10–60,000; five times as rarely while it works.
    pub log_interval_ms: u64,
    /// Frames kept for readers who come back, per meeting, 1–100,000.
    pub history_frames_max: usize,
    /// Bytes that these frames may take, per meeting, 64 KiB–1 GiB.
    pub history_bytes_max: usize,
    /// A reader further behind than this many places of the log is told to fetch the board, 0–100,000.
    pub catch_up_max: u64,
    /// WebSockets and event streams that this process holds, 1–1,000,000. Further ones are told to use segments.
    pub sockets_max: usize,
    /// Bytes that may wait for one slow reader before it is told to use segments, 4 KiB–16 MiB.
    pub socket_buffer_bytes_max: usize,
    /// A socket is pinged this often, in ms, 100–600,000.
    pub ping_interval_ms: u64,
    /// A socket that says nothing for this long is closed, in ms, 100–3,600,000; longer than the ping interval.
    pub pong_wait_ms: u64,
    /// An event stream gets a comment this often, in ms, 100–600,000.
    pub heartbeat_interval_ms: u64,
    /// A socket that is being closed may take this long, in ms, 10–60,000.
    pub close_wait_ms: u64,
    /// Meetings followed at the same time, 1–10,000. Beyond it, idle ones are forgotten; with none idle the answer is 503.
    pub meetings_max: usize,
    /// The origin under which people reach this site (`https://example.org`), for QR codes; empty takes the one that was asked.
    pub public_origin: String,
    /// A meeting that nobody asks for is forgotten after this long, in ms, 100–86,400,000.
    pub idle_ms: u64,
}

impl Default for GatewayConfig {
    fn default() -> Self {
        Self {
            frame_interval_ms: protocol::frame::FRAME_INTERVAL_MS,
            silent_interval_ms: 2_000,
            log_interval_ms: 1_000,
            history_frames_max: 2_048,
            history_bytes_max: 4 * 1_024 * 1_024,
            catch_up_max: 5_000,
            sockets_max: 12_000,
            socket_buffer_bytes_max: 64 * 1_024,
            ping_interval_ms: 25_000,
            pong_wait_ms: 60_000,
            heartbeat_interval_ms: 15_000,
            close_wait_ms: 5_000,
            meetings_max: 256,
            public_origin: String::new(),
            idle_ms: 300_000,
        }
    }
}

impl GatewayConfig {
    /// Every value that is outside its range, as a sentence each.
    pub fn faults(&self) -> Vec<String> {
        let ranges = [
            ("gateway.frame_interval_ms", self.frame_interval_ms, 1, 10_000),
            ("gateway.silent_interval_ms", self.silent_interval_ms, 1, 60_000),
            ("gateway.log_interval_ms", self.log_interval_ms, 10, 60_000),
            ("gateway.history_frames_max", self.history_frames_max as u64, 1, 100_000),
            ("gateway.history_bytes_max", self.history_bytes_max as u64, 64 * 1_024, 1 << 30),
            ("gateway.catch_up_max", self.catch_up_max, 0, 100_000),
            ("gateway.sockets_max", self.sockets_max as u64, 1, 1_000_000),
            ("gateway.socket_buffer_bytes_max", self.socket_buffer_bytes_max as u64, 4 * 1_024, 16 * 1_024 * 1_024),
            ("gateway.ping_interval_ms", self.ping_interval_ms, 100, 600_000),
            ("gateway.pong_wait_ms", self.pong_wait_ms, self.ping_interval_ms + 1, 3_600_000),
            ("gateway.heartbeat_interval_ms", self.heartbeat_interval_ms, 100, 600_000),
            ("gateway.close_wait_ms", self.close_wait_ms, 10, 60_000),
            ("gateway.meetings_max", self.meetings_max as u64, 1, 10_000),
            ("gateway.idle_ms", self.idle_ms, 100, 86_400_000),
        ];
        let outside = ranges.into_iter().filter(|(_, value, min, max)| !(min..=max).contains(&value));
        let mut faults: Vec<_> =
            outside.map(|(name, value, min, max)| format!("{name} = {value} is outside {min}–{max}")).collect();
        if !self.public_origin.is_empty() && !is_origin(&self.public_origin) {
            faults.push(format!(
                "gateway.public_origin = {:?} is no origin such as https://example.org",
                self.public_origin
            ));
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_within_their_ranges_and_every_fault_is_told() {
        assert_eq!(GatewayConfig::default().faults(), Vec::<String>::new());
        let faulty = GatewayConfig { sockets_max: 0, pong_wait_ms: 25_000, ..GatewayConfig::default() };
        assert_eq!(faulty.faults().len(), 2, "{:?}", faulty.faults());
    }
}
