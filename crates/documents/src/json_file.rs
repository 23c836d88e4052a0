//! The report as JSON, by a published schema.

use crate::error::DocumentError;
use crate::report::{Report, Row, Totals};
use crate::time::rfc3339;
use serde::Serialize;

/// What the `schema` key of an export says, and the `$id` of the schema.
pub const JSON_SCHEMA_ID: &str = "urn:yanlu:schema:export:v1";

/// The JSON schema (draft 2020-12) of what [`json`] writes. Within version 1 keys are only added.
pub fn json_schema() -> &'static str {
    include_str!("../schema/export.v1.json")
}

/// The report as one JSON object: `schema`, `meeting`, `generated_at`, `log_seq`, `rule`, `totals`, `suggestions`.
///
/// # Errors
/// [`DocumentError::TooManyRows`].
pub fn json(report: &Report) -> Result<Vec<u8>, DocumentError> {
    report.check()?;
    let mut bytes = serde_json::to_vec_pretty(&Export::of(report))?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[derive(Serialize)]
struct Export<'a> {
    schema: &'static str,
    meeting: Meeting<'a>,
    generated_at: String,
    log_seq: u64,
    rule: &'a str,
    totals: Sums,
    suggestions: Vec<Suggestion<'a>>,
}

#[derive(Serialize)]
struct Meeting<'a> {
    id: &'a str,
    code: &'a str,
    title: &'a str,
    starts_at: Option<String>,
    ended_at: Option<String>,
}

#[derive(Serialize)]
struct Sums {
    received: u64,
    published: u64,
    merged: u64,
    rejected: u64,
    returned: u64,
    hidden: u64,
    withdrawn: u64,
    pending: u64,
    supports: u64,
    people: u64,
    supports_with: u64,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    no: u32,
    rank: Option<u64>,
    agenda_item: Option<u16>,
    agenda_title: Option<&'a str>,
    text: &'a str,
    original_text: Option<&'a str>,
    supports: u64,
    merged_count: u32,
    merged_into: Option<u32>,
    state: &'static str,
    state_word: &'a str,
    reason: Option<&'a str>,
    reason_word: Option<&'a str>,
    area: Option<&'a str>,
    display_name: Option<&'a str>,
    entered_by: Option<&'a str>,
    submitted_at: String,
    published_at: Option<String>,
    moment_ms: Option<u32>,
    floor: Option<&'a str>,
    supports_with: u64,
    rank_with: Option<u64>,
}

impl<'a> Export<'a> {
    fn of(report: &'a Report) -> Self {
        let offset = report.utc_offset_minutes;
        let at = |at_ms: i64| rfc3339(at_ms, offset);
        let meeting = &report.meeting;
        Self {
            schema: JSON_SCHEMA_ID,
            meeting: Meeting {
                id: &meeting.id,
                code: &meeting.code,
                title: &meeting.title,
                starts_at: meeting.starts_at_ms.map(at),
                ended_at: meeting.ended_at_ms.map(at),
            },
            generated_at: at(report.generated_at_ms),
            log_seq: report.log_seq,
            rule: &report.rule,
            totals: report.totals.into(),
            suggestions: report.rows.iter().map(|row| Suggestion::of(row, offset)).collect(),
        }
    }
}

impl<'a> Suggestion<'a> {
    fn of(row: &'a Row, offset_minutes: i32) -> Self {
        let at = |at_ms: i64| rfc3339(at_ms, offset_minutes);
        Self {
            no: row.no,
            rank: row.rank,
            agenda_item: row.agenda_item,
            agenda_title: row.agenda_title.as_deref(),
            text: &row.text,
            original_text: row.original_text.as_deref(),
            supports: row.supports,
            merged_count: row.merged_count,
            merged_into: row.merged_into,
            state: row.state.code(),
            state_word: &row.state_word,
            reason: row.reason.as_deref(),
            reason_word: row.reason_word.as_deref(),
            area: row.area.as_deref(),
            display_name: row.display_name.as_deref(),
            entered_by: row.entered_by.as_deref(),
            submitted_at: at(row.submitted_at_ms),
            published_at: row.published_at_ms.map(at),
            moment_ms: row.moment_ms,
            floor: row.floor_word.as_deref(),
            supports_with: row.supports_with,
            rank_with: row.rank_with,
        }
    }
}

impl From<Totals> for Sums {
    fn from(totals: Totals) -> Self {
        Self {
            received: totals.received,
            published: totals.published,
            merged: totals.merged,
            rejected: totals.rejected,
            returned: totals.returned,
            hidden: totals.hidden,
            withdrawn: totals.withdrawn,
            pending: totals.pending,
            supports: totals.supports,
            people: totals.people,
            supports_with: totals.supports_with,
        }
    }
}
