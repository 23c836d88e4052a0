//! An event in its place in the log, and what of it may travel towards citizens.

use serde::{Deserialize, Serialize};

use super::{Event, PublicEvent};
use crate::{Actor, Seq, UnixMs};

/// An event in its place in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// Its place.
    pub seq: Seq,
    /// When it was appended; never earlier than the event before it.
    pub at: UnixMs,
    /// Who caused it.
    pub actor: Actor,
    /// What happened.
    pub event: Event,
}

/// A public event in its place, on its way to citizens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// Its place in the log.
    pub seq: Seq,
    /// When it was appended.
    pub at: UnixMs,
    /// What everybody may know. The actor does not travel.
    pub event: PublicEvent,
}

impl Publication {
    /// The publication of a record, if it is for everybody.
    pub fn of(record: &Recorded) -> Option<Self> {
        match &record.event {
            Event::Public(event) => Some(Self { seq: record.seq, at: record.at, event: event.clone() }),
            Event::Author(_) | Event::Staff(_) | Event::Sealed(_) => None,
        }
    }
}
