//! The machine's own limit, for `cargo xtask bench`: the same group commit with nothing around it. No domain, no projections, no HTTP: one
//! `INSERT` a write, many writes a transaction, an acknowledgement after the commit.
//!
//! Not used by any service.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;

use crate::error::StoreError;
use crate::url::DatabaseUrl;

/// Writes that wait at most, and that share a commit at most: the store's own numbers.
const QUEUE_MAX: usize = 8_192;
const BATCH_MAX: usize = 512;

/// A write that waits for its commit.
type Waiting = oneshot::Sender<()>;

/// Durable writes a second of `clients` that each wait for their acknowledgement, over `window`, beside the database of `url` on the same disk.
pub async fn measure(url: &str, clients: usize, window: Duration) -> Result<f64, StoreError> {
    let url: DatabaseUrl = url.parse()?;
    let (sender, receiver) = mpsc::channel(QUEUE_MAX);
    let writer = tokio::spawn(async move {
        match url {
            DatabaseUrl::Sqlite(path) => write_sqlite(path, receiver).await,
            DatabaseUrl::Postgres(url) => write_postgres(&url, receiver).await,
        }
    });
    let (stop, acknowledged) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let mut crowd = JoinSet::new();
    for _ in 0..clients {
        let (sender, stop, acknowledged) = (sender.clone(), Arc::clone(&stop), Arc::clone(&acknowledged));
        crowd.spawn(async move {
            while !stop.load(Ordering::Relaxed) {
                let (done, told) = oneshot::channel();
                if sender.send(done).await.is_err() || told.await.is_err() {
                    return;
                }
                acknowledged.fetch_add(1, Ordering::Relaxed);
            }
        });
    }
    drop(sender);
    tokio::time::sleep(window).await;
    let writes = acknowledged.load(Ordering::Relaxed);
    stop.store(true, Ordering::Relaxed);
    while crowd.join_next().await.is_some() {}
    writer.await.map_err(|_| StoreError::Closed)??;
    Ok(writes as f64 / window.as_secs_f64())
}

macro_rules! write_loop {
    ($connection:ident, $receiver:ident) => {{
        let mut serial = 0_i64;
        let mut batch: Vec<Waiting> = Vec::with_capacity(BATCH_MAX);
        while $receiver.recv_many(&mut batch, BATCH_MAX).await > 0 {
            let mut transaction = $connection.begin().await.map_err(StoreError::doing("begin"))?;
            for _ in &batch {
                serial += 1;
                sqlx::query("INSERT INTO raw_rate (id, body) VALUES ($1, $2)")
                    .bind(serial)
                    .bind("a row of about the length of a backing in the ledger")
                    .execute(&mut *transaction)
                    .await
                    .map_err(StoreError::doing("insert"))?;
            }
            transaction.commit().await.map_err(StoreError::doing("commit"))?;
            for told in batch.drain(..) {
                // A client that stopped waiting has nothing to be told.
                let _ = told.send(());
            }
        }
        sqlx::query("DROP TABLE raw_rate").execute(&mut $connection).await.map_err(StoreError::doing("drop the table"))?;
        $connection.close().await.map_err(StoreError::doing("close"))
    }};
}

const TABLE: &str = "CREATE TABLE raw_rate (id BIGINT PRIMARY KEY, body TEXT NOT NULL)";

async fn write_sqlite(path: PathBuf, mut receiver: mpsc::Receiver<Waiting>) -> Result<(), StoreError> {
    // A file of its own: SQLite has one writer a file, and the measured server holds the other one.
    let options = SqliteConnectOptions::new()
        .filename(path.with_extension("raw"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .disable_statement_logging();
    let mut connection = options.connect().await.map_err(StoreError::doing("open"))?;
    sqlx::query(TABLE).execute(&mut connection).await.map_err(StoreError::doing("make the table"))?;
    write_loop!(connection, receiver)
}

async fn write_postgres(url: &str, mut receiver: mpsc::Receiver<Waiting>) -> Result<(), StoreError> {
    let options: PgConnectOptions = url.parse().map_err(StoreError::doing("read the address"))?;
    let mut connection = options.disable_statement_logging().connect().await.map_err(StoreError::doing("open"))?;
    sqlx::query(TABLE).execute(&mut connection).await.map_err(StoreError::doing("make the table"))?;
    write_loop!(connection, receiver)
}
