//! The results that this process keeps in memory, and how they keep up with the log. A cache: it can be dropped at any time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};

use domain::{Clock, MeetingId, UnixMs};
use protocol::secretariat::ResultsReply;
use store::{LOG_PAGE_MAX, Store, StoreError};

use crate::assembly::assemble;
use crate::chronicle::Chronicle;

/// Meetings whose results are kept in memory; beyond it all are folded again when asked for.
const MEETINGS_MAX: usize = 32;

/// One meeting in memory: its log folded, and the answer for the place up to which it is.
struct Kept {
    chronicle: Chronicle,
    people: u32,
    reply: Option<Arc<ResultsReply>>,
}

/// The results of every meeting that was asked for lately.
#[derive(Default)]
pub(crate) struct Results {
    kept: Mutex<HashMap<MeetingId, Arc<Mutex<Kept>>>>,
}

impl Results {
    /// The results at the log's head; `None` when there is no such meeting.
    pub(crate) async fn of(
        &self,
        store: &Store,
        clock: &dyn Clock,
        id: &MeetingId,
    ) -> Result<Option<Arc<ResultsReply>>, StoreError> {
        let kept = self.entry(id);
        loop {
            let after = lock(&kept).chronicle.record().seq();
            let page = store.log(id, after, LOG_PAGE_MAX).await?;
            if page.is_empty() && after.0 == 0 {
                self.kept.lock().expect("no holder panics").remove(id);
                return Ok(None);
            }
            let last = page.len() < LOG_PAGE_MAX;
            let people = if last && !page.is_empty() { Some(store.counts(id).await?.people) } else { None };
            let mut kept = lock(&kept);
            for recorded in &page {
                kept.chronicle.apply(recorded);
            }
            if !page.is_empty() {
                kept.reply = None;
            }
            kept.people = people.unwrap_or(kept.people);
            if last {
                return Ok(kept.reply(clock.now()));
            }
        }
    }

    fn entry(&self, id: &MeetingId) -> Arc<Mutex<Kept>> {
        let mut all = self.kept.lock().expect("no holder panics");
        if all.len() >= MEETINGS_MAX && !all.contains_key(id) {
            all.clear();
        }
        let new = || Arc::new(Mutex::new(Kept { chronicle: Chronicle::new(id.clone()), people: 0, reply: None }));
        Arc::clone(all.entry(id.clone()).or_insert_with(new))
    }
}

fn lock(kept: &Mutex<Kept>) -> MutexGuard<'_, Kept> {
    kept.lock().expect("no holder panics")
}

impl Kept {
    fn reply(&mut self, now: UnixMs) -> Option<Arc<ResultsReply>> {
        if self.reply.is_none() {
            self.reply = assemble(&self.chronicle, self.people, now).map(Arc::new);
        }
        self.reply.clone()
    }
}
