//! `GET /m/{meeting}/start.ics`: the start of a meeting for the reader's own calendar, which then reminds them. No address is asked for.

use axum::response::{IntoResponse, Response};
use domain::UnixMs;
use http::header;
use protocol::{ErrorCode, Problem};

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
        format!("DTSTAMP:{}", stamp(visit.now)),
        format!("DTSTART:{}", stamp(starts_at)),
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

/// `20260301T013000Z`.
fn stamp(at: UnixMs) -> String {
    const MS_PER_DAY: i64 = 86_400_000;
    let (days, rest) = (at.0.div_euclid(MS_PER_DAY), at.0.rem_euclid(MS_PER_DAY) / 1_000);
    let (year, month, day) = civil(days);
    format!("{year:04}{month:02}{day:02}T{:02}{:02}{:02}Z", rest / 3_600, rest / 60 % 60, rest % 60)
}

/// Year, month and day of a number of days since 1970 (Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`).
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
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
    fn moments_are_written_in_universal_time() {
        assert_eq!(stamp(UnixMs(0)), "19700101T000000Z");
        assert_eq!(stamp(UnixMs(1_772_328_600_000)), "20260301T013000Z");
        assert_eq!(stamp(UnixMs(951_782_399_000)), "20000228T235959Z");
    }

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
