//! An empty database of either kind, a clock that stands still, and short ways to say what a test wants.

use std::sync::Arc;

use domain::{
    Actor, AgendaItem, Command, Decision, Meeting, MeetingCode, MeetingCommand, MeetingId, PersonId, Policy, Recorded,
    Refusal, Role, Roles, Seq, Settings, StaffId, Submit, Suggestion, SuggestionCommand, SuggestionNo, SuggestionText,
    UnixMs, Windows,
};
use store::{Change, ChangeError, Changed, DatabaseUrl, Holder, Store, StoreOptions};
use testkit::ManualClock;

pub(crate) const START: UnixMs = UnixMs(1_800_000_000_000);

pub(crate) struct Stand {
    pub(crate) url: DatabaseUrl,
    pub(crate) clock: Arc<ManualClock>,
    _folder: Option<tempfile::TempDir>,
    _database: Option<testkit::Database>,
}

impl Stand {
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = DatabaseUrl::Sqlite(folder.path().join("test.db"));
        Self { url, clock: Arc::new(ManualClock::at(START)), _folder: Some(folder), _database: None }
    }

    pub(crate) async fn postgres() -> Self {
        let database = testkit::postgres_database().await;
        let url = database.url.parse().unwrap();
        Self { url, clock: Arc::new(ManualClock::at(START)), _folder: None, _database: Some(database) }
    }

    pub(crate) async fn open(&self) -> Store {
        Store::open(StoreOptions::new(self.url.clone()), self.clock.clone()).await.unwrap()
    }

    /// A store and a meeting that is open, with two agenda items.
    pub(crate) async fn open_meeting(&self) -> (Store, MeetingId) {
        let store = self.open().await;
        let id = make_meeting(&store, "park2026", 1, settings()).await;
        change(&store, &id, secretary(), Command::Meeting(MeetingCommand::Open)).await.unwrap();
        (store, id)
    }
}

pub(crate) fn settings() -> Settings {
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
        agenda: vec![item("绿道"), item("停车")],
        windows: Windows::default(),
        policy: Policy { suggestion_interval_s: 0, suggestions_per_person: 1_000, ..Policy::default() },
        ..Settings::default()
    }
}

pub(crate) async fn make_meeting(store: &Store, id: &str, code: u32, settings: Settings) -> MeetingId {
    let id: MeetingId = id.parse().unwrap();
    let made: Meeting =
        store.create_meeting(&secretary(), id.clone(), MeetingCode::from_number(code), settings).await.unwrap();
    made.id
}

pub(crate) fn person(number: u16) -> PersonId {
    let mut bytes = [0; 16];
    bytes[..2].copy_from_slice(&number.to_be_bytes());
    PersonId(bytes)
}

pub(crate) fn citizen(number: u16) -> Actor {
    Actor::Person(person(number))
}

fn staff(id: u32, role: Role) -> Actor {
    Actor::Staff { id: StaffId(id), roles: Roles::from_iter([role]) }
}

pub(crate) fn secretary() -> Actor {
    staff(1, Role::Secretary)
}

pub(crate) fn moderator(id: u32) -> Actor {
    staff(id, Role::Moderator)
}

pub(crate) fn senior() -> Actor {
    staff(9, Role::SeniorModerator)
}

pub(crate) fn chair() -> Actor {
    staff(8, Role::Chair)
}

pub(crate) fn console(staff: u32, console: &str) -> Holder {
    Holder { staff: StaffId(staff), console: console.into() }
}

pub(crate) fn text(text: &str) -> SuggestionText {
    SuggestionText::new(text, 200).unwrap()
}

pub(crate) fn submission(author: u16, words: &str) -> Command {
    Command::Submit(Submit {
        author: person(author),
        text: text(words),
        item: None,
        moment_ms: None,
        area: None,
        display_name: None,
        flags: Vec::new(),
        no: None,
        paper: None,
        source: None,
    })
}

pub(crate) async fn change(
    store: &Store,
    id: &MeetingId,
    actor: Actor,
    command: Command,
) -> Result<Changed, ChangeError> {
    store.change(Change::new(id.clone(), actor, command)).await
}

pub(crate) async fn submit(store: &Store, id: &MeetingId, author: u16) -> SuggestionNo {
    let changed = change(store, id, citizen(author), submission(author, "多种几棵树吧")).await.unwrap();
    changed.suggestion.unwrap().no
}

pub(crate) async fn review(
    store: &Store,
    id: &MeetingId,
    actor: Actor,
    no: SuggestionNo,
    command: SuggestionCommand,
) -> Result<Changed, ChangeError> {
    change(store, id, actor, Command::Suggestion { no, command }).await
}

pub(crate) fn publish() -> Decision {
    Decision::publish(text("多种几棵树吧"))
}

pub(crate) fn decide(decision: Decision) -> SuggestionCommand {
    SuggestionCommand::Decide { decision, revision: 1 }
}

/// A published suggestion of this author. Moves the clock over the undo window.
pub(crate) async fn published(stand: &Stand, store: &Store, id: &MeetingId, author: u16) -> SuggestionNo {
    let no = submit(store, id, author).await;
    review(store, id, moderator(2), no, decide(publish())).await.unwrap();
    stand.clock.advance_ms(5_000);
    review(store, id, Actor::System, no, SuggestionCommand::Settle).await.unwrap();
    no
}

pub(crate) async fn back(
    store: &Store,
    id: &MeetingId,
    backer: u16,
    no: SuggestionNo,
    wish: bool,
) -> Result<Changed, ChangeError> {
    change(store, id, citizen(backer), Command::Support { no, wish }).await
}

pub(crate) async fn suggestion(store: &Store, id: &MeetingId, no: SuggestionNo) -> Suggestion {
    store.suggestion(id, no).await.unwrap().unwrap()
}

/// The whole log, page by page.
pub(crate) async fn whole_log(store: &Store, id: &MeetingId) -> Vec<Recorded> {
    let mut log: Vec<Recorded> = Vec::new();
    loop {
        let after = log.last().map_or(Seq(0), |record| record.seq);
        let page = store.log(id, after, 100).await.unwrap();
        if page.is_empty() {
            return log;
        }
        log.extend(page);
    }
}

#[track_caller]
pub(crate) fn refusal<T: std::fmt::Debug>(result: Result<T, ChangeError>) -> Refusal {
    match result {
        Err(ChangeError::Refused(refusal)) => refusal,
        other => panic!("expected a refusal: {other:?}"),
    }
}
