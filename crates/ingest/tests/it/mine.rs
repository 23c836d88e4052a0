//! "Mine": one's own alone, and no more of it than an author may know.

use domain::{Decision, Note, RejectReason, SuggestionCommand, SuggestionNo};
use http::header;
use serde_json::{Value, json};

use crate::stage::{Options, Stage, TEXT, quick_policy, shown};

fn card(mine: &Value, no: u32) -> &Value {
    let cards = mine["suggestions"].as_array().unwrap();
    cards.iter().find(|card| card["no"] == no).unwrap()
}

#[tokio::test]
async fn two_devices_never_see_each_other_s() {
    let stage = Stage::open().await;
    let (one, two) = (stage.citizen(), stage.citizen());
    let no = one.suggest(TEXT).await.no();
    stage.publish(no).await;
    two.support(no).await;
    let (first, second) = (one.mine().await, two.mine().await);
    assert_eq!(first["suggestions"].as_array().map(Vec::len), Some(1));
    assert_eq!((&first["supported"], &first["left"]), (&json!([]), &json!(9)));
    assert_eq!((&second["suggestions"], &second["supported"], &second["left"]), (&json!([]), &json!([no]), &json!(10)));
    let stranger = stage.citizen().mine().await;
    assert_eq!(stranger, json!({ "suggestions": [], "supported": [], "left": 10, "unread": 0, "restriction": null }));
}

#[tokio::test]
async fn answer_is_kept_by_nobody() {
    let stage = Stage::open().await;
    let answer = stage.citizen().plain("GET", "/mine").await;
    assert_eq!(answer.headers[header::CACHE_CONTROL], "private, no-store");
}

#[tokio::test]
async fn author_sees_each_state_in_their_own_words() {
    let stage = Stage::open().await;
    let citizen = stage.citizen();
    let note = || Some(Note::new("请写清楚地点").unwrap());
    let kept = citizen.suggest(TEXT).await.no();
    stage.publish(kept).await;
    let mut nos = Vec::new();
    for serial in 0..7 {
        nos.push(citizen.suggest(&format!("第{serial}条需要处理的建议")).await.no());
    }
    let [pending, decided, held, edited, returned, hidden, merged] = nos[..] else { panic!("seven") };
    stage.decide_only(decided, Decision::Reject { reason: RejectReason::Joke, note: None }).await;
    stage.staff(held, SuggestionCommand::Escalate { note: note(), revision: 1 }).await;
    stage.decide(edited, Decision::publish(shown("工作人员改过的文字"))).await;
    stage.decide(returned, Decision::Return { reason: RejectReason::Empty, note: note() }).await;
    stage.decide(hidden, Decision::Hide { reason: RejectReason::IllegalContent, note: note() }).await;
    stage.decide(merged, Decision::merge(SuggestionNo(kept))).await;
    let mine = citizen.mine().await;
    let seen = |no: u32| (card(&mine, no)["state"].as_str().unwrap(), card(&mine, no)["reason"].as_str());
    assert_eq!(seen(kept), ("published", None));
    assert_eq!(seen(pending), ("pending", None));
    assert_eq!(seen(decided), ("pending", None), "what may still be undone is not told");
    assert_eq!(seen(held), ("checking", None));
    assert_eq!(card(&mine, held)["note"], Value::Null, "moderators' words among themselves");
    assert_eq!(seen(edited), ("edited", None));
    assert_eq!(seen(returned), ("returned", Some("empty")));
    assert_eq!(card(&mine, returned)["note"], "请写清楚地点");
    assert_eq!(seen(hidden), ("rejected", Some("illegal_content")));
    assert_eq!((&card(&mine, hidden)["text"], &card(&mine, hidden)["note"]), (&json!(""), &Value::Null));
    assert_eq!(seen(merged), ("merged", None));
    assert_eq!(card(&mine, merged)["merged_into"], kept);
    assert_eq!((&card(&mine, merged)["supports"], &card(&mine, kept)["supports"]), (&json!(0), &json!(1)));
}

#[tokio::test]
async fn latest_change_comes_first() {
    let stage = Stage::open().await;
    let citizen = stage.citizen();
    let first = citizen.suggest(TEXT).await.no();
    stage.clock.advance_ms(1_000);
    let second = citizen.suggest("第二条需要处理的建议").await.no();
    let order = |mine: &Value| {
        mine["suggestions"].as_array().unwrap().iter().map(|card| card["no"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(order(&citizen.mine().await), [json!(second), json!(first)]);
    stage.clock.advance_ms(1_000);
    stage.publish(first).await;
    assert_eq!(order(&citizen.mine().await), [json!(first), json!(second)]);
}

#[tokio::test]
async fn card_says_until_when_it_may_be_changed() {
    let policy = domain::Policy { edit_window_s: 60, ..quick_policy() };
    let stage = Stage::with(Options { policy: Some(policy), ..Options::default() }).await;
    let citizen = stage.citizen();
    let answer = citizen.suggest(TEXT).await;
    let no = answer.no();
    let until = answer.json["submitted_at"].as_i64().unwrap() + 60_000;
    assert_eq!(card(&citizen.mine().await, no)["editable_until"], until);
    stage.clock.advance_ms(60_001);
    assert_eq!(card(&citizen.mine().await, no)["editable_until"], Value::Null);
}
