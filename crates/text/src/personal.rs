//! Personal data that people write into a public text: telephone numbers, identity numbers, bank cards, plates, e-mail
//! addresses, and addresses down to the door.
//!
//! Finds and masks by shape, by check digits and by the words beside. A finding is a flag for the moderator; the mask is
//! applied on publication, and the author's own words stay as they are in the log. Must not log or return anything but
//! places and masked forms.

mod address;
mod address_words;
mod document;
mod email;
mod glyph;
mod number;
mod phone;
mod plate;

use self::glyph::{Glyph, glyphs};
use self::number::Reading;
use std::ops::Range;

/// Passes of [`mask`] that leave the ends of numbers to be seen; whatever is still found then is covered whole.
const PASSES_MAX: usize = 6;

/// What kind of personal data was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PersonalKind {
    /// A mobile number, in whatever digits and with separators; also one with a country code.
    Mobile,
    /// A landline number with its area code or right behind a word that says so, with its extension.
    Landline,
    /// An identity number whose date is possible and whose check character is right; other papers behind their name.
    IdentityNumber,
    /// A bank card number of 16 to 19 digits that passes the Luhn check.
    BankCard,
    /// A vehicle's plate.
    Plate,
    /// An e-mail address.
    Email,
    /// The part of an address from the number of the house down to the door.
    Address,
}

impl PersonalKind {
    /// The kind as one word of the interface: `mobile`, `landline`, `id_number`, `bank_card`, `plate`, `email`,
    /// `address`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mobile => "mobile",
            Self::Landline => "landline",
            Self::IdentityNumber => "id_number",
            Self::BankCard => "bank_card",
            Self::Plate => "plate",
            Self::Email => "email",
            Self::Address => "address",
        }
    }
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

/// Finds personal data in a text, in the order of their places, never overlapping. Takes time in proportion to the text.
pub fn personal_data(text: &str) -> Vec<PersonalData> {
    let glyphs = glyphs(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < glyphs.len() {
        match finding(&glyphs, at) {
            Some((end, kind, masked)) => {
                found.push(PersonalData { kind, range: glyphs[at].start..glyphs[end - 1].end, masked });
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
    // What a mask leaves visible can form a number with its neighbours, so it is looked at again. Every pass takes
    // characters away for stars, which no finding has, so that there is a last one.
    for pass in 0..=text.len() {
        let found = personal_data(&masked);
        if found.is_empty() {
            break;
        }
        for finding in found.into_iter().rev() {
            let cover = if pass < PASSES_MAX { finding.masked } else { "****".to_owned() };
            masked.replace_range(finding.range, &cover);
        }
    }
    masked
}

/// A finding: index of the glyph after it, its kind, its masked form.
type Finding = (usize, PersonalKind, String);

/// What starts at one place, the most certain kind first.
fn finding(glyphs: &[Glyph], at: usize) -> Option<Finding> {
    let numbered = |reading: Reading| {
        document::identity(glyphs, &reading)
            .or_else(|| document::bank_card(glyphs, &reading))
            .or_else(|| phone::mobile(glyphs, &reading))
            .or_else(|| phone::landline(glyphs, &reading))
            .or_else(|| phone::local(glyphs, &reading))
    };
    email::email(glyphs, at)
        .or_else(|| Reading::new(glyphs, at).and_then(numbered))
        .or_else(|| phone::international(glyphs, at))
        .or_else(|| document::other_paper(glyphs, at))
        .or_else(|| plate::plate(glyphs, at))
        .or_else(|| address::address(glyphs, at))
}

#[cfg(test)]
#[path = "personal_tests.rs"]
mod tests;
