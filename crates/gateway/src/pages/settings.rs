//! `GET /settings`: text size, easy mode, colours, motion and language, as a plain form; `GET /settings/save` keeps them on this device.
//! The live page shows the same form in a dialog. Nothing of it is kept on the server.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, header};
use identity::Assets;
use protocol::look::{Scale, Theme};
use protocol::{Locale, Look, Problem, Reader, is_own_path};

use super::page;
use crate::GatewayState;
use crate::query::Parameters;

#[derive(Template)]
#[template(path = "settings.html")]
struct Settings {
    l: Locale,
    assets: Arc<Assets>,
    /// Where the reader came from.
    next: String,
    scales: Vec<Choice>,
    themes: Vec<Choice>,
    look: Look,
}

struct Choice {
    value: &'static str,
    text: &'static str,
    chosen: bool,
}

pub(super) async fn settings(
    State(state): State<GatewayState>,
    reader: Reader,
    headers: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Problem> {
    let l = reader.locale;
    let look = Look::of(&headers, None);
    let size =
        |(scale, text): (Scale, &str)| Choice { value: scale.value(), text: l.text(text), chosen: scale == look.scale };
    let colour =
        |(theme, text): (Theme, &str)| Choice { value: theme.value(), text: l.text(text), chosen: theme == look.theme };
    page(&Settings {
        l,
        assets: Arc::clone(&state.assets),
        next: next(&parameters).to_owned(),
        scales: Scale::ALL.into_iter().zip(["set.s1", "set.s2", "set.s3", "set.s4"]).map(size).collect(),
        themes: Theme::ALL.into_iter().zip(["set.auto", "set.light", "set.dark", "set.hc"]).map(colour).collect(),
        look,
    })
}

pub(super) async fn save(parameters: Parameters) -> Response {
    let scale = parameters.text("scale").and_then(|value| Scale::ALL.into_iter().find(|scale| scale.value() == value));
    let theme = parameters.text("theme").and_then(|value| Theme::ALL.into_iter().find(|theme| theme.value() == value));
    let look = Look {
        scale: scale.unwrap_or_default(),
        theme: theme.unwrap_or_default(),
        elder: parameters.text("elder") == Some("1"),
        calm: parameters.text("motion") == Some("1"),
    };
    ([(header::SET_COOKIE, look.cookie())], Redirect::to(next(&parameters))).into_response()
}

/// Back to where the reader was, if that is a page of this site.
fn next(parameters: &Parameters) -> &str {
    parameters.text("next").filter(|next| is_own_path(next)).unwrap_or("/")
}
