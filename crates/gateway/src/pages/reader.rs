//! Who reads a page: language, marks and token. Reads the store, never writes.

use std::collections::HashSet;
use std::sync::Arc;

use axum::extract::{FromRef, FromRequestParts, Path};
use domain::{MeetingId, SuggestionNo, UnixMs};
use http::request::Parts;
use identity::{Assets, Device, Identity};
use protocol::form::{FormFacts, SuggestionForm};
use protocol::frame::MeetingCard;
use protocol::{ErrorCode, Problem, Reader};

use crate::GatewayState;
use crate::board::View;
use crate::fault::fault;

/// A reader inside a meeting.
pub(super) struct Visit {
    pub(super) reader: Reader,
    pub(super) assets: Arc<Assets>,
    pub(super) view: Arc<View>,
    pub(super) now: UnixMs,
    /// How much faster than real time the meeting's clock runs.
    pub(super) speed: f64,
    /// Numbers that the reader backs.
    pub(super) supported: HashSet<SuggestionNo>,
    /// The token that forms carry.
    pub(super) csrf: String,
}

impl FromRequestParts<GatewayState> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &GatewayState) -> Result<Self, Problem> {
        let Ok(reader) = Reader::from_request_parts(parts, state).await;
        let unknown = || Problem::new(ErrorCode::NoSuchMeeting);
        let Path(segments) =
            Path::<Vec<(String, String)>>::from_request_parts(parts, state).await.map_err(|_| unknown())?;
        let meeting = segments.iter().find(|(name, _)| name == "meeting").ok_or_else(unknown)?;
        let meeting: MeetingId = meeting.1.parse().map_err(|_| unknown())?;
        let view = state.view(&meeting).await?;
        let Ok(device) = Device::from_request_parts(parts, state).await;
        let supported =
            state.store.supported_by(&meeting, device.person(&meeting)).await.map_err(|error| fault(&error))?;
        Ok(Self {
            reader,
            assets: Arc::clone(&state.assets),
            view,
            now: state.clock.now(),
            speed: state.clock.speed(),
            supported: supported.into_iter().collect(),
            csrf: Identity::from_ref(state).csrf_token(&device),
        })
    }
}

impl Visit {
    pub(super) fn meeting(&self) -> &MeetingCard {
        self.view.meeting()
    }

    /// The form of a suggestion, with an item chosen.
    pub(super) fn form(&self, chosen: Option<domain::AgendaNo>) -> SuggestionForm {
        let meeting = self.meeting();
        let facts = FormFacts {
            agenda: &meeting.agenda,
            current: meeting.current_item,
            phase: meeting.phase,
            windows: meeting.windows,
            intake: meeting.intake,
            autoclear: meeting.autoclear,
            policy: &meeting.policy,
        };
        SuggestionForm::new(self.reader.locale, &facts, chosen, self.now)
    }

    /// A key for one sending of the form: two clicks make one suggestion. Keys are looked up per person.
    pub(super) fn key(&self) -> String {
        format!("form-{}", self.now.0)
    }
}
