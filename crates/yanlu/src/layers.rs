//! The outer layers of every service: request id, trace, security headers, body limit, problem documents, compression.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{self, Next};
use axum::response::Response;
use protocol::{ErrorCode, Problem, RequestId};
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate, SizeAbove};

use crate::observe::Observer;

/// The largest body that any handler may read; each takes less.
const BODY_BYTES_MAX: usize = 20 * 1024 * 1024;
/// Answers up to this size are not compressed: they fit into one packet either way.
const PLAIN_BYTES_MAX: u64 = 1_024;

/// The services inside the layers that their readers need.
pub(crate) struct Layered {
    /// For requests under `/api/`.
    pub(crate) programs: Router,
    /// For all others.
    pub(crate) people: Router,
}

/// Puts the layers around `router`.
pub(crate) fn around(router: Router, observer: Arc<Observer>, assets: Arc<identity::Assets>) -> Layered {
    // Boards and segments come compressed already, once for all readers; sockets and event streams must not be buffered.
    let worth = DefaultPredicate::new()
        .and(SizeAbove::new(PLAIN_BYTES_MAX))
        .and(NotForContentType::const_new("text/event-stream"));
    let router = router
        .fallback(async || Problem::new(ErrorCode::NotFound))
        .method_not_allowed_fallback(async || Problem::new(ErrorCode::MethodNotAllowed))
        .layer((DefaultBodyLimit::max(BODY_BYTES_MAX), CompressionLayer::new().compress_when(worth)));
    let noted = middleware::from_fn_with_state(observer, observe);
    let explained = middleware::from_fn(protocol::explain);
    // Every layer costs each request a few allocations: programs get what they need.
    let programs = router.clone().layer((noted.clone(), explained.clone()));
    let people = router.layer((
        noted,
        explained,
        // Pages of the services are dressed where they are made; what is left are the pages of refusals.
        middleware::from_fn(protocol::dress),
        // A browser that meets a refusal on a page gets a page; programs get the problem document.
        middleware::from_fn_with_state(assets, gateway::explain_in_html),
    ));
    Layered { programs, people }
}

/// The outermost layer: the request is noted, and its id is there for those inside.
async fn observe(State(observer): State<Arc<Observer>>, mut request: Request, next: Next) -> Response {
    let begun = observer.begin();
    let (method, uri) = (request.method().clone(), request.uri().clone());
    request.extensions_mut().insert(RequestId(begun.id.clone()));
    let mut response = next.run(request).await;
    observer.end(&begun, &method, &uri, &mut response);
    response
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use http::header;
    use tower::ServiceExt;

    use super::*;

    #[tokio::test]
    async fn only_a_page_with_a_policy_of_its_own_may_be_framed() {
        let own = async || ([(header::CONTENT_SECURITY_POLICY, "frame-ancestors https://news.example")], "");
        let router = Router::new().route("/plain", get(async || "")).route("/own", get(own));
        let observer = Observer::new(Arc::new(testkit::ManualClock::at(domain::UnixMs(0))));
        let layered = around(router, Arc::new(observer), Arc::default());
        let headers = async |path: &str| {
            let request = Request::get(path).body(axum::body::Body::empty()).unwrap();
            layered.people.clone().oneshot(request).await.unwrap().headers().clone()
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
