//! Idempotency keys: a repetition is answered, never carried out.

use domain::{Command, MeetingId, SuggestionNo};
use futures_util::future::join_all;
use store::{Change, ChangeError, Key, Store};

use crate::stand::{Stand, citizen, submission, submit};

on_both_back_ends!(
    repetition_gives_the_first_result,
    key_with_another_body_is_refused,
    key_counts_for_its_person_only,
    concurrent_repetitions_make_one_suggestion,
    refusal_does_not_use_a_key_up,
    keys_are_forgotten_after_two_days,
);

fn keyed(id: &MeetingId, author: u16, key: &str, body: u8) -> Change {
    let key = Key { text: key.into(), fingerprint: [body; 32] };
    Change { key: Some(key), ..Change::new(id.clone(), citizen(author), submission(author, "多种几棵树吧")) }
}

async fn number_of(store: &Store, change: Change) -> (SuggestionNo, bool) {
    let changed = store.change(change).await.unwrap();
    (changed.suggestion.unwrap().no, changed.replayed)
}

async fn repetition_gives_the_first_result(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let first = store.change(keyed(&id, 1, "k", 1)).await.unwrap();
    submit(&store, &id, 2).await;
    let again = store.change(keyed(&id, 1, "k", 1)).await.unwrap();
    assert!(again.replayed && !first.replayed);
    assert_eq!((again.seq, again.at, again.suggestion), (first.seq, first.at, first.suggestion));
    assert_eq!(store.suggestions(&id).await.unwrap().len(), 2);
    drop(store);
    let reopened = stand.open().await;
    assert!(reopened.change(keyed(&id, 1, "k", 1)).await.unwrap().replayed, "keys survive a restart");
}

async fn key_with_another_body_is_refused(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    store.change(keyed(&id, 1, "k", 1)).await.unwrap();
    assert!(matches!(store.change(keyed(&id, 1, "k", 2)).await, Err(ChangeError::KeyReused)));
    assert_eq!(store.suggestions(&id).await.unwrap().len(), 1);
}

async fn key_counts_for_its_person_only(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    assert_eq!(number_of(&store, keyed(&id, 1, "k", 1)).await, (SuggestionNo(1), false));
    assert_eq!(number_of(&store, keyed(&id, 2, "k", 2)).await, (SuggestionNo(2), false));
    assert_eq!(number_of(&store, keyed(&id, 1, "other", 1)).await, (SuggestionNo(3), false));
}

async fn concurrent_repetitions_make_one_suggestion(stand: &Stand) {
    let (one, id) = stand.open_meeting().await;
    let other = stand.open().await;
    let tries = (0..32).map(|at| {
        let (store, change) = (if at % 2 == 0 { one.clone() } else { other.clone() }, keyed(&id, 1, "k", 1));
        tokio::spawn(async move { number_of(&store, change).await })
    });
    let answers: Vec<_> = join_all(tries).await.into_iter().map(|answer| answer.unwrap()).collect();
    assert!(answers.iter().all(|(no, _)| *no == SuggestionNo(1)));
    assert_eq!(answers.iter().filter(|(_, replayed)| !replayed).count(), 1);
    assert_eq!(one.suggestions(&id).await.unwrap().len(), 1);
}

async fn refusal_does_not_use_a_key_up(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let wrong = Change { command: Command::Support { no: SuggestionNo(1), wish: true }, ..keyed(&id, 1, "k", 9) };
    assert!(store.change(wrong).await.is_err());
    assert_eq!(number_of(&store, keyed(&id, 1, "k", 1)).await, (SuggestionNo(1), false));
}

async fn keys_are_forgotten_after_two_days(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    store.change(keyed(&id, 1, "k", 1)).await.unwrap();
    drop(store);
    // A store looks for old keys when it begins to write.
    stand.clock.advance_ms(49 * 3_600_000);
    let store = stand.open().await;
    submit(&store, &id, 2).await;
    assert_eq!(number_of(&store, keyed(&id, 1, "k", 1)).await, (SuggestionNo(3), false));
}
