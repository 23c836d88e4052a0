//! Services as separate processes over PostgreSQL and Redis.

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::StreamExt;
use gateway::replica::Replica;
use protocol::frame::{Board, Frame};
use serde_json::{Value, json};
use testkit::{Database, RedisServer, ServerProcess};
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Message;

use crate::client::{Client, connections};
use crate::office::{eventually, live_meeting, publish_some, secretary, settings, supports, without_limits, yanlu};

/// Delivery may take this long while the bell is down.
const WITHOUT_BELL_MAX: Duration = Duration::from_secs(2);

struct House {
    database: Database,
    redis: RedisServer,
    gateways: [ServerProcess; 2],
    ingest: ServerProcess,
    moderation: ServerProcess,
    secretariat: ServerProcess,
}

impl House {
    async fn start() -> Self {
        let database = testkit::postgres_database().await;
        let redis = testkit::redis_private().await;
        let part = async |name: &str| {
            let args = [name, "--database", &database.url, "--redis", &redis.url()];
            ServerProcess::start(without_limits(yanlu(&args))).await
        };
        let gateways = [part("gateway").await, part("gateway").await];
        let (ingest, moderation, secretariat) =
            (part("ingest").await, part("moderation").await, part("secretariat").await);
        Self { database, redis, gateways, ingest, moderation, secretariat }
    }
}

/// What one viewer has, and whether a hole was ever seen.
struct Watching {
    replica: Replica,
    holes: usize,
}

impl Watching {
    async fn board(base: &str, http: &reqwest::Client, meeting: &str) -> Self {
        let board: Value = Client::new(http, base).get(&format!("{meeting}/board?order=no&limit=200")).await.ok();
        let board: Board = serde_json::from_value(board).unwrap();
        Self { replica: Replica::new(&board), holes: 0 }
    }

    /// Follows the socket at `address` until `enough` or until it breaks.
    async fn follow(&mut self, address: &str, meeting: &str, mut enough: impl FnMut(&Replica) -> bool) {
        let url = format!("ws://{address}{meeting}/socket?since={}", self.replica.seq().0);
        let (mut socket, _) = tokio_tungstenite::connect_async(url).await.unwrap();
        while !enough(&self.replica) {
            let Some(Ok(message)) = socket.next().await else { return };
            let Message::Text(text) = message else { continue };
            let frame: Frame = serde_json::from_str(&text).unwrap();
            if frame.from > self.replica.seq().next() {
                self.holes += 1;
            }
            self.replica.apply(&frame);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_viewer_whose_gateway_is_killed_resumes_on_the_other_without_a_hole() {
    let mut house = House::start().await;
    let http = connections();
    let secretary = secretary(&http, &house.secretariat).await;
    let meeting = live_meeting(&secretary, &settings("two gateways")).await;
    let citizen = Client::new(&http, &house.ingest.url());
    let suggest = async |serial: usize| {
        let body = json!({ "text": format!("第{serial}条：绿道请接到公交站。") });
        citizen.post(&format!("{meeting}/suggestions"), &body).await.ok();
    };
    let mut viewer = Watching::board(&house.gateways[0].url(), &http, &meeting).await;
    for serial in 1..=10 {
        suggest(serial).await;
    }
    secretary.turn_to(&house.moderation.url());
    while publish_some(&secretary, &meeting).await > 0 {}
    let address = house.gateways[0].addr().to_string();
    viewer.follow(&address, &meeting, |replica| replica.cards().len() == 10).await;
    house.gateways[0].kill();
    for serial in 11..=20 {
        suggest(serial).await;
    }
    while publish_some(&secretary, &meeting).await > 0 {}
    let address = house.gateways[1].addr().to_string();
    viewer.follow(&address, &meeting, |replica| replica.cards().len() == 20).await;
    assert_eq!(viewer.holes, 0);
    let fresh = Watching::board(&house.gateways[1].url(), &http, &meeting).await;
    assert_eq!(viewer.replica.cards(), fresh.replica.cards());
    drop(house.database);
}

#[tokio::test(flavor = "multi_thread")]
async fn with_redis_killed_and_restarted_nothing_is_lost_and_delay_stays_within_two_seconds() {
    let mut house = House::start().await;
    let http = connections();
    let secretary = secretary(&http, &house.secretariat).await;
    let meeting = live_meeting(&secretary, &settings("without a bell")).await;
    let citizen = Client::new(&http, &house.ingest.url());
    secretary.turn_to(&house.moderation.url());
    let mut viewer = Watching::board(&house.gateways[0].url(), &http, &meeting).await;
    let address = house.gateways[0].addr().to_string();
    let mut delays = BTreeMap::new();
    for serial in 1..=9_usize {
        match serial {
            4 => house.redis.kill(),
            7 => house.redis.restart().await,
            _ => {}
        }
        let body = json!({ "text": format!("第{serial}条：河边请补几盏灯。") });
        citizen.post(&format!("{meeting}/suggestions"), &body).await.ok();
        eventually(10, "it is dealt", async || publish_some(&secretary, &meeting).await > 0).await;
        let published = Instant::now();
        viewer.follow(&address, &meeting, |replica| replica.cards().len() == serial).await;
        delays.insert(serial, published.elapsed());
    }
    assert_eq!(viewer.holes, 0);
    // The undo window is 0 s here, but the settling tick, the frame interval and the log reading all lie in this time.
    let late: Vec<_> = delays.iter().filter(|(_, delay)| **delay > WITHOUT_BELL_MAX).collect();
    assert!(late.is_empty(), "{late:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn both_gateways_show_the_same_board_and_the_same_segment_bytes() {
    let house = House::start().await;
    let http = connections();
    let secretary = secretary(&http, &house.secretariat).await;
    let meeting = live_meeting(&secretary, &settings("same bytes")).await;
    let id = meeting.rsplit('/').next().unwrap().to_owned();
    let citizen = Client::new(&http, &house.ingest.url());
    for serial in 1..=5 {
        let body = json!({ "text": format!("第{serial}条：请多种乔木。") });
        citizen.post(&format!("{meeting}/suggestions"), &body).await.ok();
    }
    secretary.turn_to(&house.moderation.url());
    while publish_some(&secretary, &meeting).await > 0 {}
    let readers = [0, 1].map(|at| Client::new(&http, &house.gateways[at].url()));
    eventually(20, "both have five", async || {
        supports(&readers[0], &meeting).await.len() == 5 && supports(&readers[1], &meeting).await.len() == 5
    })
    .await;
    eventually(20, "a segment holds the fifth", async || {
        let live = readers[0].get(&format!("/m/{id}/feed/live.json")).await.ok();
        live["segments"].as_array().is_some_and(|segments| !segments.is_empty())
    })
    .await;
    let live = readers[0].get(&format!("/m/{id}/feed/live.json")).await.ok();
    for segment in live["segments"].as_array().unwrap() {
        let path = format!("/m/{id}/feed/{}.json", segment["n"]);
        assert_eq!(readers[0].get(&path).await.text, readers[1].get(&path).await.text, "{path}");
    }
}
