//! Reading forms, and the one without a page of its own: backing a suggestion.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, FromRequest, Request, State};
use axum::response::Response;
use http::StatusCode;
use protocol::citizen::BODY_BYTES_MAX;
use protocol::{AtSuggestion, ErrorCode, Problem, is_own_path};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::see_other;
use crate::writer::Writer;
use crate::{IngestState, support as backing};

/// A form of one of our pages, at most [`BODY_BYTES_MAX`] bytes.
pub(super) struct PageForm<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for PageForm<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let read: Result<Form<T>, FormRejection> = Form::from_request(request, state).await;
        read.map(|Form(form)| Self(form)).map_err(|refused| match refused.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Problem::new(ErrorCode::BodyTooLarge).value("max", BODY_BYTES_MAX),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Problem::new(ErrorCode::UnsupportedMedia),
            _ => Problem::new(ErrorCode::BadBody),
        })
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct SupportForm {
    #[serde(default)]
    csrf: String,
    /// `1` to back, `0` to take it back.
    wish: String,
    /// Where the button was.
    #[serde(default)]
    back: String,
}

/// `POST /m/{meeting}/i/{no}/support`.
pub(super) async fn support(
    State(state): State<IngestState>,
    writer: Writer,
    AtSuggestion(meeting, no): AtSuggestion,
    PageForm(form): PageForm<SupportForm>,
) -> Result<Response, Problem> {
    state.identity().check_csrf(&writer.device, &form.csrf)?;
    let wish = match form.wish.as_str() {
        "1" => true,
        "0" => false,
        _ => return Err(Problem::new(ErrorCode::BadField).field("wish")),
    };
    backing::wish(&state, &writer, no, wish).await?;
    let page = format!("/m/{meeting}/i/{}", no.0);
    let back = form.back.split('#').next().filter(|back| is_own_path(back)).unwrap_or(&page);
    // To the same card: without a script nothing else keeps the place.
    Ok(see_other(&format!("{back}#n{}", no.0)))
}
