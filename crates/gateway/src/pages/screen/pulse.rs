//! What an open screen or overlay asks every few seconds: the proof that its link still holds, and what frames do not carry.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::header;
use protocol::screens::ScreenPulse;
use protocol::{ErrorCode, Locale, Problem};
use store::ScreenKind;

use super::{axis, large, left, link};
use crate::GatewayState;
use crate::query::Parameters;

/// Refused as `not_allowed` once the link is revoked: the page goes dark.
pub(in crate::pages) async fn answer(
    state: &GatewayState,
    kind: ScreenKind,
    meeting: &str,
    l: Locale,
    parameters: &Parameters,
) -> Result<Response, Problem> {
    let opened = link::opened(state, kind, meeting, parameters).await?;
    let meeting = opened.ok_or_else(|| Problem::new(ErrorCode::NotAllowed))?;
    let view = state.feeds.get(&meeting).await?.view();
    let now = state.clock.now();
    let axis = match kind {
        ScreenKind::Screen => {
            let (word, left) = left(l, view.meeting(), now);
            axis::draw(l, &view, now, (word, &left), large(parameters))?
        }
        ScreenKind::Overlay => String::new(),
    };
    let pulse = ScreenPulse {
        seq: view.seq(),
        at: now,
        online: state.broker.count(&meeting).await,
        totals: view.totals(),
        open: view.is_public(),
        axis,
    };
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(pulse)).into_response())
}
