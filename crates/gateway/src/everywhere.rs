//! Lets pages of other sites read what is public. Reading asks for no cookie, and none is let through: what comes back is the same for
//! everybody.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderValue, header};

/// The layer over public addresses (Fetch standard §3.3: `*` goes with requests without credentials only).
pub(crate) async fn readable(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("etag, retry-after, x-request-id"));
    response
}
