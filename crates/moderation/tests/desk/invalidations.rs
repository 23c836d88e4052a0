//! Supports are counted, set aside and counted again, by the secretary alone and never more than was seen.

use std::sync::Arc;

use domain::{PersonId, Role, SuggestionNo};
use serde_json::{Value, json};
use store::{Store, StoreOptions};

use crate::house::{Answer, House, START};

impl House {
    async fn secretary(&self, login: &str) -> String {
        self.staff(login, &[Role::Secretary]).await.1
    }

    async fn count(&self, token: &str, conditions: Value) -> Answer {
        self.ask("POST", "/invalidations/dry-run", token, Some(json!({"conditions": conditions}))).await
    }

    async fn jobs(&self, token: &str) -> Value {
        self.ask("GET", "/invalidations", token, None).await.ok()
    }

    async fn finish(&self) {
        while moderation::step_jobs(&self.state).await.unwrap() > 0 {}
    }
}

fn order(conditions: &Value, counted: &Value) -> Value {
    json!({
        "conditions": conditions, "reason": "burst", "note": "三分钟内集中涌入",
        "supports": counted["supports"], "as_of": counted["as_of"], "turn": counted["turn"],
    })
}

/// Two public suggestions, the first with more backers than the second.
async fn two(house: &House) -> (SuggestionNo, SuggestionNo) {
    let one = house.moderator("li").await;
    let pushed = house.published(&one, 1, "多种些树，让孩子放学路上有阴凉").await;
    let calm = house.published(&one, 2, "河边步道晚上灯太暗，请补几盏矮灯").await;
    for person in 10..20 {
        house.support(person, pushed).await;
    }
    for person in 10..14 {
        house.support(person, calm).await;
    }
    (pushed, calm)
}

#[tokio::test]
async fn a_job_does_what_was_counted_and_can_be_reversed() {
    let house = House::open().await;
    let secretary = house.secretary("qin").await;
    let (pushed, calm) = two(&house).await;
    let conditions = json!({"nos": [pushed.0]});
    let counted = house.count(&secretary, conditions.clone()).await.ok();
    assert_eq!((&counted["supports"], &counted["people"], &counted["already"]), (&json!(10), &json!(10), &json!(0)));
    assert_eq!(counted["losses"][0]["after"], 0);
    let first = &counted["places"][0];
    assert_eq!((&first["now"], &first["then"], &first["then_supports"]), (&json!(pushed.0), &json!(calm.0), &json!(4)));
    assert_eq!(house.suggestion(pushed).await.supports, 10, "counting changes nothing");

    let begun = house.ask("POST", "/invalidations", &secretary, Some(order(&conditions, &counted))).await;
    assert_eq!(
        (begun.status.as_u16(), &begun.body["supports"], &begun.body["by"]),
        (201, &json!(10), &json!("qin of the house"))
    );
    house.finish().await;
    let job = &house.jobs(&secretary).await["jobs"][0];
    assert_eq!(
        (&job["state"], &job["percent"], &job["note"]),
        (&json!("done"), &json!(100), &json!("三分钟内集中涌入"))
    );
    let after = house.suggestion(pushed).await;
    assert_eq!((after.supports, after.aside), (0, Some(10)));

    let reversed = house.ask("POST", "/invalidations/1/reverse", &secretary, Some(json!({}))).await.ok();
    assert_eq!((&reversed["state"], &reversed["turned_by"]), (&json!("reversing"), &json!("qin of the house")));
    house.finish().await;
    assert_eq!(house.jobs(&secretary).await["jobs"][0]["state"], "reversed");
    assert_eq!(house.suggestion(pushed).await.supports, 10);
    let again = house.ask("POST", "/invalidations/1/reverse", &secretary, Some(json!({}))).await;
    assert_eq!(again.code(), (409, "invalidation_over"));

    let record = house.ask("GET", "/record", &secretary, None).await.ok();
    let verbs: Vec<_> =
        record["entries"].as_array().unwrap().iter().map(|entry| entry["verb"].as_str().unwrap()).collect();
    assert_eq!(verbs[..4], ["aside_undone", "aside_reverse", "aside_done", "set_aside"], "{record}");
    let moderator = house.moderator("wang").await;
    let history = house.ask("GET", &format!("/suggestions/{}/history", pushed.0), &moderator, None).await.ok();
    let told =
        history["entries"].as_array().unwrap().iter().find(|entry| entry["verb"] == "aside_done").unwrap().clone();
    assert_eq!(told["after"], "10");
    let alarms = house.ask("GET", "/abuse", &moderator, None).await.ok();
    assert_eq!(alarms["alarms"], json!([]), "what is counted again is no burst");
}

#[tokio::test]
async fn seniors_count_and_only_the_secretary_sets_aside() {
    let house = House::open().await;
    let (secretary, senior) = (house.secretary("qin").await, house.senior("zhou").await);
    let (pushed, _) = two(&house).await;
    let moderator = house.moderator("wang").await;
    let conditions = json!({"nos": [pushed.0]});
    let counted = house.count(&senior, conditions.clone()).await.ok();
    assert_eq!(house.jobs(&senior).await, json!({"jobs": [], "may": false}));
    assert_eq!(house.jobs(&secretary).await["may"], true);
    for token in [&senior, &moderator] {
        for (path, body) in [
            ("/invalidations", order(&conditions, &counted)),
            ("/invalidations/1/cancel", json!({})),
            ("/invalidations/1/reverse", json!({})),
        ] {
            assert_eq!(house.ask("POST", path, token, Some(body)).await.code(), (403, "not_allowed"), "{path}");
        }
    }
    assert_eq!(house.count(&moderator, conditions.clone()).await.code(), (403, "not_allowed"));
    assert_eq!(house.ask("GET", "/invalidations", &moderator, None).await.code(), (403, "not_allowed"));
    assert_eq!(house.count("", conditions).await.code(), (401, "login_needed"));
}

