//! Hears rings from Redis and passes them to the listeners of this process.

use super::outage::{Outage, Side};
use super::{BACKOFF_MIN, CALL_LIMIT, PING_EVERY, longer, wire};
use crate::bell::Heard;
use futures_util::StreamExt;
use redis::aio::PubSub;
use redis::{Client, ErrorKind, RedisError, RedisResult, Value};
use std::sync::Arc;
use tokio::sync::{broadcast, watch};
use tokio::time::{MissedTickBehavior, interval, sleep, timeout};

/// State of the line to Redis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line {
    /// Not tried yet.
    Opening,
    /// Rings come in.
    Up,
    /// Rings are being missed.
    Down,
}

pub(crate) struct Listener {
    pub(crate) client: Client,
    pub(crate) channel: String,
    pub(crate) rings: broadcast::Sender<Heard>,
    pub(crate) line: watch::Sender<Line>,
    pub(crate) outage: Arc<Outage>,
}

impl Listener {
    /// Listens for as long as the task lives, over any number of outages.
    pub(crate) async fn run(self) {
        let mut pause = BACKOFF_MIN;
        loop {
            let cause = match self.connect().await {
                Ok(connection) => {
                    pause = BACKOFF_MIN;
                    self.say(Line::Up);
                    self.outage.ends(Side::Listener);
                    self.hear(connection).await
                }
                Err(error) => error,
            };
            self.outage.begins(Side::Listener, &cause);
            if *self.line.borrow() != Line::Down {
                self.say(Line::Down);
            }
            sleep(pause).await;
            pause = longer(pause);
        }
    }

    async fn connect(&self) -> RedisResult<PubSub> {
        within_limit(async {
            let mut connection = self.client.get_async_pubsub().await?;
            connection.subscribe(&self.channel).await?;
            Ok(connection)
        })
        .await
    }

    /// Passes rings on until the line breaks; returns why it broke.
    async fn hear(&self, connection: PubSub) -> RedisError {
        let (mut sink, mut messages) = connection.split();
        let mut tests = interval(PING_EVERY);
        tests.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                message = messages.next() => match message {
                    Some(message) => self.pass_on(message.get_payload_bytes()),
                    None => return RedisError::from((ErrorKind::Io, "the line broke")),
                },
                _ = tests.tick() => {
                    if let Err(error) = within_limit(sink.ping::<Value>()).await {
                        return error;
                    }
                }
            }
        }
    }

    fn pass_on(&self, bytes: &[u8]) {
        let heard = wire::decode(bytes).map_or_else(
            || {
                // Somebody rang, but in words of another version: the log knows.
                metrics::counter!("broker_rings_unreadable_total").increment(1);
                Heard::Missed
            },
            Heard::Ring,
        );
        let _ = self.rings.send(heard);
    }

    /// Tells the listeners of this process about the line. That nobody listens is no fault.
    fn say(&self, line: Line) {
        self.line.send_replace(line);
        let _ = self.rings.send(if line == Line::Up { Heard::Missed } else { Heard::Down });
    }
}

async fn within_limit<T>(call: impl Future<Output = RedisResult<T>>) -> RedisResult<T> {
    let no_answer = |_| Err(RedisError::from((ErrorKind::Io, "no answer in time")));
    timeout(CALL_LIMIT, call).await.unwrap_or_else(no_answer)
}
