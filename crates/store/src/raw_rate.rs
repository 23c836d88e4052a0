//! The machine's own limit, to set beside the store's rate in benchmarks: group commit with nothing around it.
//!
//! Clients hand one small row each to a writer over a bounded queue; the writer inserts what it holds, a statement a row, commits
//! it durably in one transaction, and answers. No log, no rules, no projections, no HTTP. Not for operation: it makes a table
//! of its own beside the store's and drops it.

use std::time::Duration;

use sqlx::{ConnectOptions, Connection, PgConnection, SqliteConnection};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::error::StoreError;
use crate::store::{BATCH_MAX, QUEUE_MAX};
use crate::url::DatabaseUrl;
use crate::{postgres, sqlite};

/// Bytes of a row: about those of a support with its index entries.
const ROW_BYTES: usize = 64;

/// Durable writes a second of `clients` that each wait for one answer before they ask again, measured for `window`.
pub async fn measure(url: &str, clients: usize, window: Duration) -> Result<f64, StoreError> {
    let mut table = Table::make(&url.parse()?).await?;
    let (queue, mut requests) = mpsc::channel::<oneshot::Sender<()>>(QUEUE_MAX);
    let until = Instant::now() + window;
    let mut crowd: JoinSet<u64> = (0..clients).map(|_| client(queue.clone(), until)).collect();
    drop(queue);
    let mut batch = Vec::with_capacity(BATCH_MAX);
    while requests.recv_many(&mut batch, BATCH_MAX).await > 0 {
        table.write(batch.len()).await?;
        for answer in batch.drain(..) {
            // A client whose window is over does not listen any more.
            let _ = answer.send(());
        }
        tokio::task::yield_now().await;
    }
    let mut written = 0;
    while let Some(answers) = crowd.join_next().await {
        written += answers.expect("a client neither panics nor is aborted");
    }
    table.unmake().await?;
    Ok(written as f64 / window.as_secs_f64())
}

/// How many answers one client gets in time.
async fn client(queue: mpsc::Sender<oneshot::Sender<()>>, until: Instant) -> u64 {
    let mut answers = 0;
    while Instant::now() < until {
        let (reply, answer) = oneshot::channel();
        if queue.send(reply).await.is_err() || answer.await.is_err() {
            break;
        }
        answers += 1;
    }
    answers
}

enum Table {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Table {
    async fn make(url: &DatabaseUrl) -> Result<Self, StoreError> {
        let fault = StoreError::doing("open the database");
        let mut table = match url {
            DatabaseUrl::Sqlite(path) => sqlite::options(path).connect().await.map(Self::Sqlite),
            DatabaseUrl::Postgres(url) => postgres::options(url)?.connect().await.map(Self::Postgres),
        }
        .map_err(fault)?;
        match &mut table {
            Self::Sqlite(connection) => {
                let statement = "CREATE TABLE IF NOT EXISTS raw_rate (id INTEGER PRIMARY KEY, body BLOB NOT NULL)";
                sqlx::query(statement).execute(connection).await.map(drop)
            }
            Self::Postgres(connection) => {
                let statement = "CREATE TABLE IF NOT EXISTS raw_rate \
                    (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body BYTEA NOT NULL)";
                sqlx::query(statement).execute(connection).await.map(drop)
            }
        }
        .map_err(StoreError::doing("make the table"))?;
        Ok(table)
    }

    /// One transaction of so many rows.
    async fn write(&mut self, rows: usize) -> Result<(), StoreError> {
        let body = [7_u8; ROW_BYTES];
        let written = match self {
            Self::Sqlite(connection) => {
                let mut transaction =
                    connection.begin_with("BEGIN IMMEDIATE").await.map_err(StoreError::doing("begin writing"))?;
                for _ in 0..rows {
                    sqlx::query("INSERT INTO raw_rate (body) VALUES ($1)")
                        .bind(&body[..])
                        .execute(&mut *transaction)
                        .await
                        .map_err(StoreError::doing("insert a row"))?;
                }
                transaction.commit().await
            }
            Self::Postgres(connection) => {
                let mut transaction = connection.begin().await.map_err(StoreError::doing("begin writing"))?;
                for _ in 0..rows {
                    sqlx::query("INSERT INTO raw_rate (body) VALUES ($1)")
                        .bind(&body[..])
                        .execute(&mut *transaction)
                        .await
                        .map_err(StoreError::doing("insert a row"))?;
                }
                transaction.commit().await
            }
        };
        written.map_err(StoreError::doing("commit"))
    }

    async fn unmake(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(mut connection) => {
                sqlx::query("DROP TABLE raw_rate")
                    .execute(&mut connection)
                    .await
                    .map_err(StoreError::doing("drop the table"))?;
                connection.close().await
            }
            Self::Postgres(mut connection) => {
                sqlx::query("DROP TABLE raw_rate")
                    .execute(&mut connection)
                    .await
                    .map_err(StoreError::doing("drop the table"))?;
                connection.close().await
            }
        }
        .map_err(StoreError::doing("close the database"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn rate_is_measured_and_nothing_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("test.db").display());
        for _ in 0..2 {
            let rate = measure(&url, 4, Duration::from_millis(100)).await.unwrap();
            assert!(rate > 0.0, "{rate}");
        }
    }
}
