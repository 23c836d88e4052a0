//! Personal data that people write into a public text: mobile numbers, identity numbers, e-mail addresses.
//!
//! Finds and masks by shape alone. A finding is a flag for the moderator; the mask is applied on publication, and the
//! author's own words stay as they are in the log. Must not log or return anything but places and masked forms.

use std::ops::Range;
use unicode_normalization::char::decompose_compatible;

/// Digits of a mainland mobile number (Ministry of Industry and Information Technology, numbering plan of 2017).
const MOBILE_DIGITS: usize = 11;
/// Characters of a mainland identity number (GB 11643-1999), the last of which is a check character.
const IDENTITY_DIGITS: usize = 18;
/// Spaces and dashes that may stand between two digits of one number.
const SEPARATORS_MAX: usize = 3;
/// Longest local part of an e-mail address (RFC 5321, section 4.5.3.1.1).
const LOCAL_PART_MAX: usize = 64;
/// Longest domain of an e-mail address (RFC 5321, section 4.5.3.1.2).
const DOMAIN_MAX: usize = 255;
/// Digits that every mask takes away at least; bounds the passes of [`mask`].
const HIDDEN_MIN: usize = 4;

/// What kind of personal data was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PersonalKind {
    /// A mainland mobile number, with or without spaces, dashes, full-width digits or a +86 before it.
    Mobile,
    /// A mainland identity number whose date is possible and whose check character is right.
    IdentityNumber,
    /// An e-mail address.
    Email,
}

/// One finding in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonalData {
    /// What it is.
    pub kind: PersonalKind,
    /// Where it is, in bytes of the text that was searched; always on character boundaries.
    pub range: Range<usize>,
    /// What stands in its place on publication, for example `138****5521`.
    pub masked: String,
}

