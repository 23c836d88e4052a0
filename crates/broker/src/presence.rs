//! The port of presence: how many people watch a meeting, over all processes.
//!
//! Numbers only: who watches is nobody's business.

use async_trait::async_trait;
use domain::MeetingId;
use std::time::Duration;

/// How long a report counts. A process that dies silently is forgotten after this; report every third of it.
pub const PRESENCE_TTL: Duration = Duration::from_secs(15);

/// Processes whose reports are summed for one meeting; further ones are left out of the sum.
pub const NODES_MAX: usize = 256;

/// How many watch.
#[async_trait]
pub trait Presence: Send + Sync {
    /// Says that `count` people watch `meeting` through the process `node`, in place of its earlier report.
    async fn report(&self, node: &str, meeting: &MeetingId, count: u64);

    /// How many watch `meeting`: the sum of the reports that still count. When the other processes cannot be asked,
    /// the sum of what this process has reported.
    async fn count(&self, meeting: &MeetingId) -> u64;
}
