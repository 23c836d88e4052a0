//! Vehicle plates of the mainland (GA 36-2018): `粤B·12345`, `粤BD12345`, `川A1234学`, `WJ粤12345`, `军A12345`.

use super::glyph::{Glyph, says_before};
use super::{Finding, PersonalKind};

/// First characters: provinces, and the forces.
const PLACES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼军海空北南兰沈济成广";
/// The forces' own: their letter follows at once, so that `海K12345` is one and `南A座` is none.
const FORCES: &str = "军海空北南兰沈济成广";
/// Places whose character is a word of its own, before which letters often stand: `新APP`.
const WORDS: &str = "新云黑青成广海空北南";
/// Last characters of plates for one use.
const USES: &str = "学警港澳挂试超使领";
/// Characters behind the place and the letter: five, or six on new-energy plates.
const BODY: [usize; 2] = [6, 5];
/// Characters of the body that stay to be seen.
const LEFT: usize = 2;
const CONTEXT: [&str; 6] = ["车牌", "牌照", "牌号", "车号", "车辆", "车"];

pub(super) fn plate(glyphs: &[Glyph], at: usize) -> Option<Finding> {
    let police = glyphs[at].plain.eq_ignore_ascii_case(&'w') && glyphs.get(at + 1)?.plain.eq_ignore_ascii_case(&'j');
    if police {
        return armed_police(glyphs, at);
    }
    let place = glyphs[at].plain;
    if place == '使' {
        return embassy(glyphs, at);
    }
    if !PLACES.contains(place) {
        return None;
    }
    let letter_at = skip(glyphs, at + 1);
    let letter = glyphs.get(letter_at)?.plain.to_ascii_uppercase();
    if !letter.is_ascii_uppercase() || letter == 'I' {
        return None;
    }
    let body_at = skip(glyphs, letter_at + 1);
    let is_parted = body_at > letter_at + 1;
    let said = says_before(glyphs, at, 8, &CONTEXT);
    BODY.iter().find_map(|&length| {
        let (end, body) = body(glyphs, body_at, length)?;
        let letters = body.chars().filter(char::is_ascii_alphabetic).count();
        let fits = if length == 6 { is_new_energy(&body) } else { letters <= 3 };
        // Without a dot or a word about vehicles, a model's name is too near: few letters, and a plain place.
        let likely =
            said || is_parted || (letters <= 1 && !FORCES.contains(place)) || (letters <= 2 && !WORDS.contains(place));
        (fits && likely && !(FORCES.contains(place) && !said && !is_parted))
            .then(|| (end, PersonalKind::Plate, cover(glyphs, at..body_at, &body)))
    })
}

/// `使·123456`; without its dot it is a verb.
fn embassy(glyphs: &[Glyph], at: usize) -> Option<Finding> {
    let body_at = skip(glyphs, at + 1);
    let (end, body) = body(glyphs, body_at, 6)?;
    let is_plate = body_at > at + 1 && body.bytes().all(|byte| byte.is_ascii_digit());
    is_plate.then(|| (end, PersonalKind::Plate, cover(glyphs, at..body_at, &body)))
}

/// `WJ粤12345`, `WJ·粤·1234X`.
fn armed_police(glyphs: &[Glyph], at: usize) -> Option<Finding> {
    let place_at = skip(glyphs, at + 2);
    let has_place = PLACES.contains(glyphs.get(place_at)?.plain);
    let body_at = if has_place { skip(glyphs, place_at + 1) } else { place_at };
    let (end, body) = body(glyphs, body_at, 5)?;
    let figures = body.chars().filter(char::is_ascii_digit).count();
    (figures >= 4 && (has_place || body_at > at + 2))
        .then(|| (end, PersonalKind::Plate, cover(glyphs, at..body_at, &body)))
}

/// One separator, if there is one.
fn skip(glyphs: &[Glyph], at: usize) -> usize {
    let is_separator = |glyph: &Glyph| matches!(glyph.plain, '·' | '.' | '-' | ' ' | '*' | '_' | '。' | ':' | '—');
    let count = glyphs.get(at..).unwrap_or_default().iter().take(2).take_while(|glyph| is_separator(glyph)).count();
    at + count
}

/// Exactly `length` characters of a plate and where they end: capitals and figures, blanks and dashes between them left
/// out, the last perhaps a plate's use.
fn body(glyphs: &[Glyph], at: usize, length: usize) -> Option<(usize, String)> {
    let mut body = String::new();
    let mut index = at;
    while body.chars().count() < length {
        let place = if body.is_empty() { index } else { skip(glyphs, index) };
        let c = glyphs.get(place)?.plain.to_ascii_uppercase();
        let is_last = body.len() + 1 == length;
        if !(c.is_ascii_digit() || c.is_ascii_uppercase() || (is_last && length == 5 && USES.contains(c))) {
            return None;
        }
        body.push(c);
        index = place + 1;
    }
    let goes_on = glyphs.get(index).is_some_and(|next| next.plain.is_ascii_alphanumeric());
    let figures = body.chars().filter(char::is_ascii_digit).count();
    (!goes_on && figures >= 2).then_some((index, body))
}

/// A letter first or last and figures else; the second character may be a letter too.
fn is_new_energy(body: &str) -> bool {
    let kinds: Vec<bool> = body.chars().map(|c| c.is_ascii_digit()).collect();
    let small = !kinds[0] && kinds[2..].iter().all(|&is_digit| is_digit);
    let large = !kinds[5] && kinds[..5].iter().all(|&is_digit| is_digit);
    small || large
}

/// The place and the letter as they are written, stars, and the end of the body.
fn cover(glyphs: &[Glyph], head: std::ops::Range<usize>, body: &str) -> String {
    let length = body.chars().count();
    let head: String = glyphs[head].iter().map(|glyph| glyph.shown).collect();
    let left: String = body.chars().skip(length - LEFT).collect();
    format!("{head}{}{left}", "*".repeat(length - LEFT))
}
