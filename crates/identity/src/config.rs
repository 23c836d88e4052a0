//! The settings of this crate.

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

/// `[identity]`: cookies, sessions, log-in limits, proxies.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IdentityConfig {
    /// Whether cookies travel over HTTPS only. Must be true wherever the public address is https.
    pub secure_cookies: bool,
    /// Hours after which a staff member has to log in again, 1–720.
    pub session_hours: u32,
    /// Attempts to log in per minute, counted by address and by login; 0 takes the limit off (tests only).
    pub logins_per_minute: u32,
    /// Networks whose `X-Forwarded-For` is believed, such as `["127.0.0.1/32", "10.0.0.0/8"]`. Empty believes nobody.
    pub trusted_proxies: Vec<IpNet>,
}

impl Default for IdentityConfig {
    fn default() -> Self {
        Self { secure_cookies: false, session_hours: 12, logins_per_minute: 10, trusted_proxies: Vec::new() }
    }
}

impl IdentityConfig {
    /// Whether a connection from `peer` is one of our own proxies.
    pub(crate) fn trusts(&self, peer: std::net::IpAddr) -> bool {
        self.trusted_proxies.iter().any(|network| network.contains(&peer))
    }
}
