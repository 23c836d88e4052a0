//! Leases: who holds what, and for how long.

use std::collections::BTreeMap;

use domain::{Event, StaffEvent, SuggestionNo};
use protocol::moderation::LEASE_MS;
use serde_json::{Value, json};

use crate::house::House;

/// Takes items and decides them until there are none.
async fn empty_the_queue(house: &House, token: &str, console: &str) -> usize {
    let mut decided = 0;
    loop {
        let items = house.deal(token, console, 5).await.ok()["items"].as_array().unwrap().clone();
        if items.is_empty() {
            return decided;
        }
        for item in items {
            let no = SuggestionNo(item["no"].as_u64().unwrap() as u32);
            let revision = item["revision"].as_u64().unwrap() as u32;
            house.decide(token, console, no, revision, json!({"kind": "publish"})).await.ok();
            decided += 1;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_consoles_never_decide_one_item_twice() {
    let house = House::open().await;
    for at in 0..200 {
        house.submit(at as u8, &format!("第{at}条建议：多种些树，让孩子放学路上有阴凉")).await;
    }
    let (one, other) = (house.moderator("li").await, house.moderator("zhou").await);
    let (first, second) = tokio::join!(empty_the_queue(&house, &one, "a"), empty_the_queue(&house, &other, "b"));
    assert_eq!(first + second, 200);
    assert!(first > 0 && second > 0, "{first} and {second}");
    let mut decisions: BTreeMap<SuggestionNo, u32> = BTreeMap::new();
    for recorded in house.log().await {
        if let Event::Staff(StaffEvent::Decided { no, .. }) = recorded.event {
            *decisions.entry(no).or_default() += 1;
        }
    }
    assert_eq!(decisions.len(), 200);
    assert!(decisions.values().all(|times| *times == 1));
    assert_eq!(house.settle().await, 200);
    assert_eq!(house.queue(&one, "a").await["counts"], json!({"waiting": 0, "similar": 0, "flagged": 0, "held": 0}));
}

#[tokio::test]
async fn the_oldest_are_dealt_first_and_no_two_consoles_hold_one_item() {
    let house = House::open().await;
    for _ in 0..7 {
        house.submit(1, "多种些树，让孩子放学路上有阴凉").await;
    }
    let (one, other) = (house.moderator("li").await, house.moderator("zhou").await);
    assert_eq!(house.deal(&one, "a", 5).await.nos(), [1, 2, 3, 4, 5]);
    assert_eq!(house.deal(&one, "a", 5).await.nos(), [1, 2, 3, 4, 5], "it holds five already");
    assert_eq!(house.deal(&other, "b", 5).await.nos(), [6, 7]);
    assert!(house.deal(&one, "second-tab", 5).await.nos().is_empty(), "another tab is another console");
    assert_eq!(
        house.ask("POST", "/queue/release", &one, Some(json!({"console": "a", "nos": [2, 4]}))).await.nos(),
        [1, 3, 5]
    );
    assert_eq!(house.deal(&other, "b", 4).await.nos(), [2, 4, 6, 7]);
}

#[tokio::test]
async fn a_lease_that_is_not_renewed_runs_out() {
    let house = House::open().await;
    let no = house.submit(1, "多种些树，让孩子放学路上有阴凉").await;
    let (one, other) = (house.moderator("li").await, house.moderator("zhou").await);
    assert_eq!(house.deal(&one, "a", 1).await.nos(), [1]);
    house.clock.advance_ms(LEASE_MS - 1);
    assert!(house.deal(&other, "b", 1).await.nos().is_empty());
    let refused = house.decide(&other, "b", no, 1, json!({"kind": "publish"})).await;
    assert_eq!(refused.code(), (409, "not_leased"));
    assert_eq!(house.ask("POST", "/queue/renew", &one, Some(json!({"console": "a", "nos": []}))).await.nos(), [1]);
    house.clock.advance_ms(LEASE_MS - 1);
    assert!(house.deal(&other, "b", 1).await.nos().is_empty(), "it was renewed");
    house.clock.advance_ms(1);
    assert_eq!(house.deal(&other, "b", 1).await.nos(), [1]);
}

#[tokio::test]
async fn a_colleague_takes_an_item_over() {
    let house = House::open().await;
    let no = house.submit(1, "多种些树，让孩子放学路上有阴凉").await;
    let (one, other) = (house.moderator("li").await, house.moderator("zhou").await);
    house.deal(&one, "a", 1).await.ok();
    let body = Some(json!({"console": "b", "nos": []}));
    assert_eq!(house.ask("POST", "/suggestions/1/take-over", &other, body.clone()).await.nos(), [1]);
    assert_eq!(house.decide(&one, "a", no, 1, json!({"kind": "publish"})).await.code(), (409, "not_leased"));
    house.decide(&other, "b", no, 1, json!({"kind": "publish"})).await.ok();
    assert_eq!(
        house.ask("POST", "/suggestions/1/take-over", &one, body.clone()).await.code(),
        (409, "already_decided")
    );
    assert_eq!(house.ask("POST", "/suggestions/9/take-over", &one, body).await.code(), (404, "no_such_suggestion"));
}

#[tokio::test]
async fn an_item_comes_with_its_mask_its_look_alikes_and_its_author_s_record() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    let public = house.published(&one, 1, "建议在河边绿道两侧加装夜间照明灯，方便老人小孩晚上散步").await;
    house.support(9, public).await;
    house.submit(1, "建议在河边绿道两侧多装夜间照明灯，方便老人小孩晚上散步，联系我 13800005521").await;
    let item: Value = house.deal(&one, "a", 1).await.ok()["items"][0].clone();
    assert_eq!(item["shown"], "建议在河边绿道两侧多装夜间照明灯，方便老人小孩晚上散步，联系我 138****5521");
    assert_eq!(item["marks"], json!([{"from": 32, "to": 43, "kind": "mobile", "masked": "138****5521"}]));
    assert_eq!(item["similar"][0]["no"], public.0);
    assert_eq!(item["similar"][0]["supports"], 1);
    let author = &item["author"];
    assert_eq!((&author["id"], &author["submitted"]), (&json!("010101010101"), &json!(2)));
    assert_eq!((&author["published"], &author["restricted"]), (&json!(1), &json!(null)));
    let checks: Vec<_> = item["checks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["kind"].as_str().unwrap(), one["ok"] == true))
        .collect();
    assert_eq!(checks[0], ("personal_data", false));
    assert!(checks[1..].iter().all(|(_, ok)| *ok), "what is clean is said too: {checks:?}");
    assert_eq!((&item["state"], &item["revision"]), (&json!("pending"), &json!(1)));
}
