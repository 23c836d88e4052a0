//! Reading a request: the address and the JSON body, with a problem document for everything that cannot be read.
//!
//! Knows nothing of what a body means. Nothing is repaired: a body is taken as it is asked for, or refused whole.

use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request};
use domain::{MeetingId, SuggestionNo};
use http::request::Parts;
use http::{HeaderMap, header};
use serde::de::DeserializeOwned;

use crate::{ErrorCode, Problem};

/// A JSON body of at most `MAX` bytes, sent as `application/json`.
///
/// Refused as `unsupported_media`, `body_too_large`, `unknown_field` or `bad_body`.
#[derive(Debug, Clone, Copy)]
pub struct JsonBody<T, const MAX: usize = { crate::staff::BODY_BYTES_MAX }>(pub T);

impl<T: DeserializeOwned, S: Send + Sync, const MAX: usize> FromRequest<S> for JsonBody<T, MAX> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        if !says_json(request.headers()) {
            return Err(Problem::new(ErrorCode::UnsupportedMedia));
        }
        // Reading stops at the limit, whatever length was announced.
        let read = axum::body::to_bytes(request.into_body(), MAX).await;
        let bytes = read.map_err(|_| Problem::new(ErrorCode::BodyTooLarge).value("max", MAX))?;
        serde_json::from_slice(&bytes).map(Self).map_err(|error| unreadable(&error))
    }
}

fn says_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}

fn unreadable(error: &serde_json::Error) -> Problem {
    let unknown = error.is_data() && error.to_string().starts_with("unknown field");
    Problem::new(if unknown { ErrorCode::UnknownField } else { ErrorCode::BadBody })
}

/// The `{meeting}` of an address. What is no meeting's id is refused like a meeting that does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InMeeting(pub MeetingId);

impl<S: Send + Sync> FromRequestParts<S> for InMeeting {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let meeting = part(parts, state, "meeting").await.and_then(|text| text.parse().ok());
        meeting.map(Self).ok_or_else(|| Problem::new(ErrorCode::NoSuchMeeting))
    }
}

/// The `{meeting}` and `{no}` of an address. What is no number is refused like a suggestion that does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtSuggestion(pub MeetingId, pub SuggestionNo);

impl<S: Send + Sync> FromRequestParts<S> for AtSuggestion {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let InMeeting(meeting) = InMeeting::from_request_parts(parts, state).await?;
        let no = part(parts, state, "no").await.and_then(|text| text.parse().ok());
        let no = no.ok_or_else(|| Problem::new(ErrorCode::NoSuchSuggestion))?;
        Ok(Self(meeting, SuggestionNo(no)))
    }
}

async fn part<S: Send + Sync>(parts: &mut Parts, state: &S, name: &str) -> Option<String> {
    let all = RawPathParams::from_request_parts(parts, state).await.ok()?;
    all.iter().find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secretariat::RunBody;

    async fn read(kind: Option<&str>, body: &str) -> Result<RunBody, ErrorCode> {
        let mut request = Request::post("/");
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        let request = request.body(body.to_owned().into()).unwrap();
        let read = JsonBody::<RunBody, 64>::from_request(request, &()).await;
        read.map(|JsonBody(body)| body).map_err(|refused| refused.code())
    }

    #[tokio::test]
    async fn a_body_is_taken_as_asked_for_or_refused_by_its_fault() {
        let json = Some("application/json; charset=utf-8");
        assert_eq!(read(json, r#"{"action":"open"}"#).await, Ok(RunBody::Open));
        assert_eq!(read(None, r#"{"action":"open"}"#).await, Err(ErrorCode::UnsupportedMedia));
        assert_eq!(read(Some("text/plain"), "{}").await, Err(ErrorCode::UnsupportedMedia));
        assert_eq!(read(json, "{").await, Err(ErrorCode::BadBody));
        assert_eq!(read(json, r#"{"action":"dance"}"#).await, Err(ErrorCode::BadBody));
        assert_eq!(read(json, r#"{"action":"start_item","item":1,"x":2}"#).await, Err(ErrorCode::UnknownField));
        assert_eq!(read(json, &" ".repeat(65)).await, Err(ErrorCode::BodyTooLarge));
        assert_eq!(read(json, &"[".repeat(64)).await, Err(ErrorCode::BadBody));
    }
}
