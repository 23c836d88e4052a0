//! What may be served as answer cards: each meeting folded in memory from its log, and weighed at most once a second.
//!
//! Visitors of the same second share one table of weights. Holds texts of what is public alone; it decides nothing: whether an
//! answer counts is the domain's to say, in the transaction that keeps it.

use std::collections::{HashMap, HashSet};
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use domain::answer::AnswerTotal;
use domain::{
    AgendaNo, Clock, Event, Meeting, MeetingId, PersonId, Record, Recorded, Review, StaffEvent, Suggestion,
    SuggestionNo, UnixMs, support,
};
use lru::LruCache;
use ranking::{Tally, Weights};
use store::{LOG_PAGE_MAX, Store, StoreError};

/// Meetings kept in memory; beyond it the one that was asked for longest ago is folded again when it is next asked for.
const MEETINGS_MAX: NonZeroUsize = NonZeroUsize::new(32).expect("not zero");
/// A table is at least this fresh, in real milliseconds.
const REFRESH_MS: f64 = 1_000.0;

/// Every meeting's table.
pub(crate) struct Pools {
    folds: Mutex<LruCache<MeetingId, Arc<tokio::sync::Mutex<Fold>>>>,
}

/// One second's view of a meeting.
pub(crate) struct Table {
    /// The meeting.
    pub(crate) meeting: Meeting,
    weights: Weights,
    public: HashMap<SuggestionNo, Face>,
    /// Where each merged suggestion lives on.
    goes_on: HashMap<SuggestionNo, SuggestionNo>,
    own: HashMap<PersonId, Vec<SuggestionNo>>,
}

/// What a card shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Face {
    pub(crate) no: SuggestionNo,
    pub(crate) text: String,
    pub(crate) item: Option<AgendaNo>,
}

struct Fold {
    record: Record,
    totals: HashMap<SuggestionNo, AnswerTotal>,
    table: Option<Arc<Table>>,
    asked_at: UnixMs,
}

impl Pools {
    pub(crate) fn new() -> Self {
        Self { folds: Mutex::new(LruCache::new(MEETINGS_MAX)) }
    }

    /// The meeting's table, at most a second old; `None` when there is no such meeting.
    pub(crate) async fn table(
        &self,
        store: &Store,
        clock: &dyn Clock,
        meeting: &MeetingId,
    ) -> Result<Option<Arc<Table>>, StoreError> {
        let fold = {
            let mut folds = self.folds.lock().unwrap_or_else(PoisonError::into_inner);
            let new = || Arc::new(tokio::sync::Mutex::new(Fold::new(meeting)));
            Arc::clone(folds.get_or_insert(meeting.clone(), new))
        };
        // Held while the log is read, on purpose: whoever comes meanwhile waits here, and reads nothing again. Cancelling loses no
        // more than the page being read: what is folded stays.
        let mut fold = fold.lock().await;
        let age_ms = clock.now().since_ms(fold.asked_at) as f64 / clock.speed();
        if fold.table.is_none() || !(0.0..REFRESH_MS).contains(&age_ms) {
            fold.refresh(store, clock.now()).await?;
        }
        Ok(fold.table.clone())
    }
}

impl Fold {
    fn new(meeting: &MeetingId) -> Self {
        Self { record: Record::new(meeting.clone()), totals: HashMap::new(), table: None, asked_at: UnixMs(0) }
    }

    /// Reads on to the end of the log as it was when the reading began; what comes later is for the next second.
    async fn refresh(&mut self, store: &Store, now: UnixMs) -> Result<(), StoreError> {
        let id = self.record.id().clone();
        let end = store.head(&id).await?.seq;
        let news = self.record.seq() < end;
        while self.record.seq() < end {
            let before = self.record.seq();
            for record in store.log(&id, before, LOG_PAGE_MAX).await? {
                self.apply(&record);
            }
            if self.record.seq() == before {
                // A log has no holes; one that had would keep this turning for ever.
                break;
            }
        }
        if news || self.table.is_none() {
            self.table = self.record.meeting().map(|meeting| Arc::new(self.weigh(meeting)));
        }
        self.asked_at = now;
        Ok(())
    }

    fn apply(&mut self, record: &Recorded) {
        if !self.record.apply(record) {
            return;
        }
        if let Event::Staff(StaffEvent::AnswersTallied { totals }) = &record.event {
            self.totals.extend(totals.iter().map(|total| (total.no, *total)));
        }
    }

    fn weigh(&self, meeting: &Meeting) -> Table {
        let all = self.record.suggestions();
        let public: HashMap<_, _> = all.values().filter_map(face).map(|face| (face.no, face)).collect();
        let none = |no| AnswerTotal { no, answers: 0, support: 0 };
        let tally = |no: &SuggestionNo| {
            let total = self.totals.get(no).copied().unwrap_or(none(*no));
            Tally { no: u64::from(no.0), answers: u64::from(total.answers), supporting: u64::from(total.support) }
        };
        let tallies: Vec<Tally> = public.keys().map(tally).collect();
        let goes_on = all.values().filter_map(|suggestion| Some((suggestion.no, merged_into(suggestion)?))).collect();
        let mut own: HashMap<PersonId, Vec<SuggestionNo>> = HashMap::new();
        for suggestion in all.values() {
            own.entry(suggestion.author).or_default().push(suggestion.no);
        }
        Table { meeting: meeting.clone(), weights: Weights::new(&tallies), public, goes_on, own }
    }
}

impl Table {
    /// Chooses cards for a person who has answered `answered`: never one's own, never what one has answered, nor that into which
    /// either was merged.
    pub(crate) fn choose(&self, person: PersonId, answered: &[SuggestionNo], seed: u64) -> Vec<Face> {
        let own = self.own.get(&person).into_iter().flatten();
        let closed: HashSet<u64> = own.chain(answered).map(|no| u64::from(self.last(*no).0)).collect();
        let hand = self.weights.pick(ranking::CARDS, seed, |no| !closed.contains(&no));
        hand.into_iter().filter_map(|no| self.public.get(&SuggestionNo(no as u32)).cloned()).collect()
    }

    /// The suggestion in which this one lives on, or itself.
    fn last(&self, no: SuggestionNo) -> SuggestionNo {
        let mut last = no;
        for _ in 0..support::MERGE_CHAIN_MAX {
            let Some(next) = self.goes_on.get(&last) else { break };
            last = *next;
        }
        last
    }
}

fn face(suggestion: &Suggestion) -> Option<Face> {
    match &suggestion.review {
        Review::Published { shown, .. } => {
            Some(Face { no: suggestion.no, text: shown.as_str().to_owned(), item: suggestion.item })
        }
        _ => None,
    }
}

fn merged_into(suggestion: &Suggestion) -> Option<SuggestionNo> {
    match suggestion.review {
        Review::Merged { into, .. } => Some(into),
        _ => None,
    }
}
