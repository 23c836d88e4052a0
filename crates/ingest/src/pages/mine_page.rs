//! `GET /m/{meeting}/mine`, and the forms on it: changing a suggestion, taking it back, asking for a second look.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::{Meeting, SuggestionNo, SuggestionText, TEXT_CHARS_CEILING, UnixMs};
use http::{HeaderMap, header};
use identity::{Assets, Device};
use protocol::citizen::MineReply;
use protocol::{AtSuggestion, InMeeting, Locale, Problem, Reader, seen_at, seen_cookie};
use serde::Deserialize;

use super::forms::PageForm;
use super::mine_view::{MineView, RestrictedView, label};
use super::{page, page_about, see_other};
use crate::receipt::receipt;
use crate::writer::Writer;
use crate::{IngestState, appeal as second_look, edit as editing, mine as own, withdraw as withdrawal};

#[derive(Template)]
#[template(path = "mine.html")]
struct Mine<'a> {
    l: Locale,
    assets: &'a Assets,
    here: String,
    csrf: String,
    id: String,
    tab: &'static str,
    back: String,
    meeting_title: String,
    count: String,
    notice: String,
    receipt: String,
    problem: String,
    restricted: Option<RestrictedView>,
    cards: Vec<MineView>,
    backed: Vec<Backed>,
    /// When any of it changed last (ms since 1970), so that the script knows what is news; 0 with nothing.
    changed: i64,
}

struct Backed {
    href: String,
    label: String,
}

/// What has just been done, as the address of the page says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    /// The number just handed in.
    no: Option<u32>,
    /// `edit`, `withdraw`, `appeal` or `link`.
    done: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct OwnForm {
    csrf: String,
    text: String,
    note: String,
}

pub(super) async fn mine(
    State(state): State<IngestState>,
    reader: Reader,
    InMeeting(meeting): InMeeting,
    device: Device,
    headers: HeaderMap,
    done: Result<Query<Done>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(done) = done.unwrap_or_default();
    let now = state.now();
    let (found, reply) = own::mine(&state, &meeting, device.person(&meeting), seen_at(&headers, &meeting)).await?;
    let mut view = build(&state, &reader, &device, found, &reply);
    (view.notice, view.receipt) = notice(&state, reader.locale, &view.id, &reply, &done);
    let mut response = page(&view)?;
    // From now on this device has seen what stands here: the badge starts anew.
    response.headers_mut().append(header::SET_COOKIE, seen_cookie(&meeting, now));
    Ok(response)
}

/// `POST /m/{meeting}/i/{no}/edit`.
pub(super) async fn edit(
    State(state): State<IngestState>,
    reader: Reader,
    writer: Writer,
    AtSuggestion(meeting, no): AtSuggestion,
    PageForm(form): PageForm<OwnForm>,
) -> Result<Response, Problem> {
    state.identity().check_csrf(&writer.device, &form.csrf)?;
    let text = form.text.replace("\r\n", "\n");
    match editing::edit(&state, &writer, no, &text).await {
        Ok(_) => Ok(see_other(&format!("/m/{meeting}/mine?done=edit#n{}", no.0))),
        Err(problem) => refused(&state, &reader, &writer, &problem, Some((no, &text))).await,
    }
}

/// `POST /m/{meeting}/i/{no}/withdraw`.
pub(super) async fn withdraw(
    State(state): State<IngestState>,
    reader: Reader,
    writer: Writer,
    AtSuggestion(meeting, no): AtSuggestion,
    PageForm(form): PageForm<OwnForm>,
) -> Result<Response, Problem> {
    state.identity().check_csrf(&writer.device, &form.csrf)?;
    match withdrawal::withdraw(&state, &writer, no).await {
        Ok(_) => Ok(see_other(&format!("/m/{meeting}/mine?done=withdraw#n{}", no.0))),
        Err(problem) => refused(&state, &reader, &writer, &problem, None).await,
    }
}

