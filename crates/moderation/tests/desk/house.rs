//! A house with one open meeting, staff who are logged in, and citizens.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use domain::{
    Actor, AgendaItem, AgendaNo, Clock, Command, Event, Flag, MeetingCode, MeetingCommand, MeetingId, PersonId, Policy,
    Recorded, Role, Seq, Settings, SourceId, StaffId, Submit, Suggestion, SuggestionCommand, SuggestionNo,
    SuggestionText, UnixMs, Windows,
};
use http::{Request, StatusCode, header};
use identity::{Assets, Identity, IdentityConfig};
use moderation::ModerationState;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use store::{Change, Changed, DatabaseUrl, LOG_PAGE_MAX, Store, StoreOptions};
use testkit::ManualClock;
use tower::ServiceExt;

pub(crate) const START: UnixMs = UnixMs(1_760_000_000_000);
/// The undo window of the meeting.
pub(crate) const UNDO_MS: i64 = 5_000;

/// What an answer was.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: Value,
    pub(crate) location: Option<String>,
}

impl Answer {
    /// The problem's code; panics when it is none.
    pub(crate) fn code(&self) -> (u16, &str) {
        (self.status.as_u16(), self.body["code"].as_str().unwrap_or_else(|| panic!("no problem: {self:?}")))
    }

    pub(crate) fn ok(self) -> Value {
        assert_eq!(self.status, StatusCode::OK, "{:?}", self.body);
        self.body
    }

    /// The numbers of dealt items.
    pub(crate) fn nos(self) -> Vec<u64> {
        self.ok()["items"].as_array().unwrap().iter().map(|item| item["no"].as_u64().unwrap()).collect()
    }
}

pub(crate) struct House {
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) store: Store,
    pub(crate) state: ModerationState,
    pub(crate) meeting: MeetingId,
    pub(crate) url: DatabaseUrl,
    router: Router,
    _place: Place,
}

/// Where the database lies, until the house is gone.
enum Place {
    Folder(#[expect(dead_code, reason = "dropped with the house")] tempfile::TempDir),
    Server(#[expect(dead_code, reason = "dropped with the house")] testkit::Database),
}

impl House {
    pub(crate) async fn open() -> Self {
        Self::open_with(Policy::default()).await
    }

    /// A house whose meeting has these rules, but for the limits a person.
    pub(crate) async fn open_with(policy: Policy) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = DatabaseUrl::Sqlite(folder.path().join("house.db"));
        Self::at(url, Place::Folder(folder), policy).await
    }

    pub(crate) async fn open_on_postgres() -> Self {
        let database = testkit::postgres_database().await;
        let url = DatabaseUrl::Postgres(database.url.clone());
        Self::at(url, Place::Server(database), Policy::default()).await
    }

    async fn at(url: DatabaseUrl, place: Place, policy: Policy) -> Self {
        let clock = Arc::new(ManualClock::at(START));
        let store = Store::open(StoreOptions::new(url.clone()), clock.clone()).await.unwrap();
        let state = Self::state(&store, clock.clone()).await;
        let meeting: MeetingId = "park2026".parse().unwrap();
        store
            .create_meeting(&Actor::System, meeting.clone(), MeetingCode::from_number(48_392), settings(&policy))
            .await
            .unwrap();
        let router = moderation::router(state.clone()).layer(axum::middleware::from_fn(protocol::explain));
        let house = Self { clock, store, state, meeting, url, router, _place: place };
        house.change(Actor::System, Command::Meeting(MeetingCommand::Open)).await;
        house
    }

    pub(crate) async fn state(store: &Store, clock: Arc<dyn Clock>) -> ModerationState {
        let identity = Identity::open(store.clone(), clock.clone(), IdentityConfig::default()).await.unwrap();
        ModerationState::new(store.clone(), identity, clock, Assets::default())
    }

    pub(crate) async fn change(&self, actor: Actor, command: Command) -> Changed {
        self.store.change(Change::new(self.meeting.clone(), actor, command)).await.unwrap()
    }

    /// A member of staff who is logged in; the answer is the session's token.
    pub(crate) async fn staff(&self, login: &str, roles: &[Role]) -> (StaffId, String) {
        let now = self.clock.now();
        let roles = roles.iter().copied().collect();
        let id = self.store.create_staff(login, &format!("{login} of the house"), "none", roles, now).await.unwrap();
        let token = format!("token-{login}");
        let hash = Sha256::digest(token.as_bytes()).into();
        self.store.create_session(hash, id, now, now.plus_s(1_000_000)).await.unwrap();
        (id, token)
    }

    pub(crate) async fn moderator(&self, login: &str) -> String {
        self.staff(login, &[Role::Moderator]).await.1
    }

    pub(crate) async fn senior(&self, login: &str) -> String {
        self.staff(login, &[Role::SeniorModerator]).await.1
    }

    pub(crate) async fn submit(&self, author: u8, text: &str) -> SuggestionNo {
        self.submit_with(author, text, &[]).await
    }

    /// Hands in a text in which the checks noticed something.
    pub(crate) async fn submit_with(&self, author: u8, text: &str, flags: &[Flag]) -> SuggestionNo {
        self.hand_in(author, text, flags, None).await
    }

    /// Hands in from a network.
    pub(crate) async fn submit_from(&self, author: u8, text: &str, network: u64) -> SuggestionNo {
        self.hand_in(author, text, &[], Some(SourceId(network))).await
    }

    async fn hand_in(&self, author: u8, text: &str, flags: &[Flag], source: Option<SourceId>) -> SuggestionNo {
        let author = PersonId([author; 16]);
        let text = SuggestionText::new(text, 200).unwrap();
        let shown = text.clone();
        let submit = Submit {
            author,
            text,
            item: None,
            moment_ms: None,
            area: None,
            display_name: None,
            flags: flags.to_vec(),
            no: None,
            paper: None,
            source,
        };
        let mut change = Change::new(self.meeting.clone(), Actor::Person(author), Command::Submit(submit));
        // What post-moderation shows at once.
        change.shown = Some(shown);
        self.store.change(change).await.unwrap().suggestion.unwrap().no
    }

    pub(crate) async fn edit(&self, author: u8, no: SuggestionNo, text: &str) {
        let command = SuggestionCommand::Edit { text: SuggestionText::new(text, 200).unwrap(), flags: Vec::new() };
        self.change(Actor::Person(PersonId([author; 16])), Command::Suggestion { no, command }).await;
    }

    pub(crate) async fn support(&self, person: u8, no: SuggestionNo) {
        self.change(Actor::Person(PersonId([person; 16])), Command::Support { no, wish: true }).await;
    }

    /// The broadcast starts, and with it the first item.
    pub(crate) async fn go_live(&self) {
        self.change(Actor::System, Command::Meeting(MeetingCommand::GoLive)).await;
        self.change(Actor::System, Command::Meeting(MeetingCommand::StartItem(AgendaNo(1)))).await;
    }

    /// Lets the undo windows end and settles them.
    pub(crate) async fn settle(&self) -> usize {
        self.clock.advance_ms(UNDO_MS);
        moderation::settle_due(&self.state).await.unwrap()
    }

    /// Submits and publishes.
    pub(crate) async fn published(&self, moderator: &str, author: u8, text: &str) -> SuggestionNo {
        let no = self.submit(author, text).await;
        self.decide(moderator, "p", no, 1, json!({"kind": "publish"})).await.ok();
        assert_eq!(self.settle().await, 1);
        no
    }

    pub(crate) async fn suggestion(&self, no: SuggestionNo) -> Suggestion {
        self.store.suggestion(&self.meeting, no).await.unwrap().unwrap()
    }

    /// The whole log.
    pub(crate) async fn log(&self) -> Vec<Recorded> {
        let mut log: Vec<Recorded> = Vec::new();
        loop {
            let after = log.last().map_or(Seq(0), |last| last.seq);
            let page = self.store.log(&self.meeting, after, LOG_PAGE_MAX).await.unwrap();
            if page.is_empty() {
                return log;
            }
            log.extend(page);
        }
    }

    pub(crate) async fn public_events(&self) -> Vec<Event> {
        let log = self.log().await.into_iter().map(|recorded| recorded.event);
        log.filter(|event| matches!(event, Event::Public(_))).collect()
    }

    /// A request below `/api/v1/meetings/{meeting}`; `token` empty is nobody.
    pub(crate) async fn ask(&self, method: &str, path: &str, token: &str, body: Option<Value>) -> Answer {
        let address = format!("/api/v1/meetings/{}{path}", self.meeting);
        self.send(method, &address, token, body.map(|body| body.to_string())).await
    }

    pub(crate) async fn send(&self, method: &str, address: &str, token: &str, body: Option<String>) -> Answer {
        let mut request = Request::builder().method(method).uri(address);
        if !token.is_empty() {
            request = request.header(header::COOKIE, format!("yl_session={token}"));
        }
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let request = request.body(body.map_or_else(Body::empty, Body::from)).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let location = response.headers().get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned());
        let bytes = axum::body::to_bytes(response.into_body(), 10_000_000).await.unwrap();
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Answer { status, body, location }
    }

