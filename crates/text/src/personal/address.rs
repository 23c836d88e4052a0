//! Addresses down to the door: `桂香路12号3栋2单元501室`. The street or the estate stays, for a suggestion is about it;
//! the numbers behind it are covered.
//!
//! A number and a unit alone are a quantity (`5栋楼`), a date (`12号`) or a line (`3号线`), so that what stands before and
//! behind decides.

use super::address_words::{self as words, Place};
use super::glyph::{Glyph, says_before, says_right_before, word_at, word_before};
use super::{Finding, PersonalKind};

/// Parts of one address at most: lane, number, building, stair, floor, room, and one to spare.
const PARTS_MAX: usize = 8;
/// Characters of one number at most, Chinese numerals included.
const NUMERAL_MAX: usize = 6;
/// Days of a month: a larger number before `号` is no date.
const DAYS_MAX: u32 = 31;
/// Characters before an address in which a word can say that somebody lives there.
const CONTEXT_SPAN: usize = 16;

/// Characters before a number in which the word for a door may stand.
const DOOR_SPAN: usize = 5;
/// Numbers with hyphens between them at most.
const HYPHENS_MAX: usize = 5;

/// What a number in an address counts, from the lane down to the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    /// 组, 社, 队: a part of a village.
    Group,
    /// 巷.
    Alley,
    /// 弄.
    Lane,
    /// 号院: a court with a number.
    Court,
    /// 号.
    Number,
    /// 栋, 幢, 座, 号楼.
    Building,
    /// 单元, 门, 梯.
    Stair,
    /// 楼, 层.
    Floor,
    /// 室, 房, and a bare number behind a building.
    Room,
}

#[derive(Debug)]
struct Part {
    unit: Unit,
    /// Glyphs of the number.
    numeral: std::ops::Range<usize>,
    /// Glyph after the unit.
    end: usize,
    /// Whether the unit is written; a bare number has none.
    is_named: bool,
}

pub(super) fn address(glyphs: &[Glyph], at: usize) -> Option<Finding> {
    if !starts_numeral(glyphs, at) {
        return None;
    }
    if let Some(end) = hyphenated(glyphs, at) {
        return Some(finding(glyphs, at, end));
    }
    let parts = parts(glyphs, at);
    let count = accepted(glyphs, at, &parts);
    let end = parts.get(count.checked_sub(1)?)?.end;
    Some(finding(glyphs, at, annex(glyphs, end)))
}

fn finding(glyphs: &[Glyph], at: usize, end: usize) -> Finding {
    let mut masked = String::new();
    let mut index = at;
    while index < end {
        let length = numeral(glyphs, index);
        if length > 0 {
            masked.push('*');
            index += length;
        } else {
            masked.push(glyphs[index].shown);
            index += 1;
        }
    }
    (end, PersonalKind::Address, masked)
}

/// The parts from `at` on, each smaller than the one before.
fn parts(glyphs: &[Glyph], at: usize) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut from = at;
    while parts.len() < PARTS_MAX {
        let length = numeral(glyphs, from);
        if length == 0 {
            break;
        }
        let behind = from + length;
        let last = parts.last().map(|part| part.unit);
        let spaced = behind + usize::from(glyphs.get(behind).is_some_and(|glyph| glyph.plain == ' '));
        let part = match words::unit(glyphs, behind).or_else(|| words::unit(glyphs, spaced).filter(|_| spaced > behind))
        {
            Some((unit, size)) => {
                let start = if words::unit(glyphs, behind).is_some() { behind } else { spaced };
                Part { unit, numeral: from..behind, end: start + size, is_named: true }
            }
            None if is_bare_room(glyphs, from, behind, last) => {
                Part { unit: Unit::Room, numeral: from..behind, end: behind, is_named: false }
            }
            None => break,
        };
        // A door's number may come last: `3组12号`, `2单元8号`.
        let falls = last.is_none_or(|last| last < part.unit || (part.unit == Unit::Number && last != Unit::Number));
        if !falls {
            break;
        }
        from = part.end;
        parts.push(part);
        from += separator(glyphs, from);
    }
    parts
}

/// One mark between two parts of an address.
fn separator(glyphs: &[Glyph], at: usize) -> usize {
    let is_mark =
        glyphs.get(at).is_some_and(|glyph| matches!(glyph.plain, ' ' | ',' | '-' | '、' | '/' | '附' | '之' | '的'));
    usize::from(is_mark)
}

/// A number of three or four figures behind a building or a stair, not followed by what makes it an amount.
fn is_bare_room(glyphs: &[Glyph], from: usize, end: usize, last: Option<Unit>) -> bool {
    let is_behind = matches!(last, Some(Unit::Building | Unit::Stair | Unit::Number | Unit::Floor));
    let digits =
        glyphs[from..end].iter().filter(|glyph| glyph.figure().is_some() || glyph.han_digit().is_some()).count();
    let is_after_number = last == Some(Unit::Number);
    is_behind
        && (3..=4).contains(&digits)
        && (!is_after_number || glyphs[from].figure().is_some_and(|digit| digit > 0))
        && !words::is_measured(glyphs, end)
}

