//! A server with a live meeting and public suggestions, ready to be measured.

use std::net::SocketAddr;

use reqwest::Method;
use serde_json::{Value, json};
use tempfile::TempDir;
use testkit::{Durability, PostgresServer, ServerOptions, ServerProcess};

/// Suggestions that the measurements back.
pub(crate) const SUGGESTIONS: u32 = 25;

/// The server and what keeps its database alive.
pub(crate) struct Stand {
    pub(crate) server: ServerProcess,
    /// `/api/v1/meetings/{id}`.
    pub(crate) meeting: String,
    /// The database, for the raw figure.
    pub(crate) url: String,
    _folder: TempDir,
    _postgres: Option<(PostgresServer, testkit::Database)>,
}

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Database {
    Sqlite,
    Postgres,
}

impl Database {
    /// Its name in the figures.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

impl Stand {
    /// Starts the server on a durable database; limits off, since every client comes from one address.
    pub(crate) async fn start(database: Database) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let postgres = match database {
            Database::Sqlite => None,
            Database::Postgres => {
                let server = PostgresServer::start(Durability::Disk).await;
                let database = server.database().await;
                Some((server, database))
            }
        };
        let url = match &postgres {
            Some((_, database)) => database.url.clone(),
            None => format!("sqlite:{}", folder.path().join("yanlu.db").display()),
        };
        let options = ServerOptions::new(env!("CARGO_BIN_EXE_yanlu"))
            .args(["serve", "--database", &url, "--data", folder.path().to_str().expect("a plain path")])
            .env("RUST_LOG", "warn")
            .env("YANLU_INGEST__WRITES_PER_MINUTE_ADDRESS", "0")
            .env("YANLU_INGEST__SUPPORTS_PER_MINUTE_PERSON", "0");
        let server = ServerProcess::start(options).await;
        let meeting = open_meeting(&server).await;
        Self { server, meeting, url, _folder: folder, _postgres: postgres }
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.server.addr()
    }

    /// Its process.
    pub(crate) fn pids(&self) -> Vec<u32> {
        self.server.pid().into_iter().collect()
    }
}

async fn open_meeting(server: &ServerProcess) -> String {
    let http = reqwest::Client::builder().cookie_store(true).build().expect("a client");
    let call = async |method: Method, path: &str, body: Value| -> Value {
        let request = http.request(method, format!("{}{path}", server.url())).json(&body);
        let response = request.send().await.expect("an answer");
        assert!(response.status().is_success(), "{path}: {}", response.status());
        response.json().await.unwrap_or_default()
    };
    let said = server.stdout();
    let token = said.split("/setup/").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("a set-up link");
    let account = json!({ "login": "bench", "name": "Bench", "password": "correct horse battery" });
    call(Method::POST, &format!("/api/v1/setup/{token}"), account).await;
    let settings = json!({ "settings": {
        "title": "bench",
        "agenda": [{ "title": "One", "planned_minutes": 30 }],
        "policy": { "suggestions_per_person": 1000, "suggestion_interval_s": 0, "undo_s": 0, "review": "post" }
    }});
    let created = call(Method::POST, "/api/v1/meetings", settings).await;
    let meeting = format!("/api/v1/meetings/{}", created["id"].as_str().expect("an id"));
    call(Method::POST, &format!("{meeting}/run"), json!({ "action": "go_live" })).await;
    for serial in 1..=SUGGESTIONS {
        call(Method::POST, &format!("{meeting}/suggestions"), json!({ "text": format!("第{serial}条：请多种乔木。") }))
            .await;
    }
    meeting
}
