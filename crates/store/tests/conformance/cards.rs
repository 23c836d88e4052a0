//! Answer cards: only what was served, once, by its latest token, and never mixed with supports.

use domain::answer::{Answer, AnswerCommand, AnswerTotal, CardHash};
use domain::{Command, Decision, Event, MeetingId, Refusal, StaffEvent, SuggestionNo};
use futures_util::future::join_all;
use store::{ChangeError, Changed, Store};

use crate::stand::{
    START, Stand, back, change, citizen, decide, moderator, person, published, refusal, review, secretary, submit,
    suggestion, whole_log,
};

on_both_back_ends!(
    served_card_is_answered_once,
    only_the_latest_token_counts,
    card_of_another_person_is_void,
    what_was_never_served_cannot_be_answered,
    served_but_unanswered_does_not_count,
    answers_and_supports_are_kept_apart,
    a_batch_of_answers_is_one_event,
    one_card_answered_twice_in_a_batch_counts_once,
    merged_or_withdrawn_suggestion_takes_no_answers,
    closed_meeting_takes_no_answers,
    totals_are_exact_under_concurrent_answers,
);

fn hash(byte: u8) -> CardHash {
    CardHash([byte; 32])
}

async fn serve(store: &Store, id: &MeetingId, reader: u16, no: SuggestionNo, byte: u8) {
    store.serve_cards(id, person(reader), &[(no, hash(byte))], START).await.unwrap();
}

async fn say(
    store: &Store,
    id: &MeetingId,
    reader: u16,
    no: SuggestionNo,
    (byte, answer): (u8, Answer),
) -> Result<Changed, ChangeError> {
    let command = AnswerCommand { no, hash: hash(byte), answer };
    change(store, id, citizen(reader), Command::Answer(command)).await
}

async fn totals(store: &Store, id: &MeetingId) -> Vec<(u32, u32, u32)> {
    let totals = store.answer_totals(id).await.unwrap();
    totals.into_iter().map(|AnswerTotal { no, answers, support }| (no.0, answers, support)).collect()
}

/// The totals as the log tells them, the last word on each suggestion.
async fn told(store: &Store, id: &MeetingId) -> Vec<(u32, u32, u32)> {
    let mut told = std::collections::BTreeMap::new();
    for record in whole_log(store, id).await {
        if let Event::Staff(StaffEvent::AnswersTallied { totals }) = record.event {
            told.extend(totals.into_iter().map(|total| (total.no.0, (total.no.0, total.answers, total.support))));
        }
    }
    told.into_values().collect()
}

async fn served_card_is_answered_once(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let no = published(stand, &store, &id, 1).await;
    serve(&store, &id, 2, no, 7).await;
    let before = store.head(&id).await.unwrap().seq;
    let changed = say(&store, &id, 2, no, (7, Answer::Support)).await.unwrap();
    assert_eq!(changed.seq, before.next());
    assert_eq!(refusal(say(&store, &id, 2, no, (7, Answer::NotNow)).await), Refusal::AlreadyAnswered);
    assert_eq!(totals(&store, &id).await, [(no.0, 1, 1)]);
    assert_eq!(store.answered_by(&id, person(2)).await.unwrap(), [no]);
    serve(&store, &id, 2, no, 8).await;
    assert_eq!(refusal(say(&store, &id, 2, no, (8, Answer::Skip)).await), Refusal::BadCard, "an answer stays");
    assert_eq!(totals(&store, &id).await, [(no.0, 1, 1)]);
    assert_eq!(told(&store, &id).await, totals(&store, &id).await);
}

async fn only_the_latest_token_counts(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let no = published(stand, &store, &id, 1).await;
    serve(&store, &id, 2, no, 7).await;
    serve(&store, &id, 2, no, 8).await;
    assert_eq!(refusal(say(&store, &id, 2, no, (7, Answer::Support)).await), Refusal::BadCard);
    say(&store, &id, 2, no, (8, Answer::NotNow)).await.unwrap();
    assert_eq!(totals(&store, &id).await, [(no.0, 1, 0)]);
}

async fn card_of_another_person_is_void(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let no = published(stand, &store, &id, 1).await;
    let other = published(stand, &store, &id, 1).await;
    serve(&store, &id, 2, no, 7).await;
    serve(&store, &id, 1, other, 9).await;
    assert_eq!(refusal(say(&store, &id, 3, no, (7, Answer::Support)).await), Refusal::BadCard);
    assert_eq!(refusal(say(&store, &id, 2, other, (7, Answer::Support)).await), Refusal::BadCard);
    assert_eq!(refusal(say(&store, &id, 1, other, (9, Answer::Support)).await), Refusal::BadCard, "one's own");
    let command = AnswerCommand { no, hash: hash(7), answer: Answer::Support };
    let by_staff = change(&store, &id, moderator(2), Command::Answer(command)).await;
    assert_eq!(refusal(by_staff), Refusal::NotAllowed);
    assert_eq!(totals(&store, &id).await, []);
}

async fn what_was_never_served_cannot_be_answered(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let no = published(stand, &store, &id, 1).await;
    let waiting = submit(&store, &id, 1).await;
    for no in [no, waiting, SuggestionNo(99)] {
        assert_eq!(refusal(say(&store, &id, 2, no, (7, Answer::Support)).await), Refusal::BadCard);
    }
    assert_eq!(store.answered_by(&id, person(2)).await.unwrap(), []);
}

