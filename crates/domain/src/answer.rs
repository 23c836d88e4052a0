//! Answer cards (評議卡): a person's judgement on a suggestion that the server chose for them.
//!
//! Two channels, never mixed: an answer never becomes a support and a support never an answer, because whoever picks what to
//! back has seen what others back, and whoever is served a card has not chosen it (`ranking` §1.1). An answer stays with the
//! suggestion whose text was shown, whatever that is merged into later.

use serde::{Deserialize, Serialize};

use crate::SuggestionNo;

/// What a person says of a card. All three count as answered; a card that is left alone does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// 支持.
    Support,
    /// 暫不支持.
    NotNow,
    /// 跳過: no judgement.
    Skip,
}

impl Answer {
    /// Every answer.
    pub const ALL: [Self; 3] = [Self::Support, Self::NotNow, Self::Skip];

    /// The stable word on the wire and in rows.
    pub fn word(self) -> &'static str {
        match self {
            Self::Support => "support",
            Self::NotNow => "not_now",
            Self::Skip => "skip",
        }
    }

    /// The answer of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.word() == word)
    }
}

/// The hash of a card's one-time token. The token itself is known to the person it was served to, and to nobody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CardHash(pub [u8; 32]);

/// An answered card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerCommand {
    /// The suggestion on the card.
    pub no: SuggestionNo,
    /// The hash of the card's token.
    pub hash: CardHash,
    /// What the person says.
    pub answer: Answer,
}

/// A card as it was served to a person last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Served {
    /// The hash of the latest token; earlier ones are void.
    pub hash: CardHash,
    /// Whether it was answered.
    pub answered: bool,
}

/// The answers about one suggestion so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerTotal {
    /// Which one.
    pub no: SuggestionNo,
    /// Answered cards.
    pub answers: u32,
    /// Those of them that support it.
    pub support: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back() {
        for answer in Answer::ALL {
            assert_eq!(Answer::from_word(answer.word()), Some(answer));
            assert_eq!(serde_json::to_value(answer).unwrap(), answer.word());
        }
        assert_eq!(Answer::from_word("Support"), None);
    }
}
