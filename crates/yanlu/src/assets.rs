//! The built web files, carried in the binary and served for ever under their hashed names.

use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::{HeaderValue, header};
use protocol::{ErrorCode, Problem};
use rust_embed::RustEmbed;
use serde_json::Value;

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Dist;

/// The addresses of the entry files, from the build's manifest. Missing entries are empty: pages work without script and style.
pub(crate) fn entries() -> identity::Assets {
    let manifest: Value =
        Dist::get("manifest.json").and_then(|file| serde_json::from_slice(&file.data).ok()).unwrap_or(Value::Null);
    identity::Assets::from_manifest(&manifest)
}

/// `/assets/*`, and what browsers look for at fixed addresses.
pub(crate) fn router() -> Router {
    Router::new().route("/assets/{*path}", get(serve)).route("/favicon.ico", get(favicon)).route("/sw.js", get(worker))
}

async fn serve(Path(path): Path<String>) -> Response {
    file(&format!("assets/{path}"), "public, max-age=31536000, immutable")
}

async fn favicon() -> Response {
    file("favicon.svg", "public, max-age=86400")
}

/// The citizens' service worker: asked for anew on every visit, so that a new build is noticed, and allowed for every page.
async fn worker() -> Response {
    let mut response = file("sw.js", "no-cache");
    response.headers_mut().insert("service-worker-allowed", HeaderValue::from_static("/"));
    response
}

fn file(path: &str, cache: &'static str) -> Response {
    let Some(file) = Dist::get(path) else {
        return Problem::new(ErrorCode::NotFound).into_response();
    };
    let kind = file.metadata.mimetype().to_owned();
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, cache.to_owned())], file.data.into_owned()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_worker_may_serve_every_page_and_is_never_served_stale() {
        let headers = worker().await.headers().clone();
        assert_eq!(headers["service-worker-allowed"], "/");
        // Without a web build there is no worker to keep.
        if Dist::get("sw.js").is_some() {
            assert_eq!(headers[header::CACHE_CONTROL], "no-cache");
            assert!(headers[header::CONTENT_TYPE].to_str().unwrap().contains("javascript"));
        }
    }
}
