//! Faults: the process is killed at random instants while people write; nothing acknowledged is lost, nothing is public twice.
//!
//! The suite runs 12 kills per back end; `YANLU_KILLS=1000` runs as many as it says.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on says where; figures go to its output"
)]

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use testkit::{Durability, PostgresServer, ServerOptions, ServerProcess};
use tokio::task::JoinSet;

const WRITERS: usize = 16;
const KILLS_IN_SUITE: u64 = 12;
const PASSWORD: &str = "correct horse battery";

/// What was acknowledged: number by key, and who backs number 1.
#[derive(Default)]
struct Acknowledged {
    numbers: Mutex<HashMap<String, u64>>,
    backings: Mutex<HashMap<usize, bool>>,
}

#[tokio::test(flavor = "multi_thread")]
async fn kills_at_random_instants_lose_nothing_acknowledged_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("yanlu.db").display());
    kill_and_compare(&url).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kills_at_random_instants_lose_nothing_acknowledged_on_postgresql() {
    let server = PostgresServer::start(Durability::Disk).await;
    let database = server.database().await;
    kill_and_compare(&database.url).await;
}

async fn kill_and_compare(url: &str) {
    let kills = std::env::var("YANLU_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(KILLS_IN_SUITE);
    let options = ServerOptions::new(env!("CARGO_BIN_EXE_yanlu"))
        .args(["serve", "--database", url])
        .env("YANLU_INGEST__WRITES_PER_MINUTE_ADDRESS", "0")
        .env("YANLU_INGEST__SUPPORTS_PER_MINUTE_PERSON", "0");
    let mut server = ServerProcess::start(options).await;
    let staff = reqwest::Client::builder().cookie_store(true).build().unwrap();
    let meeting = open_meeting(&server, &staff).await;
    let base = format!("{}{meeting}", server.url());
    let acknowledged = Arc::new(Acknowledged::default());
    let (stop, writes) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let mut crowd = JoinSet::new();
    for writer in 0..WRITERS {
        let (base, acknowledged, stop, writes) =
            (base.clone(), Arc::clone(&acknowledged), Arc::clone(&stop), Arc::clone(&writes));
        crowd.spawn(async move { write(writer, &base, &acknowledged, &stop, &writes).await });
    }
    // The instants differ by how many writes lie between them: a step coprime to the batch sizes wanders through the writer's cycle.
    for kill in 1..=kills {
        let until = writes.load(Ordering::Relaxed) + 17 + kill * 13 % 41;
        while writes.load(Ordering::Relaxed) < until {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        server.restart().await;
    }
    stop.store(true, Ordering::Relaxed);
    crowd.join_all().await;
    compare(&base, &staff, &acknowledged).await;
}

async fn open_meeting(server: &ServerProcess, staff: &reqwest::Client) -> String {
    let said = server.stdout();
    let token = said.split("/setup/").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap();
    let post = async |path: &str, body: Value| -> Value {
        let response = staff.post(format!("{}{path}", server.url())).json(&body).send().await.unwrap();
        assert!(response.status().is_success(), "{path}: {}", response.text().await.unwrap_or_default());
        response.json().await.unwrap_or_default()
    };
    post(&format!("/api/v1/setup/{token}"), json!({ "login": "fault", "name": "Fault", "password": PASSWORD })).await;
    let settings = json!({ "settings": {
        "title": "faults", "agenda": [{ "title": "One", "planned_minutes": 30 }],
        "policy": { "review": "post", "suggestions_per_person": 1000, "suggestion_interval_s": 0, "undo_s": 0 }
    }});
    let created = post("/api/v1/meetings", settings).await;
    let meeting = format!("/api/v1/meetings/{}", created["id"].as_str().unwrap());
    post(&format!("{meeting}/run"), json!({ "action": "go_live" })).await;
    post(&format!("{meeting}/suggestions"), json!({ "text": "第零条：请在河边装灯。" })).await;
    meeting
}

/// Suggests (at most 40 times) and toggles a backing of number 1, each until acknowledged; an unanswered request is repeated with its key.
async fn write(writer: usize, base: &str, acknowledged: &Acknowledged, stop: &AtomicBool, written: &AtomicU64) {
    let http = reqwest::Client::builder().cookie_store(true).timeout(Duration::from_secs(10)).build().unwrap();
    // Known by a cookie before the first write, as a browser that has opened the page.
    until_answered(|| http.get(format!("{base}/mine")), stop).await;
    let mut serial = 0;
    while !stop.load(Ordering::Relaxed) {
        serial += 1;
        if serial <= 40 {
            let key = format!("{writer}-{serial}");
            let body = json!({ "text": format!("{key}：请把绿道接到公交站。") });
            let request = || http.post(format!("{base}/suggestions")).header("idempotency-key", &key).json(&body);
            let Some(answer) = until_answered(request, stop).await else { return };
            let no = answer["no"].as_u64().unwrap();
            let before = acknowledged.numbers.lock().unwrap().insert(key, no);
            assert_eq!(before, None);
            written.fetch_add(1, Ordering::Relaxed);
        }
        let wish = serial % 3 != 0;
        let url = format!("{base}/suggestions/1/support");
        let request = || if wish { http.put(&url) } else { http.delete(&url) };
        let Some(answer) = until_answered(request, stop).await else { return };
        assert_eq!(answer["supported"].as_bool(), Some(wish));
        acknowledged.backings.lock().unwrap().insert(writer, wish);
        written.fetch_add(1, Ordering::Relaxed);
    }
}

/// Repeats until there is an answer. On `stop` an unanswered request is still repeated: its effect must be known.
async fn until_answered(request: impl Fn() -> reqwest::RequestBuilder, _stop: &AtomicBool) -> Option<Value> {
    for _ in 0..2_000 {
        if let Ok(response) = request().send().await {
            let status = response.status();
            if status.is_success() {
                if let Ok(body) = response.json().await {
                    return Some(body);
                }
            } else {
                assert_eq!(status.as_u16(), 503, "{}", response.text().await.unwrap_or_default());
            }
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    None
}

async fn compare(base: &str, staff: &reqwest::Client, acknowledged: &Acknowledged) {
    let mut public = HashMap::new();
    for page in 1.. {
        let board: Value = staff
            .get(format!("{base}/board?order=no&limit=200&page={page}"))
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        for card in board["suggestions"].as_array().unwrap() {
            let twice = public.insert(card["no"].as_u64().unwrap(), card.clone());
            assert!(twice.is_none(), "{card} is public twice");
        }
        if page >= board["pages"].as_u64().unwrap() {
            break;
        }
    }
    let numbers = acknowledged.numbers.lock().unwrap().clone();
    let distinct: BTreeSet<_> = numbers.values().collect();
    assert_eq!(distinct.len(), numbers.len(), "two keys share a number");
    for (key, no) in &numbers {
        let text = public[no]["text"].as_str().unwrap();
        assert!(text.starts_with(&format!("{key}：")), "{key} is not under {no}");
    }
    assert_eq!(public.len(), numbers.len() + 1, "something is public that nobody was told of, or twice");
    let backings = acknowledged.backings.lock().unwrap().values().filter(|backs| **backs).count() as u64;
    assert_eq!(public[&1]["supports"].as_u64(), Some(backings));
    println!("{} suggestions, {} backers", public.len(), backings);
}
