//! `GET …/record` and `…/record.csv`: everything that members of staff did, with before and after. Filtered, a page at a time, or as a file.

use std::collections::{BTreeSet, HashMap};

use axum::Json;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use domain::{CommandKind, MeetingId, StaffId, UnixMs};
use http::header;
use identity::CurrentStaff;
use protocol::record::{RECORD_PAGE, RecordEntry, RecordPerson, RecordReply};
use protocol::{ErrorCode, InMeeting, Problem};
use serde::Deserialize;

use crate::access::permit;
use crate::desk::{Deed, Desk};
use crate::state::ModerationState;

/// The file's columns.
const COLUMNS: [&str; 10] = ["at", "person", "who", "verb", "no", "into", "reason", "before", "after", "at_ms"];

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    person: Option<u32>,
    verb: Option<String>,
    no: Option<u32>,
    from: Option<i64>,
    until: Option<i64>,
    page: Option<u32>,
}

impl Asked {
    fn takes(&self, deed: &Deed) -> bool {
        let person = self.person.is_none_or(|person| deed.who.0 == person);
        let verb = self.verb.as_deref().is_none_or(|verb| verb.is_empty() || deed.verb == verb);
        let no = self.no.is_none_or(|no| [deed.no, deed.into].into_iter().flatten().any(|one| one.0 == no));
        let time = self.from.is_none_or(|from| deed.at.0 >= from) && self.until.is_none_or(|until| deed.at.0 < until);
        person && verb && no && time
    }
}

pub(crate) async fn show(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    asked: Result<Query<Asked>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<RecordReply>, Problem> {
    permit(&staff, CommandKind::Arrange)?;
    let Query(asked) = asked.map_err(|_| Problem::new(ErrorCode::BadParameter))?;
    let names = names(&state, &meeting).await?;
    let open = state.desks.of(&state.store, &meeting).await?;
    let desk = open.look();
    let found: Vec<&Deed> = desk.record().filter(|deed| asked.takes(deed)).collect();
    let pages = found.len().div_ceil(RECORD_PAGE).max(1);
    let page = (asked.page.unwrap_or(1).max(1) as usize).min(pages);
    let entries = found.iter().skip((page - 1) * RECORD_PAGE).take(RECORD_PAGE).map(|deed| entry(deed, &names));
    let verbs: BTreeSet<&str> = desk.record().map(|deed| deed.verb).collect();
    Ok(Json(RecordReply {
        entries: entries.collect(),
        page: page as u32,
        pages: pages as u32,
        total: found.len() as u32,
        people: people(&desk, &names),
        verbs: verbs.into_iter().map(str::to_owned).collect(),
    }))
}

/// The same as a file, without pages.
pub(crate) async fn file(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    asked: Result<Query<Asked>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Problem> {
    permit(&staff, CommandKind::Arrange)?;
    let Query(asked) = asked.map_err(|_| Problem::new(ErrorCode::BadParameter))?;
    let names = names(&state, &meeting).await?;
    let open = state.desks.of(&state.store, &meeting).await?;
    let entries: Vec<_> =
        open.look().record().filter(|deed| asked.takes(deed)).map(|deed| entry(deed, &names)).collect();
    let rows = entries.into_iter().map(row);
    let bytes = table(rows).map_err(|_| Problem::new(ErrorCode::Internal))?;
    let name = format!("attachment; filename=\"record-{meeting}.csv\"");
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

fn row(entry: RecordEntry) -> Vec<String> {
    let number = |no: Option<domain::SuggestionNo>| no.map(|no| no.0.to_string()).unwrap_or_default();
    vec![
        local(entry.at),
        entry.person.0.to_string(),
        entry.who,
        entry.verb,
        number(entry.no),
        number(entry.into),
        entry.reason.map(|reason| reason.code().to_owned()).unwrap_or_default(),
        entry.before.unwrap_or_default(),
        entry.after.unwrap_or_default(),
        entry.at.0.to_string(),
    ]
}

/// RFC 4180 with a byte order mark, as spreadsheets read it.
fn table(rows: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>, csv::Error> {
    let mut bytes = "\u{FEFF}".as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut bytes);
    writer.write_record(COLUMNS)?;
    for row in rows {
        writer.write_record(row.into_iter().map(no_formula))?;
    }
    writer.flush()?;
    drop(writer);
    Ok(bytes)
}

/// An apostrophe before what a spreadsheet could take for a formula, as in the files of results. Source: OWASP, "CSV Injection".
fn no_formula(text: String) -> String {
    let begins = |text: &str| text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if begins(text.trim_start()) || text.starts_with(['\t', '\r', '\n']) { format!("'{text}") } else { text }
}

/// The moment where meetings are held, by RFC 3339; empty outside the years 1–9999.
fn local(at: UnixMs) -> String {
    let offset = jiff::tz::Offset::from_seconds(domain::UTC_OFFSET_MINUTES * 60).unwrap_or(jiff::tz::Offset::UTC);
    let moment = jiff::Timestamp::from_millisecond(at.0);
    moment.map(|moment| moment.display_with_offset(offset).to_string()).unwrap_or_default()
}

async fn names(state: &ModerationState, meeting: &MeetingId) -> Result<HashMap<StaffId, String>, Problem> {
    let open = state.desks.of(&state.store, meeting).await?;
    let known: BTreeSet<StaffId> = open.look().record().map(|deed| deed.who).collect();
    state.desks.names(&state.store, known.into_iter()).await
}

fn entry(deed: &Deed, names: &HashMap<StaffId, String>) -> RecordEntry {
    RecordEntry {
        at: UnixMs(deed.at.0),
        person: deed.who,
        who: names.get(&deed.who).cloned().unwrap_or_default(),
        verb: deed.verb.to_owned(),
        no: deed.no,
        into: deed.into,
        reason: deed.reason,
        before: deed.before.clone(),
        after: deed.after.clone(),
    }
}

fn people(desk: &Desk, names: &HashMap<StaffId, String>) -> Vec<RecordPerson> {
    let work = desk.colleagues();
    let mut people: Vec<_> = names
        .iter()
        .map(|(id, name)| RecordPerson {
            id: *id,
            name: name.clone(),
            handled: work.handled(*id),
            agreement: work.agreement(*id),
        })
        .collect();
    people.sort_unstable_by_key(|person| person.id);
    people
}
