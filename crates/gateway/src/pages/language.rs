//! `GET /locale?lang=&next=`: remembers the reader's language and goes back to where they were.

use axum::response::{IntoResponse, Redirect, Response};
use http::header;
use protocol::locale::LOCALE_COOKIE;
use protocol::{ErrorCode, Locale, Problem, is_own_path};

use crate::query::Parameters;

/// The choice is kept for a year.
const KEPT_S: u32 = 31_536_000;

pub(super) async fn choose(parameters: Parameters) -> Result<Response, Problem> {
    let asked = parameters.text("lang").and_then(Locale::from_tag);
    let locale = asked.ok_or_else(|| Problem::new(ErrorCode::BadParameter).field("lang"))?;
    let next = parameters.text("next").filter(|next| is_own_path(next)).unwrap_or("/");
    let cookie = format!("{LOCALE_COOKIE}={}; Path=/; Max-Age={KEPT_S}; SameSite=Lax", locale.tag());
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(next)).into_response())
}
