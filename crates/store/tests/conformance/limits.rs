//! Limits: of a person, of the queue, and of a store that is closed.

use std::collections::BTreeSet;

use domain::{Policy, Refusal, Settings};
use futures_util::future::join_all;
use store::{ChangeError, Store, StoreError, StoreOptions};

use crate::stand::{
    Stand, change, citizen, console, make_meeting, person, refusal, secretary, settings, submission, submit,
};

on_both_back_ends!(
    quota_and_interval_hold_across_processes,
    full_queue_is_busy_and_loses_nothing_acknowledged,
    closed_store_takes_nothing_and_has_written_everything,
);

async fn quota_and_interval_hold_across_processes(stand: &Stand) {
    let (one, other) = (stand.open().await, stand.open().await);
    let policy = Policy { suggestions_per_person: 2, suggestion_interval_s: 30, ..Policy::default() };
    let id = make_meeting(&one, "park2026", 1, Settings { policy, ..settings() }).await;
    let open = domain::Command::Meeting(domain::MeetingCommand::Open);
    let opened = change(&one, &id, secretary(), open).await.unwrap();
    submit(&one, &id, 1).await;
    let hand_in = |store| change(store, &id, citizen(1), submission(1, "再种几棵树吧"));
    let again_at = opened.at.plus_s(30);
    assert_eq!(refusal(hand_in(&other).await), Refusal::TooSoon { again_at });
    stand.clock.set(again_at);
    hand_in(&other).await.unwrap();
    stand.clock.advance_ms(30_000);
    assert_eq!(refusal(hand_in(&one).await), Refusal::QuotaUsed { max: 2 });
    let record = one.author_record(&id, person(1)).await.unwrap();
    assert_eq!((record.submitted, record.last_at), (2, Some(again_at)));
    assert_eq!(one.suggestions_of(&id, person(1)).await.unwrap().len(), 2);
    assert_eq!(one.suggestions_of(&id, person(2)).await.unwrap(), []);
}

async fn full_queue_is_busy_and_loses_nothing_acknowledged(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    drop(store);
    let small = StoreOptions { queue_max: 4, batch_max: 2, ..StoreOptions::new(stand.url.clone()) };
    let store = Store::open(small, stand.clock.clone()).await.unwrap();
    let answers =
        join_all((0..200).map(|author| change(&store, &id, citizen(author), submission(author, "多种几棵树吧")))).await;
    let mut acknowledged = BTreeSet::new();
    let mut busy = 0;
    for answer in answers {
        match answer {
            Ok(changed) => assert!(acknowledged.insert(changed.suggestion.unwrap().no)),
            Err(ChangeError::Busy) => busy += 1,
            Err(other) => panic!("{other:?}"),
        }
    }
    assert!(busy > 0 && !acknowledged.is_empty());
    let kept: BTreeSet<_> = store.suggestions(&id).await.unwrap().into_iter().map(|suggestion| suggestion.no).collect();
    assert_eq!(kept, acknowledged);
}

async fn closed_store_takes_nothing_and_has_written_everything(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let writers = (0..100).map(|author| {
        let (store, id) = (store.clone(), id.clone());
        tokio::spawn(async move { change(&store, &id, citizen(author), submission(author, "多种几棵树吧")).await })
    });
    let writers: Vec<_> = writers.collect();
    store.close().await;
    store.close().await;
    let mut acknowledged = 0;
    for answer in join_all(writers).await {
        match answer.unwrap() {
            Ok(_) => acknowledged += 1,
            Err(ChangeError::Closed) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert!(matches!(change(&store, &id, citizen(1), submission(1, "多种几棵树吧")).await, Err(ChangeError::Closed)));
    let deal = store.deal(&id, &console(1, "a"), 1, &[domain::SuggestionNo(1)], crate::stand::START, 1).await;
    assert!(matches!(deal, Err(StoreError::Closed)));
    assert_eq!(stand.open().await.suggestions(&id).await.unwrap().len(), acknowledged);
}
