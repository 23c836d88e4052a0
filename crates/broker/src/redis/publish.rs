//! Sends rings to Redis, one after another.
//!
//! While Redis is gone the rings are not kept but folded into one debt per meeting ("the log has grown from … to …"),
//! which is paid when Redis is back: listeners whose own line never broke learn of the hole without waiting for the
//! meeting's next event.

use super::outage::{Outage, Side};
use super::{BACKOFF_MIN, CALL_LIMIT, longer, wire};
use crate::bell::Ring;
use bytes::Bytes;
use domain::{MeetingId, Seq};
use redis::aio::ConnectionManager;
use redis::{ErrorKind, RedisError, RedisResult};
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

/// Meetings whose unsent rings are remembered. There are never so many live at once; further ones are only counted.
const DEBTS_MAX: usize = 1_024;

pub(crate) struct Publisher {
    connection: ConnectionManager,
    channel: String,
    outage: Arc<Outage>,
    debts: BTreeMap<MeetingId, (Seq, Seq)>,
}

impl Publisher {
    pub(crate) fn new(connection: ConnectionManager, channel: String, outage: Arc<Outage>) -> Self {
        Self { connection, channel, outage, debts: BTreeMap::new() }
    }

    /// Sends until the queue is closed.
    pub(crate) async fn run(mut self, mut queue: mpsc::Receiver<Ring>) {
        while let Some(ring) = queue.recv().await {
            if let Err(error) = self.send(&ring).await {
                self.owe(&ring);
                self.outage.begins(Side::Publisher, &error);
                if !self.wait_for_return(&mut queue).await {
                    return;
                }
                self.outage.ends(Side::Publisher);
            }
        }
    }

    /// Collects debts until all are paid; `false` when the queue is closed meanwhile.
    async fn wait_for_return(&mut self, queue: &mut mpsc::Receiver<Ring>) -> bool {
        let mut pause = BACKOFF_MIN;
        loop {
            // One pause per try, not one per ring: rings of an outage must not put the next try off.
            let over = sleep(pause);
            tokio::pin!(over);
            loop {
                tokio::select! {
                    () = &mut over => break,
                    ring = queue.recv() => match ring {
                        Some(ring) => self.owe(&ring),
                        None => return false,
                    },
                }
            }
            if self.pay().await.is_ok() {
                return true;
            }
            pause = longer(pause);
        }
    }

    fn owe(&mut self, ring: &Ring) {
        metrics::counter!("broker_rings_failed_total").increment(1);
        if let Some((from, to)) = self.debts.get_mut(&ring.meeting) {
            *from = ring.from.min(*from);
            *to = ring.to.max(*to);
        } else if self.debts.len() < DEBTS_MAX {
            self.debts.insert(ring.meeting.clone(), (ring.from, ring.to));
        }
    }

    async fn pay(&mut self) -> RedisResult<()> {
        while let Some((meeting, (from, to))) = self.debts.pop_first() {
            let ring = Ring { meeting, from, to, items: Bytes::new() };
            if let Err(error) = self.send(&ring).await {
                self.debts.insert(ring.meeting, (from, to));
                return Err(error);
            }
        }
        Ok(())
    }

    async fn send(&mut self, ring: &Ring) -> RedisResult<()> {
        let mut command = redis::cmd("PUBLISH");
        command.arg(&self.channel).arg(wire::encode(ring));
        match timeout(CALL_LIMIT, command.query_async(&mut self.connection)).await {
            Ok(result) => result,
            Err(_) => Err(RedisError::from((ErrorKind::Io, "no answer in time"))),
        }
    }
}
