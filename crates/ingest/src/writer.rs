//! Who writes in which meeting, after the address's limit: the first thing that every writing request passes.

use axum::extract::FromRequestParts;
use domain::{Actor, Command, MeetingId, PersonId};
use http::request::Parts;
use identity::{ClientAddress, Device};
use protocol::{InMeeting, Problem};
use store::{Change, Changed};

use crate::{IngestState, declined};

/// A citizen at a meeting's door. Taking it from a request counts a write of its address, so limits hold before a body is read.
#[derive(Debug)]
pub(crate) struct Writer {
    /// Which meeting.
    pub(crate) meeting: MeetingId,
    /// The browser: forms have a token tied to it.
    pub(crate) device: Device,
    /// The citizen's pseudonym in this meeting.
    pub(crate) person: PersonId,
    /// Where the request comes from.
    pub(crate) from: ClientAddress,
}

impl Writer {
    /// This browser in this meeting, once its address was counted.
    pub(crate) fn new(meeting: MeetingId, device: Device, from: ClientAddress) -> Self {
        Self { person: device.person(&meeting), meeting, device, from }
    }

    /// A wish of this citizen.
    pub(crate) fn change(&self, command: Command) -> Change {
        Change::new(self.meeting.clone(), Actor::Person(self.person), command)
    }
}

impl FromRequestParts<IngestState> for Writer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &IngestState) -> Result<Self, Problem> {
        let Ok(from) = ClientAddress::from_request_parts(parts, state).await;
        state.limits().write(from)?;
        let InMeeting(meeting) = InMeeting::from_request_parts(parts, state).await?;
        let Ok(device) = Device::from_request_parts(parts, state).await;
        Ok(Self::new(meeting, device, from))
    }
}

impl IngestState {
    /// Has a wish decided and kept; what is returned is durable.
    pub(crate) async fn put(&self, change: Change) -> Result<Changed, Problem> {
        self.store().change(change).await.map_err(|error| declined::change(error, self.now()))
    }
}
