//! A gateway on loopback over a store of its own, with a memory bell and a clock that the test moves.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use broker::{Broker, Ring};
use bytes::Bytes;
use domain::{
    Actor, AgendaItem, Clock, Command, MeetingCode, MeetingCommand, MeetingId, PersonId, Policy, Publication,
    ReviewMode, Settings, Submit, SuggestionNo, SuggestionText, UnixMs, Windows,
};
use gateway::replica::Replica;
use gateway::{GatewayConfig, GatewayState};
use identity::{Assets, Identity, IdentityConfig};
use protocol::frame::Board;
use store::{Change, Store, StoreOptions};
use tempfile::TempDir;
use testkit::ManualClock;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// How long anything may take before a test gives up.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);
/// When the meetings begin.
const START: UnixMs = UnixMs(1_750_000_000_000);

/// The log of a test's meetings, and the folder it lies in.
#[derive(Clone)]
pub(crate) struct House {
    pub(crate) store: Store,
    pub(crate) clock: Arc<ManualClock>,
    _folder: Arc<TempDir>,
}

impl House {
    pub(crate) async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at(START));
        let url = format!("sqlite:{}", folder.path().join("test.db").display()).parse().unwrap();
        let store = Store::open(StoreOptions::new(url), Arc::<ManualClock>::clone(&clock)).await.unwrap();
        Self { store, clock, _folder: Arc::new(folder) }
    }

    /// A meeting that publishes at once, still a draft.
    pub(crate) async fn draft(&self, id: &str) -> MeetingId {
        let id: MeetingId = id.parse().unwrap();
        let item = |title: &str| AgendaItem {
            title: title.to_owned(),
            speaker: String::new(),
            planned_minutes: 20,
            started_at: None,
            ended_at: None,
        };
        let policy = Policy {
            review: ReviewMode::Post,
            suggestion_chars_max: 1_000,
            suggestions_per_person: 1_000,
            suggestion_interval_s: 0,
            undo_s: 0,
            ..Policy::default()
        };
        let settings = Settings {
            title: "公园城市座谈".to_owned(),
            organiser: String::new(),
            summary: String::new(),
            stream_url: String::new(),
            starts_at: None,
            agenda: vec![item("步道"), item("水系")],
            windows: Windows::default(),
            policy,
            ..Settings::default()
        };
        let code = MeetingCode::from_number(id.as_str().bytes().map(u32::from).sum());
        self.store.create_meeting(&Actor::System, id.clone(), code, settings).await.unwrap();
        id
    }

    /// A meeting that citizens may see.
    pub(crate) async fn meeting(&self, id: &str) -> MeetingId {
        let id = self.draft(id).await;
        self.command(&id, MeetingCommand::Open).await;
        id
    }

    pub(crate) async fn command(&self, id: &MeetingId, command: MeetingCommand) {
        let change = Change::new(id.clone(), Actor::System, Command::Meeting(command));
        self.store.change(change).await.unwrap();
    }

    pub(crate) async fn publish(&self, id: &MeetingId, text: &str) -> SuggestionNo {
        let text = SuggestionText::new(text, 1_000).unwrap();
        let submit = Submit {
            author: PersonId([7; 16]),
            text: text.clone(),
            item: None,
            moment_ms: None,
            area: None,
            display_name: None,
            flags: Vec::new(),
            no: None,
            paper: None,
            source: None,
        };
        let mut change = Change::new(id.clone(), Actor::System, Command::Submit(submit));
        change.shown = Some(text);
        self.store.change(change).await.unwrap().suggestion.unwrap().no
    }

    /// Many at once: the store commits them together.
    pub(crate) async fn publish_many(&self, id: &MeetingId, texts: impl Iterator<Item = String>) {
        let mut tasks = tokio::task::JoinSet::new();
        for text in texts {
            let (house, id) = (self.clone(), id.clone());
            tasks.spawn(async move { house.publish(&id, &text).await });
        }
        while let Some(published) = tasks.join_next().await {
            published.unwrap();
        }
    }

    pub(crate) async fn support(&self, id: &MeetingId, no: SuggestionNo, person: u8) {
        let command = Command::Support { no, wish: true };
        let change = Change::new(id.clone(), Actor::Person(PersonId([person; 16])), command);
        self.store.change(change).await.unwrap();
    }

    pub(crate) async fn head(&self, id: &MeetingId) -> u64 {
        self.store.head(id).await.unwrap().seq.0
    }
}

