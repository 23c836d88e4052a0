//! `GET /mod/{meeting}` and `/host/{meeting}`: the pages of console, host and director. The staff app in it asks for everything else.

use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, Uri};
use identity::StaffPage;
use protocol::{InMeeting, Locale};

use crate::state::ModerationState;

/// Whoever is not logged in is led to the log-in and back.
pub(crate) async fn shell(
    State(state): State<ModerationState>,
    _: StaffPage,
    _: InMeeting,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    identity::staff_shell(&state.assets, Locale::of(&headers, uri.query()))
}
