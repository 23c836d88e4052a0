//! Telephone numbers: mainland mobile and landline, those of Hong Kong, Macau and Taiwan, and any with a country code.
//!
//! Short public numbers (110, 12345, 95588) and 400 numbers are nobody's and stay. Sources: the mainland numbering plan
//! of 2017 (Ministry of Industry and Information Technology), ITU-T E.164 and E.123 for numbers with a country code.

use super::glyph::{Glyph, says_before, says_right_before, word_at};
use super::number::{Number, Reading, figures_before};
use super::{Finding, PersonalKind};

/// Digits of a mainland mobile number.
const MOBILE_DIGITS: usize = 11;
/// Letters put for digits that one number may have.
const LETTERS_MAX: usize = 4;
/// Characters before a number in which a word can say that it is a telephone number.
const CONTEXT_SPAN: usize = 12;
/// Digits of an extension at most.
const EXTENSION_MAX: usize = 6;
/// Shortest and longest number with its country code (E.164 allows fifteen).
const INTERNATIONAL: std::ops::RangeInclusive<usize> = 10..=15;

/// Words that say: a telephone number follows.
const CONTACT: [&str; 18] = [
    "电话", "手机", "联系", "联络", "致电", "来电", "拨打", "座机", "固话", "号码", "微信", "短信", "打给", "传真",
    "tel", "phone", "mobile", "call",
];
/// Units that make an amount of the figures before them.
const UNITS: [&str; 22] = [
    "元", "万元", "亿元", "美元", "欧元", "港元", "日元", "港币", "人次", "吨", "平方", "平米", "立方", "千瓦", "公里",
    "千米", "千克", "字节", "股", "kwh", "㎡", "%",
];

pub(super) fn mobile(glyphs: &[Glyph], reading: &Reading) -> Option<Finding> {
    if reading.value(0) != 1 || !matches!(reading.value(1), 3..=9) {
        return None;
    }
    let number = reading.first(MOBILE_DIGITS)?;
    let is_plain = !is_amount(glyphs, &number) && is_grouped_like_mobile(&number, reading.is_han());
    let is_said =
        || says_before(glyphs, reading.place(), CONTEXT_SPAN, &CONTACT) || follows_code(glyphs, reading.place());
    if number.is_broken || (!is_plain && !is_said()) {
        return None;
    }
    let spelled_out = number.letters == 0 || (number.letters <= LETTERS_MAX && !number.is_hard);
    spelled_out.then(|| {
        let masked = format!("{}{}****{}", &number.digits[..3], closing(glyphs, &number), &number.digits[7..]);
        (number.end(), PersonalKind::Mobile, masked)
    })
}

/// The bracket that closes behind the first three digits, where one opened before them.
fn closing(glyphs: &[Glyph], number: &Number) -> String {
    let opens = number.places[0].checked_sub(1).is_some_and(|before| matches!(glyphs[before].plain, '(' | '[' | '【'));
    let between = glyphs[number.places[2] + 1..number.places[3]].iter();
    between.filter(|glyph| opens && matches!(glyph.plain, ')' | ']' | '】')).map(|glyph| glyph.shown).collect()
}

/// Whether the number stands behind `+86` or the like.
fn follows_code(glyphs: &[Glyph], at: usize) -> bool {
    let code = glyphs[..at].iter().rev().skip_while(|glyph| matches!(glyph.plain, ' ' | '-' | ')')).count();
    let figures = figures_before(glyphs, code, 5);
    figures == "86" || figures == "0086"
}

/// Whether the figures are rather the decimals of a number, or an amount of something.
fn is_amount(glyphs: &[Glyph], number: &Number) -> bool {
    if number.groups.len() > 1 && !is_in_thousands(number) {
        return false;
    }
    is_fraction(glyphs, number.places[0]) || word_at(glyphs, number.end(), &UNITS).is_some()
}

fn is_in_thousands(number: &Number) -> bool {
    number.groups[1..].iter().all(|&length| length == 3)
}

/// Whether a decimal point stands before `at`. A line's own number (`1.138…`) at its start is none.
fn is_fraction(glyphs: &[Glyph], at: usize) -> bool {
    let Some(point) = at.checked_sub(1).filter(|&point| glyphs[point].plain == '.') else { return false };
    let whole = figures_before(glyphs, point, 6).len();
    let before = (point - whole).checked_sub(1).map(|index| glyphs[index].plain);
    whole > 0 && before.is_some_and(char::is_alphanumeric)
}

