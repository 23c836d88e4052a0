//! The port over SQLite: one file, WAL, `synchronous=FULL`, one writing connection, a pool that can only read.
//!
//! Sets travel as one JSON parameter that `json_each` unfolds. No rule is decided here.

mod accounts;
mod cards;
mod invalidations;
mod leases;
mod links;
mod log;
mod meetings;
mod screens;
mod suggestions;
mod supports;

use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use async_trait::async_trait;
use domain::{PersonId, SuggestionNo};
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection as _, Sqlite, SqliteConnection};

use crate::error::StoreError;
use crate::migrations::{self, Script};
use crate::port::{Backend, Connection, Transaction};
use crate::rows::Pair;

/// How long a connection waits for another process's write.
const BUSY_MAX: Duration = Duration::from_secs(5);
/// How long a reader waits for a free connection.
const ACQUIRE_MAX: Duration = Duration::from_secs(10);
/// Prepared statements kept by a connection: more than this crate has.
const STATEMENTS_MAX: usize = 200;
/// Several processes may make the file and its schema at the same moment; SQLite has no lock for that, but a repetition
/// finds the other's work done.
const OPEN_TRIES_MAX: u32 = 40;
const OPEN_PAUSE: Duration = Duration::from_millis(50);

const SCRIPTS: &[Script] = &[
    (1, "meetings", include_str!("../../../../migrations/sqlite/0001_meetings.sql")),
    (2, "accounts", include_str!("../../../../migrations/sqlite/0002_accounts.sql")),
    (3, "cards", include_str!("../../../../migrations/sqlite/0003_cards.sql")),
    (4, "screens", include_str!("../../../../migrations/sqlite/0004_screens.sql")),
    (5, "device_links", include_str!("../../../../migrations/sqlite/0005_device_links.sql")),
    (6, "merged_backers", include_str!("../../../../migrations/sqlite/0006_merged_backers.sql")),
    (8, "invalidations", include_str!("../../../../migrations/sqlite/0008_invalidations.sql")),
];

/// A database file.
pub(crate) struct SqliteBackend {
    options: SqliteConnectOptions,
    readers: SqlitePool,
}

impl SqliteBackend {
    /// Makes the file where missing and brings its schema up to date.
    pub(crate) async fn open(path: &Path, readers_max: u32) -> Result<Self, StoreError> {
        let options = options(path);
        let migrator = migrations::migrator(SCRIPTS);
        let mut tries = 0;
        while let Err(fault) = migrate(&options, &migrator).await {
            tries += 1;
            if tries == OPEN_TRIES_MAX || !migrations::may_be_a_race(&fault) {
                return Err(fault);
            }
            tokio::time::sleep(OPEN_PAUSE).await;
        }
        let readers = SqlitePoolOptions::new()
            .max_connections(readers_max)
            .acquire_timeout(ACQUIRE_MAX)
            .connect_with(options.clone().create_if_missing(false).read_only(true))
            .await
            .map_err(StoreError::doing("open the database for reading"))?;
        Ok(Self { options, readers })
    }
}

/// How every connection that may write is opened.
pub(crate) fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY_MAX)
        .statement_cache_capacity(STATEMENTS_MAX)
        .disable_statement_logging()
}

async fn migrate(options: &SqliteConnectOptions, migrator: &Migrator) -> Result<(), StoreError> {
    let mut connection = options.connect().await.map_err(StoreError::doing("open the database"))?;
    migrator.run(&mut connection).await.map_err(migrations::fault)?;
    connection.close().await.map_err(StoreError::doing("close the database"))
}

#[async_trait]
impl Backend for SqliteBackend {
    async fn read(&self) -> Result<Box<dyn Transaction>, StoreError> {
        let transaction = self.readers.begin().await.map_err(StoreError::doing("begin reading"))?;
        Ok(Box::new(SqliteTransaction(transaction)))
    }

    async fn connect(&self) -> Result<Box<dyn Connection>, StoreError> {
        let connection = self.options.connect().await.map_err(StoreError::doing("open the database for writing"))?;
        Ok(Box::new(SqliteWriter(connection)))
    }

    async fn close(&self) {
        self.readers.close().await;
    }
}

struct SqliteWriter(SqliteConnection);

