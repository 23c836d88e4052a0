//! Topics: gathered as suggestions come, arranged by staff, grouped anew.

use serde_json::{Value, json};

use crate::house::House;

const LAMPS: [&str; 3] =
    ["河边步道晚上路灯太暗，老人散步看不清路", "建议给河边步道加装路灯", "步道路灯坏了一个月没人修"];
const PARKING: [&str; 3] =
    ["老旧小区停车位不够，晚上回来没处停车", "希望小区停车位能错时开放", "小区停车位被占用，没处停车"];

async fn topics(house: &House, token: &str) -> Vec<(u64, String, u64, bool)> {
    let told = house.ask("GET", "/topics", token, None).await.ok();
    let row = |one: &Value| {
        let name = one["name"].as_str().unwrap().to_owned();
        (one["topic"].as_u64().unwrap(), name, one["size"].as_u64().unwrap(), one["fixed"] == true)
    };
    told["topics"].as_array().unwrap().iter().map(row).collect()
}

async fn handed_in() -> (House, String) {
    let house = House::open().await;
    let one = house.moderator("li").await;
    for (author, (lamp, parking)) in (1..).zip(LAMPS.iter().zip(PARKING)) {
        house.submit(author * 2 - 1, lamp).await;
        house.submit(author * 2, parking).await;
    }
    (house, one)
}

#[tokio::test]
async fn suggestions_about_one_thing_gather_and_the_desk_shows_under_what() {
    let (house, one) = handed_in().await;
    let told = topics(&house, &one).await;
    assert_eq!(told, [(1, LAMPS[0].to_owned(), 3, false), (2, PARKING[0].to_owned(), 3, false)]);
    let item = house.deal(&one, "a", 5).await.ok()["items"][4].clone();
    assert_eq!((&item["no"], &item["topic"]), (&json!(5), &json!(1)));
    house.decide(&one, "a", domain::SuggestionNo(5), 1, json!({"kind": "reject", "reason": "empty"})).await.ok();
    house.settle().await;
    assert_eq!(topics(&house, &one).await[1].2, 2, "what was not taken up is in no topic");
}

#[tokio::test]
async fn names_and_places_by_hand_stay_when_everything_is_grouped_anew() {
    let (house, one) = handed_in().await;
    house.ask("POST", "/topics/1", &one, Some(json!({"name": "步道照明", "fixed": true}))).await.ok();
    house.ask("POST", "/suggestions/6/topic", &one, Some(json!({"topic": 1}))).await.ok();
    let log = house.log().await.len();
    let dry = house.ask("POST", "/topics/regroup", &one, Some(json!({"dry": true}))).await.ok();
    assert_eq!((&dry["moved"], &dry["dry"], house.log().await.len()), (&json!(0), &json!(true), log));
    let done = house.ask("POST", "/topics/regroup", &one, Some(json!({"dry": false}))).await.ok();
    assert_eq!(done["total"], 2);
    let told = topics(&house, &one).await;
    assert_eq!(told, [(1, "步道照明".to_owned(), 4, true), (2, PARKING[0].to_owned(), 2, false)]);
    let log = house.log().await.len();
    assert!(log > 0);
    assert_eq!(house.ask("POST", "/suggestions/6/topic", &one, Some(json!({"topic": 99}))).await.code().0, 404);
}
