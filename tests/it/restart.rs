//! What was acknowledged is there after `kill -9`, and what was decided takes effect once.

use reqwest::Method;
use serde_json::json;
use testkit::ServerProcess;

use crate::client::{Client, connections};
use crate::office::{eventually, live_meeting, publish_some, secretary, settings, supports, without_limits, yanlu};

#[tokio::test(flavor = "multi_thread")]
async fn acknowledged_suggestions_survive_a_kill_and_a_repeated_key_gives_the_same_number() {
    let folder = tempfile::tempdir().unwrap();
    let mut server =
        ServerProcess::start(without_limits(yanlu(&["serve", "--data", folder.path().to_str().unwrap()]))).await;
    let http = connections();
    let secretary = secretary(&http, &server).await;
    let meeting = live_meeting(&secretary, &settings("restart")).await;
    let citizen = Client::new(&http, &server.url());
    let path = format!("{meeting}/suggestions");
    let mut numbers = Vec::new();
    for serial in 0..20 {
        let body = json!({ "text": format!("第{serial}条：请在河边装几盏灯。") });
        let key = format!("key-{serial}");
        numbers.push(citizen.insist(Method::POST, &path, Some(&body), Some(&key)).await.ok()["no"].clone());
        if serial % 7 == 6 {
            server.restart().await;
            let again = citizen.insist(Method::POST, &path, Some(&body), Some(&key)).await.ok();
            assert_eq!(Some(&again["no"]), numbers.last());
        }
    }
    let results = secretary.get(&format!("{meeting}/results")).await.ok();
    assert_eq!(results["totals"]["received"], 20);
    let mut distinct: Vec<_> = numbers.iter().filter_map(serde_json::Value::as_u64).collect();
    distinct.dedup();
    assert_eq!(distinct, (1..=20).collect::<Vec<u64>>());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_in_the_undo_window_publishes_neither_early_nor_twice() {
    let folder = tempfile::tempdir().unwrap();
    let mut server =
        ServerProcess::start(without_limits(yanlu(&["serve", "--data", folder.path().to_str().unwrap()]))).await;
    let http = connections();
    let secretary = secretary(&http, &server).await;
    let mut rules = settings("undo");
    rules["settings"]["policy"]["undo_s"] = json!(3);
    let meeting = live_meeting(&secretary, &rules).await;
    let citizen = Client::new(&http, &server.url());
    citizen.post(&format!("{meeting}/suggestions"), &json!({ "text": "请在公园门口装两个直饮水点。" })).await.ok();
    assert_eq!(publish_some(&secretary, &meeting).await, 1);
    server.restart().await;
    assert_eq!(supports(&citizen, &meeting).await, []);
    eventually(20, "it is public", async || supports(&citizen, &meeting).await == [(1, 0)]).await;
    server.restart().await;
    assert_eq!(supports(&citizen, &meeting).await, [(1, 0)]);
    let results = secretary.get(&format!("{meeting}/results")).await.ok();
    assert_eq!((&results["totals"]["published"], &results["totals"]["pending"]), (&json!(1), &json!(0)));
}
