//! Intake, agenda items, the floor, candidates for a merge, the page.

use domain::Role;
use serde_json::json;

use crate::house::House;

#[tokio::test]
async fn intake_is_slowed_and_paused() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    let set = |intake| house.ask("POST", "/intake", &one, Some(json!({ "intake": intake })));
    assert_eq!(
        set(json!({"mode": "slow", "interval_s": 30})).await.ok()["intake"],
        json!({"mode": "slow", "interval_s": 30})
    );
    let refused = set(json!({"mode": "slow", "interval_s": 0})).await;
    assert_eq!((refused.code(), &refused.body["field"]), ((422, "bad_field"), &json!("intake")));
    set(json!({"mode": "paused"})).await.ok();
    assert_eq!(house.queue(&one, "a").await["activity"][0]["verb"], "intake");
}

#[tokio::test]
async fn a_waiting_suggestion_moves_to_another_item() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    house.submit(1, "多种些树，让孩子放学路上有阴凉").await;
    let tag = |item| house.ask("POST", "/suggestions/1/tag", &one, Some(json!({ "agenda_item": item })));
    tag(2).await.ok();
    assert_eq!(house.queue(&one, "a").await["waiting"][0]["agenda_item"], 2);
    let refused = tag(3).await;
    assert_eq!((refused.code(), &refused.body["field"]), ((422, "no_such_item"), &json!("agenda_item")));
}

#[tokio::test]
async fn the_floor_is_the_chair_s() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    let chair = house.staff("wang", &[Role::Chair]).await.1;
    let no = house.published(&one, 1, "多种些树，让孩子放学路上有阴凉").await;
    let path = format!("/suggestions/{}/floor", no.0);
    assert_eq!(house.ask("POST", &path, &one, Some(json!("show"))).await.code(), (403, "not_allowed"));
    assert_eq!(house.ask("POST", &path, &chair, Some(json!("show"))).await.ok(), json!({"state": "on_screen"}));
    assert_eq!(house.ask("POST", &path, &chair, Some(json!("shortlist"))).await.code(), (409, "wrong_floor_state"));
    let answered = house.ask("POST", &path, &chair, Some(json!({"answer": {"moment_ms": 61_000}}))).await.ok();
    assert_eq!(answered, json!({"state": "answered", "moment_ms": 61_000}));
}

#[tokio::test]
async fn candidates_are_found_by_likeness_words_and_number() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    let lamp = house.published(&one, 1, "建议在河边绿道加装夜间照明灯").await;
    let bench = house.published(&one, 2, "公园里多放几张长椅给老人歇脚").await;
    let pending = house.submit(3, "建议在河边绿道多装夜间照明灯").await;
    let find = async |query: String| {
        let found = house.ask("GET", &format!("/candidates?{query}"), &one, None).await.ok();
        found["similar"].as_array().unwrap().iter().map(|card| card["no"].as_u64().unwrap() as u32).collect::<Vec<_>>()
    };
    assert_eq!(find(format!("no={}", pending.0)).await, [lamp.0]);
    assert_eq!(find(format!("no={}", lamp.0)).await, [pending.0], "what waits is found by reviewers");
    assert_eq!(find(format!("no={}&text=%E9%95%BF%E6%A4%85", pending.0)).await, [bench.0], "长椅");
    assert_eq!(find(format!("no={}&text={}", pending.0, bench.0)).await, [bench.0]);
    assert_eq!(find(format!("no={}&text={}", lamp.0, pending.0)).await, [pending.0]);
    assert!(find(format!("no={}&text={}", lamp.0, lamp.0)).await.is_empty(), "not into itself");
    assert!(find(String::new()).await.is_empty());
}

#[tokio::test]
async fn the_console_s_page_leads_strangers_to_the_log_in() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    let stranger = house.send("GET", "/mod/park2026", "", None).await;
    assert_eq!((stranger.status.as_u16(), stranger.location.as_deref()), (303, Some("/login?next=%2Fmod%2Fpark2026")));
    assert_eq!(house.send("GET", "/mod/park2026", &one, None).await.status, 200);
}
