//! The badge beside "mine" on every page: how many outcomes of their own the reader has not seen on this device. Written into the page
//! before it is sent, so that it stands there without any script.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use domain::{MeetingId, UnixMs};
use http::header;
use identity::Device;
use protocol::{Locale, seen_at};

use crate::GatewayState;
use crate::fault::fault;

/// What the navigation's template writes where the badge belongs.
const PLACE: &str = "data-unread hidden></span>";
/// A page larger than this is sent as it is.
const PAGE_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Beyond it the figure says no more.
const SHOWN_MAX: usize = 99;

/// The layer that fills the badge in. Who comes without a cookie of ours has nothing of their own, and costs nothing here.
pub(super) async fn badge(State(state): State<GatewayState>, request: Request, next: Next) -> Response {
    let meeting = meeting_of(request.uri().path());
    let device = meeting.and_then(|meeting| Some((Device::known(request.headers(), &state.identity)?, meeting)));
    let Some((device, meeting)) = device else { return next.run(request).await };
    let seen = seen_at(request.headers(), &meeting);
    let locale = Locale::of(request.headers(), request.uri().query());
    let response = next.run(request).await;
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if !kind.is_some_and(|kind| kind.starts_with("text/html")) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(page) = to_bytes(body, PAGE_BYTES_MAX).await else {
        return Response::from_parts(parts, Body::empty());
    };
    let unread = unread(&state, &device, &meeting, seen).await;
    let Some(marked) = with_badge(&page, unread, locale) else {
        return Response::from_parts(parts, Body::from(page));
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(marked))
}

/// `/m/{meeting}` and what is under it.
fn meeting_of(path: &str) -> Option<MeetingId> {
    path.strip_prefix("/m/")?.split('/').next()?.parse().ok()
}

/// A page is worth more than its badge: where the count cannot be had there is none.
async fn unread(state: &GatewayState, device: &Device, meeting: &MeetingId, seen: UnixMs) -> usize {
    match state.store.suggestions_of(meeting, device.person(meeting)).await {
        Ok(own) => own.iter().filter(|own| own.outcome_at().is_some_and(|at| at > seen)).count(),
        Err(error) => {
            let _ = fault(&error);
            0
        }
    }
}

/// The page with its badge; `None` when there is nothing to tell or no place for it.
fn with_badge(page: &[u8], unread: usize, locale: Locale) -> Option<String> {
    let page = std::str::from_utf8(page).ok().filter(|_| unread > 0)?;
    if !page.contains(PLACE) {
        return None;
    }
    let figure = if unread > SHOWN_MAX { format!("{SHOWN_MAX}+") } else { unread.to_string() };
    let words = locale.fill("mine.unread", &[("n", &unread.to_string())]);
    let badge =
        format!("data-unread><span aria-hidden=\"true\">{figure}</span><span class=\"sr\"> {words}</span></span>");
    Some(page.replace(PLACE, &badge))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAV: &[u8] = b"<a href=\"/m/park/mine\">Mine<span class=\"dot num\" data-unread hidden></span></a>";

    #[test]
    fn unread_outcomes_are_told_to_eyes_and_ears() {
        let page = with_badge(NAV, 2, Locale::ZhHans).unwrap();
        assert!(page.contains("<span aria-hidden=\"true\">2</span><span class=\"sr\"> 2 条新结果</span>"), "{page}");
        assert!(with_badge(NAV, 120, Locale::En).unwrap().contains(">99+<"));
    }

    #[test]
    fn nothing_unread_and_no_place_leave_the_page_as_it_is() {
        assert_eq!(with_badge(NAV, 0, Locale::En), None);
        assert_eq!(with_badge(b"<p>no navigation</p>", 3, Locale::En), None);
    }

    #[test]
    fn a_meeting_is_found_in_the_addresses_under_it() {
        assert_eq!(meeting_of("/m/park2026/i/7").map(String::from), Some("park2026".into()));
        assert_eq!(meeting_of("/m/park2026").map(String::from), Some("park2026".into()));
        for path in ["/", "/m/", "/screen/park2026", "/m/No"] {
            assert_eq!(meeting_of(path), None, "{path}");
        }
    }
}
