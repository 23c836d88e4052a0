//! Why the server closes a socket. The number tells the client what to do next.

/// WebSocket close codes of the private range (RFC 6455 §7.4.2): 40xx reconnect, 41xx go on by other means, 45xx do not come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub enum CloseCode {
    /// The process is going away: reconnect, anywhere, with `since`.
    GoingAway = 4000,
    /// The reader was slower than its bounded buffer: resume by segments.
    SlowReader = 4100,
    /// This process holds as many sockets as it may: use segments.
    Full = 4101,
    /// The client sent something that is no frame of ours. Sockets of citizens are read-only.
    NotForWriting = 4500,
    /// There is no such meeting.
    NoSuchMeeting = 4504,
}

impl CloseCode {
    /// The number on the wire.
    pub fn number(self) -> u16 {
        self as u16
    }
}
