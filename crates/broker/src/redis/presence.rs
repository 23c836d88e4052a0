//! Counts of watchers under keys that expire.
//!
//! `{prefix}presence:{meeting}` is the set of reporting processes, `{prefix}presence:{meeting}:{node}` the count of one,
//! which Redis drops when it is not renewed. No clock of ours is compared with another machine's.

use super::CALL_LIMIT;
use crate::memory::MemoryPresence;
use crate::presence::NODES_MAX;
use domain::MeetingId;
use redis::RedisResult;
use redis::aio::ConnectionManager;
use std::time::Duration;
use tokio::time::timeout;

pub(crate) struct RedisPresence {
    connection: ConnectionManager,
    prefix: String,
    ttl: Duration,
    /// What this process has reported: the answer while Redis is gone.
    own: MemoryPresence,
}

impl RedisPresence {
    pub(crate) fn new(connection: ConnectionManager, prefix: &str, ttl: Duration) -> Self {
        Self { connection, prefix: format!("{prefix}presence:"), ttl, own: MemoryPresence::new(ttl) }
    }

    pub(crate) async fn report(&self, node: &str, meeting: &MeetingId, count: u64) {
        self.own.report(node, meeting, count);
        let nodes = self.nodes_key(meeting);
        let ttl_ms = self.ttl.as_millis() as u64;
        let mut report = redis::pipe();
        report.atomic();
        report.cmd("SET").arg(format!("{nodes}:{node}")).arg(count).arg("PX").arg(ttl_ms).ignore();
        report.cmd("SADD").arg(&nodes).arg(node).ignore();
        report.cmd("PEXPIRE").arg(&nodes).arg(ttl_ms).ignore();
        let mut connection = self.connection.clone();
        if !matches!(timeout(CALL_LIMIT, report.query_async::<()>(&mut connection)).await, Ok(Ok(()))) {
            metrics::counter!("broker_presence_failed_total").increment(1);
        }
    }

    pub(crate) async fn count(&self, meeting: &MeetingId) -> u64 {
        if let Ok(Ok(sum)) = timeout(CALL_LIMIT, self.sum(meeting)).await {
            return sum;
        }
        metrics::counter!("broker_presence_failed_total").increment(1);
        self.own.count(meeting)
    }

    async fn sum(&self, meeting: &MeetingId) -> RedisResult<u64> {
        let key = self.nodes_key(meeting);
        let mut connection = self.connection.clone();
        let nodes: Vec<String> = redis::cmd("SMEMBERS").arg(&key).query_async(&mut connection).await?;
        if nodes.is_empty() {
            return Ok(0);
        }
        let mut read = redis::cmd("MGET");
        for node in nodes.iter().take(NODES_MAX) {
            read.arg(format!("{key}:{node}"));
        }
        let counts: Vec<Option<u64>> = read.query_async(&mut connection).await?;
        let silent: Vec<&String> =
            nodes.iter().zip(&counts).filter(|(_, count)| count.is_none()).map(|(node, _)| node).collect();
        if !silent.is_empty() {
            // A node that speaks again at this very moment is back in the set with its next report.
            let _: u64 = redis::cmd("SREM").arg(&key).arg(silent).query_async(&mut connection).await?;
        }
        Ok(counts.into_iter().flatten().fold(0, u64::saturating_add))
    }

    fn nodes_key(&self, meeting: &MeetingId) -> String {
        format!("{}{meeting}", self.prefix)
    }
}