/// How many of the parts make an address of a door; 0 if they do not.
fn accepted(glyphs: &[Glyph], at: usize, parts: &[Part]) -> usize {
    let Some(first) = parts.first() else { return 0 };
    let last = &parts[parts.len() - 1];
    let place = words::place_before(glyphs, at);
    let lives = says_before(glyphs, at, CONTEXT_SPAN, &words::LIVING);
    if words::is_quantity(glyphs, last.end, last.unit) && !(lives && place != Place::None) {
        // The end counts something: `3栋2单元`, `12号楼5层住宅`; what stands before it may still be a place.
        return if parts.len() > 2 { parts.len() - 1 } else { 0 };
    }
    if place == Place::Public && !lives {
        return 0;
    }
    let is_door = match place {
        Place::Street => is_street_door(glyphs, parts, lives),
        Place::Estate => is_estate_door(glyphs, parts, lives),
        Place::Village => is_village_door(glyphs, parts, lives),
        Place::Public | Place::None => false,
    };
    if is_door || is_chain(parts) || (lives && first.unit >= Unit::Building && first.unit != Unit::Floor) {
        return parts.len();
    }
    0
}

/// A building and something inside it that only an address has.
fn is_chain(parts: &[Part]) -> bool {
    let has_building = parts.iter().any(|part| matches!(part.unit, Unit::Building | Unit::Stair | Unit::Court));
    let (Some(last), true) = (parts.last(), parts.len() > 1) else { return false };
    let is_inner = matches!(last.unit, Unit::Room | Unit::Number | Unit::Stair)
        || (last.unit == Unit::Floor && parts.iter().any(|part| part.unit == Unit::Stair));
    has_building && is_inner && (last.is_named || parts[0].unit != Unit::Floor)
}

fn is_street_door(glyphs: &[Glyph], parts: &[Part], lives: bool) -> bool {
    let first = &parts[0];
    match first.unit {
        Unit::Number => parts.len() > 1 || lives || is_door_number(glyphs, first),
        Unit::Lane | Unit::Court | Unit::Building | Unit::Room => true,
        Unit::Alley | Unit::Stair => parts.len() > 1,
        Unit::Group | Unit::Floor => false,
    }
}

fn is_estate_door(glyphs: &[Glyph], parts: &[Part], lives: bool) -> bool {
    let first = &parts[0];
    match first.unit {
        Unit::Building | Unit::Court | Unit::Room | Unit::Lane => true,
        // `3单元`, but not a gate (`3号门`).
        Unit::Stair => parts.len() > 1 || word_at(glyphs, first.numeral.end, &["单元"]).is_some(),
        Unit::Number => parts.len() > 1 || lives || is_door_number(glyphs, first),
        Unit::Alley | Unit::Floor | Unit::Group => parts.len() > 1 && parts.iter().any(|part| part.unit != Unit::Floor),
    }
}

fn is_village_door(glyphs: &[Glyph], parts: &[Part], lives: bool) -> bool {
    let last = &parts[parts.len() - 1];
    match last.unit {
        Unit::Number => parts.len() > 1 || lives || is_door_number(glyphs, last),
        Unit::Building | Unit::Room | Unit::Stair => true,
        Unit::Court => true,
        _ => false,
    }
}

/// Whether `…路12号` is a door, and not a date, a line, a gate or a machine of that number.
fn is_door_number(glyphs: &[Glyph], part: &Part) -> bool {
    if word_at(glyphs, part.end, &words::NUMBERED).is_some() {
        return false;
    }
    let is_day = value(glyphs, part.numeral.clone()).is_some_and(|value| (1..=DAYS_MAX).contains(&value));
    !(is_day && word_at(glyphs, part.end, &words::DATED).is_some())
}

/// `3-2-501`, `6#502`, `5栋2-301` right behind an estate or a street; also one number behind the word for a door.
fn hyphenated(glyphs: &[Glyph], at: usize) -> Option<usize> {
    let (end, count, last) = run_of_numbers(glyphs, at)?;
    if says_right_before(glyphs, at, DOOR_SPAN, &words::DOOR) {
        return Some(end + words::unit(glyphs, end).map_or(0, |(_, size)| size));
    }
    let unit = words::unit(glyphs, end);
    if (last < 3 && unit.is_none()) || words::is_measured(glyphs, end) {
        return None;
    }
    let fits = if count == 1 {
        unit.is_none() && word_before(glyphs, at, &["公寓", "宿舍"]) && words::place_before(glyphs, at) == Place::Estate
    } else {
        is_placed(glyphs, at, count)
    };
    fits.then(|| end + unit.map_or(0, |(_, size)| size))
}

/// Whether what stands before several numbers in a row makes a door of them.
fn is_placed(glyphs: &[Glyph], at: usize, count: usize) -> bool {
    let has_building = words::unit(glyphs, at + numeral(glyphs, at)).is_some();
    if has_building && count > 2 {
        return true;
    }
    match words::place_before(glyphs, at) {
        Place::Estate => true,
        Place::Street => count > 2 || says_before(glyphs, at, CONTEXT_SPAN, &words::LIVING),
        _ => count > 2 && says_before(glyphs, at, CONTEXT_SPAN, &words::LIVING),
    }
}

