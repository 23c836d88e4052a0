//! The record of staff: complete, filtered, as a file, and how much of a person's work stood.

use domain::EditKind;
use serde_json::{Value, json};

use crate::house::House;

async fn record(house: &House, token: &str, query: &str) -> Value {
    house.ask("GET", &format!("/record{query}"), token, None).await.ok()
}

fn verbs(record: &Value) -> Vec<&str> {
    record["entries"].as_array().unwrap().iter().map(|entry| entry["verb"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn every_deed_is_there_with_before_and_after() {
    let house = House::open().await;
    let (one, other) = (house.moderator("li").await, house.moderator("zhou").await);
    let no = house.submit(1, "希望社区在路口装一盏路灯，晚上太暗了。").await;
    house.deal(&one, "a", 1).await.ok();
    let shown = "希望社区在路口安一盏路灯，晚上太暗了。";
    let wish = json!({"kind": "publish", "text": shown, "edit": EditKind::Typo});
    house.decide(&one, "a", no, 1, wish).await.ok();
    house.settle().await;
    let second = house.published(&other, 2, "多种些树，让孩子放学路上有阴凉").await;
    house.ask("POST", &format!("/suggestions/{}/reopen", second.0), &other, Some(json!({"note": "看错了"}))).await.ok();
    let all = record(&house, &one, "").await;
    assert_eq!(verbs(&all), ["reopen", "publish", "publish"]);
    let edited = &all["entries"][2];
    assert_eq!((&edited["after"], &edited["no"]), (&json!(shown), &json!(no.0)));
    assert!(edited["before"].as_str().unwrap().contains("装一盏"), "{edited}");
    assert_eq!(all["people"].as_array().unwrap().len(), 2);
    assert_eq!(verbs(&record(&house, &one, "?verb=reopen").await), ["reopen"]);
    assert_eq!(verbs(&record(&house, &one, &format!("?no={}", no.0)).await), ["publish"]);
    let person = all["people"][0]["id"].as_i64().unwrap();
    assert_eq!(verbs(&record(&house, &one, &format!("?person={person}&verb=publish")).await), ["publish"]);
    assert_eq!(record(&house, &one, "?from=99999999999999").await["total"], 0);
    assert_eq!(house.ask("GET", "/record?page=x", &one, None).await.code(), (400, "bad_parameter"));
}

#[tokio::test]
async fn the_file_has_a_line_for_each_and_a_reader_needs_an_account() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    house.published(&one, 1, "多种些树，让孩子放学路上有阴凉").await;
    let text = house.text("/record.csv", &one).await;
    let lines: Vec<&str> = text.trim_start_matches('\u{FEFF}').lines().collect();
    assert_eq!(lines[0], "at,person,who,verb,no,into,reason,before,after,at_ms");
    assert_eq!(lines.len(), 2);
    assert!(lines[1].starts_with("2025-10-09T16:53:20+08:00,"), "{}", lines[1]);
    assert!(lines[1].contains(",li of the house,publish,1,"), "{}", lines[1]);
    assert_eq!(house.ask("GET", "/record", "", None).await.code(), (401, "login_needed"));
}

#[tokio::test]
async fn a_decision_that_was_reversed_lowers_the_agreement() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    for author in 1..=5 {
        house.published(&one, author, &format!("第{author}条：请在路口装一盏路灯")).await;
    }
    assert_eq!(record(&house, &one, "").await["people"][0]["agreement"], 100);
    house.ask("POST", "/suggestions/1/reopen", &one, Some(json!({}))).await.ok();
    assert_eq!(record(&house, &one, "").await["people"][0]["agreement"], 80);
}
