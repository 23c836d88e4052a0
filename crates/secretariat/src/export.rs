//! `GET …/export?format=`: the results as a file, and the same for the command line.
//!
//! Reads the same assembly as the results page and adds only words of the reader's language; so all totals are equal.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use documents::{DocumentError, Labels, MeetingHeader, Report, Row, State as DocumentState, Totals};
use domain::{Clock, MeetingId, Phase, Refusal, ReviewKind, UnixMs};
use http::{HeaderMap, HeaderValue, Uri, header};
use identity::CurrentStaff;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use protocol::frame::MeetingCard;
use protocol::secretariat::{ExportFormat, ResultRow, ResultTotals, ResultsReply};
use protocol::{ErrorCode, InMeeting, Locale, Problem};
use serde::Deserialize;
use store::{Store, StoreError};

use crate::access::{fault, permit_record};
use crate::kept::Results;
use crate::state::SecretariatState;

/// Characters of a file's name that are written plainly in `filename*`: the `attr-char` of RFC 5987 that titles have.
const PLAIN_IN_FILE_NAME: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The log cannot be read.
    #[error("cannot read the meeting")]
    Store(#[from] StoreError),
    /// The document cannot be made.
    #[error("cannot make the document")]
    Document(#[from] DocumentError),
    /// The task that makes it was stopped, which happens when the process ends.
    #[error("the document was not finished")]
    Stopped(#[from] tokio::task::JoinError),
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    format: Option<ExportFormat>,
}

/// The file; without `format`, a workbook.
pub(crate) async fn download(
    State(state): State<SecretariatState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    asked: Result<Query<Asked>, axum::extract::rejection::QueryRejection>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    permit_record(&staff)?;
    let Query(asked) = asked.map_err(|_| Problem::new(ErrorCode::BadParameter).field("format"))?;
    let format = asked.format.unwrap_or(ExportFormat::Xlsx);
    let results = state.results.of(&state.store, &*state.clock, &meeting).await.map_err(fault)?;
    let results = results.ok_or_else(|| Problem::refused(Refusal::NoSuchMeeting, state.clock.now()))?;
    let disposition = disposition(&results.meeting, format);
    let locale = Locale::of(&headers, uri.query());
    let bytes = file(results, format, locale).await.map_err(|error| identity::fault(&error))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type(format))),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CONTENT_LANGUAGE, HeaderValue::from_static(locale.tag())),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, bytes).into_response())
}

/// The schema of the JSON export. Public: it says nothing of any meeting.
pub(crate) async fn schema() -> Response {
    ([(header::CONTENT_TYPE, "application/schema+json")], documents::json_schema()).into_response()
}

/// The file of a meeting as it stands now; `None` when there is no such meeting.
///
/// # Errors
/// [`ExportError`].
pub async fn export(
    store: &Store,
    clock: Arc<dyn Clock>,
    meeting: &MeetingId,
    format: ExportFormat,
    locale: Locale,
) -> Result<Option<Vec<u8>>, ExportError> {
    let Some(results) = Results::default().of(store, &*clock, meeting).await? else {
        return Ok(None);
    };
    file(results, format, locale).await.map(Some)
}

async fn file(results: Arc<ResultsReply>, format: ExportFormat, locale: Locale) -> Result<Vec<u8>, ExportError> {
    // Away from the tasks that answer: a workbook of 10,000 rows takes long. Once begun it runs to its end.
    let made = tokio::task::spawn_blocking(move || {
        let report = report(&results, locale);
        match format {
            ExportFormat::Xlsx => documents::xlsx(&report),
            ExportFormat::Csv => documents::csv(&report),
            ExportFormat::Json => documents::json(&report),
        }
    });
    Ok(made.await??)
}

/// The results in the words of `locale`.
fn report(results: &ResultsReply, locale: Locale) -> Report {
    let meeting = &results.meeting;
    Report {
        meeting: MeetingHeader {
            id: meeting.id.to_string(),
            code: meeting.code.to_string(),
            title: meeting.title.clone(),
            starts_at_ms: began(meeting).map(|at| at.0),
            ended_at_ms: ended(meeting.phase).map(|at| at.0),
        },
        generated_at_ms: results.at.0,
        log_seq: results.seq.0,
        utc_offset_minutes: domain::UTC_OFFSET_MINUTES,
        rule: locale.text("export.rule.support").to_owned(),
        totals: totals(&results.totals),
        rows: results.rows.iter().map(|one| row(meeting, one, locale)).collect(),
        labels: Labels::from_words(|key| locale.text(key).to_owned()),
    }
}

