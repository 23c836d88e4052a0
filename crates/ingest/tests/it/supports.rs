//! Backing: once a person, revocable, only what is public.

use axum::body::Body;
use domain::{Decision, MeetingCommand, RejectReason};
use http::{HeaderMap, StatusCode};
use ingest::IngestConfig;
use serde_json::json;

use crate::stage::{Answer, Options, Stage, TEXT, shown};

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
    stage.decide(ended, Decision::merge(domain::SuggestionNo(kept))).await;
    let answer = other.support(ended).await;
    assert_eq!((answer.refusal(), &answer.json["into"]), ((409, "merged", None), &json!(kept)));
    assert_eq!(other.mine().await["supported"], json!([kept]), "its author backs the one that goes on");
}

#[tokio::test]
async fn backing_ends_with_the_meeting() {
    let stage = Stage::open().await;
    let citizen = stage.citizen();
    let no = citizen.suggest(TEXT).await.no();
    stage.decide(no, Decision::publish(shown(TEXT))).await;
    stage.meeting(MeetingCommand::Close).await;
    assert_eq!(citizen.support(no).await.refusal(), (403, "support_closed", None));
    assert_eq!(citizen.unsupport(no).await.refusal(), (403, "support_closed", None));
}

/// Two stages on which the same happens, one asked by the router and one past it.
struct BothWays {
    routed: Stage,
    past: Stage,
}

/// A request in a table: method, number, further headers, and the status that both ways must give.
type Asked = (&'static str, u32, &'static [(&'static str, &'static str)], u16);

impl BothWays {
    /// With a published suggestion 1, a pending 2, and a 3 that was merged into 1.
    async fn open() -> Self {
        let stage = async || {
            let limits = IngestConfig { supports_per_minute_person: 9, ..IngestConfig::default() };
            let stage = Stage::with(Options { limits, ..Options::default() }).await;
            for text in [TEXT, "增加夜间照明", "老旧小区里建口袋公园"] {
                stage.citizen().suggest(text).await.no();
            }
            stage.publish(1).await;
            stage.decide(3, Decision::merge(domain::SuggestionNo(1))).await;
            stage
        };
        Self { routed: stage().await, past: stage().await }
    }

    /// One citizen asks on either stage, one request after the other.
    async fn ask(&self, table: &[Asked]) {
        let (routed, past) = (self.routed.citizen(), self.past.citizen());
        for (method, no, headers, status) in table {
            let path = format!("/suggestions/{no}/support");
            let request = |citizen: &crate::stage::Citizen<'_>| {
                let request = headers
                    .iter()
                    .fold(citizen.request(method, &path), |request, (name, value)| request.header(*name, *value));
                request.body(Body::empty()).unwrap()
            };
            let one = routed.send(request(&routed)).await;
            let other = past.send_past_router(request(&past)).await;
            assert_eq!(one.status.as_u16(), *status, "{method} {no} {headers:?}: {}", one.json);
            assert_eq!(comparable(&one), comparable(&other), "{method} {no} {headers:?}");
        }
    }
}

/// All of an answer but the secret in its cookie and the length, which the socket's side writes in any case.
fn comparable(answer: &Answer) -> (StatusCode, HeaderMap, serde_json::Value) {
    let mut headers = answer.headers.clone();
    headers.remove("content-length");
    if let Some(cookie) = headers.get_mut("set-cookie") {
        let attributes = cookie.to_str().unwrap().split_once(';').unwrap().1.to_owned();
        *cookie = attributes.parse().unwrap();
    }
    (answer.status, headers, answer.json.clone())
}

#[tokio::test]
async fn past_the_router_the_same_is_answered_as_by_it() {
    let both = BothWays::open().await;
    both.ask(&[
        ("PUT", 1, &[], 200),
        ("PUT", 1, &[("accept-encoding", "gzip"), ("accept-language", "en")], 200),
        ("DELETE", 1, &[("sec-fetch-site", "same-origin")], 200),
        ("PUT", 1, &[("cookie", "yl_device=forged")], 200),
        ("PUT", 1, &[("content-type", "text/plain")], 200),
        ("PUT", 1, &[("sec-fetch-site", "cross-site")], 403),
        ("DELETE", 1, &[("origin", "https://other.example")], 403),
        ("PUT", 2, &[("accept-language", "en")], 404),
        ("PUT", 3, &[("accept-language", "zh-TW")], 409),
        ("PUT", 9, &[], 404),
    ])
    .await;
    // Whoever has no cookie gets one with a refusal too.
    both.ask(&[("PUT", 9, &[], 404)]).await;
    both.ask(&[("PUT", 1, &[("sec-fetch-site", "cross-site")], 403)]).await;
    for stage in [&both.routed, &both.past] {
        stage.meeting(MeetingCommand::Close).await;
    }
    both.ask(&[("PUT", 1, &[("cookie", "lang=en")], 403)]).await;
}

#[tokio::test]
async fn past_the_router_the_same_limits_hold() {
    let both = BothWays::open().await;
    let mut table: Vec<Asked> = vec![("PUT", 1, &[], 200); 9];
    table.push(("PUT", 1, &[], 429));
    table.push(("DELETE", 1, &[("accept-language", "en")], 429));
    both.ask(&table).await;
    // An address's writes are counted before anybody is asked who they are.
    let mut table: Vec<Asked> = vec![("PUT", 9, &[("x-forwarded-for", "198.51.100.1")], 404); 9];
    table.push(("PUT", 9, &[], 429));
    both.ask(&table).await;
}