/// Numbers with hyphens between them: where they end, how many they are, and the characters of the last.
fn run_of_numbers(glyphs: &[Glyph], at: usize) -> Option<(usize, usize, usize)> {
    let mut last = short_numeral(glyphs, at)?;
    let mut end = at + last;
    let mut count = 1;
    // The first may have its unit.
    if let Some((Unit::Building, size)) = words::unit(glyphs, end) {
        let next = end + size + usize::from(is_hyphen(glyphs, end + size));
        if let Some(length) = short_numeral(glyphs, next).filter(|length| is_hyphen(glyphs, next + length)) {
            end = next + length;
            count += 1;
        }
    }
    while count < HYPHENS_MAX && is_hyphen(glyphs, end) {
        let Some(length) = short_numeral(glyphs, end + 1) else { break };
        end += 1 + length;
        last = length;
        count += 1;
    }
    Some((end, count, last))
}

fn is_hyphen(glyphs: &[Glyph], at: usize) -> bool {
    glyphs.get(at).is_some_and(|glyph| matches!(glyph.plain, '-' | '#' | '/'))
}

/// The length of a number of at most four figures, one letter perhaps at an end.
fn short_numeral(glyphs: &[Glyph], at: usize) -> Option<usize> {
    let length = numeral(glyphs, at);
    let figures = glyphs.get(at..at + length)?.iter().filter(|glyph| glyph.figure().is_some()).count();
    (length > 0 && (1..=4).contains(&figures)).then_some(length)
}

/// `附3号`, `-3号`, `之3` behind an address.
fn annex(glyphs: &[Glyph], end: usize) -> usize {
    if !glyphs.get(end).is_some_and(|glyph| matches!(glyph.plain, '附' | '之' | '-')) {
        return end;
    }
    let length = numeral(glyphs, end + 1);
    if length == 0 {
        return end;
    }
    let behind = end + 1 + length;
    behind + words::unit(glyphs, behind).filter(|(unit, _)| *unit == Unit::Number).map_or(0, |(_, size)| size)
}

/// Whether a number starts at `at` and not in the middle of one.
fn starts_numeral(glyphs: &[Glyph], at: usize) -> bool {
    let is_part = |glyph: Glyph| glyph.figure().is_some() || is_han_numeral(glyph);
    let before = at.checked_sub(1).map(|index| glyphs[index]);
    let continues = before.is_some_and(|before| {
        (glyphs[at].figure().is_some() && before.figure().is_some())
            || (is_han_numeral(glyphs[at]) && is_han_numeral(before))
            || (before.plain.is_ascii_alphabetic() && (is_part(glyphs[at]) || glyphs[at].plain.is_ascii_alphabetic()))
    });
    !continues && numeral(glyphs, at) > 0
}

/// Length of the number at `at`, 0 if there is none: figures with a letter perhaps at an end, Chinese numerals, one
/// letter, or one of the heavenly stems.
fn numeral(glyphs: &[Glyph], at: usize) -> usize {
    let rest = glyphs.get(at..).unwrap_or_default();
    let run = |from: usize, belongs: fn(&Glyph) -> bool| {
        rest.get(from..).unwrap_or_default().iter().take(NUMERAL_MAX + 1).take_while(|glyph| belongs(glyph)).count()
    };
    let is_letter = |index: usize| rest.get(index).is_some_and(|glyph| glyph.plain.is_ascii_alphabetic());
    let is_stem = |index: usize| rest.get(index).is_some_and(|glyph| matches!(glyph.plain, '甲' | '乙' | '丙' | '丁'));
    let lead = usize::from(is_letter(0) || is_stem(0));
    let figures = run(lead, |glyph| glyph.figure().is_some());
    if figures > NUMERAL_MAX {
        return 0;
    }
    if figures > 0 {
        let tail = lead + figures;
        return tail + usize::from((is_letter(tail) && !is_letter(tail + 1)) || is_stem(tail));
    }
    if lead > 0 {
        return usize::from(!is_letter(1));
    }
    let han = run(0, |glyph| is_han_numeral(*glyph));
    if han > NUMERAL_MAX { 0 } else { han }
}

fn is_han_numeral(glyph: Glyph) -> bool {
    glyph.han_digit().is_some() || matches!(glyph.plain, '十' | '百' | '廿' | '两')
}

/// The value of a number of at most three figures or Chinese numerals below a hundred.
fn value(glyphs: &[Glyph], range: std::ops::Range<usize>) -> Option<u32> {
    let mut value = 0;
    let mut tens = None;
    for glyph in &glyphs[range] {
        match (glyph.figure().or_else(|| glyph.han_digit()), glyph.plain) {
            (Some(digit), _) => value = value * 10 + u32::from(digit),
            (None, '十') => {
                tens = Some(value.max(1) * 10);
                value = 0;
            }
            _ => return None,
        }
    }
    Some(tens.unwrap_or(0) + value)
}
