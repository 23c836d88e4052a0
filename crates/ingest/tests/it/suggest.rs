//! Handing a suggestion in: numbers, receipts, keys, quotas, windows.

use domain::{
    AgendaNo, Event, Flag, Intake, MeetingCommand, Policy, ReviewKind, ReviewMode, Seq, StaffEvent, SuggestionNo,
};
use http::StatusCode;
use serde_json::json;

use crate::stage::{MEETING, Options, Stage, TEXT, id, quick_policy};

#[tokio::test]
async fn the_log_knows_the_network_as_a_tag_of_the_meeting_and_no_address() {
    let stage = Stage::open().await;
    for peer in ["203.0.113.7:1", "203.0.113.99:2", "198.51.100.7:3", "[2001:db8:5:1::7]:4", "[2001:db8:5:2::8]:5"] {
        stage.citizen_at(peer).suggest(TEXT).await.no();
    }
    let mut sources = Vec::new();
    for recorded in stage.store.log(&id(), Seq(0), 100).await.unwrap() {
        let kept = serde_json::to_string(&recorded).unwrap();
        assert!(!kept.contains("203.0.113") && !kept.contains("2001:db8"), "{kept}");
        if let Event::Staff(StaffEvent::Submitted(submitted)) = recorded.event {
            sources.push(submitted.source.unwrap());
        }
    }
    assert_eq!((sources[0], sources[3]), (sources[1], sources[4]), "neighbours are one source");
    assert!(sources[0] != sources[2] && sources[0] != sources[3] && sources[2] != sources[3]);
}

#[tokio::test]
async fn suggestion_gets_number_state_and_receipt_and_is_kept() {
    let stage = Stage::open().await;
    stage.meeting(MeetingCommand::GoLive).await;
    stage.meeting(MeetingCommand::StartItem(AgendaNo(2))).await;
    let body = json!({ "text": format!(" {TEXT} "), "moment_ms": 1_000, "area": "锦江区", "display_name": "老陈" });
    let answer = stage.citizen().send_json("POST", "/suggestions", body.to_string()).await;
    assert_eq!(answer.no(), 1);
    assert_eq!((&answer.json["id"], &answer.json["state"]), (&json!(1), &json!("pending")));
    let receipt = answer.json["receipt"].as_str().unwrap();
    let tag = receipt.strip_prefix(&format!("{MEETING}-0001-")).unwrap();
    assert!(tag.len() == 16 && tag.bytes().all(|byte| byte.is_ascii_hexdigit()), "{receipt}");
    let kept = stage.store.suggestion(&id(), SuggestionNo(1)).await.unwrap().unwrap();
    assert_eq!((kept.text.as_str(), kept.item, kept.moment_ms), (TEXT, Some(AgendaNo(2)), Some(1_000)));
    assert_eq!((kept.area.unwrap().as_str(), kept.display_name.unwrap().as_str()), ("锦江区", "老陈"));
    assert_eq!(stage.citizen().suggest(TEXT).await.no(), 2);
}

#[tokio::test]
async fn same_key_and_body_give_the_same_answer_once() {
    let stage = Stage::open().await;
    let citizen = stage.citizen();
    let body = json!({ "text": TEXT, "agenda_item": 1 });
    let first = citizen.suggest_with_key(&body, "key-1").await;
    assert!(!first.headers.contains_key("idempotency-replayed"));
    stage.clock.advance_ms(60_000);
    citizen.edit(first.no(), "改成别的内容也一样").await;
    let again = citizen.suggest_with_key(&body, "key-1").await;
    assert_eq!((again.status, &again.json), (StatusCode::CREATED, &first.json), "state, receipt and time included");
    assert_eq!(again.headers["idempotency-replayed"], "true");
    assert_eq!(stage.store.suggestions(&id()).await.unwrap().len(), 1);
    // Keys are a person's own.
    assert_eq!(stage.citizen().suggest_with_key(&body, "key-1").await.no(), 2);
}

#[tokio::test]
async fn same_key_with_another_body_is_refused_and_changes_nothing() {
    let stage = Stage::open().await;
    let citizen = stage.citizen();
    citizen.suggest_with_key(&json!({ "text": TEXT }), "key-1").await.no();
    for other in [json!({ "text": "完全不同的一条建议" }), json!({ "text": TEXT, "area": "锦江区" })] {
        let answer = citizen.suggest_with_key(&other, "key-1").await;
        assert_eq!(answer.refusal(), (422, "idempotency_key_reused", None));
    }
    assert_eq!(stage.store.suggestions(&id()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn malformed_key_is_refused() {
    let stage = Stage::open().await;
    for key in ["", "two words", &"k".repeat(65)] {
        let answer = stage.citizen().suggest_with_key(&json!({ "text": TEXT }), key).await;
        assert_eq!(answer.refusal(), (400, "bad_idempotency_key", None), "{key:?}");
    }
    stage.citizen().suggest_with_key(&json!({ "text": TEXT }), &"k".repeat(64)).await.no();
}

#[tokio::test]
async fn quota_and_interval_of_a_person_hold() {
    let policy = Policy { suggestions_per_person: 2, suggestion_interval_s: 30, ..Policy::default() };
    let stage = Stage::with(Options { policy: Some(policy), ..Options::default() }).await;
    let citizen = stage.citizen();
    citizen.suggest(TEXT).await.no();
    stage.clock.advance_ms(10_000);
    let soon = citizen.suggest(TEXT).await;
    assert_eq!((soon.refusal(), soon.retry_after()), ((429, "too_soon", None), Some(20)));
    stage.citizen().suggest(TEXT).await.no();
    stage.clock.advance_ms(20_000);
    citizen.suggest(TEXT).await.no();
    stage.clock.advance_ms(30_000);
    let used = citizen.suggest(TEXT).await;
    assert_eq!(used.refusal(), (429, "quota_used", None));
    assert_eq!(used.json["n"], 2);
}

#[tokio::test]
async fn closed_windows_and_pauses_are_told_apart() {
    let stage = Stage::open().await;
    let citizen = stage.citizen();
    stage.meeting(MeetingCommand::SetIntake(Intake::Paused)).await;
    let paused = citizen.suggest(TEXT).await;
    assert_eq!((paused.refusal(), paused.retry_after()), ((503, "intake_paused", None), Some(30)));
    stage.meeting(MeetingCommand::SetIntake(Intake::Slow { interval_s: 90 })).await;
    citizen.suggest(TEXT).await.no();
    assert_eq!(citizen.suggest(TEXT).await.retry_after(), Some(90));
    stage.meeting(MeetingCommand::Close).await;
    assert_eq!(stage.citizen().suggest(TEXT).await.refusal(), (403, "intake_closed", None));
}

#[tokio::test]
async fn post_moderation_shows_the_masked_text_at_once() {
    let policy = Policy { review: ReviewMode::Post, ..quick_policy() };
    let stage = Stage::with(Options { policy: Some(policy), ..Options::default() }).await;
    let citizen = stage.citizen();
    let answer = citizen.suggest("请致电 13800138000 联系我").await;
    assert_eq!((answer.no(), &answer.json["state"]), (1, &json!("published")));
    let kept = stage.store.suggestion(&id(), SuggestionNo(1)).await.unwrap().unwrap();
    assert_eq!((kept.review.kind(), &kept.flags[..]), (ReviewKind::Published, &[Flag::PersonalData][..]));
    let domain::Review::Published { shown, .. } = &kept.review else { panic!("published") };
    assert!(!shown.as_str().contains("13800138000"), "{shown}");
    assert_eq!(citizen.mine().await["suggestions"][0]["state"], "edited");
}
