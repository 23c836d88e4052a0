//! The one writer of a process: drains the queue, commits what it holds in one transaction, and only then answers.
//!
//! A commit waits for the disk; whatever arrives meanwhile shares the next one. A caller that goes away loses the answer, never
//! the change: whoever cancels a call to the store must ask again with the same key.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use domain::{Clock, UnixMs};
use tokio::runtime::Builder;
use tokio::sync::{broadcast, mpsc, oneshot, watch};
use tokio::time::Instant;

use crate::change::{ChangeError, Commit};
use crate::engine::{self, Outcome, Task, Written};
use crate::error::StoreError;
use crate::port::{Backend, Connection};

/// A batch is begun at most this often; then its callers get the fault.
const TRIES_MAX: u32 = 6;
/// Before the second try; doubles for each further one, 0.6 s in all.
const PAUSE: Duration = Duration::from_millis(20);
/// Keys are kept this long on the meeting's clock.
const KEY_LIFE_MS: i64 = 48 * 3_600_000;
/// Old keys are looked for once in so many batches,
const PRUNE_EVERY: u64 = 512;
/// and so many are deleted then: more than can have been added meanwhile, little enough not to be noticed.
const PRUNE_MAX: usize = 5_000;

/// A task on its way to the writer.
pub(crate) struct Request {
    pub(crate) task: Task,
    /// Nobody waits here for work that answers for itself.
    pub(crate) reply: Option<oneshot::Sender<Outcome>>,
}

/// The writer's own state.
pub(crate) struct Writer {
    pub(crate) backend: Arc<dyn Backend>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) commits: broadcast::Sender<Commit>,
    pub(crate) batch_max: usize,
    pub(crate) connection: Option<Box<dyn Connection>>,
    pub(crate) batches: u64,
}

impl Writer {
    /// Opens the connection and begins to write, on a thread of its own: between two statements the writer must not wait for its turn
    /// behind the requests that wait for it. What is returned answers, or closes, when the thread has ended.
    pub(crate) async fn start(
        mut self,
        queue: mpsc::Receiver<Request>,
        stop: watch::Receiver<bool>,
    ) -> Result<oneshot::Receiver<()>, StoreError> {
        let (opened, open) = oneshot::channel();
        let (end, ended) = oneshot::channel();
        let runtime = Builder::new_current_thread().enable_all().build().map_err(StoreError::thread)?;
        let work = move || {
            runtime.block_on(async move {
                self.connection = match self.backend.connect().await {
                    Ok(connection) => Some(connection),
                    Err(fault) => return drop(opened.send(Err(fault))),
                };
                if opened.send(Ok(())).is_ok() {
                    self.run(queue, stop).await;
                }
            });
            // Whoever does not wait for the end need not hear of it.
            let _ = end.send(());
        };
        thread::Builder::new().name("store-writer".to_owned()).spawn(work).map_err(StoreError::thread)?;
        open.await.map_err(|_| StoreError::Closed)??;
        Ok(ended)
    }

    /// Writes until told to stop or until every handle is gone, and in either case what is queued by then.
    async fn run(mut self, mut queue: mpsc::Receiver<Request>, mut stop: watch::Receiver<bool>) {
        let mut stopping = false;
        loop {
            let mut batch = Vec::with_capacity(self.batch_max.min(queue.len().max(1)));
            let taken = tokio::select! {
                taken = queue.recv_many(&mut batch, self.batch_max) => taken,
                _ = stop.wait_for(|stop| *stop), if !stopping => {
                    queue.close();
                    stopping = true;
                    continue;
                }
            };
            if taken == 0 {
                break;
            }
            metrics::histogram!("store_batch_changes").record(taken as f64);
            metrics::gauge!("store_queue_depth").set(queue.len() as f64);
            self.commit(batch).await;
        }
        if let Some(connection) = self.connection.take()
            && let Err(fault) = connection.close().await
        {
            tracing::warn!(%fault, "the writer's connection did not close in good order");
        }
    }

