//! The public face of the crate: a cheap handle that writes through the one writer and reads from a pool.

use std::sync::Arc;

use domain::{
    Actor, AuthorRecord, Clock, Meeting, MeetingCode, MeetingId, PersonId, Recorded, Roles, Seq, Settings, StaffId,
    Suggestion, SuggestionNo, UnixMs,
};
use tokio::sync::broadcast;

use crate::account::StaffRow;
use crate::change::{Change, ChangeError, Changed, Commit};
use crate::error::StoreError;
use crate::lease::{Holder, Lease};
use crate::url::DatabaseUrl;
use crate::views::{Counts, Head, PublicState};

/// Changes that may wait for the writer by default; beyond it callers get [`ChangeError::Busy`].
pub const QUEUE_MAX: usize = 8_192;
/// Changes that share one commit by default.
pub const BATCH_MAX: usize = 512;
/// Connections for reading by default.
pub const READERS_MAX: u32 = 4;
/// Records that one call of [`Store::log`] returns at most.
pub const LOG_PAGE_MAX: usize = 1_000;

/// How to open a store.
#[derive(Debug, Clone)]
pub struct StoreOptions {
    /// Which database.
    pub url: DatabaseUrl,
    /// Changes that may wait for the writer, at least 1.
    pub queue_max: usize,
    /// Changes that share one commit, at least 1.
    pub batch_max: usize,
    /// Connections for reading, at least 1.
    pub readers_max: u32,
}

impl StoreOptions {
    /// The default sizes for this database.
    pub fn new(url: DatabaseUrl) -> Self {
        Self { url, queue_max: QUEUE_MAX, batch_max: BATCH_MAX, readers_max: READERS_MAX }
    }
}

impl Default for StoreOptions {
    /// `sqlite:yanlu.db` in the working folder.
    fn default() -> Self {
        Self::new(DatabaseUrl::Sqlite("yanlu.db".into()))
    }
}

/// One database, open. Clones share it.
#[derive(Clone)]
pub struct Store {
    commits: broadcast::Sender<Commit>,
}

#[expect(unused_variables, clippy::unused_async, clippy::unused_self, reason = "the bodies follow in the next change")]
#[expect(missing_docs, reason = "the bodies follow in the next change")]
impl Store {
    pub async fn open(options: StoreOptions, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn close(&self) {}
    pub fn commits(&self) -> broadcast::Receiver<Commit> {
        self.commits.subscribe()
    }
    pub async fn create_meeting(
        &self,
        actor: &Actor,
        id: MeetingId,
        code: MeetingCode,
        settings: Settings,
    ) -> Result<Meeting, ChangeError> {
        Err(ChangeError::Closed)
    }
    pub async fn change(&self, change: Change) -> Result<Changed, ChangeError> {
        Err(ChangeError::Closed)
    }
    pub async fn import_supports(
        &self,
        id: &MeetingId,
        supports: &[(PersonId, SuggestionNo, UnixMs)],
    ) -> Result<u32, ChangeError> {
        Err(ChangeError::Closed)
    }
    pub async fn meeting(&self, id: &MeetingId) -> Result<Option<Meeting>, StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn meeting_by_code(&self, code: MeetingCode) -> Result<Option<Meeting>, StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn meetings(&self, limit: usize) -> Result<Vec<Meeting>, StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn head(&self, id: &MeetingId) -> Result<Head, StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn log(&self, id: &MeetingId, after: Seq, limit: usize) -> Result<Vec<Recorded>, StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn log_between(
        &self,
        id: &MeetingId,
        from_at: UnixMs,
        until_at: UnixMs,
    ) -> Result<Vec<Recorded>, StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn public_state(&self, id: &MeetingId) -> Result<Option<PublicState>, StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn suggestion(&self, id: &MeetingId, no: SuggestionNo) -> Result<Option<Suggestion>, StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn suggestions(&self, id: &MeetingId) -> Result<Vec<Suggestion>, StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn suggestions_of(&self, id: &MeetingId, person: PersonId) -> Result<Vec<Suggestion>, StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn supported_by(&self, id: &MeetingId, person: PersonId) -> Result<Vec<SuggestionNo>, StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn author_record(&self, id: &MeetingId, person: PersonId) -> Result<AuthorRecord, StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn counts(&self, id: &MeetingId) -> Result<Counts, StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn due(&self, now: UnixMs, limit: usize) -> Result<Vec<(MeetingId, SuggestionNo)>, StoreError> {
        Err(StoreError::Closed)
    }
    #[expect(clippy::too_many_arguments, reason = "one question; every part is of its own type")]
    pub async fn deal(
        &self,
        id: &MeetingId,
        holder: &Holder,
        want: usize,
        now: UnixMs,
        lease_ms: i64,
        may_held: bool,
    ) -> Result<Vec<(Suggestion, UnixMs)>, StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn renew(
        &self,
        id: &MeetingId,
        holder: &Holder,
        nos: &[SuggestionNo],
        now: UnixMs,
        lease_ms: i64,
    ) -> Result<Vec<Lease>, StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn release(&self, id: &MeetingId, holder: &Holder, nos: &[SuggestionNo]) -> Result<(), StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn take_over(
        &self,
        id: &MeetingId,
        holder: &Holder,
        no: SuggestionNo,
        now: UnixMs,
        lease_ms: i64,
    ) -> Result<Option<(Suggestion, UnixMs)>, StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn leases(&self, id: &MeetingId, now: UnixMs) -> Result<Vec<Lease>, StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn staff_count(&self) -> Result<u32, StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn create_staff(
        &self,
        login: &str,
        name: &str,
        password_hash: &str,
        roles: Roles,
        now: UnixMs,
    ) -> Result<StaffId, StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn staff_by_login(&self, login: &str) -> Result<Option<StaffRow>, StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn staff(&self, id: StaffId) -> Result<Option<StaffRow>, StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn staff_list(&self) -> Result<Vec<StaffRow>, StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn create_session(
        &self,
        token_hash: [u8; 32],
        staff: StaffId,
        now: UnixMs,
        expires: UnixMs,
    ) -> Result<(), StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn session(&self, token_hash: [u8; 32], now: UnixMs) -> Result<Option<StaffRow>, StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn delete_session(&self, token_hash: [u8; 32]) -> Result<(), StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn prune_sessions(&self, now: UnixMs) -> Result<(), StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn put_setup_link(&self, token_hash: [u8; 32], expires: UnixMs) -> Result<(), StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn take_setup_link(&self, token_hash: [u8; 32], now: UnixMs) -> Result<bool, StoreError> {
        Err(StoreError::Closed)
    }
    pub async fn secret(&self, name: &str, candidate: [u8; 32]) -> Result<[u8; 32], StoreError> {
        Err(StoreError::Closed)
    }
}