/// Whether a gateway hears the bell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bell {
    Rings,
    Silent,
}

/// A gateway.
pub(crate) struct Hall {
    pub(crate) address: SocketAddr,
    pub(crate) cancel: CancellationToken,
    pub(crate) running: tokio::task::JoinHandle<()>,
    pub(crate) http: reqwest::Client,
}

/// Frames as fast as they come, so that tests are.
pub(crate) fn quick() -> GatewayConfig {
    GatewayConfig { frame_interval_ms: 10, silent_interval_ms: 20, log_interval_ms: 50, ..GatewayConfig::default() }
}

impl Hall {
    pub(crate) async fn open(house: &House, config: GatewayConfig, bell: Bell) -> Self {
        let clock: Arc<dyn Clock> = Arc::<ManualClock>::clone(&house.clock);
        let identity =
            Identity::open(house.store.clone(), Arc::clone(&clock), IdentityConfig::default()).await.unwrap();
        let broker = Broker::open(None).await.unwrap();
        if bell == Bell::Rings {
            tokio::spawn(ring(house.store.clone(), broker.clone()));
        }
        let state = GatewayState::new(house.store.clone(), broker, identity, clock, Assets::default(), config);
        let cancel = CancellationToken::new();
        let running = tokio::spawn(gateway::run(state.clone(), cancel.clone()));
        let listener = TcpListener::from_std(small_listener()).unwrap();
        let address = listener.local_addr().unwrap();
        let router = gateway::router(state).into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let http = reqwest::Client::builder().no_proxy().no_gzip().build().unwrap();
        Self { address, cancel, running, http }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn socket_url(&self, id: &MeetingId, query: &str) -> String {
        format!("ws://{}/api/v1/meetings/{id}/socket{query}", self.address)
    }

    pub(crate) async fn get(&self, path: &str) -> reqwest::Response {
        self.http.get(self.url(path)).send().await.unwrap()
    }

    pub(crate) async fn board(&self, id: &MeetingId, query: &str) -> Board {
        let text = self.get(&format!("/api/v1/meetings/{id}/board{query}")).await.text().await.unwrap();
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    /// The whole board, once it has reached the place `seq`.
    pub(crate) async fn whole_board(&self, id: &MeetingId, seq: u64) -> Replica {
        let whole = async {
            loop {
                let mut board = self.board(id, "?order=no&limit=200").await;
                let mut replica = Replica::new(&board);
                while board.page < board.pages {
                    board = self.board(id, &format!("?order=no&limit=200&page={}", board.page + 1)).await;
                    replica.add_page(&board);
                }
                if replica.seq().0 >= seq {
                    return replica;
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(PATIENCE, whole).await.expect("the board reaches the head of the log")
    }
}

/// Small kernel buffers, so that a slow reader is noticed after little.
fn small_listener() -> std::net::TcpListener {
    let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
    socket.set_send_buffer_size(16 * 1_024).unwrap();
    socket.set_nonblocking(true).unwrap();
    socket.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
    socket.listen(2_048).unwrap();
    socket.into()
}

async fn ring(store: Store, broker: Broker) {
    let mut commits = store.commits();
    while let Ok(commit) = commits.recv().await {
        let items: Vec<_> = commit.records.iter().filter_map(Publication::of).collect();
        let items = serde_json::to_vec(&items).map(Bytes::from).unwrap();
        broker.ring(Ring { meeting: commit.meeting, from: commit.from, to: commit.to, items }).await;
    }
}