#[tokio::test]
async fn what_cannot_be_done_is_said() {
    let house = House::open().await;
    let secretary = house.secretary("qin").await;
    let (pushed, _) = two(&house).await;
    for (conditions, field) in [
        (json!({}), "conditions"),
        (json!({"nos": vec![1; 201]}), "nos"),
        (json!({"from": 5, "until": 5}), "until"),
        (json!({"came_from": 5, "came_until": 4}), "came_until"),
        (json!({"pace": {"bound": "at_least", "count": 0, "minutes": 5}}), "pace"),
    ] {
        let refused = house.count(&secretary, conditions).await;
        assert_eq!((refused.code(), &refused.body["field"]), ((422, "bad_field"), &json!(field)));
    }
    assert_eq!(house.count(&secretary, json!({"sources": []})).await.code(), (400, "unknown_field"));
    let conditions = json!({"nos": [pushed.0]});
    let counted = house.count(&secretary, conditions.clone()).await.ok();
    let with = |name: &str, value: Value| {
        let mut body = order(&conditions, &counted);
        body[name] = value;
        body
    };
    for (body, code) in [
        (with("supports", json!(9)), (409, "count_changed")),
        (with("turn", json!(7)), (409, "count_changed")),
        (with("conditions", json!({"nos": [99]})), (422, "no_supports_meant")),
    ] {
        assert_eq!(house.ask("POST", "/invalidations", &secretary, Some(body)).await.code(), code);
    }
    let mut wordless = with("reason", json!("other"));
    wordless["note"] = json!("  ");
    assert_eq!(house.ask("POST", "/invalidations", &secretary, Some(wordless)).await.code(), (422, "note_needed"));
    for path in ["/invalidations/9/cancel", "/invalidations/x/cancel"] {
        assert_eq!(house.ask("POST", path, &secretary, None).await.code(), (404, "no_such_invalidation"));
    }
    assert_eq!(house.jobs(&secretary).await["jobs"], json!([]));
}

#[tokio::test]
async fn of_two_secretaries_who_press_at_once_one_is_told_of_the_other() {
    let house = House::open().await;
    let (one, other) = (house.secretary("qin").await, house.secretary("sun").await);
    let (pushed, _) = two(&house).await;
    let conditions = json!({"nos": [pushed.0]});
    let counted = house.count(&one, conditions.clone()).await.ok();
    let press = |token| house.ask("POST", "/invalidations", token, Some(order(&conditions, &counted)));
    let (first, second) = tokio::join!(press(&one), press(&other));
    let refused = if first.status.as_u16() == 201 { second } else { first };
    assert_eq!((refused.code(), &refused.body["id"]), ((409, "invalidation_at_work"), &json!(1)));
    house.finish().await;
    assert_eq!(press(&other).await.code(), (409, "count_changed"), "it was done meanwhile");
    assert_eq!(house.count(&other, conditions.clone()).await.ok()["already"], 10);
    assert_eq!(house.jobs(&one).await["jobs"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn twenty_thousand_supports_survive_a_restart_and_are_put_back_by_a_cancel() {
    let house = House::open().await;
    let secretary = house.secretary("qin").await;
    let (pushed, _) = two(&house).await;
    let person = |number: u32| {
        let mut bytes = [7; 16];
        bytes[..4].copy_from_slice(&number.to_be_bytes());
        PersonId(bytes)
    };
    let many: Vec<_> = (0..20_000).map(|number| (person(number), pushed, START)).collect();
    house.store.import_supports(&house.meeting, &many).await.unwrap();
    let conditions = json!({"nos": [pushed.0]});
    let counted = house.count(&secretary, conditions.clone()).await.ok();
    house.ask("POST", "/invalidations", &secretary, Some(order(&conditions, &counted))).await;
    house.store.step_invalidation(&house.meeting, 1).await.unwrap();
    let half = house.suggestion(pushed).await;
    assert_eq!(half.supports + half.aside.unwrap(), 20_010);
    assert!((1..100).contains(&house.jobs(&secretary).await["jobs"][0]["percent"].as_u64().unwrap()));
    // Another process looks after the same database.
    let other = Store::open(StoreOptions::new(house.url.clone()), house.clock.clone()).await.unwrap();
    let elsewhere = House::state(&other, Arc::clone(&house.clock) as Arc<dyn domain::Clock>).await;
    assert!(moderation::step_jobs(&elsewhere).await.unwrap() > 1);
    let cancelled = house.ask("POST", "/invalidations/1/cancel", &secretary, None).await;
    assert_eq!(cancelled.code(), (409, "invalidation_over"), "the other process has finished it");
    assert_eq!(house.suggestion(pushed).await.aside, Some(20_010));
    house.ask("POST", "/invalidations/1/reverse", &secretary, Some(json!({}))).await.ok();
    house.finish().await;
    let counted = house.count(&secretary, conditions.clone()).await.ok();
    house.ask("POST", "/invalidations", &secretary, Some(order(&conditions, &counted))).await;
    house.store.step_invalidation(&house.meeting, 2).await.unwrap();
    assert_eq!(house.ask("POST", "/invalidations/2/cancel", &secretary, None).await.ok()["state"], "cancelling");
    house.finish().await;
    assert_eq!(house.jobs(&secretary).await["jobs"][0]["state"], "cancelled");
    assert_eq!(house.suggestion(pushed).await.supports, 20_010);
}
