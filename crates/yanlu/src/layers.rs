//! The outer layers of every service: request id, trace, security headers, body limit, problem documents, compression.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{self, Next};
use axum::response::Response;
use domain::Clock;
use http::{HeaderName, HeaderValue, header};
use protocol::{ErrorCode, Problem, RequestId};
use tower::ServiceExt;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};

/// The largest body that any handler may read; each takes less.
const BODY_BYTES_MAX: usize = 20 * 1024 * 1024;
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

const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=()"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Puts the layers around `router`.
pub(crate) fn around(router: Router, clock: Arc<dyn Clock>, assets: Arc<identity::Assets>) -> Router {
    // Boards and segments come compressed already, once for all readers; sockets and event streams must not be buffered.
    let pages = DefaultPredicate::new().and(NotForContentType::const_new("text/event-stream"));
    let router = router
        .fallback(async || Problem::new(ErrorCode::NotFound))
        .method_not_allowed_fallback(async || Problem::new(ErrorCode::MethodNotAllowed))
        .layer((DefaultBodyLimit::max(BODY_BYTES_MAX), CompressionLayer::new().compress_when(pages)));
    let observed = middleware::from_fn_with_state(clock, observe);
    let explained = middleware::from_fn(protocol::explain);
    // Every layer costs each request a few allocations, and nine of ten requests are backings: programs get what they need.
    let programs = router.clone().layer((observed.clone(), explained.clone()));
    let people = router.layer((
        observed,
        explained,
        // Pages of the services are dressed where they are made; what is left are the pages of refusals.
        middleware::from_fn(protocol::dress),
        // A browser that meets a refusal on a page gets a page; programs get the problem document.
        middleware::from_fn_with_state(assets, gateway::explain_in_html),
    ));
    Router::new().fallback_service(tower::service_fn(move |request: Request| {
        let whole = if request.uri().path().starts_with("/api/") { programs.clone() } else { people.clone() };
        whole.oneshot(request)
    }))
}

/// Gives the request its id, notes how it ended, and sets the headers that every answer carries.
///
/// Neither addresses of people, nor bodies, queries or cookies are ever logged; the path of a set-up link is cut.
async fn observe(State(clock): State<Arc<dyn Clock>>, mut request: Request, next: Next) -> Response {
    let id = identity::request_id();
    let method = request.method().clone();
    let path = public_path(request.uri().path());
    request.extensions_mut().insert(RequestId(id.clone()));
    let began = clock.now();
    let mut response = next.run(request).await;
    let took_ms = clock.now().since_ms(began) as f64 / clock.speed();
    let status = response.status().as_u16();
    metrics::histogram!("yanlu_http_seconds").record(took_ms / 1_000.0);
    metrics::counter!("yanlu_http_requests_total", "status" => status_class(status)).increment(1);
    if status >= 500 && status != 503 {
        tracing::error!(%method, path, status, request_id = %id, "request failed");
    } else if took_ms > SLOW.as_millis() as f64 && status != 101 {
        tracing::warn!(%method, path, status, took_ms, request_id = %id, "slow request");
    } else {
        tracing::debug!(%method, path, status, request_id = %id, "request");
    }
    let plays = response.extensions().get::<gateway::PlaysStream>().is_some();
    let headers = response.headers_mut();
    // A page with a policy of its own says there who may frame it; the older header could only contradict it.
    let own_policy = headers.contains_key(header::CONTENT_SECURITY_POLICY);
    if plays {
        headers
            .entry(header::CONTENT_SECURITY_POLICY)
            .or_insert(HeaderValue::from_static(CONTENT_SECURITY_POLICY_LIVE));
    }
    for (name, value) in HEADERS {
        if own_policy && name == header::X_FRAME_OPTIONS {
            continue;
        }
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        headers.insert("x-request-id", value);
    }
    response
}

fn status_class(status: u16) -> &'static str {
    match status {
        100..200 => "1xx",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        _ => "5xx",
    }
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
    use axum::routing::get;
    use tower::ServiceExt;

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

    #[tokio::test]
    async fn only_a_page_with_a_policy_of_its_own_may_be_framed() {
        let own = async || ([(header::CONTENT_SECURITY_POLICY, "frame-ancestors https://news.example")], "");
        let router = Router::new().route("/plain", get(async || "")).route("/own", get(own));
        let clock = Arc::new(testkit::ManualClock::at(domain::UnixMs(0)));
        let app = around(router, clock, Arc::new(identity::Assets::default()));
        let headers = async |path: &str| {
            let request = Request::get(path).body(axum::body::Body::empty()).unwrap();
            app.clone().oneshot(request).await.unwrap().headers().clone()
        };
        let plain = headers("/plain").await;
        assert_eq!(plain[header::X_FRAME_OPTIONS], "DENY");
        assert!(plain[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains("frame-ancestors 'none'"));
        let own = headers("/own").await;
        assert!(!own.contains_key(header::X_FRAME_OPTIONS));
        assert_eq!(own[header::CONTENT_SECURITY_POLICY], "frame-ancestors https://news.example");
        assert_eq!(own[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    }
}
