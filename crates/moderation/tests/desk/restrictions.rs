//! Who may not write for a while: who may say so, how it is told, how it ends.

use domain::{Actor, Command, PersonId, Refusal, Role, SuggestionNo};
use serde_json::{Value, json};
use store::{Change, ChangeError};

use crate::house::{Answer, House, START};

const TEXT: &str = "多种些树，让孩子放学路上有阴凉";

async fn restrict(house: &House, token: &str, body: Value) -> Answer {
    house.ask("POST", "/restrictions", token, Some(body)).await
}

async fn lift(house: &House, token: &str, id: &Value) -> Answer {
    house.ask("DELETE", &format!("/restrictions/{id}"), token, None).await
}

async fn listed(house: &House, token: &str) -> Value {
    house.ask("GET", "/abuse", token, None).await.ok()["restrictions"].clone()
}

async fn backs(house: &House, person: u8, no: SuggestionNo) -> Result<(), ChangeError> {
    let actor = Actor::Person(PersonId([person; 16]));
    let command = Command::Support { no, wish: true };
    house.store.change(Change::new(house.meeting.clone(), actor, command)).await.map(drop)
}

fn mute(no: SuggestionNo, minutes: u32) -> Value {
    json!({"no": no.0, "kind": "mute", "reason": "spam_flood", "minutes": minutes, "note": "一条就够了"})
}

#[tokio::test]
async fn a_restriction_is_told_of_without_telling_who_it_is() {
    let house = House::open().await;
    let (senior, one) = (house.senior("zhou").await, house.moderator("li").await);
    let no = house.submit(7, TEXT).await;
    house.submit(7, "河边步道晚上灯太暗，请补几盏矮灯").await;
    assert_eq!(listed(&house, &one).await, json!([]));
    let made = restrict(&house, &senior, mute(no, 90)).await;
    assert_eq!(made.status, 201, "{:?}", made.body);
    let expected = json!({
        "id": 1, "author": "070707070707", "nos": [1, 2], "kind": "mute", "reason": "spam_flood", "note": "一条就够了",
        "by": "zhou of the house", "at": START.0, "until": START.0 + 5_400_000, "may_lift": true,
    });
    assert_eq!(made.body, expected);
    assert_eq!(listed(&house, &senior).await, json!([expected]));
    assert_eq!(listed(&house, &one).await[0]["may_lift"], false, "longer than a moderator may");
    let author = &house.deal(&one, "a", 1).await.ok()["items"][0]["author"];
    assert_eq!(
        author["restricted"],
        json!({"id": 1, "kind": "mute", "reason": "spam_flood", "until": START.0 + 5_400_000})
    );
    house.clock.advance_ms(5_400_000);
    assert_eq!(listed(&house, &senior).await, json!([]), "it ends by itself");
    assert_eq!(house.deal(&one, "a", 1).await.ok()["items"][0]["author"]["restricted"], json!(null));
}

#[tokio::test]
async fn a_moderator_mutes_for_an_hour_at_most_and_lifts_only_that() {
    let house = House::open().await;
    let (senior, one, chair) =
        (house.senior("zhou").await, house.moderator("li").await, house.staff("wu", &[Role::Chair]).await.1);
    let (no, other) = (house.submit(7, TEXT).await, house.submit(8, TEXT).await);
    assert_eq!(restrict(&house, &chair, mute(no, 10)).await.code(), (403, "not_allowed"));
    assert_eq!(restrict(&house, "", mute(no, 10)).await.code(), (401, "login_needed"));
    assert_eq!(restrict(&house, &one, mute(no, 61)).await.code(), (403, "not_allowed"));
    let suspend = json!({"author": "080808080808", "kind": "suspend", "reason": "spam_flood"});
    assert_eq!(restrict(&house, &one, suspend.clone()).await.code(), (403, "not_allowed"));
    assert_eq!(restrict(&house, &one, mute(no, 60)).await.status, 201);
    assert_eq!(restrict(&house, &senior, suspend).await.body["until"], json!(null), "until the meeting is closed");
    assert!(matches!(backs(&house, 8, no).await, Err(ChangeError::Refused(Refusal::Suspended { until: None, .. }))));
    assert_eq!(lift(&house, &one, &json!(2)).await.code(), (403, "not_allowed"));
    assert_eq!(lift(&house, &one, &json!(1)).await.status, 204);
    assert_eq!(lift(&house, &senior, &json!(1)).await.code(), (409, "nothing_to_undo"), "a colleague was faster");
    assert_eq!(lift(&house, &senior, &json!(2)).await.status, 204);
    assert_eq!(lift(&house, &senior, &json!("x")).await.status, 404);
    let refused = backs(&house, 8, other).await;
    assert!(matches!(refused, Err(ChangeError::Refused(Refusal::NoSuchSuggestion))), "only because it is not public");
}

