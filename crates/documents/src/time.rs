//! Moments as documents write them, in the meeting's offset from Greenwich.

use jiff::Timestamp;
use jiff::fmt::temporal::DateTimePrinter;
use jiff::tz::Offset;

/// Milliseconds in a day, the unit of a workbook's dates.
pub(crate) const DAY_MS: f64 = 86_400_000.0;
/// Days from a workbook's day zero (30 December 1899) to 1 January 1970.
const UNIX_DAY: f64 = 25_569.0;
const SECONDS_PER_MINUTE: i32 = 60;

/// `2024-11-24T21:38:00.000+08:00` (RFC 3339); a moment outside years 1–9999 becomes the nearest inside.
pub(crate) fn rfc3339(at_ms: i64, offset_minutes: i32) -> String {
    let nearest = if at_ms < 0 { Timestamp::MIN } else { Timestamp::MAX };
    let moment = Timestamp::from_millisecond(at_ms).unwrap_or(nearest);
    let printer = DateTimePrinter::new().precision(Some(3));
    printer.timestamp_with_offset_to_string(&moment, offset(offset_minutes))
}

/// The number that a workbook shows as this moment: days since 30 December 1899 on the meeting's wall clock.
pub(crate) fn workbook_date(at_ms: i64, offset_minutes: i32) -> f64 {
    let shift_ms = f64::from(offset(offset_minutes).seconds()) * 1_000.0;
    (at_ms as f64 + shift_ms) / DAY_MS + UNIX_DAY
}

/// `UTC+08:00`.
pub(crate) fn offset_name(offset_minutes: i32) -> String {
    let minutes = offset(offset_minutes).seconds() / SECONDS_PER_MINUTE;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("UTC{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

fn offset(minutes: i32) -> Offset {
    let seconds = minutes.checked_mul(SECONDS_PER_MINUTE);
    seconds.and_then(|seconds| Offset::from_seconds(seconds).ok()).unwrap_or(Offset::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 24 November 2024, 13:38:05.250 in Greenwich.
    const MOMENT_MS: i64 = 1_732_455_485_250;

    #[test]
    fn moments_are_written_on_the_wall_clock_of_the_meeting() {
        assert_eq!(rfc3339(MOMENT_MS, 480), "2024-11-24T21:38:05.250+08:00");
        assert_eq!(rfc3339(MOMENT_MS, -210), "2024-11-24T10:08:05.250-03:30");
        assert_eq!(rfc3339(0, 0), "1970-01-01T00:00:00.000+00:00");
    }

    #[test]
    fn a_workbook_counts_days_from_the_end_of_1899() {
        assert!((workbook_date(0, 0) - 25_569.0).abs() < 1e-9);
        assert!((workbook_date(0, 720) - 25_569.5).abs() < 1e-9);
    }

    #[test]
    fn offsets_that_no_clock_has_count_as_greenwich() {
        assert_eq!(offset_name(480), "UTC+08:00");
        assert_eq!(offset_name(-210), "UTC-03:30");
        assert_eq!(offset_name(i32::MAX), "UTC+00:00");
    }
}
