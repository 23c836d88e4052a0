//! Staff in tests: the first account through the one-time link, a meeting, moderators who publish everything.

use std::time::Duration;

use serde_json::{Value, json};
use testkit::{ServerOptions, ServerProcess};
use tokio_util::sync::CancellationToken;

use crate::client::Client;

const PASSWORD: &str = "correct horse battery";

/// The binary under test with these arguments.
pub(crate) fn yanlu(args: &[&str]) -> ServerOptions {
    ServerOptions::new(env!("CARGO_BIN_EXE_yanlu")).args(args.iter().copied())
}

/// Limits off, as the configuration file of a load test would say: all synthetic people come from one address.
pub(crate) fn without_limits(options: ServerOptions) -> ServerOptions {
    options.env("YANLU_INGEST__WRITES_PER_MINUTE_ADDRESS", "0").env("YANLU_INGEST__SUPPORTS_PER_MINUTE_PERSON", "0")
}

/// The secretary, logged in through the link that `server` printed.
pub(crate) async fn secretary(http: &reqwest::Client, server: &ServerProcess) -> Client {
    let said = server.stdout();
    let token = said.split("/setup/").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("a set-up link");
    let client = Client::new(http, &server.url());
    let account = json!({ "login": "secretary", "name": "Secretary", "password": PASSWORD });
    client.post(&format!("/api/v1/setup/{token}"), &account).await.ok();
    client
}

/// The settings of a test's meeting: no waiting, long texts.
pub(crate) fn settings(title: &str) -> Value {
    json!({ "settings": {
        "title": title,
        "agenda": [{ "title": "One", "planned_minutes": 30 }, { "title": "Two", "planned_minutes": 30 }],
        "policy": {
            "suggestion_chars_max": 1000, "suggestions_per_person": 1000, "suggestion_interval_s": 0, "undo_s": 0
        }
    }})
}

/// A meeting that is live; its address prefix in the interface.
pub(crate) async fn live_meeting(secretary: &Client, settings: &Value) -> String {
    let created = secretary.post("/api/v1/meetings", settings).await.ok();
    let path = format!("/api/v1/meetings/{}", created["id"].as_str().unwrap());
    secretary.post(&format!("{path}/run"), &json!({ "action": "go_live" })).await.ok();
    path
}

/// Publishes whatever waits, until `stop`.
pub(crate) async fn publish_all(client: &Client, meeting: &str, stop: CancellationToken) {
    while !stop.is_cancelled() {
        if publish_some(client, meeting).await == 0 {
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }
}

/// Publishes what one deal gives; how many that were. A server that is down counts as an empty queue.
pub(crate) async fn publish_some(client: &Client, meeting: &str) -> usize {
    let deal = json!({ "console": "test", "want": 5 });
    let dealt = client.send(reqwest::Method::POST, &format!("{meeting}/queue/deal"), Some(&deal), None).await;
    let Ok(dealt) = dealt else { return 0 };
    let items = dealt.body["items"].as_array().cloned().unwrap_or_default();
    for item in &items {
        let decision = json!({ "console": "test", "revision": item["revision"], "decision": { "kind": "publish" } });
        let path = format!("{meeting}/suggestions/{}/decision", item["no"]);
        // Refused or unanswered: it comes back with the next deal.
        let _ = client.send(reqwest::Method::POST, &path, Some(&decision), None).await;
    }
    items.len()
}

/// The numbers and supports of every public suggestion, over all pages.
pub(crate) async fn supports(client: &Client, meeting: &str) -> Vec<(u64, u64)> {
    let mut all = Vec::new();
    for page in 1.. {
        let board = client.get(&format!("{meeting}/board?order=no&limit=200&page={page}")).await.ok();
        for card in board["suggestions"].as_array().unwrap() {
            all.push((card["no"].as_u64().unwrap(), card["supports"].as_u64().unwrap()));
        }
        if page >= board["pages"].as_u64().unwrap() {
            return all;
        }
    }
    unreachable!("the last page returns")
}

/// Waits until `condition` holds, asking every 50 ms for at most `seconds`.
pub(crate) async fn eventually(seconds: u64, what: &str, mut condition: impl AsyncFnMut() -> bool) {
    for _ in 0..seconds * 20 {
        if condition().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("after {seconds} s still not: {what}");
}
