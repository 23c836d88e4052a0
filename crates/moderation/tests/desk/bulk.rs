//! Several at once.

use domain::{Flag, ReviewKind, SuggestionNo};
use serde_json::{Value, json};

use crate::house::House;

async fn bulk(house: &House, token: &str, nos: &[u32], decision: Value) -> crate::house::Answer {
    house.ask("POST", "/bulk", token, Some(json!({"console": "a", "nos": nos, "decision": decision}))).await
}

#[tokio::test]
async fn twenty_of_which_three_are_flagged_publish_seventeen_and_list_three() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    for at in 0..20_u8 {
        let text = format!("第{at}条：{}", ["多种树", "修路灯", "少鸣笛", "加长椅"][usize::from(at) % 4]);
        let flags: &[Flag] = match at {
            3 => &[Flag::PersonalData],
            7 => &[Flag::Link],
            11 => &[Flag::Review],
            12 => &[Flag::Watch],
            _ => &[],
        };
        house.submit_with(at, &text, flags).await;
    }
    let nos: Vec<u32> = (1..=20).collect();
    let reply = bulk(&house, &one, &nos, json!({"kind": "publish"})).await.ok();
    assert_eq!(reply["done"].as_array().unwrap().len(), 17);
    let skipped: Vec<_> = [4, 8, 12].map(|no| json!({"no": no, "code": "flagged"})).into();
    assert_eq!(reply["skipped"], Value::Array(skipped));
    assert!(reply["effective_at"].is_number());
    assert_eq!(house.settle().await, 17);
    assert_eq!(house.queue(&one, "a").await["counts"]["waiting"], 3);
}

#[tokio::test]
async fn a_bulk_rejection_needs_a_reason_and_takes_flagged_ones() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    house.submit_with(1, "多种些树吧", &[Flag::Link]).await;
    house.submit(2, "多种些花吧").await;
    assert_eq!(bulk(&house, &one, &[1, 2], json!({"kind": "reject"})).await.code(), (400, "bad_body"));
    let reply = bulk(&house, &one, &[1, 2, 2, 9], json!({"kind": "reject", "reason": "empty"})).await.ok();
    assert_eq!(reply["done"], json!([1, 2]));
    assert_eq!(reply["skipped"], json!([{"no": 9, "code": "no_such_suggestion"}]));
    house.settle().await;
    assert_eq!(house.suggestion(SuggestionNo(1)).await.review.kind(), ReviewKind::Rejected);
}

#[tokio::test]
async fn what_the_author_changed_meanwhile_or_a_colleague_holds_is_left_out() {
    let house = House::open().await;
    let (one, other) = (house.moderator("li").await, house.moderator("zhou").await);
    for at in 1..=3 {
        house.submit(at, &format!("多种些树吧，第{at}棵")).await;
    }
    let seq = house.queue(&one, "a").await["seq"].clone();
    house.edit(2, SuggestionNo(2), "别再种树了").await;
    house.deal(&other, "b", 1).await.ok();
    let body = json!({"console": "a", "nos": [1, 2, 3], "seq": seq, "decision": {"kind": "publish"}});
    let reply = house.ask("POST", "/bulk", &one, Some(body)).await.ok();
    assert_eq!(reply["done"], json!([3]));
    assert_eq!(reply["skipped"], json!([{"no": 1, "code": "not_leased"}, {"no": 2, "code": "stale_revision"}]));
}

#[tokio::test]
async fn bulk_has_limits() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    let many: Vec<u32> = (1..=51).collect();
    for nos in [&many[..], &[]] {
        let refused = bulk(&house, &one, nos, json!({"kind": "publish"})).await;
        assert_eq!((refused.code(), &refused.body["field"]), ((422, "bad_field"), &json!("nos")));
    }
    house.submit(1, "多种些树吧").await;
    let wish = json!({"kind": "publish", "text": "多种些花吧", "edit": "typo"});
    assert_eq!(bulk(&house, &one, &[1], wish).await.code(), (422, "bad_field"), "one wording for several");
}

#[tokio::test]
async fn several_move_to_another_item() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    for at in 1..=2 {
        house.submit(at, &format!("多种些树吧，第{at}棵")).await;
    }
    let tag = |item: u16| house.ask("POST", "/bulk/tag", &one, Some(json!({"nos": [1, 2], "agenda_item": item})));
    assert_eq!(tag(2).await.ok()["done"], json!([1, 2]));
    assert_eq!(tag(3).await.ok()["skipped"][0]["code"], "no_such_item");
    let nothing = house.ask("POST", "/bulk/tag", &one, Some(json!({"nos": [1]}))).await;
    assert_eq!(nothing.code(), (422, "bad_field"));
}
