//! The port over PostgreSQL: one writing connection with `synchronous_commit=on`, a pool of reading ones.
//!
//! Sets travel as arrays that `UNNEST` unfolds. No rule is decided here.

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

use std::str::FromStr;
use std::time::Duration;

use async_trait::async_trait;
use domain::SuggestionNo;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions, Connection as _, PgConnection, Postgres};

use crate::error::StoreError;
use crate::migrations::{self, Script};
use crate::port::{Backend, Connection, Transaction};

/// How long a reader waits for a free connection.
const ACQUIRE_MAX: Duration = Duration::from_secs(5);
/// Prepared statements kept by a connection: more than this crate has.
const STATEMENTS_MAX: usize = 200;
/// On every connection. The limits free the head of a meeting when the process that holds it hangs.
const SETTINGS: [(&str, &str); 4] = [
    ("synchronous_commit", "on"),
    ("statement_timeout", "30s"),
    ("lock_timeout", "10s"),
    ("idle_in_transaction_session_timeout", "10s"),
];

const SCRIPTS: &[Script] = &[
    (1, "meetings", include_str!("../../../../migrations/postgres/0001_meetings.sql")),
    (2, "accounts", include_str!("../../../../migrations/postgres/0002_accounts.sql")),
    (3, "cards", include_str!("../../../../migrations/postgres/0003_cards.sql")),
    (4, "screens", include_str!("../../../../migrations/postgres/0004_screens.sql")),
    (5, "device_links", include_str!("../../../../migrations/postgres/0005_device_links.sql")),
    (6, "merged_backers", include_str!("../../../../migrations/postgres/0006_merged_backers.sql")),
    (8, "invalidations", include_str!("../../../../migrations/postgres/0008_invalidations.sql")),
];

/// A database on a server.
pub(crate) struct PostgresBackend {
    options: PgConnectOptions,
    readers: PgPool,
}

impl PostgresBackend {
    /// Brings the schema up to date; processes that start together wait for each other on an advisory lock.
    pub(crate) async fn open(url: &str, readers_max: u32) -> Result<Self, StoreError> {
        let options = options(url)?;
        let mut connection = options.connect().await.map_err(StoreError::doing("reach the database"))?;
        // The lock is a statement that may wait long for the other process's migration.
        sqlx::query("SET lock_timeout = 0").execute(&mut connection).await.map_err(StoreError::doing("prepare"))?;
        migrations::migrator(SCRIPTS).run(&mut connection).await.map_err(migrations::fault)?;
        connection.close().await.map_err(StoreError::doing("close a connection"))?;
        let readers = PgPoolOptions::new()
            .max_connections(readers_max)
            .acquire_timeout(ACQUIRE_MAX)
            .connect_with(options.clone())
            .await
            .map_err(StoreError::doing("reach the database for reading"))?;
        Ok(Self { options, readers })
    }
}

/// How every connection is opened.
pub(crate) fn options(url: &str) -> Result<PgConnectOptions, StoreError> {
    let options = PgConnectOptions::from_str(url).map_err(|_| StoreError::BadUrl)?;
    Ok(options
        .statement_cache_capacity(STATEMENTS_MAX)
        .disable_statement_logging()
        .application_name("yanlu")
        .options(SETTINGS))
}

#[async_trait]
impl Backend for PostgresBackend {
    async fn read(&self) -> Result<Box<dyn Transaction>, StoreError> {
        let transaction = self
            .readers
            .begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            .await
            .map_err(StoreError::doing("begin reading"))?;
        Ok(Box::new(PostgresTransaction(transaction)))
    }

    async fn connect(&self) -> Result<Box<dyn Connection>, StoreError> {
        let connection = self.options.connect().await.map_err(StoreError::doing("reach the database for writing"))?;
        Ok(Box::new(PostgresWriter(connection)))
    }

    async fn close(&self) {
        self.readers.close().await;
    }
}

struct PostgresWriter(PgConnection);

#[async_trait]
impl Connection for PostgresWriter {
    async fn begin<'a>(&'a mut self) -> Result<Box<dyn Transaction + 'a>, StoreError> {
        // READ COMMITTED: whoever has waited for a head's lock must see what the other wrote.
        let transaction = self
            .0
            .begin_with("BEGIN ISOLATION LEVEL READ COMMITTED")
            .await
            .map_err(StoreError::doing("begin writing"))?;
        Ok(Box::new(PostgresTransaction(transaction)))
    }

    async fn close(self: Box<Self>) -> Result<(), StoreError> {
        self.0.close().await.map_err(StoreError::doing("close a connection"))
    }
}

/// A transaction on either kind of connection.
pub(crate) struct PostgresTransaction<'c>(sqlx::Transaction<'c, Postgres>);

impl PostgresTransaction<'_> {
    async fn run(&mut self, statement: &'static str, doing: &'static str) -> Result<(), StoreError> {
        sqlx::raw_sql(statement).execute(&mut *self.0).await.map_err(StoreError::doing(doing))?;
        Ok(())
    }
}

#[async_trait]
impl Transaction for PostgresTransaction<'_> {
    async fn savepoint(&mut self) -> Result<(), StoreError> {
        self.run("SAVEPOINT change", "set a savepoint").await
    }

    async fn release_savepoint(&mut self) -> Result<(), StoreError> {
        self.run("RELEASE SAVEPOINT change", "release a savepoint").await
    }

    async fn undo_to_savepoint(&mut self) -> Result<(), StoreError> {
        self.run("ROLLBACK TO SAVEPOINT change; RELEASE SAVEPOINT change", "return to a savepoint").await
    }

    async fn commit(self: Box<Self>) -> Result<(), StoreError> {
        self.0.commit().await.map_err(StoreError::doing("commit"))
    }
}

/// An array parameter.
fn numbers(nos: &[SuggestionNo]) -> Vec<i64> {
    nos.iter().map(|no| i64::from(no.0)).collect()
}
