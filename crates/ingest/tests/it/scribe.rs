//! The scribe's entries: who enters is recorded, each entry is answered on its own, and a repetition is none.

use axum::body::Body;
use domain::desk::{WordLevel, WordList};
use domain::{AgendaNo, Command, DeskCommand, Flag, Label, MeetingCommand, Role, StaffId, SuggestionNo};
use http::{Request, header};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tower::ServiceExt;

use crate::stage::{MEETING, Stage, TEXT, id};

/// Somebody with an account, logged in.
struct Colleague<'a> {
    stage: &'a Stage,
    id: StaffId,
    cookie: String,
}

impl<'a> Colleague<'a> {
    async fn with(stage: &'a Stage, role: Role) -> Self {
        let now = domain::Clock::now(stage.clock.as_ref());
        let (login, roles) = (format!("{role:?}").to_lowercase(), [role].into_iter().collect());
        let id = stage.store.create_staff(&login, "陈敏", "none", roles, now).await.unwrap();
        let token = format!("token-{login}");
        let hash = Sha256::digest(token.as_bytes()).into();
        stage.store.create_session(hash, id, now, now.plus_s(1_000_000)).await.unwrap();
        Self { stage, id, cookie: format!("yl_session={token}") }
    }

    async fn ask(&self, request: http::request::Builder, body: impl Into<Body>) -> (u16, Value) {
        let request = request.header(header::COOKIE, &self.cookie).header(header::HOST, "yanlu.example");
        let request = request.header(header::CONTENT_TYPE, "application/json").body(body.into()).unwrap();
        let answer = self.stage.app.clone().oneshot(request).await.unwrap();
        let status = answer.status().as_u16();
        let body = axum::body::to_bytes(answer.into_body(), 1 << 20).await.unwrap();
        (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
    }

    async fn enter(&self, entries: Value) -> (u16, Value) {
        let request = Request::post(format!("/api/v1/meetings/{MEETING}/scribe"));
        self.ask(request, json!({ "entries": entries }).to_string()).await
    }

    async fn list(&self) -> (u16, Value) {
        self.ask(Request::get(format!("/api/v1/meetings/{MEETING}/scribe")), Body::empty()).await
    }
}

#[tokio::test]
async fn an_entry_is_kept_with_its_scribe_its_form_and_a_moment_of_the_past() {
    let stage = Stage::open().await;
    stage.meeting(MeetingCommand::GoLive).await;
    stage.clock.advance_ms(600_000);
    let scribe = Colleague::with(&stage, Role::Scribe).await;
    let entry = json!([{ "key": "k1", "text": TEXT, "agenda_item": 2, "moment_ms": 60_000, "area": "桂香里", "display_name": "王师傅", "paper": " A-017 " }]);
    let (status, reply) = scribe.enter(entry).await;
    assert_eq!(status, 200, "{reply}");
    let result = &reply["results"][0];
    assert_eq!((&result["key"], &result["no"], &result["state"]), (&json!("k1"), &json!(1), &json!("pending")));
    assert!(result["receipt"].as_str().unwrap().starts_with("park2026-0001-") && result["problem"].is_null());
    let kept = stage.store.suggestion(&id(), SuggestionNo(1)).await.unwrap().unwrap();
    assert_eq!((kept.entered_by, kept.item, kept.moment_ms), (Some(scribe.id), Some(AgendaNo(2)), Some(60_000)));
    assert_eq!(kept.paper.unwrap().as_str(), "A-017");
}

#[tokio::test]
async fn the_same_entry_sent_again_is_answered_again_and_taken_once() {
    let stage = Stage::open().await;
    let scribe = Colleague::with(&stage, Role::Scribe).await;
    let entries = json!([{ "key": "k1", "text": TEXT }, { "key": "k2", "text": "修好小区门口的路灯" }]);
    let (_, first) = scribe.enter(entries.clone()).await;
    let (_, again) = scribe.enter(entries).await;
    assert_eq!(first, again);
    assert_eq!(stage.store.suggestions(&id()).await.unwrap().len(), 2);
    let (_, other) = scribe.enter(json!([{ "key": "k1", "text": "换了内容的另一条建议" }])).await;
    assert_eq!(other["results"][0]["problem"]["code"], "idempotency_key_reused");
    // No two entries are known to come from the same hand.
    let all = stage.store.suggestions(&id()).await.unwrap();
    assert_ne!(all[0].author, all[1].author);
}

#[tokio::test]
async fn each_entry_is_answered_on_its_own() {
    let stage = Stage::open().await;
    let scribe = Colleague::with(&stage, Role::Scribe).await;
    let entries = json!([
        { "key": "k1", "text": TEXT },
        { "key": "k2", "text": "短" },
        { "key": "k3", "text": TEXT, "agenda_item": 9 },
        { "key": "two words", "text": TEXT },
        { "key": "k5", "text": TEXT, "paper": "一".repeat(21) },
        { "key": "k6", "text": TEXT },
    ]);
    let (status, reply) = scribe.enter(entries).await;
    assert_eq!(status, 200);
    let told = |at: usize| {
        let result = &reply["results"][at];
        let problem = &result["problem"];
        (result["no"].as_u64(), problem["code"].as_str().unwrap_or_default(), problem["field"].as_str())
    };
    assert_eq!(told(0), (Some(1), "", None));
    assert_eq!(told(1), (None, "text_too_short", Some("text")));
    assert_eq!(told(2), (None, "no_such_item", Some("agenda_item")));
    assert_eq!(told(3), (None, "bad_idempotency_key", Some("key")));
    assert_eq!(told(4), (None, "bad_field", Some("paper")));
    assert_eq!(told(5), (Some(2), "", None));
}

#[tokio::test]
async fn a_batch_has_1_to_50_entries() {
    let stage = Stage::open().await;
    let scribe = Colleague::with(&stage, Role::Scribe).await;
    let entries = |count: usize| {
        json!(
            (0..count)
                .map(|n| json!({ "key": format!("k{n}"), "text": format!("第{n}张表：{TEXT}") }))
                .collect::<Vec<_>>()
        )
    };
    for count in [0, 51] {
        let (status, problem) = scribe.enter(entries(count)).await;
        assert_eq!(
            (status, &problem["code"], &problem["field"]),
            (422, &json!("bad_field"), &json!("entries")),
            "{count}"
        );
    }
    let (_, reply) = scribe.enter(entries(50)).await;
    let numbers: Vec<u64> =
        reply["results"].as_array().unwrap().iter().map(|one| one["no"].as_u64().unwrap()).collect();
    assert_eq!(numbers, (1..=50).collect::<Vec<_>>(), "forms keep their order");
}

#[tokio::test]
async fn only_scribes_enter_and_read_what_was_entered() {
    let stage = Stage::open().await;
    for role in [Role::Moderator, Role::Secretary, Role::SystemAdmin] {
        let other = Colleague::with(&stage, role).await;
        assert_eq!(other.enter(json!([{ "key": "k", "text": TEXT }])).await.0, 403, "{role:?}");
        assert_eq!(other.list().await.0, 403, "{role:?}");
    }
    let citizen = stage.citizen();
    let answer = citizen.send_json("POST", "/scribe", json!({ "entries": [] }).to_string()).await;
    assert_eq!(answer.refusal().0, 401);
}

#[tokio::test]
async fn the_list_has_what_scribes_entered_newest_first_with_its_state() {
    let stage = Stage::open().await;
    let scribe = Colleague::with(&stage, Role::Scribe).await;
    stage.citizen().suggest("自己打字的一条建议").await.no();
    scribe
        .enter(
            json!([{ "key": "k1", "text": TEXT, "paper": "1" }, { "key": "k2", "text": "修好路灯吧", "paper": "2" }]),
        )
        .await;
    stage.publish(2).await;
    let (_, list) = scribe.list().await;
    assert_eq!(list["total"], 2);
    let rows: Vec<_> = list["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                row["no"].as_u64().unwrap(),
                row["state"].as_str().unwrap(),
                row["paper"].as_str().unwrap(),
                row["mine"].as_bool().unwrap(),
            )
        })
        .collect();
    assert_eq!(rows, [(3, "pending", "2", true), (2, "published", "1", true)]);
}

