//! Decisions, their undo window, and what of them becomes public.

use domain::{Event, PublicEvent, ReviewKind, Role, StaffEvent};
use serde_json::json;
use store::{Store, StoreOptions};

use crate::house::{House, UNDO_MS};

#[tokio::test]
async fn an_undone_decision_leaves_no_public_trace() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    let no = house.submit(1, "多种些树，让孩子放学路上有阴凉").await;
    let before = house.public_events().await;
    let decided = house.decide(&one, "a", no, 1, json!({"kind": "publish", "forward": true})).await.ok();
    assert_eq!((&decided["state"], decided["effective_at"].is_number()), (&json!("decided"), true));
    let queue = house.queue(&one, "a").await;
    assert_eq!((&queue["undoable"][0]["no"], &queue["undoable"][0]["kind"]), (&json!(1), &json!("publish")));
    house.clock.advance_ms(UNDO_MS - 1);
    assert_eq!(house.undo(&one, no).await.ok(), json!({"no": 1, "state": "pending", "effective_at": null}));
    house.clock.advance_ms(UNDO_MS);
    assert_eq!(moderation::settle_due(&house.state).await.unwrap(), 0);
    assert_eq!(house.public_events().await, before);
}

#[tokio::test]
async fn after_the_window_there_is_nothing_to_undo() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    let no = house.submit(1, "多种些树，让孩子放学路上有阴凉").await;
    house.decide(&one, "a", no, 1, json!({"kind": "publish"})).await.ok();
    house.clock.advance_ms(UNDO_MS);
    assert_eq!(house.undo(&one, no).await.code(), (409, "nothing_to_undo"), "even before it is settled");
    assert_eq!(moderation::settle_due(&house.state).await.unwrap(), 1);
    assert_eq!(house.undo(&one, no).await.code(), (409, "nothing_to_undo"));
    assert_eq!(house.suggestion(no).await.review.kind(), ReviewKind::Published);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_processes_settle_each_decision_once() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    for at in 0..60 {
        let no = house.submit(at, "多种些树，让孩子放学路上有阴凉").await;
        house.decide(&one, "a", no, 1, json!({"kind": "publish"})).await.ok();
    }
    let neighbour = Store::open(StoreOptions::new(house.url.clone()), house.clock.clone()).await.unwrap();
    let beside = House::state(&neighbour, house.clock.clone()).await;
    house.clock.advance_ms(UNDO_MS);
    let (here, there) = tokio::join!(moderation::settle_due(&house.state), moderation::settle_due(&beside));
    assert_eq!(here.unwrap() + there.unwrap(), 60);
    let published = house.public_events().await;
    assert_eq!(published.iter().filter(|event| matches!(event, Event::Public(PublicEvent::Published(_)))).count(), 60);
    neighbour.close().await;
}

#[tokio::test]
async fn a_decision_about_an_older_text_is_refused() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    let no = house.submit(1, "多种些树，让孩子放学路上有阴凉").await;
    house.deal(&one, "a", 1).await.ok();
    house.edit(1, no, "多种些树，让老人也有阴凉").await;
    assert_eq!(house.decide(&one, "a", no, 1, json!({"kind": "publish"})).await.code(), (409, "stale_revision"));
    house.decide(&one, "a", no, 2, json!({"kind": "publish"})).await.ok();
    assert_eq!(house.decide(&one, "a", no, 2, json!({"kind": "publish"})).await.code(), (409, "already_decided"));
}

#[tokio::test]
async fn what_was_escalated_is_a_senior_moderator_s() {
    let house = House::open().await;
    let (one, senior) = (house.moderator("li").await, house.senior("chen").await);
    let no = house.submit(1, "多种些树，让孩子放学路上有阴凉").await;
    house.deal(&one, "a", 1).await.ok();
    let body = json!({"console": "a", "revision": 1, "note": "拿不准"});
    house.ask("POST", "/suggestions/1/escalate", &one, Some(body)).await.ok();
    assert!(house.deal(&one, "a", 5).await.nos().is_empty());
    assert_eq!(house.decide(&one, "a", no, 1, json!({"kind": "publish"})).await.code(), (403, "not_allowed"));
    let take = Some(json!({"console": "a", "nos": []}));
    assert_eq!(house.ask("POST", "/suggestions/1/take-over", &one, take).await.code(), (403, "not_allowed"));
    let dealt = house.deal(&senior, "s", 5).await.ok();
    assert_eq!((&dealt["items"][0]["state"], &dealt["items"][0]["note"]), (&json!("held"), &json!("拿不准")));
    house.decide(&senior, "s", no, 1, json!({"kind": "publish"})).await.ok();
    assert_eq!(house.undo(&senior, no).await.ok()["state"], "held", "undone, it waits where it waited");
}

