//! Reads the digits of a number however they are written: in any dress, with separators between them.
//!
//! Knows nothing about what a number means.

use super::glyph::Glyph;

/// Digits that one reading takes at most: the longest bank card number, and one more to see where a number goes on.
const DIGITS_MAX: usize = 20;
/// Separators that may stand between two digits of one number.
const SEPARATORS_MAX: usize = 4;

/// How a digit is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Figure,
    Han,
    Letter,
}

/// What stands between a digit and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
enum Gap {
    None,
    /// Blanks, dashes, dots in the middle, strokes below: such as stand inside one number.
    Soft,
    /// Other marks, which may as well part one number from the next.
    Hard,
    /// What ends a sentence or a line.
    Stop,
}

#[derive(Debug, Clone, Copy)]
struct Digit {
    value: u8,
    /// Index of its glyph.
    place: usize,
    class: Class,
    gap: Gap,
}

/// The digits from one place on, as far as they could be one number.
#[derive(Debug)]
pub(super) struct Reading {
    digits: Vec<Digit>,
}

/// The first digits of a reading, taken as one number.
#[derive(Debug)]
pub(super) struct Number {
    /// ASCII digits.
    pub(super) digits: String,
    /// Index of the glyph of each digit.
    pub(super) places: Vec<usize>,
    /// Digits between two separators, in their order.
    pub(super) groups: Vec<usize>,
    /// Whether a mark stands inside that may part two numbers.
    pub(super) is_hard: bool,
    /// Whether the end of a sentence stands inside, and other marks as well.
    pub(super) is_broken: bool,
    /// Letters that are put for digits.
    pub(super) letters: usize,
}

impl Number {
    /// Index of the glyph after the last digit.
    pub(super) fn end(&self) -> usize {
        self.places.last().map_or(0, |last| last + 1)
    }

    /// Whether every digit stands alone.
    pub(super) fn is_spelled(&self) -> bool {
        self.groups.len() == self.digits.len()
    }

    /// The digits of each group.
    pub(super) fn parts(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.groups.iter().map(move |length| {
            start += length;
            &self.digits[start - length..start]
        })
    }
}

impl Reading {
    /// Reads from `at` on. `None` if no digit is there, or if it is in the middle of a run of figures.
    pub(super) fn new(glyphs: &[Glyph], at: usize) -> Option<Self> {
        let first = digit(glyphs, at, Gap::None, None)?;
        if !starts(glyphs, at, first.class) {
            return None;
        }
        let mut digits = Vec::with_capacity(DIGITS_MAX);
        digits.push(first);
        while digits.len() < DIGITS_MAX {
            let last = digits[digits.len() - 1];
            let (next, gap) = separators(glyphs, last.place + 1);
            match digit(glyphs, next, gap, Some(last)) {
                Some(digit) => digits.push(digit),
                None => break,
            }
        }
        Some(Self { digits })
    }

    /// How many digits there are.
    pub(super) fn len(&self) -> usize {
        self.digits.len()
    }

    /// Index of the glyph of the first digit.
    pub(super) fn place(&self) -> usize {
        self.digits[0].place
    }

    /// The values of the digits.
    pub(super) fn values(&self) -> impl DoubleEndedIterator<Item = u8> + ExactSizeIterator {
        self.digits.iter().map(|digit| digit.value)
    }

    /// The value of the digit at `index`; 10 behind the last, which no digit has.
    pub(super) fn value(&self, index: usize) -> u8 {
        self.digits.get(index).map_or(10, |digit| digit.value)
    }

    /// Whether the reading starts in Chinese digits.
    pub(super) fn is_han(&self) -> bool {
        self.digits[0].class == Class::Han
    }

    /// The first `length` digits as one number, unless the number plainly goes on behind them.
    pub(super) fn first(&self, length: usize) -> Option<Number> {
        let taken = self.digits.get(..length)?;
        if length == 0 || self.goes_on(length) {
            return None;
        }
        let mut groups: Vec<usize> = Vec::new();
        for digit in taken {
            match groups.last_mut() {
                Some(group) if digit.gap == Gap::None => *group += 1,
                _ => groups.push(1),
            }
        }
        Some(Number {
            digits: taken.iter().map(|digit| char::from(b'0' + digit.value)).collect(),
            places: taken.iter().map(|digit| digit.place).collect(),
            groups,
            is_hard: taken.iter().any(|digit| digit.gap >= Gap::Hard),
            is_broken: is_broken(taken),
            letters: taken.iter().filter(|digit| digit.class == Class::Letter).count(),
        })
    }

    fn goes_on(&self, length: usize) -> bool {
        let next = self.digits.get(length);
        next.is_some_and(|next| {
            next.gap == Gap::None && next.class == Class::Figure && self.digits[length - 1].class != Class::Han
        })
    }
}

fn is_broken(digits: &[Digit]) -> bool {
    let mut gaps = digits.iter().map(|digit| digit.gap).filter(|&gap| gap != Gap::None);
    gaps.clone().any(|gap| gap == Gap::Stop) && !gaps.all(|gap| gap == Gap::Stop)
}

/// The figures that stand right before `at`, the nearest last; at most `most` of them.
pub(super) fn figures_before(glyphs: &[Glyph], at: usize, most: usize) -> String {
    let run =
        glyphs[..at].iter().rev().take(most).map_while(|glyph| glyph.figure()).map(|digit| char::from(b'0' + digit));
    run.collect::<Vec<char>>().into_iter().rev().collect()
}

/// Where the separators from `at` on end, and of what kind they are.
fn separators(glyphs: &[Glyph], at: usize) -> (usize, Gap) {
    let mut gap = Gap::None;
    for (count, glyph) in glyphs.get(at..).unwrap_or_default().iter().enumerate() {
        let kind = match glyph.plain {
            ' ' | '-' | '·' | '_' | '.' => Gap::Soft,
            '*' | '%' => return (at, Gap::None),
            '杠' | '横' => Gap::Hard,
            c if c.is_alphanumeric() || glyph.han_digit().is_some() => return (at + count, gap),
            '。' | '\n' | ';' | '!' | '?' => Gap::Stop,
            _ => Gap::Hard,
        };
        if count == SEPARATORS_MAX {
            break;
        }
        if kind > gap {
            gap = kind;
        }
    }
    (at, Gap::None)
}

fn digit(glyphs: &[Glyph], place: usize, gap: Gap, last: Option<Digit>) -> Option<Digit> {
    let glyph = glyphs.get(place)?;
    if let Some(value) = glyph.figure() {
        return Some(Digit { value, place, class: Class::Figure, gap });
    }
    if let Some(value) = glyph.han_digit() {
        return Some(Digit { value, place, class: Class::Han, gap });
    }
    let value = glyph.letter_digit()?;
    // A letter counts only inside a run of figures: it stands right beside one, and never begins a word.
    let beside = match last {
        Some(last) => gap == Gap::None && last.class != Class::Han,
        None => glyphs.get(place + 1).is_some_and(|next| next.figure().is_some()),
    };
    beside.then_some(Digit { value, place, class: Class::Letter, gap })
}

/// Country and carrier codes that may stand right before a number, of which none starts a number itself.
const CODES: [&str; 9] = ["", "0", "00", "86", "0086", "17951", "17911", "17909", "12593"];

fn starts(glyphs: &[Glyph], at: usize, class: Class) -> bool {
    let longest = 6;
    match class {
        Class::Figure => CODES.contains(&figures_before(glyphs, at, longest).as_str()),
        Class::Han => true,
        Class::Letter => at == 0 || !glyphs[at - 1].plain.is_ascii_alphanumeric(),
    }
}
