//! The citizens' pages, rendered whole on the server: they can be read, and a suggestion and a support sent, without any script.
//! What a page shows comes from a meeting's [`View`](crate::board::View); nothing here decides or writes.

mod agenda;
mod api;
mod axis;
mod calendar;
mod cards;
mod course;
mod embed;
mod error;
mod home;
mod language;
mod live;
mod new;
mod one;
mod overlay;
mod plan;
mod qr;
mod reader;
mod replies;
mod screen;
mod script;
mod settings;
mod unread;

use askama::Template;
use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use http::{HeaderValue, header};
use protocol::{ErrorCode, Problem};

use crate::GatewayState;

pub use error::explain_in_html;
pub use live::PlaysStream;

/// Every page of the read side.
pub(crate) fn router(state: &GatewayState) -> Router<GatewayState> {
    Router::new()
        .route("/", get(home::home))
        .route("/j", get(home::join))
        .route("/j/{code}", get(home::join_code))
        .route("/api", get(api::api))
        .route("/embed/{meeting}", get(embed::embed))
        .route("/locale", get(language::choose))
        .route("/settings", get(settings::settings))
        .route("/settings/save", get(settings::save))
        .route("/m/{meeting}", get(live::live))
        .route("/m/{meeting}/agenda", get(agenda::agenda))
        .route("/m/{meeting}/axis", get(axis::fragment))
        .route("/m/{meeting}/start.ics", get(calendar::start))
        .route("/m/{meeting}/replies", get(replies::replies))
        .route("/m/{meeting}/new", get(new::new))
        .route("/m/{meeting}/i/{no}", get(one::one))
        .route("/m/{meeting}/qr.svg", get(qr::meeting))
        .route("/screen/{meeting}", get(screen::screen))
        .route("/screen/{meeting}/pulse", get(screen::pulse))
        .route("/screen/{meeting}/qr.svg", get(screen::qr))
        .route("/overlay/{meeting}", get(overlay::overlay))
        .route("/overlay/{meeting}/pulse", get(overlay::pulse))
        .route("/overlay/{meeting}/qr.svg", get(overlay::qr))
        .layer(from_fn_with_state(state.clone(), unread::badge))
}

/// A rendered page. It holds the reader's own marks and a token, so nobody else may keep it.
fn page(template: &impl Template) -> Result<Response, Problem> {
    let mut response = Html(rendered(template)?).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    Ok(response)
}

/// A template's text.
fn rendered(template: &impl Template) -> Result<String, Problem> {
    template.render().map_err(|error| {
        tracing::error!(%error, "a page could not be rendered");
        Problem::new(ErrorCode::Internal)
    })
}
