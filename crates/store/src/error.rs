//! Faults: something outside broke, or a row does not read back. None carries a citizen's text.

use std::sync::Arc;

/// Why the database could not do its work. Cheap to clone, since one fault may concern a whole batch.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// The address of the database is neither `sqlite:PATH` nor `postgres://…`.
    #[error("the database address must be sqlite:PATH or postgres://user@host/database")]
    BadUrl,
    /// A statement failed.
    #[error("cannot {doing}")]
    Database {
        /// What was being done.
        doing: &'static str,
        /// Why it failed.
        source: Arc<sqlx::Error>,
    },
    /// The writer's thread could not be started.
    #[error("cannot start the writer's thread")]
    Thread(#[source] Arc<std::io::Error>),
    /// The schema could not be brought up to date.
    #[error("cannot bring the schema up to date")]
    Migration(#[source] Arc<sqlx::migrate::MigrateError>),
    /// What a row holds does not read back: it was written by something else, or is damaged.
    #[error("a row of {table} does not read back")]
    Row {
        /// Which table.
        table: &'static str,
        /// Why, where the content is JSON.
        #[source]
        source: Option<Arc<serde_json::Error>>,
    },
    /// The login, meeting id or meeting code is in use.
    #[error("this {what} is already in use")]
    Taken {
        /// `login` or `meeting`.
        what: &'static str,
    },
    /// More rows than one answer may hold.
    #[error("more than {max} rows")]
    TooMany {
        /// The limit.
        max: usize,
    },
    /// The writer's queue is full: come again in a second.
    #[error("the writer's queue is full")]
    Busy,
    /// The store is closed.
    #[error("the store is closed")]
    Closed,
}

impl StoreError {
    /// Wraps a failed statement; for `map_err`.
    pub(crate) fn doing(doing: &'static str) -> impl FnOnce(sqlx::Error) -> Self {
        move |source| Self::Database { doing, source: Arc::new(source) }
    }

    /// The writer's thread could not be started; for `map_err`.
    pub(crate) fn thread(source: std::io::Error) -> Self {
        Self::Thread(Arc::new(source))
    }

    /// A row that does not read back.
    pub(crate) fn row(table: &'static str) -> Self {
        Self::Row { table, source: None }
    }

    /// A JSON column that does not read back.
    pub(crate) fn json(table: &'static str) -> impl FnOnce(serde_json::Error) -> Self {
        move |source| Self::Row { table, source: Some(Arc::new(source)) }
    }

    /// Whether the same work may succeed when it is begun again: another process was in the way, or the connection broke.
    /// Says nothing about whether a commit that failed like this is durable.
    pub fn passes(&self) -> bool {
        match self {
            Self::Database { source, .. } => match &**source {
                sqlx::Error::Io(_)
                | sqlx::Error::Protocol(_)
                | sqlx::Error::WorkerCrashed
                | sqlx::Error::PoolTimedOut => true,
                sqlx::Error::Database(fault) => fault.code().is_some_and(|code| passing(&code)),
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether the database said that it undid the transaction, so that nothing of it can be durable.
    pub(crate) fn surely_undone(&self) -> bool {
        match self {
            Self::Database { source, .. } => match &**source {
                sqlx::Error::Database(fault) => fault.code().is_some_and(|code| CONFLICTS.contains(&&*code)),
                _ => false,
            },
            _ => false,
        }
    }
}

/// PostgreSQL: serialization failure, deadlock, lock not available. SQLite: busy, locked, busy in recovery, busy snapshot.
/// <https://www.postgresql.org/docs/current/errcodes-appendix.html>, <https://www.sqlite.org/rescode.html>
const CONFLICTS: [&str; 7] = ["40001", "40P01", "55P03", "5", "6", "261", "517"];

/// PostgreSQL's classes of lost connections, missing resources and stopping servers, and a transaction that was idle too long.
const PASSING_PREFIXES: [&str; 4] = ["08", "53", "57P", "25P03"];

fn passing(code: &str) -> bool {
    CONFLICTS.contains(&code) || (code.len() == 5 && PASSING_PREFIXES.iter().any(|prefix| code.starts_with(prefix)))
}
