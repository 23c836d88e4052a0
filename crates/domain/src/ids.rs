//! Identifiers as types, so that a person can never be passed where a suggestion is meant.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Why a text is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadId {
    /// A meeting id is 4 to 16 characters out of `a-z`, `0-9`.
    #[error("a meeting id is 4 to 16 lower-case letters and digits")]
    Meeting,
    /// A meeting code is exactly six digits.
    #[error("a meeting code is six digits")]
    Code,
    /// A pseudonym is 32 hexadecimal digits.
    #[error("a pseudonym is 32 hexadecimal digits")]
    Person,
    /// A source is 16 hexadecimal digits.
    #[error("a source is 16 hexadecimal digits")]
    Source,
}

/// A meeting's short public id, as it stands in addresses: 4–16 characters of `a-z0-9`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MeetingId(Box<str>);

impl MeetingId {
    /// The id as it stands in an address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for MeetingId {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        let fits = (4..=16).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        if fits { Ok(Self(text.into())) } else { Err(BadId::Meeting) }
    }
}

impl TryFrom<String> for MeetingId {
    type Error = BadId;

    fn try_from(text: String) -> Result<Self, BadId> {
        text.parse()
    }
}

impl From<MeetingId> for String {
    fn from(id: MeetingId) -> Self {
        id.0.into()
    }
}

impl fmt::Display for MeetingId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// The six digits that a citizen types or that a QR code carries: 000000–999999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MeetingCode(u32);

impl MeetingCode {
    /// The code with this number, 0–999,999; larger numbers wrap, so that any random number gives a code.
    pub fn from_number(number: u32) -> Self {
        Self(number % 1_000_000)
    }
}

impl FromStr for MeetingCode {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        let digits = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
        if digits { text.parse().map(Self).map_err(|_| BadId::Code) } else { Err(BadId::Code) }
    }
}

impl TryFrom<String> for MeetingCode {
    type Error = BadId;

    fn try_from(text: String) -> Result<Self, BadId> {
        text.parse()
    }
}

impl From<MeetingCode> for String {
    fn from(code: MeetingCode) -> Self {
        code.to_string()
    }
}

impl fmt::Display for MeetingCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:06}", self.0)
    }
}

/// A place in a meeting's log: 1, 2, 3 … without holes. 0 means "before the first".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seq(pub u64);

impl Seq {
    /// The place after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for Seq {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// A suggestion's number in its meeting, given at receipt: 1, 2, 3 … It is also its id, inside and outside the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SuggestionNo(pub u32);

impl fmt::Display for SuggestionNo {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}", self.0)
    }
}

/// An agenda item's number, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AgendaNo(pub u16);

impl fmt::Display for AgendaNo {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// A staff account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StaffId(pub u32);

impl StaffId {
    /// Stands for the rule for trusted authors, by which a suggestion becomes public before anybody has read it. No account has this id.
    pub const RULE: Self = Self(u32::MAX);
}

impl fmt::Display for StaffId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// A citizen as the log knows them: a pseudonym of 128 bits that holds in one meeting only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonId(pub [u8; 16]);

impl FromStr for PersonId {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        if text.len() != 32 || !text.is_ascii() {
            return Err(BadId::Person);
        }
        let mut bytes = [0; 16];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).map_err(|_| BadId::Person)?;
        }
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for PersonId {
    type Error = BadId;

    fn try_from(text: String) -> Result<Self, BadId> {
        text.parse()
    }
}

impl From<PersonId> for String {
    fn from(id: PersonId) -> Self {
        id.to_string()
    }
}

impl fmt::Display for PersonId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        // Sets of supports write hundreds of these at once.
        let digits = self.0.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|digit| DIGITS[usize::from(digit)]);
        let mut text = [0; 32];
        text.iter_mut().zip(digits).for_each(|(place, digit)| *place = digit);
        out.write_str(std::str::from_utf8(&text).expect("hexadecimal digits are ASCII"))
    }
}

impl fmt::Debug for PersonId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "PersonId({self})")
    }
}

/// A network that suggestions come from, as the log knows it: a keyed tag of 64 bits that holds in one meeting only. It can be compared with
/// another of the meeting; the network cannot be read from it without the server's secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SourceId(pub u64);

impl FromStr for SourceId {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        let digits = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = digits.then(|| u64::from_str_radix(text, 16).ok()).flatten();
        number.map(Self).ok_or(BadId::Source)
    }
}

impl TryFrom<String> for SourceId {
    type Error = BadId;

    fn try_from(text: String) -> Result<Self, BadId> {
        text.parse()
    }
}

impl From<SourceId> for String {
    fn from(id: SourceId) -> Self {
        id.to_string()
    }
}

impl fmt::Display for SourceId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:016x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_back_what_they_write() {
        let person = PersonId([7; 16]);
        assert_eq!(person.to_string().parse(), Ok(person));
        assert_eq!(SourceId(0x0a0b).to_string().parse(), Ok(SourceId(0x0a0b)));
        assert_eq!("048392".parse::<MeetingCode>().map(|code| code.to_string()), Ok("048392".into()));
        assert_eq!("park2026".parse::<MeetingId>().map(String::from), Ok("park2026".into()));
    }

    #[test]
    fn malformed_ids_are_refused() {
        for text in ["", "abc", "UPPER", "with-dash", "seventeen00000000", "公园城市"] {
            assert_eq!(text.parse::<MeetingId>(), Err(BadId::Meeting), "{text}");
        }
        for text in ["", "12345", "1234567", "12a456", "１２３４５６", "+12345"] {
            assert_eq!(text.parse::<MeetingCode>(), Err(BadId::Code), "{text}");
        }
        for text in ["", "0a0b", "+00000000000000a", "000000000000000g"] {
            assert_eq!(text.parse::<SourceId>(), Err(BadId::Source), "{text}");
        }
        for text in ["", "zz", "0123456789abcdef0123456789abcde公", "+123456789abcdef0123456789abcdeg"] {
            assert_eq!(text.parse::<PersonId>(), Err(BadId::Person), "{text}");
        }
    }
}
