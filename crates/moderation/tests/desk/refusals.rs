//! Strangers, the wrong duties, and bodies that cannot be read.

use domain::Role;
use serde_json::json;

use crate::house::House;

const POSTS: [(&str, &str); 9] = [
    ("/queue/deal", r#"{"console":"a","want":1}"#),
    ("/queue/renew", r#"{"console":"a","nos":[]}"#),
    ("/queue/release", r#"{"console":"a","nos":[]}"#),
    ("/suggestions/1/decision", r#"{"console":"a","revision":1,"decision":{"kind":"publish"}}"#),
    ("/suggestions/1/escalate", r#"{"console":"a","revision":1}"#),
    ("/suggestions/1/take-over", r#"{"console":"a","nos":[]}"#),
    ("/suggestions/1/tag", r#"{"agenda_item":1}"#),
    ("/suggestions/1/floor", r#""show""#),
    ("/stage", r#"{"kind":"view","view":"rank"}"#),
];

#[tokio::test]
async fn strangers_and_other_duties_reach_nothing() {
    let house = House::open().await;
    house.submit(1, "多种些树，让孩子放学路上有阴凉").await;
    let scribe = house.staff("shen", &[Role::Scribe, Role::SystemAdmin]).await.1;
    let posts = POSTS.iter().map(|(path, body)| ("POST", *path, Some(serde_json::from_str(body).unwrap())));
    let rest = [
        ("GET", "/queue", None),
        ("GET", "/host", None),
        ("GET", "/candidates?no=1", None),
        ("DELETE", "/suggestions/1/decision", None),
    ];
    for (method, path, body) in posts.chain(rest) {
        let stranger = house.ask(method, path, "", body.clone()).await;
        assert_eq!(stranger.code(), (401, "login_needed"), "{method} {path}");
        let made_up = house.ask(method, path, "made-up", body.clone()).await;
        assert_eq!(made_up.code(), (401, "login_needed"), "{method} {path}");
        assert_eq!(house.ask(method, path, &scribe, body).await.code(), (403, "not_allowed"), "{method} {path}");
    }
    let intake = Some(json!({"intake": {"mode": "paused"}}));
    assert_eq!(house.ask("POST", "/intake", &scribe, intake).await.code(), (403, "not_allowed"));
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_a_problem_that_names_the_fault() {
    let house = House::open().await;
    house.submit(1, "多种些树，让孩子放学路上有阴凉").await;
    let one = house.moderator("li").await;
    let long_note = "长".repeat(501);
    let reject = |note: &str| json!({"console": "a", "revision": 1, "decision": {"kind": "reject", "reason": "empty", "note": note}});
    let table = [
        ("/queue/deal", "{".to_owned(), (400, "bad_body"), None),
        ("/queue/deal", r#"{"console":"a"}"#.to_owned(), (400, "bad_body"), None),
        ("/queue/deal", r#"{"console":"a","want":1,"more":2}"#.to_owned(), (400, "unknown_field"), None),
        ("/queue/deal", r#"{"console":"a","want":0}"#.to_owned(), (422, "bad_field"), Some("want")),
        ("/queue/deal", r#"{"console":"a","want":6}"#.to_owned(), (422, "bad_field"), Some("want")),
        ("/queue/deal", r#"{"console":"","want":1}"#.to_owned(), (422, "bad_field"), Some("console")),
        ("/queue/deal", r#"{"console":"a b","want":1}"#.to_owned(), (422, "bad_field"), Some("console")),
        ("/queue/deal", format!(r#"{{"console":"{}","want":1}}"#, "a".repeat(41)), (422, "bad_field"), Some("console")),
        ("/queue/deal", " ".repeat(300_000), (413, "body_too_large"), None),
        ("/suggestions/1/decision", reject(&long_note).to_string(), (422, "text_too_long"), Some("note")),
        ("/suggestions/1/decision", reject("铃\u{7}声").to_string(), (422, "text_bad_character"), Some("note")),
        (
            "/suggestions/1/decision",
            r#"{"console":"a","revision":1,"decision":{"kind":"reject","reason":"because"}}"#.to_owned(),
            (400, "bad_body"),
            None,
        ),
        (
            "/suggestions/1/decision",
            r#"{"console":"a","revision":1,"decision":{"kind":"burn"}}"#.to_owned(),
            (400, "bad_body"),
            None,
        ),
        ("/suggestions/77/decision", POSTS[3].1.to_owned(), (404, "no_such_suggestion"), None),
        ("/suggestions/one/decision", POSTS[3].1.to_owned(), (404, "no_such_suggestion"), None),
    ];
    for (path, body, code, field) in table {
        let answer = house.send("POST", &format!("/api/v1/meetings/park2026{path}"), &one, Some(body.clone())).await;
        let start: String = body.chars().take(100).collect();
        assert_eq!(answer.code(), code, "{path} {start}");
        assert_eq!(answer.body["field"].as_str(), field, "{path} {start}");
    }
    let elsewhere = house.send("GET", "/api/v1/meetings/nowhere9/queue", &one, None).await;
    assert_eq!(elsewhere.code(), (404, "no_such_meeting"));
    let unreadable = house.send("GET", "/api/v1/meetings/park2026/candidates?no=x", &one, None).await;
    assert_eq!(unreadable.code(), (400, "bad_parameter"));
    let nobody = house.send("GET", "/api/v1/meetings/park2026/queue?console=a%20b", &one, None).await;
    assert_eq!(nobody.code(), (422, "bad_field"));
}
