//! Free loopback ports.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::net::TcpListener;

/// Below the range that kernels hand to outgoing connections (Linux: from 32768), so that a killed server gets its
/// port back when it is restarted.
const FIRST_PORT: u16 = 20_000;
/// Exclusive.
const LAST_PORT: u16 = 32_000;
const TRIES_MAX: u16 = 500;

/// 64 random bits from the standard library's hash keys: enough for names and ports, never for secrets.
pub(crate) fn random_bits() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// A TCP port of 127.0.0.1, 20000–31999, on which nobody listened a moment ago.
///
/// Another process may take it before the caller does; servers started by this crate then try another one.
///
/// # Panics
/// When 500 random ports in a row are taken.
pub fn free_port() -> u16 {
    let span = u64::from(LAST_PORT - FIRST_PORT);
    (0..TRIES_MAX)
        .map(|_| FIRST_PORT + (random_bits() % span) as u16)
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .expect("500 random loopback ports cannot all be taken")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_port_can_be_bound_and_is_no_ephemeral_port() {
        let port = free_port();
        assert!((FIRST_PORT..LAST_PORT).contains(&port));
        TcpListener::bind(("127.0.0.1", port)).expect("the port is free");
    }
}
