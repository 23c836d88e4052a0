//! Answer cards (評議卡): a person's judgement on a suggestion that the server chose for them.
//!
//! Two channels, never mixed: an answer never becomes a support and a support never an answer, because whoever picks what to
//! back has seen what others back, and whoever is served a card has not chosen it (`ranking` §1.1). An answer stays with the
//! suggestion whose text was shown, whatever that is merged into later.

use serde::{Deserialize, Serialize};

use crate::{Meeting, PersonId, Refusal, Review, Suggestion, SuggestionNo};

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

/// Refused when the meeting does not ask for judgements now.
pub fn takes_answers(meeting: &Meeting) -> Result<(), Refusal> {
    if meeting.settings.policy.cards { meeting.takes_supports() } else { Err(Refusal::CardsOff) }
}

/// Decides an answer by `person`; `served` is the card that the person was served for this suggestion, if any.
pub fn decide(
    meeting: &Meeting,
    suggestion: &Suggestion,
    person: PersonId,
    served: Option<&Served>,
    command: &AnswerCommand,
) -> Result<(), Refusal> {
    takes_answers(meeting)?;
    let served = served.filter(|served| served.hash == command.hash).ok_or(Refusal::BadCard)?;
    match suggestion.review {
        _ if served.answered => Err(Refusal::AlreadyAnswered),
        Review::Published { .. } if suggestion.author == person => Err(Refusal::BadCard),
        Review::Published { .. } => Ok(()),
        Review::Merged { into, .. } => Err(Refusal::Merged { into }),
        // Whatever is not public does not exist for citizens.
        _ => Err(Refusal::NoSuchSuggestion),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Decision, MeetingCode, Phase, Policy, RejectReason, Settings, StaffId, SubmittedSuggestion, SuggestionText,
        UnixMs,
    };

    const READER: PersonId = PersonId([2; 16]);
    const AUTHOR: PersonId = PersonId([1; 16]);
    const HASH: CardHash = CardHash([7; 32]);
    const NO: SuggestionNo = SuggestionNo(1);

    fn meeting(phase: Phase, cards: bool) -> Meeting {
        let settings = Settings { policy: Policy { cards, ..Policy::default() }, ..Settings::default() };
        Meeting { phase, ..Meeting::new("park2026".parse().unwrap(), MeetingCode::from_number(1), settings) }
    }

    fn text() -> SuggestionText {
        SuggestionText::new("多种些树吧", 200).unwrap()
    }

    fn suggestion(review: Review) -> Suggestion {
        let submitted = SubmittedSuggestion {
            no: NO,
            author: AUTHOR,
            entered_by: None,
            text: text(),
            item: None,
            moment_ms: None,
            area: None,
            display_name: None,
            flags: Vec::new(),
            paper: None,
        };
        Suggestion { review, ..Suggestion::new(&submitted, UnixMs(0)) }
    }

    fn published() -> Review {
        Review::Published { at: UnixMs(1), shown: text() }
    }

    fn command() -> AnswerCommand {
        AnswerCommand { no: NO, hash: HASH, answer: Answer::NotNow }
    }

    fn served(hash: CardHash, answered: bool) -> Served {
        Served { hash, answered }
    }

    #[test]
    fn answers_are_taken_while_backing_is_open_and_cards_are_on() {
        let at = UnixMs(5);
        let live = Phase::Live { since: at };
        for (phase, cards, expected) in [
            (Phase::Draft, true, Err(Refusal::SupportClosed)),
            (Phase::Open, true, Ok(())),
            (live, true, Ok(())),
            (Phase::Late { since: at, ended: at }, true, Ok(())),
            (Phase::Closed { at }, true, Err(Refusal::SupportClosed)),
            (Phase::Archived { at }, true, Err(Refusal::SupportClosed)),
            (live, false, Err(Refusal::CardsOff)),
            (Phase::Closed { at }, false, Err(Refusal::CardsOff)),
        ] {
            assert_eq!(takes_answers(&meeting(phase, cards)), expected, "{phase:?} {cards}");
            let card = served(HASH, false);
            let decided = decide(&meeting(phase, cards), &suggestion(published()), READER, Some(&card), &command());
            assert_eq!(decided, expected, "{phase:?} {cards}");
        }
    }

    #[test]
    fn a_card_in_every_state_of_its_suggestion_is_a_row() {
        let (at, reason) = (UnixMs(1), RejectReason::Empty);
        let decision = Decision::Reject { reason, note: None };
        for (review, expected) in [
            (Review::Pending, Err(Refusal::NoSuchSuggestion)),
            (Review::Held { by: StaffId(1), note: None }, Err(Refusal::NoSuchSuggestion)),
            (
                Review::Decided { decision, by: StaffId(1), effective_at: at, held: None, appeal: None },
                Err(Refusal::NoSuchSuggestion),
            ),
            (published(), Ok(())),
            (Review::Returned { at, reason, note: None }, Err(Refusal::NoSuchSuggestion)),
            (Review::Rejected { at, reason, note: None }, Err(Refusal::NoSuchSuggestion)),
            (Review::Hidden { at, reason }, Err(Refusal::NoSuchSuggestion)),
            (Review::Withdrawn { at }, Err(Refusal::NoSuchSuggestion)),
            (Review::Merged { into: SuggestionNo(9), at }, Err(Refusal::Merged { into: SuggestionNo(9) })),
        ] {
            let card = served(HASH, false);
            let suggestion = suggestion(review);
            let decided = decide(&meeting(Phase::Open, true), &suggestion, READER, Some(&card), &command());
            assert_eq!(decided, expected, "{:?}", suggestion.review.kind());
        }
    }

    #[test]
    fn only_the_latest_token_of_a_card_that_was_served_answers_it_and_only_once() {
        for (card, person, expected) in [
            (None, READER, Err(Refusal::BadCard)),
            (Some(served(CardHash([8; 32]), false)), READER, Err(Refusal::BadCard)),
            (Some(served(CardHash([8; 32]), true)), READER, Err(Refusal::BadCard)),
            (Some(served(HASH, false)), AUTHOR, Err(Refusal::BadCard)),
            (Some(served(HASH, true)), READER, Err(Refusal::AlreadyAnswered)),
            (Some(served(HASH, false)), READER, Ok(())),
        ] {
            let decided =
                decide(&meeting(Phase::Open, true), &suggestion(published()), person, card.as_ref(), &command());
            assert_eq!(decided, expected, "{card:?}");
        }
    }

    #[test]
    fn words_read_back() {
        for answer in Answer::ALL {
            assert_eq!(Answer::from_word(answer.word()), Some(answer));
            assert_eq!(serde_json::to_value(answer).unwrap(), answer.word());
        }
        assert_eq!(Answer::from_word("Support"), None);
    }
}
