//! Limits by person and address, and the full queue: told with the time after which to come again.

use futures_util::future::join_all;
use http::StatusCode;
use identity::IdentityConfig;
use ingest::IngestConfig;

use crate::stage::{Options, Stage, TEXT};

#[tokio::test]
async fn person_backs_sixty_times_a_minute() {
    let stage = Stage::open().await;
    let (citizen, other) = (stage.citizen_at("203.0.113.1:1"), stage.citizen_at("203.0.113.2:1"));
    let no = citizen.suggest(TEXT).await.no();
    stage.publish(no).await;
    for turn in 0..60 {
        let answer = if turn % 2 == 0 { citizen.support(no).await } else { citizen.unsupport(no).await };
        assert_eq!(answer.status, StatusCode::OK);
    }
    let limited = citizen.support(no).await;
    assert_eq!((limited.refusal(), limited.retry_after()), ((429, "rate_limited", None), Some(1)));
    assert_eq!(other.support(no).await.status, StatusCode::OK, "somebody else is not limited");
    assert_eq!(citizen.suggest(TEXT).await.status, StatusCode::CREATED, "nor is another kind of wish");
    stage.clock.advance_ms(1_000);
    assert_eq!(citizen.support(no).await.status, StatusCode::OK);
}

#[tokio::test]
async fn edits_of_a_person_are_limited() {
    let limits = IngestConfig { edits_per_minute_person: 2, ..IngestConfig::default() };
    let stage = Stage::with(Options { limits, ..Options::default() }).await;
    let citizen = stage.citizen();
    let no = citizen.suggest(TEXT).await.no();
    for serial in 0..2 {
        assert_eq!(citizen.edit(no, &format!("改成第{serial}种说法")).await.status, StatusCode::OK);
    }
    let limited = citizen.withdraw(no).await;
    assert_eq!((limited.refusal(), limited.retry_after()), ((429, "rate_limited", None), Some(30)));
}

fn by_address(writes_per_minute_address: u32) -> Options {
    let limits = IngestConfig { writes_per_minute_address, supports_per_minute_person: 0, ..IngestConfig::default() };
    let trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
    let identity = IdentityConfig { trusted_proxies, ..IdentityConfig::default() };
    Options { limits, identity, ..Options::default() }
}

#[tokio::test]
async fn address_is_limited_whoever_writes_from_it() {
    let stage = Stage::with(by_address(6)).await;
    for _ in 0..6 {
        let citizen = stage.citizen_at("203.0.113.1:1");
        assert_eq!(citizen.support(9).await.code(), "no_such_suggestion");
    }
    let limited = stage.citizen_at("203.0.113.1:2").suggest(TEXT).await;
    assert_eq!((limited.refusal(), limited.retry_after()), ((429, "rate_limited", None), Some(10)));
    assert_eq!(limited.json["s"], 10);
    stage.citizen_at("203.0.113.2:1").suggest(TEXT).await.no();
    assert_eq!(stage.citizen_at("203.0.113.1:3").mine().await["left"], 10, "reading is no write");
    stage.clock.advance_ms(10_000);
    stage.citizen_at("203.0.113.1:4").suggest(TEXT).await.no();
}

#[tokio::test]
async fn ipv6_addresses_of_one_64_share_a_limit() {
    let stage = Stage::with(by_address(2)).await;
    for peer in ["[2001:db8:0:1::1]:1", "[2001:db8:0:1:ffff::2]:1"] {
        stage.citizen_at(peer).suggest(TEXT).await.no();
    }
    assert_eq!(stage.citizen_at("[2001:db8:0:1:abcd::3]:1").suggest(TEXT).await.code(), "rate_limited");
    stage.citizen_at("[2001:db8:0:2::1]:1").suggest(TEXT).await.no();
    // IPv4 in IPv6 clothes is the IPv4 address, not one big network.
    stage.citizen_at("[::ffff:203.0.113.1]:1").suggest(TEXT).await.no();
    stage.citizen_at("203.0.113.1:1").suggest(TEXT).await.no();
    assert_eq!(stage.citizen_at("203.0.113.1:1").suggest(TEXT).await.code(), "rate_limited");
}

#[tokio::test]
async fn forwarded_address_counts_behind_our_proxy_and_nowhere_else() {
    let stage = Stage::with(by_address(1)).await;
    let through = async |peer: &str, forwarded: &str| {
        let citizen = stage.citizen_at(peer);
        let request = citizen.request("PUT", "/suggestions/9/support").header("x-forwarded-for", forwarded);
        citizen.send(request.body(axum::body::Body::empty()).unwrap()).await.code().to_owned()
    };
    assert_eq!(through("127.0.0.1:1", "203.0.113.1").await, "no_such_suggestion");
    assert_eq!(through("127.0.0.1:1", "203.0.113.2").await, "no_such_suggestion");
    assert_eq!(through("127.0.0.1:1", "6.6.6.6, 203.0.113.2").await, "rate_limited");
    assert_eq!(through("198.51.100.1:1", "203.0.113.3").await, "no_such_suggestion");
    assert_eq!(through("198.51.100.1:1", "203.0.113.4").await, "rate_limited", "a stranger's header is not believed");
}

#[tokio::test]
async fn limits_come_before_bodies() {
    let stage = Stage::with(by_address(1)).await;
    let citizen = stage.citizen();
    assert_eq!(citizen.send_json("POST", "/suggestions", "{").await.code(), "bad_body");
    assert_eq!(citizen.send_json("POST", "/suggestions", "{").await.code(), "rate_limited");
}

#[tokio::test]
async fn full_queue_says_busy_and_loses_nothing_that_was_acknowledged() {
    let limits = IngestConfig { writes_per_minute_address: 0, ..IngestConfig::default() };
    let stage = Stage::with(Options { queue_max: 1, limits, ..Options::default() }).await;
    let author = stage.citizen();
    let no = author.suggest(TEXT).await.no();
    stage.publish(no).await;
    let citizens: Vec<_> = (0..50).map(|_| stage.citizen()).collect();
    // One thread: all of them ask before the writer gets its turn.
    let answers = join_all(citizens.iter().map(|citizen| citizen.support(no))).await;
    let (taken, busy): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == StatusCode::OK);
    assert!(!taken.is_empty() && !busy.is_empty(), "{} taken, {} busy", taken.len(), busy.len());
    for answer in &busy {
        assert_eq!((answer.refusal(), answer.retry_after()), ((503, "busy", None), Some(1)));
    }
    for citizen in &citizens {
        assert_eq!(citizen.support(no).await.status, StatusCode::OK, "one after the other, everybody is heard");
    }
    assert_eq!(author.unsupport(no).await.json["supports"], 50);
}