    /// A file of the meeting.
    pub(crate) async fn text(&self, path: &str, token: &str) -> String {
        let address = format!("/api/v1/meetings/{}{path}", self.meeting);
        let request = Request::builder().uri(address).header(header::COOKIE, format!("yl_session={token}"));
        let response = self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let bytes = axum::body::to_bytes(response.into_body(), 10_000_000).await.unwrap();
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    pub(crate) async fn deal(&self, token: &str, console: &str, want: u8) -> Answer {
        self.ask("POST", "/queue/deal", token, Some(json!({"console": console, "want": want}))).await
    }

    pub(crate) async fn decide(
        &self,
        token: &str,
        console: &str,
        no: SuggestionNo,
        revision: u32,
        wish: Value,
    ) -> Answer {
        let body = json!({"console": console, "revision": revision, "decision": wish});
        self.ask("POST", &format!("/suggestions/{}/decision", no.0), token, Some(body)).await
    }

    pub(crate) async fn undo(&self, token: &str, no: SuggestionNo) -> Answer {
        self.ask("DELETE", &format!("/suggestions/{}/decision", no.0), token, None).await
    }

    pub(crate) async fn queue(&self, token: &str, console: &str) -> Value {
        self.ask("GET", &format!("/queue?console={console}"), token, None).await.ok()
    }
}

fn settings(policy: &Policy) -> Settings {
    let item = |title: &str| AgendaItem {
        title: title.into(),
        speaker: String::new(),
        planned_minutes: 20,
        started_at: None,
        ended_at: None,
    };
    Settings {
        title: "公园城市规划建设".into(),
        organiser: String::new(),
        summary: String::new(),
        stream_url: String::new(),
        starts_at: None,
        agenda: vec![item("绿道"), item("公园")],
        windows: Windows::default(),
        policy: Policy { suggestions_per_person: 1_000, suggestion_interval_s: 0, ..policy.clone() },
        ..Settings::default()
    }
}
