//! E-mail addresses, also those whose signs are spelled out to escape a search: `(at)`, `艾特`, `点com`.

use super::glyph::{Glyph, word_at};
use super::{Finding, PersonalKind};

/// Longest domain (RFC 5321, section 4.5.3.1.2).
const DOMAIN_MAX: usize = 255;
/// Labels of one domain that are looked at.
const LABELS_MAX: usize = 8;
/// Houses whose addresses people write down in every disguise.
const PROVIDERS: [&str; 24] = [
    "qq", "vip.qq", "163", "126", "vip.163", "yeah", "139", "189", "wo", "gmail", "outlook", "hotmail", "live", "msn",
    "sina", "vip.sina", "sohu", "tom", "foxmail", "aliyun", "yahoo", "icloud", "me", "proton",
];
/// Ends of a domain that no word between two blanks has by chance.
const ENDS: [&str; 14] =
    ["com", "cn", "net", "org", "edu", "gov", "hk", "tw", "mo", "com.cn", "edu.cn", "gov.cn", "com.hk", "com.tw"];

/// How sure the sign between the two halves is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// `@` with nothing around it: what follows may be any domain.
    Close,
    /// `@` between blanks, or `(at)`: a usual end of the domain must follow.
    Apart,
    /// `at`, `艾特`, `#`: a known house must follow.
    Spelled,
}

pub(super) fn email(glyphs: &[Glyph], at: usize) -> Option<Finding> {
    if !starts(glyphs, at) {
        return None;
    }
    let local = glyphs[at..].iter().take_while(|glyph| is_local(glyph.plain)).count();
    let (sign, domain_at) = sign(glyphs, at + local)?;
    let (end, domain) = domain(glyphs, domain_at, sign)?;
    let (name, top) = domain.rsplit_once('.')?;
    let is_top = top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic());
    let lower = domain.to_ascii_lowercase();
    let ends_usual = ENDS.iter().any(|end| lower.strip_suffix(end).is_some_and(|rest| rest.ends_with('.')));
    let is_known = PROVIDERS.iter().any(|house| lower.strip_prefix(house).is_some_and(|rest| rest.starts_with('.')));
    let fits = match sign {
        Sign::Close => is_top,
        Sign::Apart => ends_usual,
        Sign::Spelled => ends_usual && is_known,
    };
    (fits && !name.is_empty()).then(|| (end, PersonalKind::Email, format!("{}***@{domain}", glyphs[at].plain)))
}

/// Whether the first letter or figure of a local part is at `at`.
fn starts(glyphs: &[Glyph], at: usize) -> bool {
    let is_mark = |glyph: &&Glyph| is_local(glyph.plain) && !glyph.plain.is_ascii_alphanumeric();
    let before = glyphs[..at].iter().rev().find(|glyph| !is_mark(glyph));
    glyphs[at].plain.is_ascii_alphanumeric() && before.is_none_or(|glyph| !glyph.plain.is_ascii_alphanumeric())
}

/// What kind of sign stands at `at`, and where the domain starts behind it.
fn sign(glyphs: &[Glyph], at: usize) -> Option<(Sign, usize)> {
    let blanks = blanks(glyphs, at);
    let from = at + blanks;
    if glyphs.get(from)?.plain == '@' {
        let behind = self::blanks(glyphs, from + 1);
        let sign = if blanks + behind == 0 { Sign::Close } else { Sign::Apart };
        return Some((sign, from + 1 + behind));
    }
    if let Some(length) = word_at(glyphs, from, &["(at)", "[at]", "{at}", "【at】", "<at>", "(@)", "[@]", "【@】"])
    {
        return Some((Sign::Apart, from + length + self::blanks(glyphs, from + length)));
    }
    let spelled: &[&str] = if blanks > 0 { &["艾特", "at", "#"] } else { &["艾特", "#"] };
    let length = word_at(glyphs, from, spelled)?;
    Some((Sign::Spelled, from + length + self::blanks(glyphs, from + length)))
}

/// The domain from `at` on with its dots as dots, and where it ends.
fn domain(glyphs: &[Glyph], at: usize, sign: Sign) -> Option<(usize, String)> {
    let mut domain = String::new();
    let mut end = at;
    let mut from = at;
    for _ in 0..LABELS_MAX {
        let rest = glyphs.get(from..)?.iter().take(DOMAIN_MAX);
        let mut label: String =
            rest.map(|glyph| glyph.plain).take_while(|&c| c.is_ascii_alphanumeric() || c == '-').collect();
        let written = label.len();
        label.truncate(label.trim_end_matches('-').len());
        if label.is_empty() {
            break;
        }
        if !domain.is_empty() {
            domain.push('.');
        }
        domain.push_str(&label);
        end = from + label.len();
        match dot(glyphs, end, sign) {
            Some(next) if written == label.len() => from = next,
            _ => break,
        }
    }
    (end > at).then_some((end, domain))
}

/// Where the next label starts behind a dot, however it is written.
fn dot(glyphs: &[Glyph], at: usize, sign: Sign) -> Option<usize> {
    if glyphs.get(at)?.plain == '.' && is_label(glyphs, at + 1) {
        return Some(at + 1);
    }
    let from = at + blanks(glyphs, at);
    let length = word_at(glyphs, from, &["(dot)", "[dot]", "(点)", "[点]", "点", "dot", "。", "."])?;
    let next = from + length + blanks(glyphs, from + length);
    // A full stop, or a blank, may as well end the sentence: only a usual end of a domain may follow.
    let label: String = glyphs
        .get(next..)?
        .iter()
        .map(|glyph| glyph.plain.to_ascii_lowercase())
        .take(16)
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    let is_end = ENDS.contains(&label.as_str()) || (sign != Sign::Close && PROVIDERS.contains(&label.as_str()));
    is_end.then_some(next)
}

fn is_label(glyphs: &[Glyph], at: usize) -> bool {
    glyphs.get(at).is_some_and(|glyph| glyph.plain.is_ascii_alphanumeric())
}

/// Blanks from `at` on, at most two.
fn blanks(glyphs: &[Glyph], at: usize) -> usize {
    glyphs.get(at..).unwrap_or_default().iter().take(2).take_while(|glyph| glyph.plain == ' ').count()
}

fn is_local(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-' | '\'' | '&' | '~')
}
