//! Looking for suggestions, for what happened to one, and for what they are about.

use domain::{Flag, SuggestionNo};
use serde_json::{Value, json};

use crate::house::House;

fn nos(found: &Value) -> Vec<u64> {
    found["items"].as_array().unwrap().iter().map(|row| row["no"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn everything_is_found_by_words_number_and_state() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    house.published(&one, 1, "建议在河边绿道加装夜间照明灯").await;
    let rejected = house.submit(2, "公园里多放几张长椅给老人歇脚").await;
    house.decide(&one, "a", rejected, 1, json!({"kind": "reject", "reason": "empty"})).await.ok();
    house.settle().await;
    house.submit(3, "希望公交站台加装遮雨棚，照明也要好").await;
    let find = async |query: &str| house.ask("GET", &format!("/find?{query}"), &one, None).await.ok();
    assert_eq!(nos(&find("").await), [3, 2, 1], "the latest first");
    assert_eq!(nos(&find("q=%E7%85%A7%E6%98%8E").await), [3, 1], "照明");
    assert_eq!(nos(&find("q=%E7%85%A7%E6%98%8E%20%E7%AB%99%E5%8F%B0").await), [3], "照明 站台");
    assert_eq!(nos(&find("q=2").await), [2]);
    assert_eq!(nos(&find("state=rejected").await), [2]);
    assert_eq!(nos(&find("q=%E7%85%A7%E6%98%8E&state=published").await), [1]);
    assert!(nos(&find("state=unread").await).is_empty());
    let page = find("page=9").await;
    assert_eq!((&page["page"], &page["pages"], &page["total"]), (&json!(1), &json!(1), &json!(3)));
    for query in ["state=lost", "page=x"] {
        let refused = house.ask("GET", &format!("/find?{query}"), &one, None).await;
        assert_eq!(refused.code(), (400, "bad_parameter"), "{query}");
    }
    let long = format!("/find?q={}", "a".repeat(401));
    assert_eq!(house.ask("GET", &long, &one, None).await.code(), (400, "bad_parameter"));
}

#[tokio::test]
async fn what_is_found_comes_in_pages() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    for at in 0..60 {
        house.submit(at, "多种些树，让孩子放学路上有阴凉").await;
    }
    let second = house.ask("GET", "/find?page=2", &one, None).await.ok();
    assert_eq!((nos(&second).len(), &second["pages"], &second["total"]), (10, &json!(2), &json!(60)));
    assert_eq!(nos(&second)[0], 10);
}

#[tokio::test]
async fn a_history_tells_who_did_what_and_what_it_said_before() {
    let house = House::open().await;
    let (one, senior) = (house.moderator("li").await, house.senior("chen").await);
    let no = house.submit(1, "多种些树，让孩子放学路上有阴凉").await;
    house.edit(1, no, "多种些树，让老人也有阴凉").await;
    house.ask("POST", "/suggestions/1/tag", &one, Some(json!({"agenda_item": 2}))).await.ok();
    let body = json!({"console": "a", "revision": 2, "note": "拿不准"});
    house.ask("POST", "/suggestions/1/escalate", &one, Some(body)).await.ok();
    house
        .decide(&senior, "s", no, 2, json!({"kind": "reject", "reason": "out_of_scope", "note": "请拨打 12345"}))
        .await
        .ok();
    house.settle().await;
    let told = house.ask("GET", "/suggestions/1/history", &one, None).await.ok();
    let entries = told["entries"].as_array().unwrap();
    let brief: Vec<_> =
        entries.iter().map(|entry| (entry["by"].as_str().unwrap(), entry["verb"].as_str().unwrap())).collect();
    assert_eq!(
        brief,
        [
            ("author", "submit"),
            ("author", "edit"),
            ("staff", "retag"),
            ("staff", "escalate"),
            ("staff", "reject"),
            ("system", "rejected")
        ]
    );
    assert_eq!(
        (&entries[1]["before"], &entries[1]["after"]),
        (&json!("多种些树，让孩子放学路上有阴凉"), &json!("多种些树，让老人也有阴凉"))
    );
    assert_eq!(
        (&entries[2]["after"], &entries[3]["note"], &entries[3]["who"]),
        (&json!("2"), &json!("拿不准"), &json!("li of the house"))
    );
    assert_eq!((&entries[5]["reason"], &entries[5]["note"]), (&json!("out_of_scope"), &json!("请拨打 12345")));
    let seqs: Vec<_> = entries.iter().map(|entry| entry["seq"].as_u64()).collect();
    assert!(seqs.is_sorted());
    assert_eq!(house.ask("GET", "/suggestions/9/history", &one, None).await.code(), (404, "no_such_suggestion"));
}

#[tokio::test]
async fn both_sides_of_a_merge_tell_of_it() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    let kept = house.published(&one, 1, "建议在河边绿道加装夜间照明灯").await;
    let ended = house.published(&one, 2, "河边绿道太暗，请装路灯").await;
    house.decide(&one, "a", ended, 1, json!({"kind": "merge", "into": kept.0})).await.ok();
    let last = async |no: SuggestionNo| {
        let told = house.ask("GET", &format!("/suggestions/{}/history", no.0), &one, None).await.ok();
        told["entries"].as_array().unwrap().last().unwrap().clone()
    };
    assert_eq!((&last(ended).await["verb"], &last(ended).await["into"]), (&json!("merged"), &json!(kept.0)));
    assert_eq!((&last(kept).await["verb"], &last(kept).await["into"]), (&json!("joined"), &json!(ended.0)));
}

