//! The link that opens a screen or an overlay: whether its token holds, and the headers of what it opens.

use axum::response::{Html, IntoResponse, Response};
use domain::MeetingId;
use http::{HeaderName, HeaderValue, StatusCode, header};
use protocol::Problem;
use store::ScreenKind;

use crate::GatewayState;
use crate::fault::fault;
use crate::query::Parameters;

/// Longer tokens are not looked up.
const TOKEN_CHARS_MAX: usize = 64;
/// As strict as every page's, but the director's panel on this site may show them in a frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
    frame-ancestors 'self'; base-uri 'none'; form-action 'none'";
/// The address holds the token: no other site may learn it, and no cache may keep what it opens.
const HEADERS: [(HeaderName, &str); 5] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("x-robots-tag"), "noindex"),
];

/// The token in the address, as far as it can be one of ours.
pub(in crate::pages) fn token(parameters: &Parameters) -> Option<&str> {
    parameters.text("k").filter(|token| token.len() <= TOKEN_CHARS_MAX)
}

/// The meeting that the token opens as `kind`; `None` when it opens nothing (any more).
pub(in crate::pages) async fn opened(
    state: &GatewayState,
    kind: ScreenKind,
    meeting: &str,
    parameters: &Parameters,
) -> Result<Option<MeetingId>, Problem> {
    let (Ok(meeting), Some(token)) = (meeting.parse::<MeetingId>(), token(parameters)) else {
        return Ok(None);
    };
    let found = state.store.screen(&meeting, identity::token_hash(token)).await.map_err(|error| fault(&error))?;
    Ok((found == Some(kind)).then_some(meeting))
}

/// The page with the headers that it needs.
pub(in crate::pages) fn page(status: StatusCode, html: String) -> Response {
    let mut response = (status, Html(html)).into_response();
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