/// When the broadcast began; while it has not, when it is planned.
fn began(meeting: &MeetingCard) -> Option<UnixMs> {
    let first_item = || meeting.agenda.iter().filter_map(|item| item.started_at).min();
    meeting.phase.live_since().or_else(first_item).or(meeting.starts_at)
}

fn ended(phase: Phase) -> Option<UnixMs> {
    match phase {
        Phase::Closed { at } | Phase::Archived { at } => Some(at),
        Phase::Draft | Phase::Open | Phase::Live { .. } | Phase::Late { .. } => None,
    }
}

fn totals(totals: &ResultTotals) -> Totals {
    Totals {
        received: totals.received.into(),
        published: totals.published.into(),
        merged: totals.merged.into(),
        rejected: totals.rejected.into(),
        returned: totals.returned.into(),
        hidden: totals.hidden.into(),
        withdrawn: totals.withdrawn.into(),
        pending: totals.pending.into(),
        supports: totals.supports,
        supports_with: totals.supports + totals.aside,
        people: totals.people.into(),
    }
}

fn row(meeting: &MeetingCard, one: &ResultRow, locale: Locale) -> Row {
    let word = |list: &str, word: &str| locale.text(&format!("{list}.{word}")).to_owned();
    let agenda = one.agenda_item.and_then(|item| meeting.agenda.get(usize::from(item.0).checked_sub(1)?));
    Row {
        no: one.no.0,
        rank: one.rank.map(u64::from),
        agenda_item: one.agenda_item.map(|item| item.0),
        agenda_title: agenda.map(|item| item.title.clone()),
        text: one.text.clone(),
        original_text: None,
        state: state(one.state),
        state_word: word("export.state", one.state.word()),
        reason: one.reason.map(|reason| reason.code().to_owned()),
        reason_word: one.reason.map(|reason| word("reason", reason.code())),
        supports: one.supports.into(),
        supports_with: u64::from(one.supports) + u64::from(one.aside),
        rank_with: one.rank_with.map(u64::from),
        merged_count: one.merged,
        merged_into: one.merged_into.map(|no| no.0),
        area: one.area.clone(),
        display_name: one.display_name.clone(),
        entered_by: None,
        submitted_at_ms: one.submitted_at.0,
        published_at_ms: one.decided_at.filter(|_| one.state == ReviewKind::Published).map(|at| at.0),
        moment_ms: one.moment_ms,
        floor_word: (one.floor != "off").then(|| word("export.floor", &one.floor)),
    }
}

fn state(kind: ReviewKind) -> DocumentState {
    match kind {
        ReviewKind::Pending => DocumentState::Pending,
        ReviewKind::Held => DocumentState::Held,
        ReviewKind::Decided => DocumentState::Decided,
        ReviewKind::Published => DocumentState::Published,
        ReviewKind::Returned => DocumentState::Returned,
        ReviewKind::Rejected => DocumentState::Rejected,
        ReviewKind::Hidden => DocumentState::Hidden,
        ReviewKind::Withdrawn => DocumentState::Withdrawn,
        ReviewKind::Merged => DocumentState::Merged,
        ReviewKind::Appealed => DocumentState::Appealed,
    }
}

fn media_type(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ExportFormat::Csv => "text/csv; charset=utf-8",
        ExportFormat::Json => "application/json",
    }
}

/// A name for the file: in ASCII by the meeting's id, and with the whole title where the client reads RFC 5987.
fn disposition(meeting: &MeetingCard, format: ExportFormat) -> HeaderValue {
    let ending = match format {
        ExportFormat::Xlsx => "xlsx",
        ExportFormat::Csv => "csv",
        ExportFormat::Json => "json",
    };
    let title: String =
        meeting.title.chars().map(|c| if c.is_control() || r#"/\:*?"<>|"#.contains(c) { '_' } else { c }).collect();
    let whole = format!("{title}-{}.{ending}", meeting.id);
    let encoded = utf8_percent_encode(&whole, PLAIN_IN_FILE_NAME);
    let value = format!("attachment; filename=\"{}.{ending}\"; filename*=UTF-8''{encoded}", meeting.id);
    HeaderValue::try_from(value).expect("percent-encoded text and an id are visible ASCII")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_an_export_is_in_every_locale() {
        let states = ReviewKind::ALL.iter().map(|kind| format!("export.state.{}", kind.word()));
        let floors = ["shortlisted", "on_screen", "read_out", "answered", "covered", "deferred"];
        let floors = floors.iter().map(|word| format!("export.floor.{word}"));
        let keys = Labels::keys().into_iter().chain(states).chain(floors).chain(["export.rule.support".to_owned()]);
        for key in keys {
            for locale in Locale::ALL {
                assert!(locale.has(&key), "{}: {key}", locale.tag());
            }
        }
    }
}
