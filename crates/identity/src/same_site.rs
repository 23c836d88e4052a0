//! The outermost layer of identity: changes are taken from our own pages only, and new cookies leave with the answer.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, Method, Uri, header};
use protocol::{ErrorCode, Problem};

use crate::Identity;
use crate::cookies::NewCookie;

/// Refuses a change that another site's page asked for (`cross_site`), and sets the device's cookie where one was made.
///
/// Browsers say where a request comes from: `Sec-Fetch-Site`, or the older `Origin`. A client that says neither is no browser and
/// carries nobody's cookies but its own. Forms have a token besides, and JSON bodies a content type that no foreign form can send.
pub async fn same_site(_: State<Identity>, mut request: Request, next: Next) -> Response {
    if let Err(refused) = check_same_site(request.method(), request.headers(), request.uri()) {
        return refused.into_response();
    }
    let slot = NewCookie::default();
    request.extensions_mut().insert(slot.clone());
    let mut response = next.run(request).await;
    slot.leave_with(response.headers_mut());
    response
}

/// The rule of [`same_site`], for what is answered without layers.
pub fn check_same_site(method: &Method, headers: &HeaderMap, uri: &Uri) -> Result<(), Problem> {
    if !safe(method) && foreign(headers, uri.host()) { Err(Problem::new(ErrorCode::CrossSite)) } else { Ok(()) }
}

impl NewCookie {
    /// Sets the cookie where one was made.
    pub fn leave_with(&self, headers: &mut HeaderMap) {
        if let Some(cookie) = self.take() {
            headers.append(header::SET_COOKIE, cookie);
            // An answer that names a person must not be handed to the next one by a cache on the way.
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
        }
    }
}

fn safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn foreign(headers: &HeaderMap, target: Option<&str>) -> bool {
    let text = |value: &HeaderValue| value.to_str().unwrap_or_default().to_owned();
    if let Some(site) = headers.get("sec-fetch-site") {
        return !matches!(text(site).as_str(), "same-origin" | "none");
    }
    let Some(origin) = headers.get(header::ORIGIN) else { return false };
    let host = headers.get(header::HOST).map(text).or_else(|| target.map(str::to_owned)).unwrap_or_default();
    let origin = text(origin);
    origin.split_once("://").is_none_or(|(_, given)| !given.eq_ignore_ascii_case(&host))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn only_our_own_pages_and_clients_without_a_page_may_change() {
        for (pairs, expected) in [
            (&[][..], false),
            (&[("host", "a.example")], false),
            (&[("host", "a.example"), ("origin", "https://a.example")], false),
            (&[("host", "a.example:8080"), ("origin", "http://a.example:8080")], false),
            (&[("host", "a.example"), ("sec-fetch-site", "same-origin")], false),
            (&[("host", "a.example"), ("sec-fetch-site", "none")], false),
            (&[("host", "inner:80"), ("origin", "https://a.example"), ("sec-fetch-site", "same-origin")], false),
            (&[("host", "a.example"), ("sec-fetch-site", "same-site")], true),
            (&[("host", "a.example"), ("sec-fetch-site", "cross-site")], true),
            (&[("host", "a.example"), ("sec-fetch-site", "nonsense")], true),
            (&[("host", "a.example"), ("origin", "https://b.example")], true),
            (&[("host", "a.example"), ("origin", "https://a.example.b.example")], true),
            (&[("host", "a.example"), ("origin", "https://a.example:444")], true),
            (&[("host", "a.example"), ("origin", "null")], true),
            (&[("origin", "https://a.example")], true),
        ] {
            assert_eq!(foreign(&headers(pairs), None), expected, "{pairs:?}");
        }
    }

    #[test]
    fn reading_is_never_refused() {
        assert!(safe(&Method::GET) && safe(&Method::HEAD) && safe(&Method::OPTIONS));
        assert!(!safe(&Method::POST) && !safe(&Method::PUT) && !safe(&Method::DELETE) && !safe(&Method::PATCH));
    }
}
