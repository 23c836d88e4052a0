//! Second looks: appeals and escalations go to somebody else, decisions are taken back with trace, and what is public unread waits too.

use domain::{
    Actor, Command, Event, Flag, PersonId, Policy, ReviewKind, ReviewMode, StaffEvent, SuggestionCommand, SuggestionNo,
};
use serde_json::json;

use crate::house::House;

async fn appeal(house: &House, author: u8, no: SuggestionNo) {
    let command = SuggestionCommand::Appeal { note: None };
    house.change(Actor::Person(PersonId([author; 16])), Command::Suggestion { no, command }).await;
}

#[tokio::test]
async fn a_second_look_is_somebody_else_s() {
    let house = House::open().await;
    let (first, second) = (house.senior("chen").await, house.senior("wu").await);
    let no = house.submit(1, "多种些树，让孩子放学路上有阴凉").await;
    house.decide(&first, "a", no, 1, json!({"kind": "reject", "reason": "empty"})).await.ok();
    house.settle().await;
    appeal(&house, 1, no).await;
    assert!(house.deal(&first, "a", 5).await.nos().is_empty(), "not to who decided first");
    assert_eq!(house.queue(&first, "a").await["waiting"][0]["barred"], true);
    let take = Some(json!({"console": "a", "nos": []}));
    assert_eq!(house.ask("POST", "/suggestions/1/take-over", &first, take).await.code(), (403, "own_decision"));
    assert_eq!(house.decide(&first, "a", no, 1, json!({"kind": "publish"})).await.code(), (403, "own_decision"));
    assert_eq!(house.deal(&second, "b", 5).await.nos(), [1]);
    house.decide(&second, "b", no, 1, json!({"kind": "publish"})).await.ok();
}

#[tokio::test]
async fn what_one_escalated_oneself_is_somebody_else_s() {
    let house = House::open().await;
    let (first, second) = (house.senior("chen").await, house.senior("wu").await);
    let no = house.submit(1, "多种些树，让孩子放学路上有阴凉").await;
    house.deal(&first, "a", 1).await.ok();
    let body = json!({"console": "a", "revision": 1});
    house.ask("POST", "/suggestions/1/escalate", &first, Some(body)).await.ok();
    assert!(house.deal(&first, "a", 5).await.nos().is_empty());
    assert_eq!(house.decide(&first, "a", no, 1, json!({"kind": "publish"})).await.code(), (403, "own_decision"));
    assert_eq!(house.deal(&second, "b", 5).await.nos(), [1]);
}

#[tokio::test]
async fn a_blocked_word_takes_a_second_person() {
    let house = House::open().await;
    let (one, senior) = (house.moderator("li").await, house.senior("chen").await);
    let no = house.submit_with(1, "多种些树，让孩子放学路上有阴凉", &[Flag::Block]).await;
    let refused = house.decide(&one, "a", no, 1, json!({"kind": "publish"})).await;
    assert_eq!(refused.code(), (409, "second_person_needed"));
    house.ask("POST", "/suggestions/1/escalate", &one, Some(json!({"console": "a", "revision": 1}))).await.ok();
    house.decide(&senior, "s", no, 1, json!({"kind": "publish"})).await.ok();
    house.settle().await;
    assert_eq!(house.suggestion(no).await.review.kind(), ReviewKind::Published);
}

#[tokio::test]
async fn a_decision_that_took_effect_is_taken_back_with_trace() {
    let house = House::open().await;
    let (one, other, senior) = (house.moderator("li").await, house.moderator("zhou").await, house.senior("chen").await);
    let no = house.published(&one, 1, "多种些树，让孩子放学路上有阴凉").await;
    let path = format!("/suggestions/{}/reopen", no.0);
    let ask = |token| house.ask("POST", &path, token, Some(json!({"note": "看漏了"})));
    assert_eq!(ask(&other).await.code(), (403, "not_allowed"), "another's decision");
    assert_eq!(ask(&one).await.ok()["state"], "pending");
    assert_eq!(ask(&one).await.code(), (409, "wrong_state"));
    let told = serde_json::to_string(&house.public_events().await).unwrap();
    assert!(told.contains("unpublished") && !told.contains("看漏了"), "{told}");
    house.decide(&one, "p", no, 1, json!({"kind": "publish"})).await.ok();
    house.settle().await;
    assert_eq!(ask(&senior).await.ok()["state"], "pending", "a senior may");
    let log = house.log().await;
    let reopened = log.iter().filter(|one| matches!(one.event, Event::Staff(StaffEvent::Reopened { .. })));
    assert_eq!(reopened.count(), 2);
}

#[tokio::test]
async fn what_is_public_at_once_waits_for_its_look() {
    let house = House::open_with(Policy { review: ReviewMode::Post, ..Policy::default() }).await;
    let one = house.moderator("li").await;
    let good = house.submit(1, "多种些树，让孩子放学路上有阴凉").await;
    let bad = house.submit(2, "河边太暗，请装路灯").await;
    assert_eq!(house.suggestion(good).await.review.kind(), ReviewKind::Published);
    let queue = house.queue(&one, "a").await;
    assert_eq!((&queue["counts"]["waiting"], &queue["waiting"][0]["unread"]), (&json!(2), &json!(true)));
    let dealt = house.deal(&one, "a", 5).await.ok();
    assert_eq!((&dealt["items"][0]["state"], &dealt["items"][0]["unread"]), (&json!("published"), &json!(true)));
    house.decide(&one, "a", good, 1, json!({"kind": "publish"})).await.ok();
    house.decide(&one, "a", bad, 1, json!({"kind": "reject", "reason": "empty"})).await.ok();
    house.settle().await;
    assert_eq!(house.suggestion(good).await.review.kind(), ReviewKind::Published);
    assert!(!house.suggestion(good).await.unread);
    assert_eq!(house.suggestion(bad).await.review.kind(), ReviewKind::Rejected);
    let queue = house.queue(&one, "a").await;
    assert_eq!(queue["counts"]["waiting"], 0);
    let verbs: Vec<_> =
        queue["activity"].as_array().unwrap().iter().map(|deed| deed["verb"].as_str().unwrap()).collect();
    assert!(verbs.contains(&"confirm"), "{verbs:?}");
}
