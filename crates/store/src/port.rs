//! The port to a database: row-level operations in a transaction. No rule is decided behind it.
//!
//! One trait a subject, so that each dialect has one file a subject. Reading transactions see one moment; a writing one
//! holds the head rows that it locked until it ends. Lists of arguments are sets: one statement each, whatever their length.

mod invalidations;

use std::collections::{HashMap, HashSet};

use async_trait::async_trait;
use domain::answer::{Answer, AnswerTotal, CardHash, Served};
use domain::{
    AuthorRecord, Meeting, MeetingCode, MeetingId, PersonId, Roles, Seq, StaffId, Suggestion, SuggestionNo, UnixMs,
};
use domain::{Recorded, ReviewKind};

use crate::account::StaffRow;
use crate::error::StoreError;
use crate::lease::{Holder, Lease};
use crate::rows::{LogRow, Pair};
use crate::screen::{NewScreen, ScreenKind, ScreenRow};
use crate::views::Head;

pub(crate) use invalidations::{InvalidationRows, Named};

/// A database of either kind.
#[async_trait]
pub(crate) trait Backend: Send + Sync + 'static {
    /// Begins a reading transaction; dropping it ends it.
    async fn read(&self) -> Result<Box<dyn Transaction>, StoreError>;

    /// Opens the writer's connection.
    async fn connect(&self) -> Result<Box<dyn Connection>, StoreError>;

    /// Closes the connections for reading.
    async fn close(&self);
}

/// The writer's connection.
#[async_trait]
pub(crate) trait Connection: Send {
    /// Begins a writing transaction; dropping it undoes it.
    async fn begin<'a>(&'a mut self) -> Result<Box<dyn Transaction + 'a>, StoreError>;

    /// Closes it in good order.
    async fn close(self: Box<Self>) -> Result<(), StoreError>;
}

/// A transaction with all its rows.
#[async_trait]
pub(crate) trait Transaction:
    LogRows
    + MeetingRows
    + SuggestionRows
    + SupportRows
    + InvalidationRows
    + CardRows
    + LinkRows
    + LeaseRows
    + AccountRows
    + ScreenRows
{
    /// Marks the point to which [`Transaction::undo_to_savepoint`] returns.
    async fn savepoint(&mut self) -> Result<(), StoreError>;

    /// Forgets the point.
    async fn release_savepoint(&mut self) -> Result<(), StoreError>;

    /// Undoes what followed the point.
    async fn undo_to_savepoint(&mut self) -> Result<(), StoreError>;

    /// Makes all of it durable.
    async fn commit(self: Box<Self>) -> Result<(), StoreError>;
}

/// An idempotency key with what it led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeyRow {
    pub(crate) owner: Vec<u8>,
    pub(crate) key: String,
    pub(crate) fingerprint: Vec<u8>,
    /// JSON.
    pub(crate) result: String,
    pub(crate) at: UnixMs,
}

/// The log, its heads, and the keys of those who appended.
#[async_trait]
pub(crate) trait LogRows: Send {
    /// Locks the heads of these meetings in the order of their ids, and reads the meetings as they are then; those that do not exist are
    /// left out.
    async fn hold(&mut self, ids: &[MeetingId]) -> Result<Vec<(Meeting, Head)>, StoreError>;
    async fn head(&mut self, id: &MeetingId) -> Result<Option<Head>, StoreError>;
    async fn insert_head(&mut self, id: &MeetingId) -> Result<(), StoreError>;
    /// Appends to the log and moves its head to behind what is new.
    async fn append(&mut self, id: &MeetingId, rows: &[LogRow], head: Head) -> Result<(), StoreError>;
    async fn log(&mut self, id: &MeetingId, after: Seq, limit: usize) -> Result<Vec<Recorded>, StoreError>;
    /// Records with `at` in `from..until`.
    async fn log_between(
        &mut self,
        id: &MeetingId,
        from: UnixMs,
        until: UnixMs,
        limit: usize,
    ) -> Result<Vec<Recorded>, StoreError>;
    /// The latest record of this kind.
    async fn latest(&mut self, id: &MeetingId, kind: &str) -> Result<Option<Recorded>, StoreError>;
    async fn key(&mut self, id: &MeetingId, owner: &[u8], key: &str) -> Result<Option<KeyRow>, StoreError>;
    async fn insert_key(&mut self, id: &MeetingId, row: &KeyRow) -> Result<(), StoreError>;
    /// Deletes at most `limit` keys that are older than `before`.
    async fn prune_keys(&mut self, before: UnixMs, limit: usize) -> Result<(), StoreError>;
}