/// `POST /m/{meeting}/i/{no}/appeal`.
pub(super) async fn appeal(
    State(state): State<IngestState>,
    reader: Reader,
    writer: Writer,
    AtSuggestion(meeting, no): AtSuggestion,
    PageForm(form): PageForm<OwnForm>,
) -> Result<Response, Problem> {
    state.identity().check_csrf(&writer.device, &form.csrf)?;
    let note = form.note.replace("\r\n", "\n");
    match second_look::appeal(&state, &writer, no, Some(&note)).await {
        Ok(_) => Ok(see_other(&format!("/m/{meeting}/mine?done=appeal#n{}", no.0))),
        Err(problem) => refused(&state, &reader, &writer, &problem, None).await,
    }
}

/// The page again, saying why; words that were typed stay where they were typed.
async fn refused(
    state: &IngestState,
    reader: &Reader,
    writer: &Writer,
    problem: &Problem,
    typed: Option<(SuggestionNo, &str)>,
) -> Result<Response, Problem> {
    // Nothing counts as unread on a page that is about something else.
    let (found, mut reply) = own::mine(state, &writer.meeting, writer.person, UnixMs(i64::MAX)).await?;
    if let Some((no, text)) = typed
        && let Some(card) = reply.suggestions.iter_mut().find(|card| card.no == no)
    {
        text.clone_into(&mut card.text);
    }
    let mut view = build(state, reader, &writer.device, found, &reply);
    view.problem = problem.text(reader.locale);
    page_about(&view, problem)
}

fn build<'a>(
    state: &'a IngestState,
    reader: &Reader,
    device: &Device,
    meeting: Meeting,
    reply: &MineReply,
) -> Mine<'a> {
    let (l, id) = (reader.locale, meeting.id.to_string());
    let counts = [("n", reply.suggestions.len().to_string()), ("left", reply.left.to_string())];
    let counts = counts.each_ref().map(|(name, value)| (*name, value.as_str()));
    let backed = reply.supported.iter().map(|no| Backed { href: format!("/m/{id}/i/{}", no.0), label: label(l, *no) });
    Mine {
        l,
        assets: state.assets(),
        here: format!("/m/{id}/mine"),
        csrf: state.identity().csrf_token(device),
        tab: "mine",
        back: format!("/m/{id}"),
        meeting_title: meeting.settings.title,
        count: l.fill("mine.count", &counts),
        notice: String::new(),
        receipt: String::new(),
        problem: String::new(),
        restricted: reply.restriction.as_ref().map(|restriction| RestrictedView::new(l, restriction)),
        cards: reply.suggestions.iter().map(|card| MineView::new(l, &id, card)).collect(),
        backed: backed.collect(),
        changed: reply.suggestions.iter().map(|card| card.changed_at.0).max().unwrap_or(0),
        id,
    }
}

/// What to confirm, and the receipt of what has just been taken. A number that is not the reader's own confirms nothing.
fn notice(state: &IngestState, l: Locale, meeting: &str, reply: &MineReply, done: &Done) -> (String, String) {
    let taken = done.no.and_then(|no| reply.suggestions.iter().find(|card| card.no.0 == no));
    if let Some(card) = taken {
        let words = l.fill("c.ok", &[("no", &card.no.to_string())]);
        let text = SuggestionText::new(&card.text, TEXT_CHARS_CEILING);
        let proof = text.ok().zip(meeting.parse().ok()).map(|(text, meeting)| {
            let receipt = receipt(state.identity(), &meeting, card.no, &text, card.submitted_at);
            l.fill("c.receipt", &[("receipt", &receipt)])
        });
        return (words, proof.unwrap_or_default());
    }
    let words = match done.done.as_str() {
        "edit" => l.text("mine.done.edit"),
        "withdraw" => l.text("mine.done.withdraw"),
        "appeal" => l.text("mine.done.appeal"),
        "link" => l.text("link.done"),
        _ => "",
    };
    (words.to_owned(), String::new())
}
