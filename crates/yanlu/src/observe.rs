//! What is noted of every request, and the headers that every answer carries.
//!
//! Neither addresses of people, nor bodies, queries or cookies are ever logged; what is secret in a path is cut.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use axum::response::Response;
use domain::{Clock, UnixMs};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use metrics::{Counter, Histogram};

/// A request whose answer takes longer than this is noted.
const SLOW: Duration = Duration::from_secs(1);

/// No script, style, picture or connection from anywhere but here; nothing inline; no framing.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    media-src 'self'; connect-src 'self'; worker-src 'self'; frame-ancestors 'none'; base-uri 'none'; \
    form-action 'self'; object-src 'none'";

/// The same for a page that plays a broadcast: its playlist and pieces may lie anywhere, and the player library hands them to the
/// browser as `blob:`.
const CONTENT_SECURITY_POLICY_LIVE: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    media-src 'self' https: blob:; connect-src 'self' https:; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; \
    form-action 'self'; object-src 'none'";

static ALWAYS: LazyLock<HeaderMap> = LazyLock::new(|| {
    [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=()"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ]
    .map(|(name, value)| (name, HeaderValue::from_static(value)))
    .into_iter()
    .collect()
});
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Notes requests. The metrics are looked up once, not for every request.
pub(crate) struct Observer {
    clock: Arc<dyn Clock>,
    seconds: Histogram,
    /// By the first digit of the status, from 1.
    answers: [Counter; 5],
}

/// A request that is being answered.
pub(crate) struct Begun {
    /// Its id.
    pub(crate) id: String,
    at: UnixMs,
}

impl Observer {
    /// To be made after the metrics' recorder is there.
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Self {
        let answers = ["1xx", "2xx", "3xx", "4xx", "5xx"]
            .map(|class| metrics::counter!("yanlu_http_requests_total", "status" => class));
        Self { clock, seconds: metrics::histogram!("yanlu_http_seconds"), answers }
    }

    /// Gives a request its id.
    pub(crate) fn begin(&self) -> Begun {
        Begun { id: identity::request_id(), at: self.clock.now() }
    }

    /// Notes how the request ended, and sets the headers.
    pub(crate) fn end(&self, begun: &Begun, method: &Method, uri: &Uri, response: &mut Response) {
        let took_ms = self.clock.now().since_ms(begun.at) as f64 / self.clock.speed();
        let status = response.status().as_u16();
        let (id, path) = (&begun.id, uri.path());
        self.seconds.record(took_ms / 1_000.0);
        self.answers[usize::from(status / 100).clamp(1, 5) - 1].increment(1);
        if status >= 500 && status != 503 {
            tracing::error!(%method, path = public_path(path), status, request_id = %id, "request failed");
        } else if took_ms > SLOW.as_millis() as f64 && status != 101 {
            tracing::warn!(%method, path = public_path(path), status, took_ms, request_id = %id, "slow request");
        } else {
            tracing::debug!(%method, path = public_path(path), status, request_id = %id, "request");
        }
        let plays = response.extensions().get::<gateway::PlaysStream>().is_some();
        secure(response.headers_mut(), plays);
        if let Ok(value) = HeaderValue::from_str(id) {
            response.headers_mut().insert(REQUEST_ID, value);
        }
    }
}

fn secure(headers: &mut HeaderMap, plays: bool) {
    // A copy of the whole is cheaper than one header after the other. What the answer says itself wins.
    let mut all = ALWAYS.clone();
    if plays {
        all.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT_SECURITY_POLICY_LIVE));
    }
    if headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        // A page with a policy of its own says there who may frame it; the older header could only contradict it.
        all.remove(header::X_FRAME_OPTIONS);
    }
    all.extend(headers.drain());
    *headers = all;
}

/// The path without what is secret in it.
fn public_path(path: &str) -> String {
    for prefix in ["/setup/", "/api/v1/setup/", "/unit/", "/me/link/"] {
        if path.starts_with(prefix) {
            return format!("{prefix}…");
        }
    }
    path.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn set_up_tokens_never_reach_the_log() {
        assert_eq!(public_path("/setup/abc123"), "/setup/…");
        assert_eq!(public_path("/api/v1/setup/abc123"), "/api/v1/setup/…");
        assert_eq!(public_path("/me/link/abc123"), "/me/link/…");
        assert_eq!(public_path("/m/park"), "/m/park");
    }

    #[test]
    fn the_policy_allows_nothing_inline() {
        for policy in [CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY_LIVE] {
            assert!(!policy.contains("unsafe"), "{policy}");
        }
    }
}