    async fn commit(&mut self, batch: Vec<Request>) {
        let (mut tasks, replies): (Vec<Task>, Vec<_>) =
            batch.into_iter().map(|request| (request.task, request.reply)).unzip();
        let begun = Instant::now();
        let outcomes = match self.write(&mut tasks).await {
            Ok(written) => {
                metrics::histogram!("store_commit_seconds").record(begun.elapsed().as_secs_f64());
                for commit in written.commits {
                    // Nobody listening is no fault.
                    let _ = self.commits.send(commit);
                }
                written.outcomes
            }
            Err(fault) => {
                metrics::counter!("store_failed_batches").increment(1);
                tracing::error!(fault = &fault as &dyn std::error::Error, "a batch was not written");
                tasks.iter().map(|_| Err(ChangeError::Fault(fault.clone()))).collect()
            }
        };
        for ((task, reply), outcome) in tasks.into_iter().zip(replies).zip(outcomes) {
            answer(task, reply, outcome);
        }
    }

    /// Tries until it is durable, or until trying again cannot help or could do things twice.
    async fn write(&mut self, tasks: &mut [Task]) -> Result<Written, StoreError> {
        self.batches += 1;
        let mut pause = PAUSE;
        for _ in 1..TRIES_MAX {
            match self.try_once(tasks).await {
                Ok(written) => return Ok(written),
                Err(Failure::Before(fault)) if fault.passes() => {}
                Err(Failure::Commit(fault)) if fault.surely_undone() => {}
                Err(Failure::Before(fault) | Failure::Commit(fault)) => return Err(fault),
            }
            tokio::time::sleep(pause).await;
            pause *= 2;
        }
        self.try_once(tasks).await.map_err(|failure| match failure {
            Failure::Before(fault) | Failure::Commit(fault) => fault,
        })
    }

    async fn try_once(&mut self, tasks: &mut [Task]) -> Result<Written, Failure> {
        // Whatever fails, the connection is in an unknown state: it stays away, and the next try opens another.
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.backend.connect().await.map_err(Failure::Before)?,
        };
        let prune = (self.batches % PRUNE_EVERY == 1).then(|| self.clock.now().plus_ms(-KEY_LIFE_MS));
        let written = transact(&mut *connection, tasks, &*self.clock, prune).await?;
        self.connection = Some(connection);
        Ok(written)
    }
}

async fn transact(
    connection: &mut dyn Connection,
    tasks: &mut [Task],
    clock: &dyn Clock,
    prune: Option<UnixMs>,
) -> Result<Written, Failure> {
    let mut rows = connection.begin().await.map_err(Failure::Before)?;
    let written = engine::run(&mut *rows, tasks, clock).await.map_err(Failure::Before)?;
    if let Some(before) = prune {
        rows.prune_keys(before, PRUNE_MAX).await.map_err(Failure::Before)?;
    }
    rows.commit().await.map_err(Failure::Commit)?;
    Ok(written)
}

/// How far a try came.
enum Failure {
    /// Nothing of it is durable.
    Before(StoreError),
    /// It may be durable all the same: the database said nothing more.
    Commit(StoreError),
}

/// A caller that is gone gets no answer.
fn answer(task: Task, reply: Option<oneshot::Sender<Outcome>>, outcome: Outcome) {
    match (task, reply) {
        (Task::Side(work), _) => work.answer(outcome.map(drop).map_err(fault_of)),
        (_, Some(reply)) => drop(reply.send(outcome)),
        (_, None) => {}
    }
}

fn fault_of(error: ChangeError) -> StoreError {
    match error {
        ChangeError::Fault(fault) => fault,
        ChangeError::Busy => StoreError::Busy,
        // Rows outside the log know no refusals and no keys.
        ChangeError::Closed | ChangeError::Refused(_) | ChangeError::KeyReused => StoreError::Closed,
    }
}
