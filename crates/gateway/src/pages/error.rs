//! Problems as pages, for people whose browser asked for one. Programs get the problem document as before.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use http::{HeaderMap, HeaderValue, header};
use identity::Assets;
use protocol::{ErrorCode, Locale, Problem, RequestId};

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    l: Locale,
    assets: Arc<Assets>,
    here: String,
    text: String,
    request_id: String,
    request_line: String,
}

/// The layer that turns problems on pages into pages in the reader's language. It belongs inside [`protocol::explain`], which
/// writes what this leaves alone: everything under `/api`, and requests that do not accept HTML.
pub async fn explain_in_html(State(assets): State<Arc<Assets>>, request: Request, next: Next) -> Response {
    let wanted = wants_html(request.headers()) && !request.uri().path().starts_with("/api/");
    let locale = Locale::of(request.headers(), request.uri().query());
    let id = request.extensions().get::<RequestId>().map_or_else(String::new, |id| id.0.clone());
    let mut response = next.run(request).await;
    if !wanted || response.status().is_redirection() {
        return response;
    }
    let Some(problem) = response.extensions_mut().remove::<Problem>() else {
        return response;
    };
    let page = ErrorPage {
        l: locale,
        assets,
        here: "/".to_owned(),
        text: problem.text(locale),
        request_line: locale.fill("page.error.id", &[("id", &id)]),
        // A number to ask about is of use only when the fault is ours.
        request_id: if problem.code() == ErrorCode::Internal { id } else { String::new() },
    };
    match page.render() {
        Ok(html) => with_page(response, html, locale),
        Err(error) => {
            tracing::error!(%error, "the error page could not be rendered");
            response.extensions_mut().insert(problem);
            response
        }
    }
}

fn with_page(response: Response, html: String, locale: Locale) -> Response {
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    let mut page = Html(html).into_response();
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    parts.headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(locale.tag()));
    parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    *page.headers_mut() = parts.headers;
    *page.status_mut() = parts.status;
    page
}

fn wants_html(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}
