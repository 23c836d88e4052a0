//! The desks that this process keeps in memory, and how they keep up with the log.
//!
//! A desk is a cache: it can be dropped at any time and is folded again from the log.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use domain::{MeetingId, Refusal, StaffId, SuggestionNo, UnixMs};
use protocol::Problem;
use store::{LOG_PAGE_MAX, Store};
use tokio::sync::broadcast::error::RecvError;
use tokio_util::sync::CancellationToken;

use crate::access::fault;
use crate::desk::Desk;

/// Desks kept in memory; the one not asked for longest makes room.
pub(crate) const DESKS_MAX: usize = 64;

/// When a colleague was last seen, and what lay before them.
#[derive(Debug, Clone, Copy)]
struct Seen {
    at: UnixMs,
    on: Option<SuggestionNo>,
}

/// One meeting's desk and who was seen at it.
pub(crate) struct OpenDesk {
    desk: Mutex<Desk>,
    seen: Mutex<HashMap<StaffId, Seen>>,
    used: AtomicU64,
}

impl OpenDesk {
    fn new(desk: Desk) -> Self {
        Self { desk: Mutex::new(desk), seen: Mutex::new(HashMap::new()), used: AtomicU64::new(0) }
    }

    /// The desk; hold it for as long as it takes to build an answer, never across an `.await`.
    pub(crate) fn look(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().expect("no holder panics")
    }

    /// Notes that a colleague looks at the desk with an item before them, and tells who did so since `since` and on what.
    pub(crate) fn seen(
        &self,
        who: StaffId,
        on: Option<SuggestionNo>,
        now: UnixMs,
        since: UnixMs,
    ) -> HashMap<StaffId, Option<SuggestionNo>> {
        let mut seen = self.seen.lock().expect("no holder panics");
        seen.insert(who, Seen { at: now, on });
        seen.retain(|_, seen| seen.at >= since);
        seen.iter().map(|(who, seen)| (*who, seen.on)).collect()
    }
}

/// All desks of the process.
#[derive(Default)]
pub(crate) struct Desks {
    open: Mutex<HashMap<MeetingId, Arc<OpenDesk>>>,
    names: Mutex<HashMap<StaffId, String>>,
    uses: AtomicU64,
}

impl Desks {
    /// The meeting's desk, up to the log's head.
    pub(crate) async fn of(&self, store: &Store, id: &MeetingId) -> Result<Arc<OpenDesk>, Problem> {
        let known = self.known(id);
        let open = known.clone().unwrap_or_else(|| Arc::new(OpenDesk::new(Desk::new(id.clone()))));
        catch_up(store, id, &open).await?;
        if open.look().meeting().is_none() {
            return Err(Problem::refused(Refusal::NoSuchMeeting, UnixMs(0)));
        }
        let open = if known.is_some() { open } else { self.keep(id, open) };
        open.used.store(self.uses.fetch_add(1, Ordering::Relaxed), Ordering::Relaxed);
        Ok(open)
    }

    fn known(&self, id: &MeetingId) -> Option<Arc<OpenDesk>> {
        self.open.lock().expect("no holder panics").get(id).cloned()
    }

    fn keep(&self, id: &MeetingId, new: Arc<OpenDesk>) -> Arc<OpenDesk> {
        let mut open = self.open.lock().expect("no holder panics");
        if open.len() >= DESKS_MAX && !open.contains_key(id) {
            let oldest =
                open.iter().min_by_key(|(_, desk)| desk.used.load(Ordering::Relaxed)).map(|(id, _)| id.clone());
            oldest.map(|id| open.remove(&id));
        }
        Arc::clone(open.entry(id.clone()).or_insert(new))
    }

    /// The names of these accounts; an account that is gone has none.
    pub(crate) async fn names(
        &self,
        store: &Store,
        of: impl Iterator<Item = StaffId>,
    ) -> Result<HashMap<StaffId, String>, Problem> {
        let mut names = HashMap::new();
        for id in of {
            if names.contains_key(&id) {
                continue;
            }
            let known = self.names.lock().expect("no holder panics").get(&id).cloned();
            let name = match known {
                Some(name) => name,
                None => match store.staff(id).await.map_err(fault)? {
                    Some(row) => {
                        self.names.lock().expect("no holder panics").insert(id, row.name.clone());
                        row.name
                    }
                    None => continue,
                },
            };
            names.insert(id, name);
        }
        Ok(names)
    }
}

async fn catch_up(store: &Store, id: &MeetingId, open: &OpenDesk) -> Result<(), Problem> {
    // Ends at the head: each round folds a page, and a page that is not full is the last one.
    loop {
        let after = open.look().seq();
        let page = store.log(id, after, LOG_PAGE_MAX).await.map_err(fault)?;
        let mut desk = open.look();
        for recorded in &page {
            desk.apply(recorded);
        }
        if page.len() < LOG_PAGE_MAX {
            return Ok(());
        }
    }
}

/// Folds this process's commits into the desks that are open. What is missed here a request reads from the log.
pub(crate) async fn follow(store: &Store, desks: &Desks, stop: &CancellationToken) {
    let mut commits = store.commits();
    loop {
        let commit = tokio::select! {
            () = stop.cancelled() => return,
            commit = commits.recv() => commit,
        };
        match commit {
            Ok(commit) => {
                if let Some(open) = desks.known(&commit.meeting) {
                    let mut desk = open.look();
                    for recorded in commit.records.iter() {
                        desk.apply(recorded);
                    }
                    desk.look_around();
                }
            }
            Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return,
        }
    }
}
