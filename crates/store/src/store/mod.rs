//! The public face of the crate: a cheap handle that writes through the one writer and reads from a pool.

mod accounts;
mod cards;
mod desk;
mod invalidations;
mod links;
mod reading;
mod screens;
mod side;

use std::sync::Arc;

use domain::{Actor, Clock, Meeting, MeetingCode, MeetingId, PersonId, Settings, SuggestionNo, UnixMs};
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{Mutex, broadcast, mpsc, oneshot, watch};

use crate::change::{Change, ChangeError, Changed, Commit};
use crate::engine::{Create, Done, Import, Task};
use crate::error::StoreError;
use crate::port::{Backend, Transaction};
use crate::postgres::PostgresBackend;
use crate::sqlite::SqliteBackend;
use crate::url::DatabaseUrl;
use crate::writer::{Request, Writer};

pub use accounts::STAFF_MAX;
pub use desk::{AMONG_MAX, DEAL_MAX};
pub use invalidations::{CountedSupports, INVALIDATIONS_LISTED_MAX, InvalidationOrder, LEDGER_MAX};
pub use reading::{LOG_PAGE_MAX, LOG_SPAN_MAX};
pub use screens::{SCREENS_LISTED_MAX, SCREENS_OPEN_MAX};

/// Changes that may wait for the writer by default; beyond it callers get [`ChangeError::Busy`].
pub const QUEUE_MAX: usize = 8_192;
/// Changes that share one commit by default.
pub const BATCH_MAX: usize = 512;
/// Connections for reading by default.
pub const READERS_MAX: u32 = 4;
/// Commits kept for a slow listener of [`Store::commits`]; beyond it the listener is told how many it missed.
pub const COMMITS_KEPT_MAX: usize = 1_024;
/// Supports of an import that share one transaction.
pub const IMPORT_CHUNK: usize = 5_000;

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
///
/// A call that is dropped before it answers may or may not have been carried out; only an answer says.
#[derive(Clone)]
pub struct Store(Arc<Shared>);

struct Shared {
    backend: Arc<dyn Backend>,
    queue: mpsc::Sender<Request>,
    commits: broadcast::Sender<Commit>,
    stop: watch::Sender<bool>,
    /// Answers when the writer has ended.
    writer: Mutex<Option<oneshot::Receiver<()>>>,
}

impl Store {
    /// Opens the database, brings its schema up to date and starts the writer. Several processes may do so at once.
    pub async fn open(options: StoreOptions, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let readers_max = options.readers_max.max(1);
        let backend: Arc<dyn Backend> = match &options.url {
            DatabaseUrl::Sqlite(path) => Arc::new(SqliteBackend::open(path, readers_max).await?),
            DatabaseUrl::Postgres(url) => Arc::new(PostgresBackend::open(url, readers_max).await?),
        };
        let (queue, requests) = mpsc::channel(options.queue_max.max(1));
        let (commits, _) = broadcast::channel(COMMITS_KEPT_MAX);
        let (stop, stopped) = watch::channel(false);
        let writer = Writer {
            backend: Arc::clone(&backend),
            clock,
            commits: commits.clone(),
            batch_max: options.batch_max.max(1),
            connection: None,
            batches: 0,
        };
        // Owned by this handle: `close` stops it and waits; without `close` it ends when the last clone is gone.
        let writer = Mutex::new(Some(writer.start(requests, stopped).await?));
        Ok(Self(Arc::new(Shared { backend, queue, commits, stop, writer })))
    }

    /// Takes no more changes, writes those that are queued, and closes the database. A second call does nothing.
    pub async fn close(&self) {
        self.0.stop.send_replace(true);
        self.0.backend.close().await;
        if let Some(writer) = self.0.writer.lock().await.take()
            && let Err(fault) = writer.await
        {
            tracing::error!(%fault, "the writer ended abnormally");
        }
    }

    /// What this process commits from now on. Other processes' commits are not heard here.
    pub fn commits(&self) -> broadcast::Receiver<Commit> {
        self.0.commits.subscribe()
    }

    /// Makes a meeting. [`StoreError::Taken`], as a fault, when the id or the code is in use: try others.
    pub async fn create_meeting(
        &self,
        actor: &Actor,
        id: MeetingId,
        code: MeetingCode,
        settings: Settings,
    ) -> Result<Meeting, ChangeError> {
        let create = Create { actor: *actor, id, code, settings };
        Ok(Arc::unwrap_or_clone(self.changed(Task::Create(Box::new(create))).await?.meeting))
    }

    /// Decides and carries out one change. It is durable when this returns.
    pub async fn change(&self, change: Change) -> Result<Changed, ChangeError> {
        self.changed(Task::Change(Box::new(change))).await
    }

    /// Takes in backings from elsewhere, each with its own time; the meeting's phase does not matter. Returns how many
    /// were new. Goes in [`IMPORT_CHUNK`]s, of which each is taken whole or refused whole: on an error earlier ones stay,
    /// and importing the same again does no harm. What is not published cannot be backed.
    pub async fn import_supports(
        &self,
        id: &MeetingId,
        supports: &[(PersonId, SuggestionNo, UnixMs)],
    ) -> Result<u32, ChangeError> {
        let mut added = 0;
        for chunk in supports.chunks(IMPORT_CHUNK) {
            let task = Task::Import(Import { meeting: id.clone(), supports: chunk.to_vec() });
            match self.logged(task).await? {
                Done::Imported(new) => added += new,
                Done::Changed(_) | Done::Side => unreachable!("an import is answered with its number"),
            }
        }
        Ok(added)
    }

    async fn changed(&self, task: Task) -> Result<Changed, ChangeError> {
        match self.logged(task).await? {
            Done::Changed(changed) => Ok(*changed),
            Done::Imported(_) | Done::Side => unreachable!("a change is answered with what changed"),
        }
    }

    async fn logged(&self, task: Task) -> Result<Done, ChangeError> {
        let (reply, answer) = oneshot::channel();
        self.enqueue(Request { task, reply: Some(reply) })?;
        answer.await.map_err(|_| ChangeError::Closed)?
    }

    fn enqueue(&self, request: Request) -> Result<(), ChangeError> {
        self.0.queue.try_send(request).map_err(|refused| match refused {
            TrySendError::Full(_) => {
                metrics::counter!("store_queue_full").increment(1);
                ChangeError::Busy
            }
            TrySendError::Closed(_) => ChangeError::Closed,
        })
    }

    async fn read(&self) -> Result<Box<dyn Transaction>, StoreError> {
        self.0.backend.read().await
    }
}
