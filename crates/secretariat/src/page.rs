//! The desk's pages. The staff app in them asks for everything else.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, Uri};
use identity::StaffPage;
use protocol::{ErrorCode, InMeeting, Locale, Problem};

use crate::state::SecretariatState;

/// Pages of one meeting.
const PAGES: [&str; 7] = ["setup", "run", "results", "words", "record", "abuse", "papers"];

/// `GET /desk`. Whoever is not logged in is led to the log-in and back.
pub(crate) async fn desk(
    State(state): State<SecretariatState>,
    _: StaffPage,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    identity::staff_shell(&state.assets, Locale::of(&headers, uri.query()))
}

/// `GET /desk/m/{meeting}/{page}`.
pub(crate) async fn of_meeting(
    state: State<SecretariatState>,
    staff: StaffPage,
    _: InMeeting,
    page: Result<Path<(String, String)>, PathRejection>,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    match page {
        Ok(Path((_, page))) if PAGES.contains(&page.as_str()) => desk(state, staff, headers, uri).await,
        _ => Problem::new(ErrorCode::NotFound).into_response(),
    }
}
