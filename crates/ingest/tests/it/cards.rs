//! Answer cards over HTTP: served by the house, answered once, and never mixed with backings.

use std::collections::BTreeSet;

use domain::{Decision, MeetingCommand, Policy, SuggestionNo};
use http::header;
use ingest::IngestConfig;
use serde_json::{Value, json};

use crate::stage::{Answer, Citizen, Options, Stage, quick_policy};

/// `count` public suggestions of as many people.
async fn public(stage: &Stage, count: usize) -> Vec<u32> {
    let mut nos = Vec::new();
    for serial in 0..count {
        let no = stage.citizen().suggest(&format!("第{serial}条值得评议的建议")).await.no();
        stage.publish(no).await;
        nos.push(no);
    }
    // The table is at most a second old.
    stage.clock.advance_ms(1_000);
    nos
}

async fn hand(citizen: &Citizen<'_>) -> Vec<(u32, String)> {
    let answer = citizen.plain("GET", "/cards").await;
    assert_eq!(answer.status, 200, "{}", answer.json);
    assert_eq!(answer.headers[header::CACHE_CONTROL], "private, no-store");
    let cards = answer.json["cards"].as_array().unwrap();
    let no = |card: &Value| u32::try_from(card["no"].as_u64().unwrap()).unwrap();
    cards.iter().map(|card| (no(card), card["token"].as_str().unwrap().to_owned())).collect()
}

async fn say(citizen: &Citizen<'_>, cards: &[(u32, String)], answer: &str) -> Answer {
    let answers: Vec<_> =
        cards.iter().map(|(no, token)| json!({ "no": no, "token": token, "answer": answer })).collect();
    citizen.send_json("POST", "/answers", json!({ "answers": answers }).to_string()).await
}

fn nos(cards: &[(u32, String)]) -> BTreeSet<u32> {
    cards.iter().map(|(no, _)| *no).collect()
}

async fn totals(stage: &Stage) -> Vec<(u32, u32, u32)> {
    let totals = stage.store.answer_totals(&crate::stage::id()).await.unwrap();
    totals.into_iter().map(|total| (total.no.0, total.answers, total.support)).collect()
}

#[tokio::test]
async fn nine_cards_are_served_and_answered_as_a_set() {
    let stage = Stage::open().await;
    public(&stage, 12).await;
    let reader = stage.citizen();
    let cards = hand(&reader).await;
    assert_eq!((cards.len(), nos(&cards).len()), (9, 9));
    let answer = say(&reader, &cards, "support").await;
    assert_eq!((answer.status.as_u16(), &answer.json), (200, &json!({ "accepted": 9, "refused": [] })));
    assert_eq!(totals(&stage).await.len(), 9);
    assert!(totals(&stage).await.iter().all(|(_, answers, support)| (*answers, *support) == (1, 1)));
    let mine = reader.mine().await;
    assert_eq!(mine["supported"], json!([]), "an answer is no backing");
}

#[tokio::test]
async fn nobody_is_asked_twice_and_the_cards_come_to_an_end() {
    let stage = Stage::open().await;
    let all = public(&stage, 12).await;
    let reader = stage.citizen();
    let first = hand(&reader).await;
    say(&reader, &first, "not_now").await;
    let second = hand(&reader).await;
    assert_eq!(second.len(), 3);
    assert!(nos(&first).is_disjoint(&nos(&second)));
    say(&reader, &second, "skip").await;
    let answer = reader.plain("GET", "/cards").await;
    assert_eq!(answer.json, json!({ "cards": [], "waiting": true }));
    assert_eq!(totals(&stage).await, all.iter().map(|no| (*no, 1, 0)).collect::<Vec<_>>());
    let more = public(&stage, 1).await;
    assert_eq!(nos(&hand(&reader).await), more.into_iter().collect(), "what is new may come");
}

#[tokio::test]
async fn served_but_unanswered_may_come_again_with_a_new_token() {
    let stage = Stage::open().await;
    public(&stage, 2).await;
    let reader = stage.citizen();
    let (first, second) = (hand(&reader).await, hand(&reader).await);
    assert_eq!(nos(&first), nos(&second));
    let answer = say(&reader, &first, "support").await;
    assert_eq!(answer.json["accepted"], 0);
    assert!(answer.json["refused"].as_array().unwrap().iter().all(|refused| refused["code"] == "bad_card"));
    assert_eq!(totals(&stage).await, [], "nothing was answered yet");
    assert_eq!(say(&reader, &second, "support").await.json["accepted"], 2);
}

#[tokio::test]
async fn answers_sent_again_change_nothing() {
    let stage = Stage::open().await;
    let all = public(&stage, 2).await;
    let reader = stage.citizen();
    let cards = hand(&reader).await;
    say(&reader, &cards, "support").await;
    let again = say(&reader, &cards, "not_now").await;
    let refused = again.json["refused"].as_array().unwrap();
    assert!(again.status == 200 && refused.iter().all(|refused| refused["code"] == "already_answered"));
    assert_eq!(totals(&stage).await, all.iter().map(|no| (*no, 1, 1)).collect::<Vec<_>>());
}

