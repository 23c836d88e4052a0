//! The citizens' own pages, and the forms of every page: what a browser without scripts sends comes in here and goes the same way as
//! what a script sends. Nothing is decided here.

mod cards_page;
mod forms;
mod link_page;
mod mine_page;
mod mine_view;
mod new_page;

use askama::Template;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use http::{HeaderValue, header};
use protocol::citizen::BODY_BYTES_MAX;
use protocol::{ErrorCode, Problem};

use crate::IngestState;

/// Every page and form of the write side.
pub(crate) fn router() -> Router<IngestState> {
    Router::new()
        .route("/m/{meeting}/mine", get(mine_page::mine))
        .route("/m/{meeting}/new", post(new_page::suggest))
        .route("/m/{meeting}/i/{no}/support", post(forms::support))
        .route("/m/{meeting}/i/{no}/edit", post(mine_page::edit))
        .route("/m/{meeting}/i/{no}/withdraw", post(mine_page::withdraw))
        .route("/m/{meeting}/i/{no}/appeal", post(mine_page::appeal))
        .route("/m/{meeting}/cards", get(cards_page::show).post(cards_page::answer))
        .route("/me/link", post(link_page::make))
        .route("/me/link/{token}", get(link_page::look).post(link_page::follow))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(axum::middleware::from_fn(protocol::dress))
}

/// A rendered page. It shows what is one person's alone, so nobody may keep it.
fn page(template: &impl Template) -> Result<Response, Problem> {
    let html = template.render().map_err(|error| {
        tracing::error!(%error, "a page could not be rendered");
        Problem::new(ErrorCode::Internal)
    })?;
    let mut response = Html(html).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    Ok(response)
}

/// A page that says why a form was not taken: the status and the pause of the problem, the words on the page.
fn page_about(template: &impl Template, problem: &Problem) -> Result<Response, Problem> {
    let refused = problem.clone().into_response();
    let mut response = page(template)?;
    *response.status_mut() = refused.status();
    if let Some(pause) = refused.headers().get(header::RETRY_AFTER) {
        response.headers_mut().insert(header::RETRY_AFTER, pause.clone());
    }
    Ok(response)
}

/// 303: the browser shows another page, and loading that again sends nothing again.
fn see_other(address: &str) -> Response {
    Redirect::to(address).into_response()
}
