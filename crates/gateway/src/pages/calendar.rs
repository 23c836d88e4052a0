//! `GET /m/{meeting}/start.ics`: the start of a meeting for the reader's own calendar, which then reminds them. No address is asked for.

use axum::response::{IntoResponse, Response};
use http::header;
use protocol::{ErrorCode, Problem, figures};

use super::reader::Visit;

/// Reminded this long before the start.
const ALARM: &str = "-PT15M";
/// Lines are folded after this many bytes (RFC 5545 §3.1).
const LINE_BYTES_MAX: usize = 75;

pub(super) async fn start(visit: Visit) -> Result<Response, Problem> {
    let meeting = visit.meeting();
    let starts_at = meeting.starts_at.ok_or_else(|| Problem::new(ErrorCode::NotFound))?;
    let lines = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Yanlu//Meeting//ZH".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}-start@yanlu", meeting.id),
        format!("DTSTAMP:{}", figures::calendar_time(visit.now)),
        format!("DTSTART:{}", figures::calendar_time(starts_at)),
        format!("SUMMARY:{}", escaped(&meeting.title)),
        format!("URL:/m/{}", meeting.id),
        "BEGIN:VALARM".to_owned(),
        "ACTION:DISPLAY".to_owned(),
        format!("DESCRIPTION:{}", escaped(&meeting.title)),
        format!("TRIGGER:{ALARM}"),
        "END:VALARM".to_owned(),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ];
    let text: String = lines.iter().map(|line| folded(line)).collect();
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"meeting.ics\""),
    ];
    Ok((headers, text).into_response())
}

/// RFC 5545 §3.3.11.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            '\n' => escaped.push_str("\\n"),
            '\r' => {}
            other => escaped.push(other),
        }
    }
    escaped
}

/// A line with its end, broken between characters where it is too long.
fn folded(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + 8);
    let mut bytes = 0;
    for character in line.chars() {
        if bytes + character.len_utf8() > LINE_BYTES_MAX {
            folded.push_str("\r\n ");
            bytes = 1;
        }
        folded.push(character);
        bytes += character.len_utf8();
    }
    folded + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_characters() {
        let line = format!("SUMMARY:{}", "公园".repeat(20));
        for part in folded(&line).split("\r\n") {
            assert!(part.len() <= LINE_BYTES_MAX, "{part}");
        }
        assert_eq!(folded(&line).replace("\r\n ", "").trim_end(), line);
    }

    #[test]
    fn a_title_cannot_end_its_line() {
        assert_eq!(escaped("a,b;c\nEND:VEVENT\\"), "a\\,b\\;c\\nEND:VEVENT\\\\");
    }
}