#[async_trait]
impl Connection for SqliteWriter {
    async fn begin<'a>(&'a mut self) -> Result<Box<dyn Transaction + 'a>, StoreError> {
        // IMMEDIATE: a transaction that first reads and then wants to write could not wait for another process.
        let transaction = self.0.begin_with("BEGIN IMMEDIATE").await.map_err(StoreError::doing("begin writing"))?;
        Ok(Box::new(SqliteTransaction(transaction)))
    }

    async fn close(mut self: Box<Self>) -> Result<(), StoreError> {
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
            .execute(&mut self.0)
            .await
            .map_err(StoreError::doing("fold the write-ahead log"))?;
        self.0.close().await.map_err(StoreError::doing("close the database"))
    }
}

/// A transaction on either kind of connection.
pub(crate) struct SqliteTransaction<'c>(sqlx::Transaction<'c, Sqlite>);

impl SqliteTransaction<'_> {
    async fn run(&mut self, statement: &'static str, doing: &'static str) -> Result<(), StoreError> {
        sqlx::raw_sql(statement).execute(&mut *self.0).await.map_err(StoreError::doing(doing))?;
        Ok(())
    }
}

#[async_trait]
impl Transaction for SqliteTransaction<'_> {
    async fn savepoint(&mut self) -> Result<(), StoreError> {
        self.run("SAVEPOINT change", "set a savepoint").await
    }

    async fn release_savepoint(&mut self) -> Result<(), StoreError> {
        self.run("RELEASE change", "release a savepoint").await
    }

    async fn undo_to_savepoint(&mut self) -> Result<(), StoreError> {
        self.run("ROLLBACK TO change; RELEASE change", "return to a savepoint").await
    }

    async fn commit(self: Box<Self>) -> Result<(), StoreError> {
        self.0.commit().await.map_err(StoreError::doing("commit"))
    }
}

/// `[1,2,3]`
fn numbers(nos: &[SuggestionNo]) -> String {
    let nos: Vec<u32> = nos.iter().map(|no| no.0).collect();
    serde_json::Value::from(nos).to_string()
}

/// `[[1,"person in hex"], …]`
fn pairs(pairs: &[Pair]) -> String {
    let pairs: Vec<_> = pairs.iter().map(|(no, person)| (no.0, person.to_string())).collect();
    serde_json::to_string(&pairs).expect("numbers and texts are JSON")
}

/// Pairs as [`columns`].
fn pair_columns(pairs: &[Pair]) -> (String, Vec<u8>) {
    columns(pairs.iter().map(|(no, person)| (i64::from(no.0), *person)))
}

/// A set of the busiest statements, as two parameters: the numbers as a JSON array, which `json_each` unfolds without parsing anything
/// twice, and one after the other the 16 bytes of each person, found by `substr(…, key * 16 + 1, 16)`.
fn columns(rows: impl ExactSizeIterator<Item = (i64, PersonId)>) -> (String, Vec<u8>) {
    /// Characters of a number and its comma, about.
    const NUMBER: usize = 6;
    let mut nos = String::with_capacity(rows.len() * NUMBER + 2);
    let mut people = Vec::with_capacity(rows.len() * 16);
    nos.push('[');
    for (no, person) in rows {
        if !people.is_empty() {
            nos.push(',');
        }
        write!(nos, "{no}").expect("a text takes whatever is written");
        people.extend_from_slice(&person.0);
    }
    nos.push(']');
    (nos, people)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn writing_connection_waits_for_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let mut connection = options(&folder.path().join("test.db")).connect().await.unwrap();
        let (mode,): (String,) = sqlx::query_as("PRAGMA journal_mode").fetch_one(&mut connection).await.unwrap();
        let (level,): (i64,) = sqlx::query_as("PRAGMA synchronous").fetch_one(&mut connection).await.unwrap();
        assert_eq!((&*mode, level), ("wal", 2), "WAL, FULL");
    }

    #[tokio::test]
    async fn readers_cannot_write() {
        let folder = tempfile::tempdir().unwrap();
        let backend = SqliteBackend::open(&folder.path().join("test.db"), 1).await.unwrap();
        let mut rows = backend.read().await.unwrap();
        rows.insert_secret("name", &[0; 32]).await.unwrap_err();
    }

    #[tokio::test]
    async fn changed_script_is_a_fault_and_not_tried_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.db");
        SqliteBackend::open(&path, 1).await.unwrap();
        let changed = migrations::migrator(&[(1, "meetings", "CREATE TABLE other (id INTEGER)")]);
        let fault = migrate(&options(&path), &changed).await.unwrap_err();
        assert!(!migrations::may_be_a_race(&fault), "{fault:?}");
    }
}