/// Finds personal data in a text, in the order of their places, never overlapping.
pub fn personal_data(text: &str) -> Vec<PersonalData> {
    let glyphs: Vec<Glyph> = text.char_indices().map(Glyph::new).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < glyphs.len() {
        let finding = email(&glyphs, at).or_else(|| identity_number(&glyphs, at)).or_else(|| mobile(&glyphs, at));
        match finding {
            Some((end, kind, masked)) => {
                let range = glyphs[at].start..glyphs.get(end).map_or(text.len(), |next| next.start);
                found.push(PersonalData { kind, range, masked });
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// The text with all personal data replaced by their masked forms; [`personal_data`] finds none in the result.
pub fn mask(text: &str) -> String {
    let mut masked = text.to_owned();
    // What a mask leaves visible can form a number with its neighbours, so it is looked at again.
    for _ in 0..=text.len() / HIDDEN_MIN {
        let found = personal_data(&masked);
        if found.is_empty() {
            break;
        }
        for finding in found.into_iter().rev() {
            masked.replace_range(finding.range, &finding.masked);
        }
    }
    masked
}

/// A finding: index of the glyph after it, its kind, its masked form.
type Finding = (usize, PersonalKind, String);

/// A character, its place, and the plain form in which it is compared.
struct Glyph {
    start: usize,
    /// ASCII form of the character where it has one (`８` is `8`, `＠` is `@`), else the character.
    plain: char,
}

impl Glyph {
    fn new((start, character): (usize, char)) -> Self {
        let plain = match character {
            c if c.is_ascii() => c,
            '。' => '。',
            '–' | '—' | '‐' | '‑' | '−' | '―' => '-',
            c if c.is_whitespace() => ' ',
            c => single_ascii(c).unwrap_or(c),
        };
        Self { start, plain }
    }
}

/// The one ASCII character that a character is a variant of, if it is one.
fn single_ascii(c: char) -> Option<char> {
    let mut count = 0;
    let mut last = c;
    decompose_compatible(c, |part| {
        count += 1;
        last = part;
    });
    (count == 1 && last.is_ascii()).then_some(last)
}

fn mobile(glyphs: &[Glyph], at: usize) -> Option<Finding> {
    let (end, digits) = number(glyphs, at, MOBILE_DIGITS)?;
    let range = digits.as_bytes().get(1).copied();
    if !digits.starts_with('1') || !matches!(range, Some(b'3'..=b'9')) {
        return None;
    }
    let masked = format!("{}****{}", &digits[..3], &digits[7..]);
    Some((end, PersonalKind::Mobile, masked))
}

fn identity_number(glyphs: &[Glyph], at: usize) -> Option<Finding> {
    let (end, digits) = number(glyphs, at, IDENTITY_DIGITS)?;
    if !is_possible_date(&digits[6..14]) || check_character(&digits[..17]) != digits.chars().last() {
        return None;
    }
    let hidden = "*".repeat(IDENTITY_DIGITS - 5);
    let masked = format!("{}{hidden}{}", &digits[..3], &digits[16..]);
    Some((end, PersonalKind::IdentityNumber, masked))
}

/// Exactly `length` digits from `at` on, single separators allowed between them, no digit beside them. The last
/// character of an identity number may be `X`, which comes back in upper case.
fn number(glyphs: &[Glyph], at: usize, length: usize) -> Option<(usize, String)> {
    if !glyphs[at].plain.is_ascii_digit() || !starts_number(glyphs, at) {
        return None;
    }
    let mut digits = String::with_capacity(length);
    let mut index = at;
    let mut separators = 0;
    while digits.len() < length {
        let plain = glyphs.get(index)?.plain;
        let is_check = length == IDENTITY_DIGITS && digits.len() + 1 == length && matches!(plain, 'X' | 'x');
        if plain.is_ascii_digit() || is_check {
            digits.push(plain.to_ascii_uppercase());
            separators = 0;
        } else if matches!(plain, ' ' | '-' | '.' | '·' | '_') && separators < SEPARATORS_MAX {
            separators += 1;
        } else {
            return None;
        }
        index += 1;
    }
    let continues = glyphs.get(index).is_some_and(|next| next.plain.is_ascii_digit());
    (!continues).then_some((index, digits))
}

/// Whether no digit stands right before `at`, except the country code 86 (also as +86, 0086).
fn starts_number(glyphs: &[Glyph], at: usize) -> bool {
    let longest_code = 4;
    let before: Vec<char> = glyphs[..at]
        .iter()
        .rev()
        .take(longest_code + 1)
        .map(|glyph| glyph.plain)
        .take_while(char::is_ascii_digit)
        .collect();
    matches!(before.as_slice(), [] | ['6', '8'] | ['6', '8', '0', '0'])
}

/// Whether `YYYYMMDD` can be the birthday of somebody alive in the last two centuries.
fn is_possible_date(digits: &str) -> bool {
    let part = |range: Range<usize>| digits[range].parse::<u32>().unwrap_or(0);
    (1900..2100).contains(&part(0..4)) && (1..=12).contains(&part(4..6)) && (1..=31).contains(&part(6..8))
}

/// The check character of 17 digits: ISO 7064 MOD 11-2, as GB 11643-1999 prescribes.
fn check_character(digits: &str) -> Option<char> {
    let remainder = digits.chars().try_fold(0, |sum, c| c.to_digit(10).map(|digit| (sum + digit) * 2 % 11))?;
    // The check value makes the whole number ≡ 1 (mod 11); ten is written X.
    let value = (12 - remainder) % 11;
    Some(char::from_digit(value, 10).unwrap_or('X'))
}

fn email(glyphs: &[Glyph], at: usize) -> Option<Finding> {
    let starts = at == 0 || !is_local(glyphs[at - 1].plain);
    if !starts || !is_local(glyphs[at].plain) {
        return None;
    }
    let local = run(glyphs, at, LOCAL_PART_MAX, is_local);
    if glyphs.get(at + local)?.plain != '@' {
        return None;
    }
    let domain_at = at + local + 1;
    let mut end = domain_at + run(glyphs, domain_at, DOMAIN_MAX, is_domain);
    while end > domain_at && !glyphs[end - 1].plain.is_ascii_alphanumeric() {
        end -= 1;
    }
    let domain: String = glyphs[domain_at..end].iter().map(|glyph| glyph.plain).collect();
    let (name, top) = domain.rsplit_once('.')?;
    let well_formed = !name.is_empty() && !domain.split('.').any(str::is_empty);
    if !well_formed || top.len() < 2 || !top.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let masked = format!("{}***@{domain}", glyphs[at].plain);
    Some((end, PersonalKind::Email, masked))
}

/// Length of the run from `at` on whose characters all belong, at most `longest`.
fn run(glyphs: &[Glyph], at: usize, longest: usize, belongs: fn(char) -> bool) -> usize {
    let rest = glyphs.get(at..).unwrap_or_default().iter().take(longest);
    rest.take_while(|glyph| belongs(glyph.plain)).count()
}

fn is_local(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-')
}

fn is_domain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-')
}

#[cfg(test)]
#[path = "personal_tests.rs"]
mod tests;
