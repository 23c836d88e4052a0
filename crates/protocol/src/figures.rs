//! How numbers, places and moments are written for readers. `web/shared/figures.ts` writes the same, and both are tested against
//! `tests/fixtures/figures.json`. Nothing here reads a clock.

use domain::UnixMs;

use crate::Locale;

/// Time of the civil day where meetings are held, ahead of UTC. China has kept one zone without summer time since 1991.
const CIVIL_OFFSET_MS: i64 = 8 * 3_600_000;
const DAY_MS: i64 = 86_400_000;
/// Below this a number is written out; from here on it is shortened.
const SHORT_FROM: u64 = 10_000;

impl Locale {
    /// A number for the eye: `1,284`; from 10,000 `1.3万` or `12.8k`. Say [`exact`] in the accessible name.
    pub fn short(self, number: u64) -> String {
        if number < SHORT_FROM {
            return exact(number);
        }
        let (unit, word) = match self {
            Self::ZhHans if number >= 100_000_000 => (100_000_000, "亿"),
            Self::ZhHant if number >= 100_000_000 => (100_000_000, "億"),
            Self::ZhHans => (10_000, "万"),
            Self::ZhHant => (10_000, "萬"),
            Self::En if number >= 1_000_000 => (1_000_000, "M"),
            Self::En => (1_000, "k"),
        };
        let tenths = (number * 10 + unit / 2) / unit;
        let mut text = exact(tenths / 10);
        if !tenths.is_multiple_of(10) {
            text.push('.');
            text.push_str(&(tenths % 10).to_string());
        }
        text.push_str(word);
        text
    }

    /// A civil day and time of day: `7月1日 14:05`, `1 July 14:05`.
    pub fn day_and_time(self, at: UnixMs) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let (_, month, day) = civil_date(at);
        let time = time_of_day(at);
        match self {
            Self::ZhHans | Self::ZhHant => format!("{month}月{day}日 {time}"),
            Self::En => format!("{day} {} {time}", MONTHS[month as usize - 1]),
        }
    }

    /// Until when somebody may not write; `None`: until the meeting is closed.
    pub fn end(self, until: Option<UnixMs>) -> String {
        until.map_or_else(|| self.text("restrict.end").to_owned(), |until| self.day_and_time(until))
    }
}

/// A number with its thousands apart: `1,284`.
pub fn exact(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// An agenda item's numeral: 一, 二 … 十, 十一 … 二十 … 九十九. Other numbers are written in digits.
pub fn numeral(number: u16) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (usize::from(number / 10), usize::from(number % 10));
    match (tens, ones) {
        (0, 1..) => DIGITS[ones].to_owned(),
        (1, _) => format!("十{}", DIGITS[ones]),
        (2..10, _) => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
        _ => number.to_string(),
    }
}

/// A moment of the broadcast, ms from its start: `00:48:12`.
pub fn clock(moment_ms: u64) -> String {
    let seconds = moment_ms / 1_000;
    format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// The civil time of day: `14:05`.
pub fn time_of_day(at: UnixMs) -> String {
    let minutes = (at.0 + CIVIL_OFFSET_MS).rem_euclid(DAY_MS) / 60_000;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The moment in the form that `<time datetime>` takes: `2026-07-01T14:05:00+08:00`.
pub fn machine_time(at: UnixMs) -> String {
    let (year, month, day) = civil_date(at);
    let seconds = (at.0 + CIVIL_OFFSET_MS).rem_euclid(DAY_MS) / 1_000;
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}+08:00", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// The moment in universal time, as calendars exchange it (RFC 5545 §3.3.5): `20260301T013000Z`.
pub fn calendar_time(at: UnixMs) -> String {
    let (year, month, day) = civil_date(UnixMs(at.0 - CIVIL_OFFSET_MS));
    let seconds = at.0.rem_euclid(DAY_MS) / 1_000;
    format!("{year:04}{month:02}{day:02}T{:02}{:02}{:02}Z", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// Year, month 1–12 and day 1–31 of the Gregorian calendar, by the algorithm of Howard Hinnant's `civil_from_days`
/// (<https://howardhinnant.github.io/date_algorithms.html>).
fn civil_date(at: UnixMs) -> (i64, u32, u32) {
    let days = (at.0 + CIVIL_OFFSET_MS).div_euclid(DAY_MS) + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month as u32, day as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_the_fixture_says() {
        let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/figures.json");
        let fixture: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(fixture).unwrap()).unwrap();
        let rows = |name: &str| fixture[name].as_array().unwrap().clone();
        for row in rows("short") {
            for locale in Locale::ALL {
                assert_eq!(locale.short(row["number"].as_u64().unwrap()), row[locale.tag()], "{row}");
            }
        }
        for row in rows("exact") {
            assert_eq!(exact(row["number"].as_u64().unwrap()), row["text"]);
        }
        for row in rows("numeral") {
            assert_eq!(numeral(row["number"].as_u64().unwrap() as u16), row["text"]);
        }
        for row in rows("clock") {
            assert_eq!(clock(row["number"].as_u64().unwrap()), row["text"]);
        }
        for row in rows("time_of_day") {
            assert_eq!(time_of_day(UnixMs(row["number"].as_i64().unwrap())), row["text"]);
        }
    }

    #[test]
    fn days_are_those_of_the_gregorian_calendar() {
        assert_eq!(machine_time(UnixMs(0)), "1970-01-01T08:00:00+08:00");
        assert_eq!(machine_time(UnixMs(1_709_136_000_000)), "2024-02-29T00:00:00+08:00");
        assert_eq!(machine_time(UnixMs(1_767_196_799_000)), "2025-12-31T23:59:59+08:00");
        assert_eq!(Locale::ZhHans.day_and_time(UnixMs(1_767_196_799_000)), "12月31日 23:59");
        assert_eq!(Locale::En.day_and_time(UnixMs(1_767_196_800_000)), "1 January 00:00");
    }

    #[test]
    fn calendars_are_told_universal_time() {
        assert_eq!(calendar_time(UnixMs(0)), "19700101T000000Z");
        assert_eq!(calendar_time(UnixMs(1_772_328_600_000)), "20260301T013000Z");
        assert_eq!(calendar_time(UnixMs(951_782_399_000)), "20000228T235959Z");
    }
}
