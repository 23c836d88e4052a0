//! Backing: once a person, revocable, only what is public.

use domain::{Decision, MeetingCommand, RejectReason};
use http::StatusCode;
use serde_json::json;

use crate::stage::{Stage, TEXT, shown};

#[tokio::test]
async fn person_backs_once_and_may_take_it_back() {
    let stage = Stage::open().await;
    let (author, other) = (stage.citizen(), stage.citizen());
    let no = author.suggest(TEXT).await.no();
    stage.publish(no).await;
    for _ in 0..2 {
        let answer = other.support(no).await;
        assert_eq!((answer.status, &answer.json), (StatusCode::OK, &json!({ "supported": true, "supports": 1 })));
    }
    assert_eq!(author.support(no).await.json["supports"], 2, "the author may, once, like anybody");
    assert_eq!(other.mine().await["supported"], json!([no]));
    for _ in 0..2 {
        let answer = other.unsupport(no).await;
        assert_eq!(answer.json, json!({ "supported": false, "supports": 1 }));
    }
    assert_eq!(other.mine().await["supported"], json!([]));
}

#[tokio::test]
async fn what_is_not_public_cannot_be_backed_and_looks_absent() {
    let stage = Stage::open().await;
    let (author, other) = (stage.citizen(), stage.citizen());
    let no = author.suggest(TEXT).await.no();
    assert_eq!(other.support(no).await.refusal(), (404, "no_such_suggestion", None), "pending");
    assert_eq!(other.support(no + 1).await.refusal(), (404, "no_such_suggestion", None), "absent");
    stage.decide(no, Decision::Reject { reason: RejectReason::OutOfScope, note: None }).await;
    assert_eq!(other.support(no).await.refusal(), (404, "no_such_suggestion", None), "rejected");
}

#[tokio::test]
async fn merged_suggestion_names_the_one_that_goes_on() {
    let stage = Stage::open().await;
    let (author, other) = (stage.citizen(), stage.citizen());
    let kept = author.suggest(TEXT).await.no();
    let ended = other.suggest("老旧小区里建口袋公园").await.no();
    stage.publish(kept).await;
    stage.decide(ended, Decision::Merge { into: domain::SuggestionNo(kept) }).await;
    let answer = other.support(ended).await;
    assert_eq!((answer.refusal(), &answer.json["into"]), ((409, "merged", None), &json!(kept)));
    assert_eq!(other.mine().await["supported"], json!([kept]), "its author backs the one that goes on");
}

#[tokio::test]
async fn backing_ends_with_the_meeting() {
    let stage = Stage::open().await;
    let citizen = stage.citizen();
    let no = citizen.suggest(TEXT).await.no();
    stage.decide(no, Decision::Publish { shown: shown(TEXT), forward: false }).await;
    stage.meeting(MeetingCommand::Close).await;
    assert_eq!(citizen.support(no).await.refusal(), (403, "support_closed", None));
    assert_eq!(citizen.unsupport(no).await.refusal(), (403, "support_closed", None));
}