/// Meetings and their people.
#[async_trait]
pub(crate) trait MeetingRows: Send {
    /// False when the id or the code is in use.
    async fn insert_meeting(&mut self, meeting: &Meeting, at: UnixMs) -> Result<bool, StoreError>;
    async fn put_meeting(&mut self, meeting: &Meeting) -> Result<(), StoreError>;
    async fn meeting(&mut self, id: &MeetingId) -> Result<Option<Meeting>, StoreError>;
    async fn meeting_by_code(&mut self, code: MeetingCode) -> Result<Option<Meeting>, StoreError>;
    async fn meetings(&mut self, limit: usize) -> Result<Vec<Meeting>, StoreError>;
    async fn author_record(&mut self, id: &MeetingId, person: PersonId) -> Result<AuthorRecord, StoreError>;
    /// One more suggestion by this person.
    async fn count_submission(&mut self, id: &MeetingId, person: PersonId, at: UnixMs) -> Result<(), StoreError>;
    async fn people(&mut self, id: &MeetingId) -> Result<u32, StoreError>;
}

/// Suggestions.
#[async_trait]
pub(crate) trait SuggestionRows: Send {
    async fn suggestion(&mut self, id: &MeetingId, no: SuggestionNo) -> Result<Option<Suggestion>, StoreError>;
    async fn suggestions_among(&mut self, id: &MeetingId, nos: &[SuggestionNo]) -> Result<Vec<Suggestion>, StoreError>;
    async fn suggestions(&mut self, id: &MeetingId, limit: usize) -> Result<Vec<Suggestion>, StoreError>;
    async fn published(&mut self, id: &MeetingId, limit: usize) -> Result<Vec<Suggestion>, StoreError>;
    async fn suggestions_of(
        &mut self,
        id: &MeetingId,
        person: PersonId,
        limit: usize,
    ) -> Result<Vec<Suggestion>, StoreError>;
    /// Inserts or replaces, the number of supports included.
    async fn put_suggestion(&mut self, id: &MeetingId, suggestion: &Suggestion) -> Result<(), StoreError>;
    async fn count_by_state(&mut self, id: &MeetingId, state: ReviewKind) -> Result<u32, StoreError>;
    /// What lives on in another, by number.
    async fn merged(&mut self, id: &MeetingId, limit: usize) -> Result<Vec<Suggestion>, StoreError>;
    /// Supports of what is published.
    async fn supports_total(&mut self, id: &MeetingId) -> Result<u32, StoreError>;
    async fn due(&mut self, now: UnixMs, limit: usize) -> Result<Vec<(MeetingId, SuggestionNo)>, StoreError>;
}

/// One step of the ledger.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LedgerRow {
    pub(crate) no: SuggestionNo,
    pub(crate) person: PersonId,
    /// +1 or −1.
    pub(crate) delta: i8,
    pub(crate) at: UnixMs,
}

/// What a set of backings changed.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct BackedRows<'a> {
    /// Every step, in order.
    pub(crate) ledger: &'a [LedgerRow],
    /// Those who back now and did not before. They are among the meeting's people from now on.
    pub(crate) new: &'a [Pair],
    /// Those who did before and do not now.
    pub(crate) gone: &'a [Pair],
    /// The suggestions that have another number of backers now.
    pub(crate) totals: &'a [(SuggestionNo, u32)],
}

/// A merge as the supports see it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Union {
    pub(crate) into: SuggestionNo,
    pub(crate) ended: SuggestionNo,
    /// The author of the one that ended.
    pub(crate) author: PersonId,
}

/// A merge taken back, as the supports see it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parting<'a> {
    pub(crate) union: Union,
    /// Those whom it had brought.
    pub(crate) brought: &'a [PersonId],
    /// Those of them who stay, because another merge brings them too, with the one that ended by it.
    pub(crate) stay: &'a [Pair],
    /// Those who back the one that goes on no longer.
    pub(crate) leave: &'a [Pair],
}