#[tokio::test]
async fn the_scribes_page_asks_for_a_log_in() {
    let stage = Stage::open().await;
    let answer =
        stage.app.clone().oneshot(Request::get(format!("/scribe/{MEETING}")).body(Body::empty()).unwrap()).await;
    let answer = answer.unwrap();
    assert_eq!(
        (answer.status().as_u16(), answer.headers()["location"].to_str().unwrap()),
        (303, "/login?next=%2Fscribe%2Fpark2026")
    );
}

#[tokio::test]
async fn another_sites_page_cannot_enter_in_a_scribes_name() {
    let stage = Stage::open().await;
    let scribe = Colleague::with(&stage, Role::Scribe).await;
    let request = Request::post(format!("/api/v1/meetings/{MEETING}/scribe")).header("sec-fetch-site", "cross-site");
    let (status, problem) = scribe.ask(request, json!({ "entries": [{ "key": "k", "text": TEXT }] }).to_string()).await;
    assert_eq!((status, &problem["code"]), (403, &json!("cross_site")));
    assert!(stage.store.suggestions(&id()).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_a_scribe_enters_meets_the_word_lists_too() {
    let stage = Stage::open().await;
    let list = WordList {
        name: Label::new("街道提示词").unwrap(),
        level: WordLevel::Block,
        words: vec!["赌博".into()],
        allow: Vec::new(),
        off: false,
    };
    stage.system(Command::Desk(DeskCommand::SetLexicon { version: 0, lists: vec![list] })).await;
    let scribe = Colleague::with(&stage, Role::Scribe).await;
    scribe.enter(json!([{ "key": "k1", "text": "小区门口有人赌博" }])).await;
    let kept = stage.store.suggestion(&id(), SuggestionNo(1)).await.unwrap().unwrap();
    assert_eq!(kept.flags, [Flag::Block]);
}
