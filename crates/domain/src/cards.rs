//! Whether an answer to a card counts: the meeting asks, the suggestion is public, the card is this person's and was not answered.

use crate::answer::{AnswerCommand, Served};
use crate::{Meeting, PersonId, Refusal, Review, Suggestion, UnixMs};

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
    now: UnixMs,
) -> Result<(), Refusal> {
    takes_answers(meeting)?;
    meeting.lets_back(person, now)?;
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
    use crate::answer::{Answer, CardHash};
    use crate::{
        Decision, MeetingCode, Phase, Policy, RejectReason, Settings, StaffId, SubmittedSuggestion, SuggestionNo,
        SuggestionText,
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
            source: None,
        };
        Suggestion { review, ..Suggestion::new(&submitted, UnixMs(0)) }
    }

    fn published() -> Review {
        Review::Published { at: UnixMs(1), shown: text(), edit: None }
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
            let decided =
                decide(&meeting(phase, cards), &suggestion(published()), READER, Some(&card), &command(), UnixMs(0));
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
            (Review::Merged { into: SuggestionNo(9), at, was: None }, Err(Refusal::Merged { into: SuggestionNo(9) })),
        ] {
            let card = served(HASH, false);
            let suggestion = suggestion(review);
            let decided = decide(&meeting(Phase::Open, true), &suggestion, READER, Some(&card), &command(), UnixMs(0));
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
            let decided = decide(
                &meeting(Phase::Open, true),
                &suggestion(published()),
                person,
                card.as_ref(),
                &command(),
                UnixMs(0),
            );
            assert_eq!(decided, expected, "{card:?}");
        }
    }
}