#[tokio::test]
async fn one_s_own_are_never_served_nor_what_one_s_own_was_merged_into() {
    let stage = Stage::open().await;
    let (author, reader) = (stage.citizen(), stage.citizen());
    let own = author.suggest("我自己的一条建议").await.no();
    stage.publish(own).await;
    let others = public(&stage, 2).await;
    assert_eq!(nos(&hand(&author).await), others.iter().copied().collect());
    let ended = reader.suggest("与第零条相同的建议").await.no();
    stage.decide(ended, Decision::merge(SuggestionNo(others[0]))).await;
    stage.clock.advance_ms(1_000);
    assert_eq!(nos(&hand(&reader).await), BTreeSet::from([own, others[1]]));
}

#[tokio::test]
async fn what_one_has_answered_does_not_come_back_under_another_number() {
    let stage = Stage::open().await;
    let all = public(&stage, 2).await;
    let reader = stage.citizen();
    let cards = hand(&reader).await;
    let ended = cards.iter().find(|(no, _)| *no == all[1]).unwrap().clone();
    say(&reader, &[ended], "support").await;
    stage.decide_only(all[1], Decision::merge(SuggestionNo(all[0]))).await;
    stage.clock.advance_ms(1_000);
    assert_eq!(hand(&reader).await, [], "the one that goes on says the same");
}

#[tokio::test]
async fn only_what_is_public_is_served() {
    let stage = Stage::open().await;
    let all = public(&stage, 2).await;
    let author = stage.citizen();
    let waiting = author.suggest("还在等待审核的建议").await.no();
    let reader = stage.citizen();
    stage.clock.advance_ms(1_000);
    let cards = hand(&reader).await;
    assert!(!nos(&cards).contains(&waiting) && nos(&cards) == all.iter().copied().collect());
    assert_eq!(say(&reader, &[(waiting, cards[0].1.clone())], "support").await.json["refused"][0]["code"], "bad_card");
}

#[tokio::test]
async fn meeting_without_cards_or_closed_serves_and_takes_none() {
    let policy = Policy { cards: false, ..quick_policy() };
    let stage = Stage::with(Options { policy: Some(policy), ..Options::default() }).await;
    public(&stage, 2).await;
    let reader = stage.citizen();
    let answer = reader.plain("GET", "/cards").await;
    assert_eq!(answer.json, json!({ "cards": [], "waiting": false }));
    assert_eq!(say(&reader, &[(1, "x".into())], "support").await.refusal(), (403, "cards_off", None));

    let stage = Stage::open().await;
    public(&stage, 2).await;
    let reader = stage.citizen();
    let cards = hand(&reader).await;
    stage.meeting(MeetingCommand::Close).await;
    assert_eq!(say(&reader, &cards, "support").await.refusal(), (403, "support_closed", None));
    stage.clock.advance_ms(1_000);
    assert_eq!(reader.plain("GET", "/cards").await.json, json!({ "cards": [], "waiting": false }));
}

#[tokio::test]
async fn malformed_answers_are_refused_whole() {
    let stage = Stage::open().await;
    let reader = stage.citizen();
    let send = async |body: Value| reader.send_json("POST", "/answers", body.to_string()).await;
    let card = |answer: &str| json!({ "no": 1, "token": "x", "answer": answer });
    assert_eq!(send(json!({ "answers": [] })).await.refusal(), (422, "bad_field", Some("answers")));
    let many = json!({ "answers": vec![card("skip"); 21] });
    assert_eq!(send(many).await.refusal(), (422, "bad_field", Some("answers")));
    assert_eq!(send(json!({ "answers": [card("like")] })).await.refusal().1, "bad_body");
    assert_eq!(send(json!({ "answers": [card("skip")], "all": 1 })).await.refusal().1, "unknown_field");
    assert_eq!(send(json!({})).await.refusal().1, "bad_body");
    let nowhere = reader.request("GET", "/cards").uri("/api/v1/meetings/nowhere/cards");
    assert_eq!(reader.send(nowhere.body(axum::body::Body::empty()).unwrap()).await.refusal().1, "no_such_meeting");
}

#[tokio::test]
async fn hands_and_answers_are_limited_by_person() {
    let limits = IngestConfig { answers_per_minute_person: 2, ..IngestConfig::default() };
    let stage = Stage::with(Options { limits, ..Options::default() }).await;
    public(&stage, 2).await;
    let reader = stage.citizen();
    let cards = hand(&reader).await;
    assert_eq!(say(&reader, &cards, "support").await.status, 200);
    let third = reader.plain("GET", "/cards").await;
    assert_eq!((third.refusal().1, third.retry_after()), ("rate_limited", Some(30)));
    assert_eq!(stage.citizen().plain("GET", "/cards").await.status, 200, "another person may");
}
