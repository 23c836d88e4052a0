//! The undo window is a stored state: nothing in it is published early, late, or twice.

use domain::{Actor, Event, PublicEvent, ReviewKind, SuggestionCommand};
use futures_util::future::join_all;

use crate::stand::{Stand, decide, moderator, publish, review, submit, suggestion, whole_log};

on_both_back_ends!(
    decision_survives_a_crash_and_settles_once,
    nothing_is_due_before_its_time,
    undone_decision_is_never_due,
);

async fn decision_survives_a_crash_and_settles_once(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let no = submit(&store, &id, 1).await;
    review(&store, &id, moderator(2), no, decide(publish())).await.unwrap();
    drop(store);
    stand.clock.advance_ms(5_000);
    let (one, other) = (stand.open().await, stand.open().await);
    assert_eq!(suggestion(&one, &id, no).await.review.kind(), ReviewKind::Decided);
    assert_eq!(one.due(domain::Clock::now(&*stand.clock), 10).await.unwrap(), [(id.clone(), no)]);
    let settle = |store| review(store, &id, Actor::System, no, SuggestionCommand::Settle);
    let settled = join_all([&one, &other, &one, &other].map(settle)).await;
    assert_eq!(settled.iter().filter(|settled| settled.is_ok()).count(), 1);
    let log = whole_log(&one, &id).await;
    let published = log.iter().filter(|record| matches!(record.event, Event::Public(PublicEvent::Published(_))));
    assert_eq!(published.count(), 1);
    assert!(one.due(domain::UnixMs(i64::MAX), 10).await.unwrap().is_empty());
}

async fn nothing_is_due_before_its_time(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let (first, second) = (submit(&store, &id, 1).await, submit(&store, &id, 2).await);
    let now = || domain::Clock::now(&*stand.clock);
    review(&store, &id, moderator(2), second, decide(publish())).await.unwrap();
    stand.clock.advance_ms(1_000);
    review(&store, &id, moderator(2), first, decide(publish())).await.unwrap();
    stand.clock.advance_ms(3_999);
    assert!(store.due(now(), 10).await.unwrap().is_empty());
    assert!(review(&store, &id, Actor::System, second, SuggestionCommand::Settle).await.is_err());
    stand.clock.advance_ms(1);
    assert_eq!(store.due(now(), 10).await.unwrap(), [(id.clone(), second)]);
    stand.clock.advance_ms(1_000);
    assert_eq!(store.due(now(), 10).await.unwrap(), [(id.clone(), second), (id.clone(), first)]);
    assert_eq!(store.due(now(), 1).await.unwrap(), [(id.clone(), second)]);
}

async fn undone_decision_is_never_due(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let no = submit(&store, &id, 1).await;
    review(&store, &id, moderator(2), no, decide(publish())).await.unwrap();
    review(&store, &id, moderator(2), no, SuggestionCommand::Undo).await.unwrap();
    assert_eq!(suggestion(&store, &id, no).await.review.kind(), ReviewKind::Pending);
    assert!(store.due(domain::UnixMs(i64::MAX), 10).await.unwrap().is_empty());
}
