//! QR codes as SVG, drawn here so that no page has to. `GET /m/{meeting}/qr.svg` leads to the meeting's code, with `?no=` to the page of one
//! suggestion, which says nothing before that is public.

use std::fmt::Write as _;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::settings::is_host;
use domain::{MeetingCode, MeetingId, SuggestionNo};
use fast_qr::{ECL, QRBuilder};
use http::{HeaderMap, HeaderValue, header};
use identity::CurrentStaff;
use protocol::{ErrorCode, Problem, Reader};

use super::cards;
use crate::GatewayState;
use crate::query::Parameters;

/// Light modules around a code, as ISO/IEC 18004 asks.
const QUIET: usize = 4;

pub(super) async fn meeting(
    State(state): State<GatewayState>,
    Path(meeting): Path<String>,
    staff: Result<CurrentStaff, Problem>,
    reader: Reader,
    parameters: Parameters,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let meeting: MeetingId = meeting.parse().map_err(|_| Problem::new(ErrorCode::NoSuchMeeting))?;
    let view = state.feeds.get(&meeting).await?.view();
    // A draft is nowhere, but the posters are printed before the meeting opens.
    if !view.is_public() && staff.is_err() {
        return Err(Problem::new(ErrorCode::NoSuchMeeting));
    }
    if let Some(no) = parameters.parsed::<u32>("no")?.map(SuggestionNo) {
        let address = format!("{}{}", origin(&state, &headers), cards::address(view.meeting(), no));
        let title = reader.locale.fill("qr.one", &[("no", &no.to_string())]);
        return Ok(picture(svg(&address, &title)?));
    }
    let code = view.meeting().code;
    let title = reader.locale.fill("qr.title", &[("code", &spaced(code))]);
    Ok(picture(svg(&joining(&state, &headers, code), &title)?))
}

/// The address that a meeting's QR code leads to.
pub(super) fn joining(state: &GatewayState, headers: &HeaderMap, code: MeetingCode) -> String {
    format!("{}/j/{code}", origin(state, headers))
}

/// The origin under which people reach this site: the configured one, else what this request was sent to.
pub(super) fn origin(state: &GatewayState, headers: &HeaderMap) -> String {
    if !state.config.public_origin.is_empty() {
        return state.config.public_origin.clone();
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let scheme = if text("x-forwarded-proto") == "https" { "https" } else { "http" };
    let host = text("host");
    let host = if is_host(host) { host } else { "" };
    format!("{scheme}://{host}")
}

/// Three and three digits, as they are read out: `483 920`.
pub(super) fn spaced(code: MeetingCode) -> String {
    let code = code.to_string();
    let (first, second) = code.split_at(code.len() / 2);
    format!("{first} {second}")
}

/// An answer that nobody else may keep: it is made for the host that was asked.
pub(super) fn picture(svg: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=300")),
    ];
    (headers, svg).into_response()
}

/// `text` as a QR code with its quiet zone, dark on light in every theme. Level M: 15 % of it may be covered.
pub(super) fn svg(text: &str, title: &str) -> Result<String, Problem> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().map_err(|error| {
        tracing::error!(?error, "a text does not fit a QR code");
        Problem::new(ErrorCode::Internal)
    })?;
    let size = code.size;
    let whole = size + 2 * QUIET;
    let title = title.replace('&', "&amp;").replace('<', "&lt;");
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"qr\" viewBox=\"0 0 {whole} {whole}\" role=\"img\" \
         shape-rendering=\"crispEdges\"><title>{title}</title><path fill=\"#fff\" d=\"M0 0h{whole}v{whole}H0z\"/>\
         <path d=\"{}\"/></svg>",
        dark(size, |row, column| code[row][column].value())
    ))
}

/// One path over all dark modules, runs of a row joined.
fn dark(size: usize, is_dark: impl Fn(usize, usize) -> bool) -> String {
    let mut path = String::new();
    for row in 0..size {
        let mut from = None;
        for column in 0..=size {
            let inside = column < size && is_dark(row, column);
            match from {
                None if inside => from = Some(column),
                Some(start) if !inside => {
                    let run = column - start;
                    let _ = write!(path, "M{} {}h{run}v1h-{run}z", start + QUIET, row + QUIET);
                    from = None;
                }
                _ => {}
            }
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_dark_modules_are_drawn_once_and_behind_the_quiet_zone() {
        let grid = [[true, true], [false, true]];
        assert_eq!(dark(2, |row, column| grid[row][column]), "M4 4h2v1h-2zM5 5h1v1h-1z");
    }

    #[test]
    fn an_address_of_usual_length_fits_a_small_code_that_names_itself() {
        let code = svg("https://yanlu.example.org/j/483920", "<扫码>").unwrap();
        assert!(code.contains("viewBox=\"0 0 37 37\"") && code.contains("<title>&lt;扫码></title>"), "{code}");
        assert!(code.contains("M4 4h7v1h-7z"), "the first row of the finder stands behind four light modules");
    }
}