/// Whether the digits stand in groups as people write a mobile number, and not as several numbers in a row.
fn is_grouped_like_mobile(number: &Number, is_han: bool) -> bool {
    let groups = number.groups.as_slice();
    let is_usual = matches!(
        groups,
        [11] | [3, 4, 4]
            | [3, 8]
            | [7, 4]
            | [3, 3, 5]
            | [3, 5, 3]
            | [3, 4, 2, 2]
            | [3, 2, 2, 4]
            | [3, 2, 2, 2, 2]
            | [1, 3, 3, 4]
    );
    if is_usual || number.is_spelled() {
        return true;
    }
    // `周一 3000 500 200`: the figure of the day is no part of what follows.
    if number.is_hard || (is_han && groups[0] == 1) {
        return false;
    }
    !is_list(number)
}

/// Whether the groups are rather numbers of their own: years, round amounts, or small numbers in rising order.
fn is_list(number: &Number) -> bool {
    let parts: Vec<&str> = number.parts().collect();
    let is_year = |part: &str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    let are_round = parts.iter().all(|part| part.len() > 1 && part.ends_with('0'));
    let values: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let are_rising = parts.len() > 3 && parts[0].len() == 2 && values.windows(2).all(|pair| pair[0] < pair[1]);
    are_round || are_rising || parts.iter().take(2).all(|part| is_year(part))
}

/// A number with an area code: mainland, or Taiwan.
pub(super) fn landline(glyphs: &[Glyph], reading: &Reading) -> Option<Finding> {
    let longest = 12.min(reading.len());
    let shortest = 9;
    if reading.value(0) != 0 || matches!((reading.value(1), reading.value(2)), (0, _) | (1, 1..)) {
        return None;
    }
    (shortest..=longest).rev().find_map(|length| {
        let number = reading.first(length)?;
        let (area, kind) = area_length(&number).filter(|_| !is_fraction(glyphs, number.places[0]))?;
        let (end, tail) = tail(glyphs, number.end(), length - area);
        let masked = format!("{}{tail}", cover_local(glyphs, &number, area));
        Some((end, kind, masked))
    })
}

/// Digits of the area code, if the number is grouped behind it, and what kind of number that makes.
fn area_length(number: &Number) -> Option<(usize, PersonalKind)> {
    let digits = number.digits.as_bytes();
    if digits[0] != b'0' || number.letters > 0 || number.is_broken {
        return None;
    }
    let groups = number.groups.as_slice();
    let is_whole = groups.len() == 1 || number.is_spelled();
    let first_local = |area: usize| digits[area];
    let short_area = matches!(digits[1], b'1') && digits[2] == b'0' || digits[1] == b'2';
    let long_area = matches!(digits[1], b'3'..=b'9');
    let is_parted = |area: usize| groups[0] == area && groups.len() <= 5;
    match digits.len() {
        11 if short_area && is_whole && matches!(first_local(3), b'2'..=b'8') => Some((3, PersonalKind::Landline)),
        10 | 11 if short_area && is_parted(3) && first_local(3) != b'0' => Some((3, PersonalKind::Landline)),
        11 | 12 if long_area && is_whole && matches!(first_local(4), b'2'..=b'8') => Some((4, PersonalKind::Landline)),
        11 | 12 if long_area && is_parted(4) && first_local(4) != b'0' => Some((4, PersonalKind::Landline)),
        10 if digits.starts_with(b"09") && (is_whole || matches!(groups, [4, 3, 3] | [4, 6])) => {
            Some((4, PersonalKind::Mobile))
        }
        9 | 10 if is_parted(2) && is_taiwanese(number) => Some((2, PersonalKind::Landline)),
        _ => None,
    }
}

/// Whether two digits and a local number of seven or eight could be one of Taiwan, and not a month and a year.
fn is_taiwanese(number: &Number) -> bool {
    let mut parts = number.parts().skip(1);
    let is_dated =
        parts.next().is_some_and(|part| part.len() == 4 && (part.starts_with("19") || part.starts_with("20")));
    matches!(number.digits.as_bytes()[1], b'2'..=b'8')
        && matches!(number.digits.as_bytes()[2], b'2'..=b'8')
        && !is_dated
}

/// The area code as it is grouped, then stars and the last digits of the local number.
fn cover_local(glyphs: &[Glyph], number: &Number, area: usize) -> String {
    let mut masked = number.digits[..area].to_owned();
    masked.extend(glyphs[number.places[area - 1] + 1..number.places[area]].iter().map(|glyph| glyph.shown));
    masked.push_str(&cover(&number.digits[area..]));
    masked
}

/// Four stars and what is left of a local number, at least half of it covered.
fn cover(local: &str) -> String {
    format!("****{}", &local[4.max(local.len() - 4)..])
}

