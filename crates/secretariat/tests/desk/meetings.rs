//! Setting up and running.

use domain::Role;
use serde_json::{Value, json};

use crate::house::{House, settings};

#[tokio::test]
async fn a_meeting_is_set_up_and_run_to_its_end() {
    let house = House::open().await;
    let secretary = house.staff("shu", Role::Secretary).await;
    let meeting = house.create(&secretary).await;
    let path = format!("/api/v1/meetings/{meeting}");
    let read = house.send("GET", &path, &secretary, None).await.ok();
    assert_eq!(
        (&read["meeting"]["title"], &read["meeting"]["phase"]),
        (&settings()["title"], &json!({"state": "draft"}))
    );
    assert_eq!(read["code"].as_str().map(str::len), Some(6));
    let list = house.send("GET", "/api/v1/staff/meetings", &secretary, None).await.ok();
    assert_eq!(list["meetings"][0]["id"], json!(meeting));

    let step = |action: &str| json!({ "action": action });
    assert_eq!(house.run(&secretary, &meeting, step("open")).await.ok()["phase"]["state"], "open");
    assert_eq!(house.run(&secretary, &meeting, step("next_item")).await.problem().1, "wrong_phase");
    assert_eq!(house.run(&secretary, &meeting, step("go_live")).await.ok()["phase"]["state"], "live");
    assert_eq!(house.run(&secretary, &meeting, step("next_item")).await.ok()["current_item"], 1);
    house.clock.advance_ms(60_000);
    let second = house.run(&secretary, &meeting, step("next_item")).await.ok();
    assert_eq!((&second["current_item"], second["agenda"][0]["ended_at"].is_number()), (&json!(2), true));
    let beyond = house.run(&secretary, &meeting, step("next_item")).await.problem();
    assert_eq!(beyond, (422, "no_such_item".into(), Some("agenda_item".into())));
    let back = house.run(&secretary, &meeting, json!({"action": "start_item", "item": 1})).await.ok();
    assert_eq!(back["current_item"], 1);
    for (action, state) in [("end_live", "late"), ("close", "closed"), ("archive", "archived")] {
        assert_eq!(house.run(&secretary, &meeting, step(action)).await.ok()["phase"]["state"], state);
    }
    assert_eq!(house.run(&secretary, &meeting, step("open")).await.problem().1, "wrong_phase");
}

#[tokio::test]
async fn a_setting_outside_its_range_is_named() {
    let house = House::open().await;
    let secretary = house.staff("shu", Role::Secretary).await;
    let long = "长".repeat(201);
    let changed = |change: fn(&mut Value, Value), value: Value| {
        let mut settings = settings();
        change(&mut settings, value);
        json!({ "settings": settings })
    };
    let table = [
        (changed(|all, value| all["title"] = value, json!("  ")), "title"),
        (changed(|all, value| all["title"] = value, json!(long)), "title"),
        (changed(|all, value| all["organiser"] = value, json!(long)), "organiser"),
        (changed(|all, value| all["summary"] = value, json!("长".repeat(4_001))), "summary"),
        (changed(|all, value| all["agenda"][1]["title"] = value, json!("")), "agenda.title"),
        (changed(|all, value| all["policy"]["undo_s"] = value, json!(16)), "policy.undo_s"),
        (
            changed(|all, value| all["policy"]["suggestion_chars_max"] = value, json!(1_001)),
            "policy.suggestion_chars_max",
        ),
        (
            changed(|all, value| all["policy"]["suggestions_per_person"] = value, json!(0)),
            "policy.suggestions_per_person",
        ),
    ];
    for (body, field) in table {
        let refused = house.send("POST", "/api/v1/meetings", &secretary, Some(body)).await;
        assert_eq!(refused.problem(), (422, "bad_field".into(), Some(field.into())));
    }
    let meeting = house.create(&secretary).await;
    let body = changed(|all, value| all["policy"]["undo_s"] = value, json!(16));
    let refused = house.send("PUT", &format!("/api/v1/meetings/{meeting}"), &secretary, Some(body)).await;
    assert_eq!(refused.problem(), (422, "bad_field".into(), Some("policy.undo_s".into())));
    let unknown = house.send("POST", "/api/v1/meetings", &secretary, Some(json!({"settings": {"name": "x"}}))).await;
    assert_eq!(unknown.problem().1, "unknown_field");
}