/// Supports.
#[async_trait]
pub(crate) trait SupportRows: Send {
    /// Those of the pairs that back now.
    async fn backings(&mut self, id: &MeetingId, pairs: &[Pair]) -> Result<HashSet<Pair>, StoreError>;
    /// Writes what a set of backings changed, in as few statements as the database allows.
    async fn write_backed(&mut self, id: &MeetingId, backed: BackedRows<'_>) -> Result<(), StoreError>;
    /// How many people would count after a merge: whose support of the one that goes on is set aside does not, nor who comes by a support
    /// that is.
    async fn union_size(&mut self, id: &MeetingId, union: Union) -> Result<u32, StoreError>;
    /// Ledger rows for those whom [`SupportRows::copy_backers`] will add; they name the merge.
    async fn copy_ledger(&mut self, id: &MeetingId, union: Union, at: UnixMs) -> Result<(), StoreError>;
    async fn copy_backers(&mut self, id: &MeetingId, union: Union) -> Result<(), StoreError>;
    /// Those who back the one that goes on for no other reason than this merge: their last step in the ledger names it.
    async fn merged_backers(&mut self, id: &MeetingId, union: Union) -> Result<Vec<PersonId>, StoreError>;
    /// Takes back what a merge brought.
    async fn part_backers(&mut self, id: &MeetingId, parting: Parting<'_>, at: UnixMs) -> Result<(), StoreError>;
    async fn supported_by(
        &mut self,
        id: &MeetingId,
        person: PersonId,
        limit: usize,
    ) -> Result<Vec<SuggestionNo>, StoreError>;
}

/// An answered card.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AnsweredRow {
    pub(crate) no: SuggestionNo,
    pub(crate) person: PersonId,
    pub(crate) hash: CardHash,
    pub(crate) answer: Answer,
}

/// Answer cards.
#[async_trait]
pub(crate) trait CardRows: Send {
    /// Keeps new cards and the new hashes of those that wait for an answer; answered ones stay.
    async fn serve_cards(
        &mut self,
        id: &MeetingId,
        person: PersonId,
        cards: &[(SuggestionNo, CardHash)],
        at: UnixMs,
    ) -> Result<(), StoreError>;
    async fn answered_by(
        &mut self,
        id: &MeetingId,
        person: PersonId,
        limit: usize,
    ) -> Result<Vec<SuggestionNo>, StoreError>;
    /// Those of the pairs that were served.
    async fn served_cards(&mut self, id: &MeetingId, pairs: &[Pair]) -> Result<HashMap<Pair, Served>, StoreError>;
    /// Answers cards that were served.
    async fn answer_cards(&mut self, id: &MeetingId, new: &[AnsweredRow], at: UnixMs) -> Result<(), StoreError>;
    async fn answer_totals_among(
        &mut self,
        id: &MeetingId,
        nos: &[SuggestionNo],
    ) -> Result<Vec<AnswerTotal>, StoreError>;
    async fn answer_totals(&mut self, id: &MeetingId, limit: usize) -> Result<Vec<AnswerTotal>, StoreError>;
    async fn put_answer_totals(&mut self, id: &MeetingId, totals: &[AnswerTotal]) -> Result<(), StoreError>;
}

/// A one-time link to another device, to be kept.
#[derive(Clone, Copy)]
pub(crate) struct NewLink {
    pub(crate) token_hash: [u8; 32],
    pub(crate) sealed: [u8; 32],
    pub(crate) expires: UnixMs,
}

/// One-time links to other devices.
#[async_trait]
pub(crate) trait LinkRows: Send {
    async fn insert_device_link(&mut self, new: &NewLink) -> Result<(), StoreError>;
    /// Whether it is there and still valid; it stays.
    async fn device_link(&mut self, token_hash: &[u8; 32], now: UnixMs) -> Result<bool, StoreError>;
    /// Deletes it and gives what is sealed in it, if it was there and still valid.
    async fn take_device_link(&mut self, token_hash: &[u8; 32], now: UnixMs) -> Result<Option<[u8; 32]>, StoreError>;
    async fn prune_device_links(&mut self, now: UnixMs, limit: usize) -> Result<(), StoreError>;
}

/// Leases.
#[async_trait]
pub(crate) trait LeaseRows: Send {
    /// Those that run beyond `now`, by number.
    async fn leases(&mut self, id: &MeetingId, now: UnixMs) -> Result<Vec<Lease>, StoreError>;
    async fn lease(&mut self, id: &MeetingId, no: SuggestionNo, now: UnixMs) -> Result<Option<Lease>, StoreError>;
    async fn put_leases(
        &mut self,
        id: &MeetingId,
        holder: &Holder,
        nos: &[SuggestionNo],
        until: UnixMs,
    ) -> Result<(), StoreError>;
    /// Prolongs those of the numbers that are the holder's and not yet anybody else's.
    async fn renew_leases(
        &mut self,
        id: &MeetingId,
        holder: &Holder,
        nos: &[SuggestionNo],
        until: UnixMs,
    ) -> Result<(), StoreError>;
    async fn release_leases(&mut self, id: &MeetingId, holder: &Holder, nos: &[SuggestionNo])
    -> Result<(), StoreError>;
    async fn drop_lease(&mut self, id: &MeetingId, no: SuggestionNo) -> Result<(), StoreError>;
}

/// An account to be made.
#[derive(Clone)]
pub(crate) struct NewStaff {
    pub(crate) login: String,
    pub(crate) name: String,
    pub(crate) password_hash: String,
    pub(crate) roles: Roles,
    pub(crate) at: UnixMs,
}

/// A log-in to be kept.
#[derive(Clone, Copy)]
pub(crate) struct NewSession {
    pub(crate) token_hash: [u8; 32],
    pub(crate) staff: StaffId,
    pub(crate) at: UnixMs,
    pub(crate) expires: UnixMs,
}

/// Accounts, log-ins, set-up links, secrets.
#[async_trait]
pub(crate) trait AccountRows: Send {
    async fn staff_count(&mut self) -> Result<u32, StoreError>;
    /// `None` when the login is in use.
    async fn insert_staff(&mut self, new: &NewStaff) -> Result<Option<StaffId>, StoreError>;
    async fn staff_by_login(&mut self, login: &str) -> Result<Option<StaffRow>, StoreError>;
    async fn staff(&mut self, id: StaffId) -> Result<Option<StaffRow>, StoreError>;
    async fn staff_list(&mut self, limit: usize) -> Result<Vec<StaffRow>, StoreError>;
    async fn insert_session(&mut self, new: &NewSession) -> Result<(), StoreError>;
    async fn session(&mut self, token_hash: &[u8; 32], now: UnixMs) -> Result<Option<StaffRow>, StoreError>;
    async fn delete_session(&mut self, token_hash: &[u8; 32]) -> Result<(), StoreError>;
    async fn prune_sessions(&mut self, now: UnixMs, limit: usize) -> Result<(), StoreError>;
    async fn insert_setup_link(&mut self, token_hash: &[u8; 32], expires: UnixMs) -> Result<(), StoreError>;
    /// Deletes it and says whether it was there and still valid.
    async fn take_setup_link(&mut self, token_hash: &[u8; 32], now: UnixMs) -> Result<bool, StoreError>;
    async fn insert_secret(&mut self, name: &str, candidate: &[u8; 32]) -> Result<(), StoreError>;
    async fn secret(&mut self, name: &str) -> Result<Option<[u8; 32]>, StoreError>;
}

/// Links of big screens and overlays.
#[async_trait]
pub(crate) trait ScreenRows: Send {
    /// How many of the meeting's links are not revoked.
    async fn open_screens(&mut self, meeting: &MeetingId) -> Result<u32, StoreError>;
    async fn insert_screen(&mut self, new: &NewScreen) -> Result<ScreenRow, StoreError>;
    /// What a link opens that is not revoked.
    async fn screen(&mut self, meeting: &MeetingId, token_hash: &[u8; 32]) -> Result<Option<ScreenKind>, StoreError>;
    /// The newest first.
    async fn screens(&mut self, meeting: &MeetingId, limit: usize) -> Result<Vec<ScreenRow>, StoreError>;
    /// False when there is no such link.
    async fn revoke_screen(&mut self, meeting: &MeetingId, id: u32, at: UnixMs) -> Result<bool, StoreError>;
}
