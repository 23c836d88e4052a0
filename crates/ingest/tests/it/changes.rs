//! An author's second thoughts: edit and withdraw, within ten minutes, in every state.

use domain::{Decision, MeetingCommand, Note, RejectReason, ReviewKind, SuggestionNo};
use http::StatusCode;
use serde_json::json;

use crate::stage::{Stage, TEXT, id, shown};

const OTHER: &str = "在老旧小区多建几处小公园";
const WINDOW_MS: i64 = 600_000;

async fn kind(stage: &Stage, no: u32) -> ReviewKind {
    stage.store.suggestion(&id(), SuggestionNo(no)).await.unwrap().unwrap().review.kind()
}

#[tokio::test]
async fn author_edits_until_the_window_is_over() {
    let stage = Stage::open().await;
    let citizen = stage.citizen();
    let first = citizen.suggest(TEXT).await;
    let no = first.no();
    stage.clock.advance_ms(WINDOW_MS);
    let answer = citizen.edit(no, OTHER).await;
    assert_eq!((answer.status, &answer.json["state"]), (StatusCode::OK, &json!("pending")));
    assert_ne!(answer.json["receipt"], first.json["receipt"], "a receipt is of a text");
    let kept = stage.store.suggestion(&id(), SuggestionNo(no)).await.unwrap().unwrap();
    assert_eq!((kept.text.as_str(), kept.revision), (OTHER, 2));
    stage.clock.advance_ms(1);
    assert_eq!(citizen.edit(no, TEXT).await.refusal(), (409, "edit_window_over", None));
}

#[tokio::test]
async fn author_withdraws_until_the_window_is_over() {
    let stage = Stage::open().await;
    let citizen = stage.citizen();
    let (one, two) = (citizen.suggest(TEXT).await.no(), citizen.suggest(OTHER).await.no());
    stage.clock.advance_ms(WINDOW_MS);
    let answer = citizen.withdraw(one).await;
    assert_eq!((answer.status, &answer.json["state"]), (StatusCode::OK, &json!("withdrawn")));
    assert_eq!(citizen.withdraw(one).await.refusal(), (409, "wrong_state", None));
    assert_eq!(citizen.edit(one, OTHER).await.code(), "wrong_state");
    stage.clock.advance_ms(1);
    assert_eq!(citizen.withdraw(two).await.refusal(), (409, "edit_window_over", None));
}

#[tokio::test]
async fn nobody_changes_what_is_another_s() {
    let stage = Stage::open().await;
    let (author, other) = (stage.citizen(), stage.citizen());
    let no = author.suggest(TEXT).await.no();
    for published in [false, true] {
        assert_eq!(other.edit(no, OTHER).await.refusal(), (404, "no_such_suggestion", None), "{published}");
        assert_eq!(other.withdraw(no).await.refusal(), (404, "no_such_suggestion", None), "{published}");
        if !published {
            stage.publish(no).await;
        }
    }
    assert_eq!(other.edit(no + 1, OTHER).await.refusal(), (404, "no_such_suggestion", None));
}

#[tokio::test]
async fn edit_of_a_public_text_takes_it_back_to_review() {
    let stage = Stage::open().await;
    let citizen = stage.citizen();
    let no = citizen.suggest(TEXT).await.no();
    stage.publish(no).await;
    citizen.support(no).await;
    assert_eq!(citizen.edit(no, OTHER).await.json["state"], "pending");
    assert_eq!(stage.citizen().support(no).await.code(), "no_such_suggestion");
    stage.publish(no).await;
    assert_eq!(stage.citizen().support(no).await.json["supports"], 2, "its backers stay");
}

#[tokio::test]
async fn edit_voids_a_decision_in_its_undo_window() {
    let stage = Stage::open().await;
    let citizen = stage.citizen();
    let no = citizen.suggest(TEXT).await.no();
    stage.decide_only(no, Decision::Reject { reason: RejectReason::OutOfScope, note: None }).await;
    assert_eq!(kind(&stage, no).await, ReviewKind::Decided);
    assert_eq!(citizen.edit(no, OTHER).await.json["state"], "pending");
    assert_eq!(kind(&stage, no).await, ReviewKind::Pending);
}

#[tokio::test]
async fn returned_text_may_be_edited_and_rejected_hidden_merged_may_not() {
    let stage = Stage::open().await;
    let citizen = stage.citizen();
    let kept = citizen.suggest(TEXT).await.no();
    stage.publish(kept).await;
    let note = Some(Note::new("请写清楚地点").unwrap());
    let reason = RejectReason::Empty;
    let cases = [
        (Decision::Return { reason, note: None }, true),
        (Decision::Reject { reason, note: None }, false),
        (Decision::Hide { reason, note }, false),
        (Decision::merge(SuggestionNo(kept)), false),
    ];
    for (decision, may) in cases {
        let no = citizen.suggest("又一条需要处理的建议").await.no();
        stage.decide(no, decision).await;
        stage.clock.advance_ms(60_000);
        let answer = citizen.edit(no, OTHER).await;
        if may {
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
        } else {
            assert_eq!(answer.code(), "wrong_state");
            assert_eq!(citizen.withdraw(no).await.code(), "wrong_state");
        }
    }
}

#[tokio::test]
async fn edits_are_checked_like_new_texts() {
    let stage = Stage::open().await;
    let citizen = stage.citizen();
    let no = citizen.suggest(TEXT).await.no();
    for (text, code) in [
        ("短。", "text_too_short"),
        ("公园\u{200B}里多种树", "text_bad_character"),
        ("……。。", "text_empty"),
        (&"树".repeat(201), "text_too_long"),
    ] {
        let answer = citizen.edit(no, text).await;
        assert_eq!(answer.refusal(), (422, code, Some("text")));
    }
    let kept = stage.store.suggestion(&id(), SuggestionNo(no)).await.unwrap().unwrap();
    assert_eq!(kept.text, shown(TEXT));
}

#[tokio::test]
async fn nothing_changes_after_the_meeting_is_closed() {
    let stage = Stage::open().await;
    let citizen = stage.citizen();
    let no = citizen.suggest(TEXT).await.no();
    stage.meeting(MeetingCommand::Close).await;
    assert_eq!(citizen.edit(no, OTHER).await.refusal(), (409, "wrong_phase", None));
    assert_eq!(citizen.withdraw(no).await.refusal(), (409, "wrong_phase", None));
}
