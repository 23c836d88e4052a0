//! Who may not write for a while is told so on every way in, with the reason and the end, in their own language.

use axum::body::Body;
use domain::restriction::{Restrict, RestrictionKind};
use domain::{Actor, Command, DeskCommand, MeetingCommand, Note, RejectReason, Role, StaffId, SuggestionNo};
use http::{StatusCode, header};
use serde_json::json;
use store::Change;

use crate::browser::Browser;
use crate::stage::{Answer, Citizen, MEETING, Stage, TEXT, id};

async fn by_senior(stage: &Stage, command: DeskCommand) -> u32 {
    let actor = Actor::Staff { id: StaffId(7), roles: [Role::SeniorModerator].into_iter().collect() };
    let changed = stage.store.change(Change::new(id(), actor, Command::Desk(command))).await.unwrap();
    changed.meeting.last_restriction
}

/// Restricts the author of number `no` for as many minutes.
async fn restrict(stage: &Stage, no: u32, kind: RestrictionKind, minutes: Option<u32>) -> u32 {
    let no = SuggestionNo(no);
    let person = stage.store.suggestion(&id(), no).await.unwrap().unwrap().author;
    let note = Some(Note::new("请先看看会议说明").unwrap());
    let reason = RejectReason::SpamFlood;
    let wish = Restrict { person, no: Some(no), kind, reason, note, minutes, replaces: None };
    by_senior(stage, DeskCommand::Restrict(wish)).await
}

async fn suggest_in(citizen: &Citizen<'_>, language: &str) -> Answer {
    let path = format!("/suggestions?lang={language}");
    citizen.send_json("POST", &path, json!({ "text": "增加夜间照明" }).to_string()).await
}

#[tokio::test]
async fn a_muted_person_is_told_why_and_until_when_and_backs_on() {
    let stage = Stage::open().await;
    let (author, other) = (stage.citizen(), stage.citizen());
    let (no, theirs) = (author.suggest(TEXT).await.no(), other.suggest("老旧小区里建口袋公园").await.no());
    stage.publish(theirs).await;
    restrict(&stage, no, RestrictionKind::Mute, Some(10)).await;
    for (language, reason, end) in [
        ("zh-Hans", "恶意灌水、机器刷屏", "到11月15日 06:23为止"),
        ("zh-Hant", "洗版", "到11月15日 06:23為止"),
        ("en", "Repeated or automated posting", "until 15 November 06:23"),
    ] {
        let answer = suggest_in(&author, language).await;
        assert_eq!((answer.refusal(), answer.retry_after()), ((403, "muted", None), Some(600)), "{language}");
        assert_eq!(
            (&answer.json["reason"], &answer.json["until"]),
            (&json!("spam_flood"), &json!(1_700_000_605_000_i64))
        );
        let told = answer.json["title"].as_str().unwrap();
        assert!(told.contains(reason) && told.contains(end), "{told}");
    }
    assert_eq!(author.edit(no, "换成另外一句话").await.refusal(), (403, "muted", None), "nor by the back door");
    assert_eq!(author.support(theirs).await.json, json!({ "supported": true, "supports": 1 }));
    assert_eq!(author.withdraw(no).await.status, StatusCode::OK);
    other.suggest("增加夜间照明").await.no();
    stage.clock.advance_ms(600_000);
    author.suggest("增加夜间照明").await.no();
}

#[tokio::test]
async fn a_suspended_person_is_refused_alike_by_the_router_and_past_it() {
    let stage = Stage::open().await;
    let (author, other) = (stage.citizen(), stage.citizen());
    let (no, theirs) = (author.suggest(TEXT).await.no(), other.suggest("老旧小区里建口袋公园").await.no());
    stage.publish(no).await;
    stage.publish(theirs).await;
    author.support(no).await;
    let restriction = restrict(&stage, no, RestrictionKind::Suspend, None).await;
    let request = |method: &str, no: u32| {
        let request = author.request(method, &format!("/suggestions/{no}/support"));
        request.header(header::ACCEPT_LANGUAGE, "en").body(Body::empty()).unwrap()
    };
    for (method, no) in [("PUT", theirs), ("DELETE", no)] {
        let routed = author.send(request(method, no)).await;
        let past = author.send_past_router(request(method, no)).await;
        assert_eq!(routed.refusal(), (403, "suspended", None));
        assert_eq!((routed.status, &routed.json), (past.status, &past.json));
        assert_eq!((&routed.json["until"], routed.retry_after()), (&json!(null), None), "nobody knows when it ends");
        assert!(routed.json["title"].as_str().unwrap().contains("until the meeting closes"), "{}", routed.json);
    }
    assert_eq!(suggest_in(&author, "en").await.code(), "suspended");
    assert_eq!(other.support(no).await.json["supports"], 2, "what the person wrote and backed stays");
    by_senior(&stage, DeskCommand::Lift { id: restriction }).await;
    assert_eq!(author.support(theirs).await.status, StatusCode::OK);
    author.suggest("增加夜间照明").await.no();
}

#[tokio::test]
async fn the_page_of_one_s_own_says_what_why_until_when_and_whom_to_ask() {
    let stage = Stage::open().await;
    let author = stage.citizen();
    let no = author.suggest(TEXT).await.no();
    assert_eq!(author.mine().await["restriction"], json!(null));
    restrict(&stage, no, RestrictionKind::Mute, Some(10)).await;
    let expected = json!({
        "kind": "mute", "reason": "spam_flood", "note": "请先看看会议说明", "contact": "",
        "since": 1_700_000_000_000_i64, "until": 1_700_000_600_000_i64,
    });
    assert_eq!(author.mine().await["restriction"], expected);
    let mut browser = Browser::open(&stage).await;
    let theirs = browser.get(&format!("/m/{MEETING}/mine")).await.html;
    assert!(!theirs.contains("notice bad"), "nobody else is told");
    restrict(&stage, 2, RestrictionKind::Mute, Some(10)).await;
    let page = browser.get(&format!("/m/{MEETING}/mine")).await.html;
    for said in ["恶意灌水、机器刷屏", "请先看看会议说明", "11月15日 06:23", "另一位工作人员复查"]
    {
        assert!(page.contains(said), "{said}");
    }
    let refused = browser.post(&format!("/m/{MEETING}/new"), &[("text", "增加夜间照明")]).await;
    assert!(refused.status == 403 && refused.html.contains("增加夜间照明</textarea>"), "{}", refused.html);
    stage.meeting(MeetingCommand::Close).await;
    assert_eq!(author.mine().await["restriction"], json!(null), "nobody may write any more");
}
