//! Writing rows outside the log, through the same writer: SQLite has room for one, and leases need the meeting's head.

use std::future::Future;
use std::pin::Pin;

use async_trait::async_trait;
use domain::MeetingId;
use tokio::sync::oneshot;

use crate::change::ChangeError;
use crate::engine::{Rows, Side, Task};
use crate::error::StoreError;
use crate::store::Store;
use crate::writer::Request;

/// What a closure given to [`Store::aside`] returns.
pub(super) type Found<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

struct Aside<T, F> {
    meeting: Option<MeetingId>,
    work: F,
    found: Option<T>,
    reply: oneshot::Sender<Result<T, StoreError>>,
}

#[async_trait]
impl<T, F> Side for Aside<T, F>
where
    T: Send + Sync,
    F: for<'a> Fn(&'a mut Rows<'a>) -> Found<'a, T> + Send + Sync,
{
    fn meeting(&self) -> Option<&MeetingId> {
        self.meeting.as_ref()
    }

    async fn run(&mut self, rows: &mut Rows<'_>) -> Result<(), StoreError> {
        self.found = Some((self.work)(rows).await?);
        Ok(())
    }

    fn answer(self: Box<Self>, outcome: Result<(), StoreError>) {
        let Self { found, reply, .. } = *self;
        // A caller that is gone needs no answer.
        let _ = reply.send(outcome.and_then(|()| found.ok_or(StoreError::Closed)));
    }
}

impl Store {
    /// Runs `work` in the writer's next transaction, with the head of `meeting` held; again when that has to be repeated.
    pub(super) async fn aside<T, F>(&self, meeting: Option<&MeetingId>, work: F) -> Result<T, StoreError>
    where
        T: Send + Sync + 'static,
        F: for<'a> Fn(&'a mut Rows<'a>) -> Found<'a, T> + Send + Sync + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let task = Task::Side(Box::new(Aside { meeting: meeting.cloned(), work, found: None, reply }));
        self.enqueue(Request { task, reply: None }).map_err(|refused| match refused {
            ChangeError::Busy => StoreError::Busy,
            _ => StoreError::Closed,
        })?;
        answer.await.map_err(|_| StoreError::Closed)?
    }
}
