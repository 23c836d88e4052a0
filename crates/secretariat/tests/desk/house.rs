//! A house with staff who are logged in.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use domain::{
    Actor, Clock, Command, Decision, MeetingId, PersonId, Role, Submit, SuggestionCommand, SuggestionNo,
    SuggestionText, UnixMs,
};
use http::{HeaderMap, Request, StatusCode, header};
use identity::{Assets, Identity, IdentityConfig};
use secretariat::SecretariatState;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use store::{Change, Changed, DatabaseUrl, Store, StoreOptions};
use testkit::ManualClock;
use tower::ServiceExt;

pub(crate) const START: UnixMs = UnixMs(1_760_000_000_000);

/// What an answer was.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }

    /// Status, code and field of a problem.
    pub(crate) fn problem(&self) -> (u16, String, Option<String>) {
        let body = self.json();
        let text = |key: &str| body[key].as_str().map(str::to_owned);
        (self.status.as_u16(), text("code").unwrap_or_default(), text("field"))
    }

    pub(crate) fn ok(&self) -> Value {
        assert!(self.status.is_success(), "{}", self.json());
        self.json()
    }
}

pub(crate) struct House {
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) store: Store,
    router: Router,
    _dir: tempfile::TempDir,
}

impl House {
    pub(crate) async fn open() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at(START));
        let url = DatabaseUrl::Sqlite(dir.path().join("house.db"));
        let store = Store::open(StoreOptions::new(url), clock.clone()).await.unwrap();
        let identity = Identity::open(store.clone(), clock.clone(), IdentityConfig::default()).await.unwrap();
        let state = SecretariatState::new(store.clone(), identity, clock.clone(), Assets::default());
        let router = secretariat::router(state).layer(axum::middleware::from_fn(protocol::explain));
        Self { clock, store, router, _dir: dir }
    }

    /// The session's token of somebody with this duty.
    pub(crate) async fn staff(&self, login: &str, role: Role) -> String {
        let now = self.clock.now();
        let id = self.store.create_staff(login, login, "none", [role].into_iter().collect(), now).await.unwrap();
        let token = format!("token-{login}");
        let hash = Sha256::digest(token.as_bytes()).into();
        self.store.create_session(hash, id, now, now.plus_s(1_000_000)).await.unwrap();
        token
    }

    /// A request; `token` empty is nobody.
    pub(crate) async fn send(&self, method: &str, path: &str, token: &str, body: Option<Value>) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if !token.is_empty() {
            request = request.header(header::COOKIE, format!("yl_session={token}"));
        }
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let request = request.body(body.map_or_else(Body::empty, |body| Body::from(body.to_string()))).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 50_000_000).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    /// Creates a meeting without an undo window.
    pub(crate) async fn create(&self, token: &str) -> MeetingId {
        let reply = self.send("POST", "/api/v1/meetings", token, Some(json!({ "settings": settings() }))).await;
        assert_eq!(reply.status, StatusCode::CREATED);
        reply.ok()["id"].as_str().unwrap().parse().unwrap()
    }

    pub(crate) async fn run(&self, token: &str, meeting: &MeetingId, step: Value) -> Answer {
        self.send("POST", &format!("/api/v1/meetings/{meeting}/run"), token, Some(step)).await
    }

    pub(crate) async fn change(&self, meeting: &MeetingId, actor: Actor, command: Command) -> Changed {
        self.store.change(Change::new(meeting.clone(), actor, command)).await.unwrap()
    }

    pub(crate) async fn submit(&self, meeting: &MeetingId, author: u8, text: &str) -> SuggestionNo {
        let author = PersonId([author; 16]);
        let text = SuggestionText::new(text, 200).unwrap();
        let submit = Submit {
            author,
            text,
            item: None,
            moment_ms: None,
            area: None,
            display_name: None,
            flags: Vec::new(),
            no: None,
            paper: None,
            source: None,
        };
        self.change(meeting, Actor::Person(author), Command::Submit(submit)).await.suggestion.unwrap().no
    }

    /// Decides and settles at once.
    pub(crate) async fn decide(&self, meeting: &MeetingId, no: SuggestionNo, decision: Decision) {
        for command in [SuggestionCommand::Decide { decision, revision: 1 }, SuggestionCommand::Settle] {
            self.change(meeting, Actor::System, Command::Suggestion { no, command }).await;
        }
    }

    pub(crate) async fn support(&self, meeting: &MeetingId, person: u8, no: SuggestionNo) {
        self.change(meeting, Actor::Person(PersonId([person; 16])), Command::Support { no, wish: true }).await;
    }
}

/// Settings as the secretary's form sends them.
pub(crate) fn settings() -> Value {
    json!({
        "title": "公园城市规划建设",
        "agenda": [{"title": "绿道", "planned_minutes": 20}, {"title": "公园", "planned_minutes": 30}],
        "policy": {"undo_s": 0, "suggestion_interval_s": 0, "suggestions_per_person": 100},
    })
}
