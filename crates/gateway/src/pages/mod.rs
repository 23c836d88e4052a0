//! The citizens' pages, rendered whole on the server: they can be read, and a suggestion and a support sent, without any script.
//! What a page shows comes from a meeting's [`View`](crate::board::View); nothing here decides or writes.

mod agenda;
mod axis;
mod cards;
mod error;
mod home;
mod language;
mod live;
mod new;
mod one;
mod plan;
mod reader;
mod replies;
mod script;

use askama::Template;
use axum::Router;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use http::{HeaderValue, header};
use protocol::{ErrorCode, Problem};

use crate::GatewayState;

pub use error::explain_in_html;

/// Every page of the read side.
pub(crate) fn router() -> Router<GatewayState> {
    Router::new()
        .route("/", get(home::home))
        .route("/j", get(home::join))
        .route("/j/{code}", get(home::join_code))
        .route("/locale", get(language::choose))
        .route("/m/{meeting}", get(live::live))
        .route("/m/{meeting}/agenda", get(agenda::agenda))
        .route("/m/{meeting}/replies", get(replies::replies))
        .route("/m/{meeting}/new", get(new::new))
        .route("/m/{meeting}/i/{no}", get(one::one))
}

/// A rendered page. It holds the reader's own marks and a token, so nobody else may keep it.
fn page(template: &impl Template) -> Result<Response, Problem> {
    let html = template.render().map_err(|error| {
        tracing::error!(%error, "a page could not be rendered");
        Problem::new(ErrorCode::Internal)
    })?;
    let mut response = Html(html).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    Ok(response)
}
