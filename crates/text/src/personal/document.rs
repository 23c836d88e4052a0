//! Numbers of papers and cards that carry their own check: identity numbers and bank cards.
//!
//! The check is the reason to believe; where a form has none, a word beside it must say what it is.

use super::glyph::{Glyph, says_before, says_right_before};
use super::number::{Number, Reading};
use super::{Finding, PersonalKind};

/// Characters of a mainland identity number (GB 11643-1999), the last of which is a check character.
const IDENTITY_DIGITS: usize = 18;
/// Digits of the form issued before 1999, which has no check character.
const OLD_IDENTITY_DIGITS: usize = 15;
/// Characters before a number in which a word can say what it is.
const CONTEXT_SPAN: usize = 14;
/// Blanks and dashes that may stand before the check character.
const GAP_MAX: usize = 3;
/// Digits of a bank card (ISO/IEC 7812; the cards in use here have 16 to 19).
const CARD_DIGITS: std::ops::RangeInclusive<usize> = 16..=19;

const PAPERS: [&str; 9] = ["身份证", "身分证", "证件", "证号", "身份号", "身分号", "idcard", "id card", "id号"];
const CARDS: [&str; 9] = ["银行卡", "卡号", "账号", "账户", "信用卡", "储蓄卡", "借记卡", "打到", "转到"];
/// First digits of mainland cards: `UnionPay`, and older ones of single banks. Of 16 to 19 digits.
const MAINLAND_CARDS: [&str; 10] = ["62", "81", "60", "66", "68", "69", "84", "90", "95", "94"];
/// First digits of Visa, Mastercard, JCB, Discover and Diners. Of 16 digits, or of 19 where a mainland bank issued them.
const OTHER_CARDS: [&str; 18] =
    ["4", "51", "52", "53", "54", "55", "22", "23", "24", "25", "26", "27", "35", "30", "36", "38", "64", "65"];
/// First two digits of the places of issue: provinces, Taiwan, Hong Kong, Macau, and foreigners' permits.
const PROVINCES: [u8; 36] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63,
    64, 65, 71, 81, 82, 83, 91,
];

pub(super) fn identity(glyphs: &[Glyph], reading: &Reading) -> Option<Finding> {
    // The century, or the month of the old form: looked at first, for every number of this length comes here.
    let is_dated = matches!((reading.value(6), reading.value(7)), (1, 9) | (2, 0));
    let is_old = reading.len() >= OLD_IDENTITY_DIGITS && reading.value(8) < 2;
    let number = || is_dated.then(|| identity_number(glyphs, reading)).flatten();
    number().or_else(|| is_old.then(|| old_identity_number(glyphs, reading)).flatten())
}

fn identity_number(glyphs: &[Glyph], reading: &Reading) -> Option<Finding> {
    let (end, whole) = match reading.first(IDENTITY_DIGITS) {
        Some(number) => (number.end(), number.digits),
        None => lettered(glyphs, reading)?,
    };
    if !is_possible_date(&whole[6..14]) || check_character(&whole[..17]) != whole.chars().last() {
        return None;
    }
    let hidden = "*".repeat(IDENTITY_DIGITS - 5);
    Some((end, PersonalKind::IdentityNumber, format!("{}{hidden}{}", &whole[..3], &whole[16..])))
}

/// Seventeen digits and the check character X.
fn lettered(glyphs: &[Glyph], reading: &Reading) -> Option<(usize, String)> {
    let number = reading.first(IDENTITY_DIGITS - 1)?;
    let behind = glyphs.get(number.end()..)?;
    let gap =
        behind.iter().take(GAP_MAX).take_while(|glyph| !glyph.plain.is_alphanumeric() && glyph.plain != '×').count();
    let is_check = matches!(behind.get(gap)?.plain, 'X' | 'x' | '×');
    is_check.then(|| (number.end() + gap + 1, format!("{}X", number.digits)))
}

fn old_identity_number(glyphs: &[Glyph], reading: &Reading) -> Option<Finding> {
    let number = reading.first(OLD_IDENTITY_DIGITS)?;
    let digits = &number.digits;
    let is_placed = digits[..2].parse().is_ok_and(|place| PROVINCES.contains(&place));
    let is_dated = is_possible_date(&format!("19{}", &digits[6..12]));
    if !is_placed || !is_dated || number.letters > 0 || !says_before(glyphs, number.places[0], CONTEXT_SPAN, &PAPERS) {
        return None;
    }
    let hidden = "*".repeat(OLD_IDENTITY_DIGITS - 5);
    Some((number.end(), PersonalKind::IdentityNumber, format!("{}{hidden}{}", &digits[..3], &digits[13..])))
}

