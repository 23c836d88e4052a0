//! `POST /me/link`, `GET` and `POST /me/link/{token}`: one's own list on another device. Looking at a link never uses it up, since
//! chats look at what is sent through them; only the button on the page does.

use askama::Template;
use axum::extract::{FromRequestParts, Path, State};
use axum::response::Response;
use domain::MeetingId;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, header};
use identity::{Assets, ClientAddress, DEVICE_LINK_MINUTES, Device};
use protocol::{ErrorCode, Locale, Problem, Reader};
use serde::Deserialize;

use super::forms::PageForm;
use super::{page, page_about, see_other};
use crate::IngestState;

#[derive(Template)]
#[template(path = "link.html")]
struct Link<'a> {
    l: Locale,
    assets: &'a Assets,
    here: String,
    csrf: String,
    back: String,
    /// What the page is about: `made`, `open` or `spent`.
    about: &'static str,
    /// The new link, or where the button sends.
    address: String,
    rule: String,
    meeting: String,
    problem: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct LinkForm {
    csrf: String,
    /// The meeting to return to.
    meeting: String,
}

/// A browser that is not in a meeting, after its address's limit.
pub(super) struct Visitor(Device);

impl FromRequestParts<IngestState> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &IngestState) -> Result<Self, Problem> {
        let Ok(from) = ClientAddress::from_request_parts(parts, state).await;
        state.limits().write(from)?;
        let Ok(device) = Device::from_request_parts(parts, state).await;
        Ok(Self(device))
    }
}

/// `POST /me/link`.
pub(super) async fn make(
    State(state): State<IngestState>,
    reader: Reader,
    Visitor(device): Visitor,
    headers: HeaderMap,
    PageForm(form): PageForm<LinkForm>,
) -> Result<Response, Problem> {
    state.identity().check_csrf(&device, &form.csrf)?;
    let meeting = known(&form.meeting);
    let token = state.identity().link_device(&device).await?;
    let asked = meeting.as_ref().map(|meeting| format!("?m={meeting}")).unwrap_or_default();
    let address = format!("{}/me/link/{token}{asked}", origin(&headers));
    let view = view(&state, &reader, &device, meeting.as_ref());
    page(&Link { about: "made", address, ..view }).map(secret)
}

/// `GET /me/link/{token}`.
pub(super) async fn look(
    State(state): State<IngestState>,
    reader: Reader,
    Visitor(device): Visitor,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let meeting = reader.here.split_once("?m=").and_then(|(_, meeting)| known(meeting));
    match state.identity().check_link(&token).await {
        Ok(()) => {
            let view = view(&state, &reader, &device, meeting.as_ref());
            page(&Link { about: "open", address: format!("/me/link/{token}"), ..view }).map(secret)
        }
        Err(problem) => spent(&state, &reader, &device, meeting.as_ref(), &problem),
    }
}

/// `POST /me/link/{token}`: this browser becomes the device that made the link.
pub(super) async fn follow(
    State(state): State<IngestState>,
    reader: Reader,
    Visitor(device): Visitor,
    Path(token): Path<String>,
    PageForm(form): PageForm<LinkForm>,
) -> Result<Response, Problem> {
    state.identity().check_csrf(&device, &form.csrf)?;
    let meeting = known(&form.meeting);
    match state.identity().follow_link(&device, &token).await {
        Ok(()) => {
            let home = meeting.map_or_else(|| "/".to_owned(), |meeting| format!("/m/{meeting}/mine?done=link"));
            Ok(secret(see_other(&home)))
        }
        Err(problem) => spent(&state, &reader, &device, meeting.as_ref(), &problem),
    }
}

fn spent(
    state: &IngestState,
    reader: &Reader,
    device: &Device,
    meeting: Option<&MeetingId>,
    problem: &Problem,
) -> Result<Response, Problem> {
    if problem.code() != ErrorCode::LinkSpent {
        return Err(problem.clone());
    }
    page_about(&Link { about: "spent", ..view(state, reader, device, meeting) }, problem).map(secret)
}

fn view<'s>(state: &'s IngestState, reader: &Reader, device: &Device, meeting: Option<&MeetingId>) -> Link<'s> {
    let home = meeting.map_or_else(|| "/".to_owned(), |meeting| format!("/m/{meeting}/mine"));
    let minutes = DEVICE_LINK_MINUTES.to_string();
    Link {
        l: reader.locale,
        assets: state.assets(),
        // The languages' links must not carry the token through another page's address.
        here: home.clone(),
        csrf: state.identity().csrf_token(device),
        back: home,
        about: "spent",
        address: String::new(),
        rule: reader.locale.fill("link.rule", &[("n", &minutes)]),
        meeting: meeting.map(ToString::to_string).unwrap_or_default(),
        problem: reader.locale.fill("link.spent.why", &[("n", &minutes)]),
    }
}

fn known(text: &str) -> Option<MeetingId> {
    text.parse().ok()
}

/// Where people reach this site, as the browser that sent the form says: a POST carries its origin, and a foreign one was refused
/// before. Older browsers leave it out; then it is the host that was asked.
fn origin(headers: &HeaderMap) -> String {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match text("origin") {
        "" | "null" => {
            let scheme = if text("x-forwarded-proto") == "https" { "https" } else { "http" };
            format!("{scheme}://{}", text("host"))
        }
        origin => origin.to_owned(),
    }
}

/// The address of such a page is a secret: it must not travel on in a `Referer`, nor be found by a search.
fn secret(mut response: Response) -> Response {
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response.headers_mut().insert("x-robots-tag", HeaderValue::from_static("noindex"));
    response
}
