//! A meeting in a store of its own, a clock moved by hand, citizens with cookies and addresses, and a moderator.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::response::Response;
use axum::{Router, middleware};
use domain::{
    Actor, AgendaItem, Command, Decision, MeetingCode, MeetingCommand, MeetingId, Policy, Role, Settings, StaffId,
    SuggestionCommand, SuggestionNo, SuggestionText, UnixMs, Windows,
};
use http::{HeaderMap, Request, StatusCode, header};
use identity::{Assets, Identity, IdentityConfig, same_site};
use ingest::{Backing, IngestConfig, IngestState};
use protocol::{Problem, RequestId};
use serde_json::{Value, json};
use store::{Change, Changed, Store, StoreOptions};
use tempfile::TempDir;
use testkit::ManualClock;
use tower::ServiceExt;

pub(crate) const MEETING: &str = "park2026";
const REQUEST_ID: &str = "0123456789abcdef";
pub(crate) const TEXT: &str = "在老旧小区多建口袋公园";

/// What a test may choose.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) policy: Option<Policy>,
    pub(crate) limits: IngestConfig,
    pub(crate) identity: IdentityConfig,
    /// The writer's queue; 0 is the default.
    pub(crate) queue_max: usize,
}

pub(crate) struct Stage {
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) store: Store,
    pub(crate) app: Router,
    /// What the app shares with those who ask past its router.
    state: IngestState,
    folder: TempDir,
}

/// No wait between two suggestions: most tests are about something else.
pub(crate) fn quick_policy() -> Policy {
    Policy { suggestion_interval_s: 0, ..Policy::default() }
}

impl Stage {
    /// An open meeting with two agenda items.
    pub(crate) async fn open() -> Self {
        Self::with(Options::default()).await
    }

    pub(crate) async fn with(options: Options) -> Self {
        let folder = TempDir::new().unwrap();
        let clock = Arc::new(ManualClock::at(UnixMs(1_700_000_000_000)));
        let url = format!("sqlite:{}", folder.path().join("yanlu.db").display());
        let mut sizes = StoreOptions::new(url.parse().unwrap());
        if options.queue_max > 0 {
            sizes.queue_max = options.queue_max;
        }
        let store = Store::open(sizes, clock.clone()).await.unwrap();
        let identity = Identity::open(store.clone(), clock.clone(), options.identity).await.unwrap();
        let state = IngestState::new(store.clone(), identity.clone(), clock.clone(), Assets::default(), options.limits);
        let app = ingest::router(state.clone())
            .method_not_allowed_fallback(async || Problem::new(protocol::ErrorCode::MethodNotAllowed))
            .layer(middleware::from_fn_with_state(identity, same_site))
            .layer(middleware::from_fn(protocol::explain));
        let opened = Self { clock, store, app, state, folder };
        let settings = settings(options.policy.unwrap_or_else(quick_policy));
        let code = MeetingCode::from_number(482_913);
        opened.store.create_meeting(&Actor::System, id(), code, settings).await.unwrap();
        opened.meeting(MeetingCommand::Open).await;
        opened
    }

    /// The same database as another process has it open.
    pub(crate) async fn another_store(&self) -> Store {
        let url = format!("sqlite:{}", self.folder.path().join("yanlu.db").display());
        Store::open(StoreOptions::new(url.parse().unwrap()), self.clock.clone()).await.unwrap()
    }

    pub(crate) async fn meeting(&self, command: MeetingCommand) {
        self.system(Command::Meeting(command)).await;
    }

    pub(crate) async fn system(&self, command: Command) -> Changed {
        self.store.change(Change::new(id(), Actor::System, command)).await.unwrap()
    }

    /// A senior moderator decides, and the undo window passes.
    pub(crate) async fn decide(&self, no: u32, decision: Decision) {
        self.decide_only(no, decision).await;
        self.clock.advance_ms(5_000);
        let command = SuggestionCommand::Settle;
        self.system(Command::Suggestion { no: SuggestionNo(no), command }).await;
    }

    pub(crate) async fn decide_only(&self, no: u32, decision: Decision) {
        let revision = self.store.suggestion(&id(), SuggestionNo(no)).await.unwrap().unwrap().revision;
        self.staff(no, SuggestionCommand::Decide { decision, revision }).await;
    }

    /// Somebody else decides on what waits for a second look.
    pub(crate) async fn decide_again(&self, no: u32, decision: Decision) {
        let revision = self.store.suggestion(&id(), SuggestionNo(no)).await.unwrap().unwrap().revision;
        let actor = Actor::Staff { id: StaffId(8), roles: [Role::SeniorModerator].into_iter().collect() };
        let command = SuggestionCommand::Decide { decision, revision };
        let command = Command::Suggestion { no: SuggestionNo(no), command };
        self.store.change(Change::new(id(), actor, command)).await.unwrap();
    }

    pub(crate) async fn staff(&self, no: u32, command: SuggestionCommand) {
        let actor = Actor::Staff { id: StaffId(7), roles: [Role::SeniorModerator].into_iter().collect() };
        let command = Command::Suggestion { no: SuggestionNo(no), command };
        self.store.change(Change::new(id(), actor, command)).await.unwrap();
    }

    pub(crate) async fn publish(&self, no: u32) {
        let text = self.store.suggestion(&id(), SuggestionNo(no)).await.unwrap().unwrap().text;
        self.decide(no, Decision::publish(text)).await;
    }

