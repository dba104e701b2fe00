//! `GET /healthz`: for load balancers and service managers.

use crate::{Web, gate};
use axum::extract::State;
use axum::http::StatusCode;

/// 200 `ok` when the store answers, 503 otherwise.
pub(crate) async fn healthz(State(web): State<Web>) -> (StatusCode, &'static str) {
    match gate::healthy(&web.flow).await {
        Ok(()) => (StatusCode::OK, "ok\n"),
        Err(error) => {
            tracing::error!(%error, "health check");
            (StatusCode::SERVICE_UNAVAILABLE, "unavailable\n")
        }
    }
}