async fn served_but_unanswered_does_not_count(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let before = store.head(&id).await.unwrap().seq;
    let nos = [published(stand, &store, &id, 1).await, published(stand, &store, &id, 1).await];
    let after = store.head(&id).await.unwrap().seq;
    store.serve_cards(&id, person(2), &nos.map(|no| (no, hash(7))), START).await.unwrap();
    assert_eq!(store.head(&id).await.unwrap().seq, after, "serving is not an event");
    assert!(after > before);
    assert_eq!((totals(&store, &id).await, store.answered_by(&id, person(2)).await.unwrap()), (vec![], vec![]));
    say(&store, &id, 2, nos[1], (7, Answer::Skip)).await.unwrap();
    assert_eq!(totals(&store, &id).await, [(nos[1].0, 1, 0)], "a skip counts as answered");
}

async fn answers_and_supports_are_kept_apart(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let no = published(stand, &store, &id, 1).await;
    serve(&store, &id, 2, no, 7).await;
    say(&store, &id, 2, no, (7, Answer::Support)).await.unwrap();
    back(&store, &id, 3, no, true).await.unwrap();
    assert_eq!(suggestion(&store, &id, no).await.supports, 1);
    assert_eq!(store.supported_by(&id, person(2)).await.unwrap(), []);
    assert_eq!(store.answered_by(&id, person(3)).await.unwrap(), []);
    assert_eq!(totals(&store, &id).await, [(no.0, 1, 1)]);
    assert_eq!(store.counts(&id).await.unwrap().people, 2, "who suggests and who backs");
}

async fn a_batch_of_answers_is_one_event(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let mut nos = Vec::new();
    for author in 100..104 {
        nos.push(published(stand, &store, &id, author).await);
    }
    let cards: Vec<_> = nos.iter().map(|no| (*no, hash(7))).collect();
    for reader in 10..60 {
        store.serve_cards(&id, person(reader), &cards, START).await.unwrap();
    }
    let before = store.head(&id).await.unwrap().seq;
    let said = (10..60).flat_map(|reader| nos.iter().map(move |no| (reader, *no)));
    let answers = join_all(said.map(|(reader, no)| say(&store, &id, reader, no, (7, Answer::Support)))).await;
    assert!(answers.iter().all(Result::is_ok));
    let events = store.head(&id).await.unwrap().seq.0 - before.0;
    assert!(events < 20, "{events} events for 200 answers");
    let expected: Vec<_> = nos.iter().map(|no| (no.0, 50, 50)).collect();
    assert_eq!((totals(&store, &id).await, told(&store, &id).await), (expected.clone(), expected));
}

async fn one_card_answered_twice_in_a_batch_counts_once(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let no = published(stand, &store, &id, 1).await;
    serve(&store, &id, 2, no, 7).await;
    let tries = [Answer::Support, Answer::NotNow, Answer::Support].map(|answer| say(&store, &id, 2, no, (7, answer)));
    let answers = join_all(tries).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    assert_eq!(totals(&store, &id).await, [(no.0, 1, 1)], "the first one");
}

async fn merged_or_withdrawn_suggestion_takes_no_answers(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let kept = published(stand, &store, &id, 1).await;
    let ended = published(stand, &store, &id, 2).await;
    let gone = published(stand, &store, &id, 3).await;
    for no in [ended, gone] {
        serve(&store, &id, 9, no, 7).await;
        serve(&store, &id, 8, no, 7).await;
    }
    say(&store, &id, 8, ended, (7, Answer::Support)).await.unwrap();
    review(&store, &id, moderator(2), ended, decide(Decision::merge(kept))).await.unwrap();
    review(&store, &id, citizen(3), gone, domain::SuggestionCommand::Withdraw).await.unwrap();
    assert_eq!(refusal(say(&store, &id, 9, ended, (7, Answer::Support)).await), Refusal::Merged { into: kept });
    assert_eq!(refusal(say(&store, &id, 9, gone, (7, Answer::Support)).await), Refusal::NoSuchSuggestion);
    assert_eq!(totals(&store, &id).await, [(ended.0, 1, 1)], "an answer stays with the text that was shown");
}

async fn closed_meeting_takes_no_answers(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let no = published(stand, &store, &id, 1).await;
    serve(&store, &id, 2, no, 7).await;
    let close = Command::Meeting(domain::MeetingCommand::Close);
    change(&store, &id, secretary(), close).await.unwrap();
    assert_eq!(refusal(say(&store, &id, 2, no, (7, Answer::Support)).await), Refusal::SupportClosed);
}

async fn totals_are_exact_under_concurrent_answers(stand: &Stand) {
    const PEOPLE: u16 = 40;
    let (one, id) = stand.open_meeting().await;
    let other = stand.open().await;
    let nos = [published(stand, &one, &id, 101).await, published(stand, &one, &id, 102).await];
    let people = (0..PEOPLE).map(|reader| {
        let (one, other, id) = (one.clone(), other.clone(), id.clone());
        tokio::spawn(async move {
            let store = if reader % 2 == 0 { &one } else { &other };
            store.serve_cards(&id, person(reader), &nos.map(|no| (no, hash(7))), START).await.unwrap();
            for (no, answer) in nos.into_iter().zip([Answer::Support, Answer::NotNow]) {
                say(store, &id, reader, no, (7, answer)).await.unwrap();
            }
        })
    });
    join_all(people).await.into_iter().for_each(|person| person.unwrap());
    let people = u32::from(PEOPLE);
    assert_eq!(totals(&one, &id).await, [(nos[0].0, people, people), (nos[1].0, people, 0)]);
    assert_eq!(told(&other, &id).await, totals(&other, &id).await);
}