#[tokio::test]
async fn what_cannot_be_meant_is_refused_by_its_field() {
    let house = House::open().await;
    let senior = house.senior("zhou").await;
    let no = house.submit(7, TEXT).await;
    for (body, code, field) in [
        (json!({"kind": "mute", "reason": "joke"}), (422, "bad_field"), "no"),
        (json!({"no": 1, "author": "070707070707", "kind": "mute", "reason": "joke"}), (422, "bad_field"), "no"),
        (json!({"author": "0707", "kind": "mute", "reason": "joke"}), (422, "bad_field"), "author"),
        (json!({"no": 9, "kind": "mute", "reason": "joke"}), (404, "no_such_suggestion"), ""),
        (mute(no, 0), (422, "bad_field"), "minutes"),
        (mute(no, 43_201), (422, "bad_field"), "minutes"),
        (json!({"no": 1, "kind": "ban", "reason": "joke"}), (400, "bad_body"), ""),
        (json!({"no": 1, "kind": "mute", "reason": "dislike"}), (400, "bad_body"), ""),
    ] {
        let refused = restrict(&house, &senior, body.clone()).await;
        assert_eq!((refused.code(), refused.body["field"].as_str().unwrap_or_default()), (code, field), "{body}");
    }
    restrict(&house, &senior, mute(no, 10)).await;
    assert_eq!(restrict(&house, &senior, mute(no, 10)).await.code(), (409, "already_restricted"));
    let harder = json!({"no": no.0, "kind": "suspend", "reason": "spam_flood", "replaces": 1});
    assert_eq!(restrict(&house, &senior, harder).await.body["id"], 2);
}

#[tokio::test]
async fn stream_history_and_record_tell_of_it() {
    let house = House::open().await;
    let senior = house.senior("zhou").await;
    let no = house.submit(7, TEXT).await;
    restrict(&house, &senior, mute(no, 10)).await;
    lift(&house, &senior, &json!(1)).await;
    let told = |entries: &Value| -> Vec<Value> {
        let keys = ["verb", "no", "reason", "before", "after"];
        let line = |entry: &Value| keys.iter().map(|key| entry[*key].clone()).collect();
        entries.as_array().unwrap().iter().map(line).collect()
    };
    let deeds = [
        json!(["lift", 1, null, "070707070707", null]),
        json!(["restrict", 1, "spam_flood", null, "070707070707 mute 10 min"]),
    ];
    assert_eq!(told(&house.queue(&senior, "a").await["activity"]), deeds);
    assert_eq!(told(&house.ask("GET", "/record", &senior, None).await.ok()["entries"]), deeds);
    let history = house.ask("GET", "/suggestions/1/history", &senior, None).await.ok();
    let verbs: Vec<_> = history["entries"].as_array().unwrap().iter().map(|entry| entry["verb"].clone()).collect();
    assert_eq!(verbs, ["submit", "restrict", "lift"]);
    assert_eq!(history["entries"][1]["note"], "一条就够了");
    assert!(house.public_events().await.len() == 1, "citizens learn nothing but that the meeting opened");
}
