//! A second look, and what is news in "mine".

use domain::{Command, Decision, FloorCommand, RejectReason, SuggestionCommand, SuggestionNo};
use http::header;
use serde_json::{Value, json};

use crate::stage::{Answer, Citizen, Stage, TEXT};

async fn appeal(citizen: &Citizen<'_>, no: u32, body: &Value) -> Answer {
    citizen.send_json("POST", &format!("/suggestions/{no}/appeal"), body.to_string()).await
}

async fn only(citizen: &Citizen<'_>) -> Value {
    citizen.mine().await["suggestions"][0].clone()
}

const REJECT: Decision = Decision::Reject { reason: RejectReason::OutOfScope, note: None };

#[tokio::test]
async fn author_may_ask_once_for_a_second_look() {
    let stage = Stage::open().await;
    let citizen = stage.citizen();
    let no = citizen.suggest(TEXT).await.no();
    assert_eq!(appeal(&citizen, no, &json!({})).await.refusal().1, "wrong_state");
    stage.decide(no, REJECT).await;
    assert!(only(&citizen).await["appealable_until"].is_i64());
    assert_eq!(appeal(&stage.citizen(), no, &json!({})).await.refusal(), (404, "no_such_suggestion", None));
    let taken = appeal(&citizen, no, &json!({ "note": "这条就是说公园的" })).await;
    assert_eq!((taken.status.as_u16(), taken.json["state"].as_str()), (200, Some("appealed")));
    assert!(taken.json["appealed_at"].is_i64() && taken.json["appealable_until"].is_null());
    assert_eq!(appeal(&citizen, no, &json!({})).await.refusal().1, "wrong_state");
    stage.decide_again(no, REJECT).await;
    assert_eq!(only(&citizen).await["state"], "appealed", "what may still be undone is not told");
    stage.clock.advance_ms(5_000);
    stage.system(Command::Suggestion { no: SuggestionNo(no), command: SuggestionCommand::Settle }).await;
    assert_eq!(appeal(&citizen, no, &json!({})).await.refusal().1, "appeal_over");
}

#[tokio::test]
async fn second_look_has_its_time_and_its_form() {
    let stage = Stage::open().await;
    let citizen = stage.citizen();
    let no = citizen.suggest(TEXT).await.no();
    stage.decide(no, REJECT).await;
    let long = json!({ "note": "长".repeat(501) });
    assert_eq!(appeal(&citizen, no, &long).await.refusal(), (422, "bad_field", Some("note")));
    assert_eq!(appeal(&citizen, no, &json!({ "why": "x" })).await.refusal().1, "unknown_field");
    stage.clock.advance_ms(86_400_001);
    assert_eq!(only(&citizen).await["appealable_until"], Value::Null);
    assert_eq!(appeal(&citizen, no, &json!({})).await.refusal().1, "appeal_over");
}

#[tokio::test]
async fn outcomes_are_unread_until_the_list_was_looked_at() {
    let stage = Stage::open().await;
    let citizen = stage.citizen();
    let no = citizen.suggest(TEXT).await.no();
    assert_eq!(citizen.mine().await["unread"], 0, "waiting is no outcome");
    stage.clock.advance_ms(1_000);
    stage.publish(no).await;
    assert_eq!(
        (citizen.mine().await["unread"].clone(), only(&citizen).await["unread"].clone()),
        (json!(1), json!(true))
    );
    assert_eq!(citizen.mine().await["unread"], 1, "a script's look does not count");
    let seen = seen_cookie(&citizen).await;
    assert_eq!(unread(&citizen, &seen).await, 0);
    stage.clock.advance_ms(1_000);
    let answer = FloorCommand::Answer { moment_ms: Some(60_000) };
    stage.system(Command::Floor { no: SuggestionNo(no), command: answer }).await;
    assert_eq!(unread(&citizen, &seen).await, 1, "an answer is news");
    let card = only(&citizen).await;
    assert_eq!(card["floor"], json!({ "state": "answered", "moment_ms": 60_000 }));
}

/// Visits the page and gives the cookie by which this device remembers that.
async fn seen_cookie(citizen: &Citizen<'_>) -> String {
    let page = citizen.request("GET", "/mine").uri("/m/park2026/mine");
    let answer = citizen.send(page.body(axum::body::Body::empty()).unwrap()).await;
    let mut set = answer.headers.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap());
    let seen = set.find(|set| set.starts_with("seen_park2026=")).expect("the page says that it was seen");
    seen.split(';').next().unwrap().to_owned()
}

async fn unread(citizen: &Citizen<'_>, seen: &str) -> u64 {
    let request = citizen.request("GET", "/mine").header(header::COOKIE, seen);
    citizen.send(request.body(axum::body::Body::empty()).unwrap()).await.json["unread"].as_u64().unwrap()
}

#[tokio::test]
async fn merged_card_tells_of_the_one_that_goes_on() {
    let stage = Stage::open().await;
    let (citizen, other) = (stage.citizen(), stage.citizen());
    let kept = other.suggest(TEXT).await.no();
    stage.publish(kept).await;
    let ended = citizen.suggest("老旧小区里建口袋公园").await.no();
    stage.decide(ended, Decision::merge(SuggestionNo(kept))).await;
    let goes_on = only(&citizen).await["goes_on"].clone();
    assert_eq!(goes_on, json!({ "no": kept, "supports": 1, "floor": { "state": "off" }, "asked": null }));
    other.withdraw(kept).await;
    assert_eq!(only(&citizen).await["goes_on"], Value::Null, "what is not public is not told");
}
