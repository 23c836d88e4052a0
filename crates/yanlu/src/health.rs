//! `/healthz` (the process lives), `/readyz` (it can serve), `/metrics`.

use std::time::Duration;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use http::StatusCode;
use metrics_exporter_prometheus::PrometheusHandle;
use serde_json::json;
use store::Store;
use tokio_util::sync::CancellationToken;

/// What the three need.
#[derive(Clone)]
pub(crate) struct Health {
    /// The database must answer for the process to be ready.
    pub(crate) store: Store,
    /// Where the metrics are kept; `None` where a recorder was installed before (tests).
    pub(crate) metrics: Option<PrometheusHandle>,
}

/// How often what was measured is folded into sums. Until then every measurement is kept, whether or not anybody asks for `/metrics`.
const FOLD_EVERY: Duration = Duration::from_secs(5);

/// Folds the measurements until `stop`.
pub(crate) async fn keep_metrics_small(metrics: PrometheusHandle, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(FOLD_EVERY) => metrics.run_upkeep(),
        }
    }
}

/// The three addresses.
pub(crate) fn router(health: Health) -> Router {
    Router::new()
        .route("/healthz", get(async || Json(json!({ "status": "alive", "version": env!("CARGO_PKG_VERSION") }))))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(health)
}

async fn ready(State(health): State<Health>) -> Response {
    match health.store.meetings(1).await {
        Ok(_) => Json(json!({ "status": "ready" })).into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "status": "database" }))).into_response(),
    }
}

async fn metrics(State(health): State<Health>) -> Response {
    match health.metrics {
        Some(metrics) => metrics.render().into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