#[tokio::test]
async fn a_merge_keeps_the_union_of_the_backers() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    let kept = house.published(&one, 1, "建议在河边绿道加装夜间照明灯").await;
    let ended = house.published(&one, 2, "河边绿道太暗，请装路灯").await;
    for person in [10, 11, 12] {
        house.support(person, kept).await;
    }
    for person in [12, 13] {
        house.support(person, ended).await;
    }
    assert_eq!(
        house.decide(&one, "a", ended, 1, json!({"kind": "merge", "into": ended.0})).await.code(),
        (422, "bad_merge_target")
    );
    house.decide(&one, "a", ended, 1, json!({"kind": "merge", "into": kept.0})).await.ok();
    let kept = house.suggestion(kept).await;
    assert_eq!((kept.supports, kept.merged), (5, 1), "10, 11, 12, 13 and the author of the one that ended");
    assert_eq!(house.suggestion(ended).await.review.kind(), ReviewKind::Merged);
}

#[tokio::test]
async fn a_telephone_number_is_in_no_public_event() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    let no = house.submit(1, "请修路灯，联系我 13800005521").await;
    house.decide(&one, "a", no, 1, json!({"kind": "publish"})).await.ok();
    house.settle().await;
    let told = serde_json::to_string(&house.public_events().await).unwrap();
    assert!(told.contains("138****5521") && !told.contains("13800005521"), "{told}");
}

#[tokio::test]
async fn hiding_needs_words_and_a_senior_moderator() {
    let house = House::open().await;
    let (one, senior) = (house.moderator("li").await, house.senior("chen").await);
    let no = house.published(&one, 1, "多种些树，让孩子放学路上有阴凉").await;
    let hide = |note: Option<&str>| json!({"kind": "hide", "reason": "privacy", "note": note});
    assert_eq!(house.decide(&one, "a", no, 1, hide(Some("住址"))).await.code(), (403, "not_allowed"));
    for note in [None, Some("  ")] {
        let refused = house.decide(&senior, "s", no, 1, hide(note)).await;
        assert_eq!((refused.code(), &refused.body["field"]), ((422, "note_needed"), &json!("note")));
    }
    let done = house.decide(&senior, "s", no, 1, hide(Some("写了住址"))).await.ok();
    assert_eq!((&done["state"], &done["effective_at"]), (&json!("hidden"), &json!(null)), "at once: it was in sight");
    let told = serde_json::to_string(&house.public_events().await).unwrap();
    assert!(told.contains("unpublished") && !told.contains("写了住址"), "{told}");
}

#[tokio::test]
async fn the_queue_tells_of_colleagues_and_of_what_other_processes_wrote() {
    let house = House::open().await;
    let (li, one) = house.staff("li", &[Role::Moderator]).await;
    let other = house.moderator("zhou").await;
    let first = house.queue(&one, "a").await;
    assert_eq!(first["people"].as_array().unwrap().len(), 1);
    let neighbour = Store::open(StoreOptions::new(house.url.clone()), house.clock.clone()).await.unwrap();
    let beside = House::state(&neighbour, house.clock.clone()).await;
    let no = house.submit(1, "多种些树，让孩子放学路上有阴凉").await;
    house.deal(&other, "b", 1).await.ok();
    let reason = json!({"kind": "reject", "reason": "out_of_scope", "note": "请拨打 12345"});
    house.decide(&other, "b", no, 1, reason).await.ok();
    house.clock.advance_ms(UNDO_MS);
    assert_eq!(moderation::settle_due(&beside).await.unwrap(), 1, "settled by the other process");
    house.submit(2, "多种些树，让孩子放学路上有阴凉").await;
    house.deal(&other, "b", 1).await.ok();
    let queue = house.queue(&one, "a").await;
    assert_eq!(queue["seq"].as_u64().unwrap(), house.log().await.len() as u64);
    assert_eq!(queue["counts"]["waiting"], 1);
    assert_eq!(
        (&queue["waiting"][0]["holder"], &queue["waiting"][0]["mine"]),
        (&json!("zhou of the house"), &json!(false))
    );
    let told = &queue["activity"][0];
    assert_eq!(
        (&told["who"], &told["verb"], &told["reason"]),
        (&json!("zhou of the house"), &json!("reject"), &json!("out_of_scope"))
    );
    assert_eq!((&queue["gauge"]["arrived"], &queue["gauge"]["handled"]), (&json!(2), &json!(1)));
    let names: Vec<_> =
        queue["people"].as_array().unwrap().iter().map(|one| (one["id"].as_u64(), one["me"].as_bool())).collect();
    assert!(names.contains(&(Some(u64::from(li.0)), Some(true))) && names.len() == 2, "{names:?}");
    neighbour.close().await;
}

#[tokio::test]
async fn a_rejection_is_for_the_author_alone() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    let no = house.submit(1, "多种些树，让孩子放学路上有阴凉").await;
    let before = house.public_events().await;
    house.decide(&one, "a", no, 1, json!({"kind": "reject", "reason": "empty"})).await.ok();
    house.settle().await;
    assert_eq!(house.suggestion(no).await.review.kind(), ReviewKind::Rejected);
    assert_eq!(house.public_events().await, before);
    assert!(house.log().await.iter().any(|one| matches!(one.event, Event::Staff(StaffEvent::Decided { .. }))));
}