/// Whether `YYYYMMDD` can be the birthday of somebody alive in the last two centuries.
fn is_possible_date(digits: &str) -> bool {
    let part = |range: std::ops::Range<usize>| digits[range].parse::<u32>().unwrap_or(0);
    let (year, month, day) = (part(0..4), part(4..6), part(6..8));
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    };
    (1900..2100).contains(&year) && (1..=days).contains(&day)
}

/// The check character of 17 digits: ISO 7064 MOD 11-2, as GB 11643-1999 prescribes.
pub(super) fn check_character(digits: &str) -> Option<char> {
    let remainder = digits.chars().try_fold(0, |sum, c| c.to_digit(10).map(|digit| (sum + digit) * 2 % 11))?;
    // The check value makes the whole number ≡ 1 (mod 11); ten is written X.
    let value = (12 - remainder) % 11;
    Some(char::from_digit(value, 10).unwrap_or('X'))
}

pub(super) fn bank_card(glyphs: &[Glyph], reading: &Reading) -> Option<Finding> {
    let lengths = CARD_DIGITS.rev().filter(|&length| length <= reading.len());
    lengths.into_iter().find_map(|length| {
        if !is_luhn(reading, length) {
            return None;
        }
        let number = reading.first(length)?;
        let starts_with = |prefix: &str| number.digits.starts_with(prefix);
        let is_issued = MAINLAND_CARDS.iter().any(|prefix| starts_with(prefix))
            || (matches!(length, 16 | 19) && OTHER_CARDS.iter().any(|prefix| starts_with(prefix)));
        if number.letters > 0 {
            return None;
        }
        let is_said = says_before(glyphs, number.places[0], CONTEXT_SPAN, &CARDS);
        if !(is_said || (is_issued && is_grouped_like_card(&number))) {
            return None;
        }
        let (head, rest) = number.digits.split_at(4);
        let (covered, tail) = rest.split_at(rest.len() - 4);
        Some((number.end(), PersonalKind::BankCard, format!("{head}{}{tail}", "*".repeat(covered.len()))))
    })
}

fn is_grouped_like_card(number: &Number) -> bool {
    let (last, before) = number.groups.split_last().unwrap_or((&0, &[]));
    let in_fours = before.iter().all(|&length| length == 4) && (1..=4).contains(last);
    let by_issuer = matches!(number.groups.as_slice(), [6, _] | [6, _, _] | [4, 6, 6]);
    number.groups.len() == 1 || number.is_spelled() || in_fours || by_issuer || !number.is_hard
}

/// The check of ISO/IEC 7812-1, annex B (Luhn). A row of one and the same digit is nobody's card.
fn is_luhn(reading: &Reading, length: usize) -> bool {
    let values = reading.values().take(length).rev().map(u32::from);
    let sum: u32 =
        values.enumerate().map(|(at, value)| if at % 2 == 1 { value * 2 / 10 + value * 2 % 10 } else { value }).sum();
    sum.is_multiple_of(10) && reading.values().take(length).any(|value| value != reading.value(0))
}

/// Other papers, whose numbers are a letter or two and digits, right behind the paper's name.
pub(super) fn other_paper(glyphs: &[Glyph], at: usize) -> Option<Finding> {
    const NAMED: [&str; 10] =
        ["护照", "通行证", "身份证", "身分证", "证件", "台胞证", "回乡证", "军官证", "士兵证", "居留证"];
    let begins = at == 0 || !glyphs[at - 1].plain.is_ascii_alphanumeric();
    if !begins || !glyphs[at].plain.is_ascii_alphabetic() || !says_right_before(glyphs, at, 8, &NAMED) {
        return None;
    }
    let body = &glyphs[at..];
    let letters = body.iter().take(2).take_while(|glyph| glyph.plain.is_ascii_alphabetic()).count();
    let digits = body[letters..].iter().take(10).take_while(|glyph| glyph.figure().is_some()).count();
    if !(6..=9).contains(&digits) {
        return None;
    }
    let mut end = at + letters + digits;
    // The check digit of Hong Kong stands in brackets.
    let is_mark = |index: usize, mark: char| glyphs.get(index).is_some_and(|glyph| glyph.plain == mark);
    if is_mark(end, '(') && is_mark(end + 2, ')') {
        end += 3;
    }
    Some((end, PersonalKind::IdentityNumber, format!("{}{}", glyphs[at].shown, "*".repeat(end - at - 1))))
}