    pub(crate) fn citizen(&self) -> Citizen<'_> {
        self.citizen_at("203.0.113.7:4711")
    }

    pub(crate) fn citizen_at(&self, peer: &str) -> Citizen<'_> {
        Citizen { stage: self, peer: peer.parse().unwrap(), cookie: Mutex::default() }
    }
}

pub(crate) fn id() -> MeetingId {
    MEETING.parse().unwrap()
}

pub(crate) fn shown(text: &str) -> SuggestionText {
    SuggestionText::new(text, 200).unwrap()
}

fn settings(policy: Policy) -> Settings {
    let item = |title: &str| AgendaItem {
        title: title.into(),
        speaker: String::new(),
        planned_minutes: 20,
        started_at: None,
        ended_at: None,
    };
    Settings {
        title: "公园城市".into(),
        organiser: String::new(),
        summary: String::new(),
        stream_url: String::new(),
        starts_at: None,
        agenda: vec![item("规划"), item("增绿")],
        windows: Windows::default(),
        policy,
        ..Settings::default()
    }
}

/// A browser: keeps the cookie that it is given.
pub(crate) struct Citizen<'a> {
    stage: &'a Stage,
    peer: SocketAddr,
    cookie: Mutex<Option<String>>,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) json: Value,
}

impl Answer {
    pub(crate) fn code(&self) -> &str {
        self.json["code"].as_str().unwrap_or_default()
    }

    /// Status, code and field of a problem document.
    pub(crate) fn refusal(&self) -> (u16, &str, Option<&str>) {
        (self.status.as_u16(), self.code(), self.json["field"].as_str())
    }

    pub(crate) fn retry_after(&self) -> Option<u32> {
        self.headers.get(header::RETRY_AFTER)?.to_str().unwrap().parse().ok()
    }

    pub(crate) fn no(&self) -> u32 {
        assert_eq!(self.status, StatusCode::CREATED, "{}", self.json);
        u32::try_from(self.json["no"].as_u64().unwrap()).unwrap()
    }
}

impl Citizen<'_> {
    pub(crate) fn request(&self, method: &str, path: &str) -> http::request::Builder {
        let address = format!("/api/v1/meetings/{MEETING}{path}");
        let request = Request::builder().method(method).uri(address).header(header::HOST, "yanlu.example");
        match &*self.cookie.lock().unwrap() {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        }
    }

    pub(crate) async fn send(&self, mut request: Request<Body>) -> Answer {
        request.extensions_mut().insert(ConnectInfo(self.peer));
        request.extensions_mut().insert(RequestId(REQUEST_ID.to_owned()));
        self.read(self.stage.app.clone().oneshot(request).await.unwrap()).await
    }

    /// Asks for a backing past the router, as the front of the process does.
    pub(crate) async fn send_past_router(&self, request: Request<Body>) -> Answer {
        let backing = Backing::asked(request.method(), request.uri().path()).unwrap();
        let (request, _) = request.into_parts();
        self.read(self.stage.state.answer(backing, &request, Some(self.peer.ip()), REQUEST_ID).await).await
    }

    async fn read(&self, response: Response) -> Answer {
        let (parts, body) = response.into_parts();
        let set = parts.headers.get_all(header::SET_COOKIE).iter();
        if let Some(set) = set.into_iter().find(|set| set.as_bytes().starts_with(b"yl_device=")) {
            *self.cookie.lock().unwrap() = set.to_str().unwrap().split(';').next().map(str::to_owned);
        }
        let body = axum::body::to_bytes(body, 1 << 20).await.unwrap();
        let json = serde_json::from_slice(&body).unwrap_or(Value::Null);
        Answer { status: parts.status, headers: parts.headers, json }
    }

    /// A request with these bytes as its JSON body.
    pub(crate) async fn send_json(&self, method: &str, path: &str, body: impl Into<Body>) -> Answer {
        let request = self.request(method, path).header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(body.into()).unwrap()).await
    }

    pub(crate) async fn plain(&self, method: &str, path: &str) -> Answer {
        self.send(self.request(method, path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn suggest(&self, text: &str) -> Answer {
        self.send_json("POST", "/suggestions", json!({ "text": text }).to_string()).await
    }

    pub(crate) async fn suggest_with_key(&self, body: &Value, key: &str) -> Answer {
        let request = self.request("POST", "/suggestions").header("idempotency-key", key);
        let request = request.header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(body.to_string().into()).unwrap()).await
    }

    pub(crate) async fn support(&self, no: u32) -> Answer {
        self.plain("PUT", &format!("/suggestions/{no}/support")).await
    }

    pub(crate) async fn unsupport(&self, no: u32) -> Answer {
        self.plain("DELETE", &format!("/suggestions/{no}/support")).await
    }

    pub(crate) async fn edit(&self, no: u32, text: &str) -> Answer {
        self.send_json("PUT", &format!("/suggestions/{no}"), json!({ "text": text }).to_string()).await
    }

    pub(crate) async fn withdraw(&self, no: u32) -> Answer {
        self.plain("DELETE", &format!("/suggestions/{no}")).await
    }

    pub(crate) async fn mine(&self) -> Value {
        let answer = self.plain("GET", "/mine").await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
        answer.json
    }
}