/// What belongs to a number behind it: further numbers of the same place (`/86543211`), and the extension.
fn tail(glyphs: &[Glyph], end: usize, local: usize) -> (usize, String) {
    let mut at = end;
    let mut masked = String::new();
    while let Some(number) = further(glyphs, at, local) {
        masked.extend(glyphs[at..number.places[0]].iter().map(|glyph| glyph.shown));
        masked.push_str(&cover(&number.digits));
        at = number.end();
    }
    if let Some((from, to)) = extension(glyphs, at) {
        masked.extend(glyphs[at..from].iter().map(|glyph| glyph.shown));
        masked.push_str("***");
        at = to;
    }
    (at, masked)
}

fn further(glyphs: &[Glyph], at: usize, local: usize) -> Option<Number> {
    let blank = |at: usize| usize::from(glyphs.get(at).is_some_and(|glyph| glyph.plain == ' '));
    let mark = at + blank(at);
    if !matches!(glyphs.get(mark)?.plain, '/' | '、' | ',' | '或' | '和' | '及') {
        return None;
    }
    let number = Reading::new(glyphs, mark + 1 + blank(mark + 1))?.first(local)?;
    (matches!(number.digits.as_bytes()[0], b'2'..=b'8') && number.groups.len() <= 2 && !number.is_hard)
        .then_some(number)
}

/// First and past-the-last glyph of an extension's digits.
fn extension(glyphs: &[Glyph], at: usize) -> Option<(usize, usize)> {
    const WORDS: [&str; 13] =
        ["转分机", "转接", "转", "分机号码", "分机号", "分机", "内线", "ext.", "ext", "x", "#", "*", "-"];
    let is_filler =
        |index: usize| glyphs.get(index).is_some_and(|glyph| matches!(glyph.plain, ' ' | '(' | ',' | ':' | '.'));
    let mut from = at;
    while from < at + 2 && is_filler(from) {
        from += 1;
    }
    let is_bracket = from > at && glyphs[from - 1].plain == '(';
    match word_at(glyphs, from, &WORDS) {
        Some(length) => from += length,
        None if is_bracket => {}
        None => return None,
    }
    while from < at + 8 && is_filler(from) {
        from += 1;
    }
    let is_digit = |glyph: &Glyph| glyph.figure().is_some() || glyph.han_digit().is_some();
    let digits = glyphs.get(from..)?.iter().take_while(|glyph| is_digit(glyph)).count();
    (1..=EXTENSION_MAX).contains(&digits).then_some((from, from + digits))
}

/// A number without area code, right behind a word that says so; also those of Hong Kong and Macau.
pub(super) fn local(glyphs: &[Glyph], reading: &Reading) -> Option<Finding> {
    const SAID: [&str; 10] = ["电话", "座机", "固话", "致电", "拨打", "电联", "传真", "手机", "tel", "phone"];
    let span = 7;
    if reading.value(0) < 2 || reading.len() < 7 || !says_right_before(glyphs, reading.place(), span, &SAID) {
        return None;
    }
    [8, 7].into_iter().find_map(|length| {
        let number = reading.first(length)?;
        let is_plain = matches!(number.groups.as_slice(), [7 | 8] | [3 | 4, 4] | [2, 2, 2, 2]) && !number.is_hard;
        if !is_plain || number.letters > 0 || word_at(glyphs, number.end(), &UNITS).is_some() {
            return None;
        }
        let (end, tail) = tail(glyphs, number.end(), length);
        Some((end, PersonalKind::Landline, format!("{}{tail}", cover(&number.digits))))
    })
}

/// A number with its country code behind a plus sign, or with that of the mainland behind `00`. Mainland mobile numbers
/// are left to [`mobile`].
pub(super) fn international(glyphs: &[Glyph], at: usize) -> Option<Finding> {
    let sign = if glyphs[at].plain == '+' { 1 } else { word_at(glyphs, at, &["0086", "00 86"])? - 2 };
    let from = at + sign + usize::from(glyphs.get(at + sign).is_some_and(|glyph| matches!(glyph.plain, ' ' | '(')));
    let reading = Reading::new(glyphs, from)?;
    let length = INTERNATIONAL.rev().find(|&length| {
        reading
            .first(length)
            .is_some_and(|number| reading.len() == length || !number.is_hard || number.groups.len() <= 4)
    })?;
    let number = reading.first(length)?;
    let digits = number.digits.as_bytes();
    let is_mainland = number.digits.starts_with("86");
    if digits[0] == b'0' || number.letters > 0 || (is_mainland && digits[2] == b'1' && digits[3] > b'2') {
        return None;
    }
    let kind = if is_mainland { PersonalKind::Landline } else { PersonalKind::Mobile };
    let (end, tail) = tail(glyphs, number.end(), 8);
    let head: String = glyphs[at..from].iter().map(|glyph| glyph.shown).collect();
    let masked = format!("{head}{}****{}{tail}", &number.digits[..3], &number.digits[length - 3..]);
    Some((end, kind, masked))
}