#[tokio::test]
async fn the_rules_are_locked_once_the_meeting_is_live() {
    let house = House::open().await;
    let secretary = house.staff("shu", Role::Secretary).await;
    let meeting = house.create(&secretary).await;
    let path = format!("/api/v1/meetings/{meeting}");
    house.run(&secretary, &meeting, json!({"action": "go_live"})).await.ok();
    let mut new = settings();
    new["title"] = json!("公园城市规划与建设");
    assert_eq!(
        house.send("PUT", &path, &secretary, Some(json!({ "settings": new }))).await.ok()["meeting"]["title"],
        new["title"]
    );
    new["policy"]["undo_s"] = json!(5);
    let refused = house.send("PUT", &path, &secretary, Some(json!({ "settings": new }))).await;
    assert_eq!(refused.problem(), (409, "rules_locked".into(), Some("policy".into())));
    let mut shorter = settings();
    shorter["agenda"] = json!([]);
    let refused = house.send("PUT", &path, &secretary, Some(json!({ "settings": shorter }))).await;
    assert_eq!(refused.problem(), (422, "no_such_item".into(), Some("agenda".into())));
}

#[tokio::test]
async fn only_the_duties_of_the_table_reach_the_desk() {
    let house = House::open().await;
    let secretary = house.staff("shu", Role::Secretary).await;
    let meeting = house.create(&secretary).await;
    let (moderator, admin, chair) = (
        house.staff("li", Role::Moderator).await,
        house.staff("gao", Role::SystemAdmin).await,
        house.staff("wang", Role::Chair).await,
    );
    let body = || Some(json!({ "settings": settings() }));
    let of = |rest: &str| format!("/api/v1/meetings/{meeting}{rest}");
    let open = || Some(json!({"action": "open"}));
    let requests: [(&str, String, Option<Value>); 6] = [
        ("POST", "/api/v1/meetings".into(), body()),
        ("GET", of(""), None),
        ("PUT", of(""), body()),
        ("POST", of("/run"), open()),
        ("GET", of("/results"), None),
        ("GET", of("/export?format=csv"), None),
    ];
    for (method, path, body) in requests {
        assert_eq!(house.send(method, &path, "", body.clone()).await.problem().0, 401, "{method} {path}");
        for token in [&moderator, &admin] {
            assert_eq!(
                house.send(method, &path, token, body.clone()).await.problem().1,
                "not_allowed",
                "{method} {path}"
            );
        }
    }
    house.run(&chair, &meeting, json!({"action": "open"})).await.ok();
    assert_eq!(house.send("PUT", &of(""), &chair, body()).await.problem().1, "not_allowed");
    assert_eq!(house.send("GET", "/api/v1/staff/meetings", &admin, None).await.problem().1, "not_allowed");
    house.send("GET", "/api/v1/staff/meetings", &moderator, None).await.ok();
    assert_eq!(
        house.send("GET", "/api/v1/meetings/nowhere9/results", &chair, None).await.problem().1,
        "no_such_meeting"
    );
}

#[tokio::test]
async fn the_desk_s_pages_lead_strangers_to_the_log_in() {
    let house = House::open().await;
    let secretary = house.staff("shu", Role::Secretary).await;
    for page in ["/desk", "/desk/m/park2026/setup", "/desk/m/park2026/run", "/desk/m/park2026/results"] {
        assert_eq!(house.send("GET", page, "", None).await.status, 303, "{page}");
        assert_eq!(house.send("GET", page, &secretary, None).await.status, 200, "{page}");
    }
    assert_eq!(house.send("GET", "/desk/m/park2026/else", &secretary, None).await.problem().1, "not_found");
}
