//! The doorbell between processes, and how many people watch.
//!
//! Everything here is a courtesy: the log is the truth, and who misses a ring reads the log. So nothing in this crate
//! returns an error while running, blocks a writer, or keeps anything that must not be lost. Only this crate knows
//! Redis; it must not know what a ring's payload means.

mod bell;
mod memory;
mod open;
mod presence;
mod redis;

pub use bell::{Bell, Heard, ITEMS_BYTES_MAX, RINGS_BUFFERED_MAX, Ring, Subscription};
pub use open::{Broker, BrokerError, BrokerOptions};
pub use presence::{NODES_MAX, PRESENCE_TTL, Presence};