#[tokio::test]
async fn people_are_dealt_what_they_take() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    house.submit_with(1, "多种些树，让孩子放学路上有阴凉", &[Flag::PersonalData]).await;
    house.submit(2, "多放几张长椅").await;
    house.submit(3, "公交站台加装遮雨棚").await;
    house.ask("POST", "/suggestions/3/tag", &one, Some(json!({"agenda_item": 2}))).await.ok();
    let deal = async |console: &str, more: Value| {
        let mut body = json!({"console": console, "want": 5});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let nos = house.ask("POST", "/queue/deal", &one, Some(body)).await.nos();
        house.ask("POST", "/queue/release", &one, Some(json!({"console": console, "nos": []}))).await.ok();
        nos
    };
    assert_eq!(deal("a", json!({})).await, [1, 2, 3]);
    assert_eq!(deal("a", json!({"items": [2]})).await, [3]);
    assert_eq!(deal("a", json!({"flagged": false})).await, [2, 3]);
    assert_eq!(deal("a", json!({"flagged": false, "items": [1]})).await, Vec::<u64>::new());
}

#[tokio::test]
async fn a_take_over_is_in_the_log_and_a_lost_race_says_to_whom() {
    let house = House::open().await;
    let no = house.submit(1, "多种些树，让孩子放学路上有阴凉").await;
    let (one, other) = (house.moderator("li").await, house.moderator("zhou").await);
    house.deal(&one, "a", 1).await.ok();
    let take = Some(json!({"console": "b", "nos": []}));
    house.ask("POST", "/suggestions/1/take-over", &other, take.clone()).await.ok();
    let deed = &house.queue(&one, "a").await["activity"][0];
    assert_eq!(
        (&deed["verb"], &deed["no"], &deed["who"]),
        (&json!("take_over"), &json!(1), &json!("zhou of the house"))
    );
    let lost = house.decide(&one, "a", no, 1, json!({"kind": "publish"})).await;
    assert_eq!(lost.code(), (409, "not_leased"));
    assert_eq!((&lost.body["who"], &lost.body["verb"]), (&json!("zhou of the house"), &json!("lease")));
    house.decide(&other, "b", no, 1, json!({"kind": "reject", "reason": "empty"})).await.ok();
    let lost = house.decide(&one, "a", no, 1, json!({"kind": "publish"})).await;
    assert_eq!(lost.code(), (409, "already_decided"));
    assert_eq!((&lost.body["who"], &lost.body["verb"]), (&json!("zhou of the house"), &json!("reject")));
    let log = house.log().await.len();
    assert_eq!(house.ask("POST", "/suggestions/1/take-over", &one, take).await.code(), (409, "already_decided"));
    assert_eq!(house.log().await.len(), log);
}

#[tokio::test]
async fn colleagues_see_who_is_on_what() {
    let house = House::open().await;
    let (one, other) = (house.moderator("li").await, house.moderator("zhou").await);
    for at in 1..=3 {
        house.submit(at, "多种些树，让孩子放学路上有阴凉").await;
    }
    house.deal(&other, "b", 2).await.ok();
    let people = async || house.queue(&one, "a").await["people"].clone();
    let on = |people: &Value| people.as_array().unwrap().iter().find(|one| one["me"] == false).unwrap()["on"].clone();
    assert_eq!(on(&people().await), 1, "as far as leases tell");
    house.ask("GET", "/queue?console=b&on=2", &other, None).await.ok();
    assert_eq!(on(&people().await), 2);
}
