//! Setting supports aside: counting what would be, the jobs, and their next steps.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use domain::invalidation::{BeginInvalidation, Conditions, Ledger, MergedOne, Picked};
use domain::{
    Actor, Command, Invalidation, InvalidationCommand, InvalidationReason, Meeting, MeetingId, Note, Refusal,
    SuggestionNo,
};

use crate::change::{Change, ChangeError};
use crate::error::StoreError;
use crate::port::Transaction;
use crate::rows::Pair;
use crate::store::Store;
use crate::views::SUGGESTIONS_MAX;

/// Jobs of one meeting in a list, the newest first.
pub const INVALIDATIONS_LISTED_MAX: usize = 100;
/// Steps of a meeting's ledger of supports that are looked through; with more it fails.
pub const LEDGER_MAX: usize = 4_000_000;
/// Steps that are read at once.
const PAGE: usize = 20_000;
/// Pairs that one statement asks about.
const PIECE: usize = 5_000;

/// What a job would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedSupports {
    /// The supports that meet the conditions.
    pub picked: Arc<Picked>,
    /// How many of those that people gave themselves are set aside already.
    pub already: u32,
    /// How many people fewer would count on each suggestion that stands for itself.
    pub losses: BTreeMap<SuggestionNo, u32>,
    /// The meeting's `invalidation_turn` when this was counted.
    pub turn: u32,
}

/// A job as it is ordered, after its supports were counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidationOrder {
    /// Which supports are meant.
    pub conditions: Conditions,
    /// Why.
    pub reason: InvalidationReason,
    /// In words.
    pub note: Option<Note>,
    /// The ledger's last place when they were counted: what was given later is not meant.
    pub as_of: i64,
    /// The meeting's turn when they were counted.
    pub turn: u32,
    /// How many supports were counted.
    pub counted: u32,
}

impl Store {
    /// The supports that meet the conditions, of those that had been given by the ledger's place `as_of` (`None`: by now). Changes nothing.
    /// `None` when there is no such meeting.
    pub async fn count_invalidation(
        &self,
        id: &MeetingId,
        conditions: &Conditions,
        as_of: Option<i64>,
    ) -> Result<Option<CountedSupports>, StoreError> {
        let mut rows = self.read().await?;
        let Some(meeting) = rows.meeting(id).await? else {
            return Ok(None);
        };
        let ledger = ledger(&mut *rows, id).await?;
        let merged = rows.merged(id, SUGGESTIONS_MAX).await?;
        let merged: Vec<MergedOne> = merged
            .iter()
            .filter_map(|one| Some(MergedOne { no: one.no, into: one.lives_on_in()?, author: one.author }))
            .collect();
        let conditions = conditions.clone();
        // Away from the tasks that answer: a long ledger takes a while.
        let picked = tokio::task::spawn_blocking(move || ledger.pick(&conditions, &merged, as_of));
        let picked = picked.await.map_err(|_| StoreError::Closed)?;
        counted(&mut *rows, id, &meeting, picked).await.map(Some)
    }

    /// Begins a job and gives it. It is durable when this returns; its steps are taken by [`Store::step_invalidation`].
    pub async fn begin_invalidation(
        &self,
        id: &MeetingId,
        actor: Actor,
        order: InvalidationOrder,
    ) -> Result<Invalidation, ChangeError> {
        let counted = self.count_invalidation(id, &order.conditions, Some(order.as_of)).await?;
        let counted = counted.ok_or(Refusal::NoSuchMeeting)?;
        let InvalidationOrder { conditions, reason, note, turn, counted: seen, .. } = order;
        let begin = BeginInvalidation { conditions, reason, note, counted: seen, turn, picked: counted.picked };
        let command = Command::Invalidation(InvalidationCommand::Begin(Box::new(begin)));
        let changed = self.change(Change::new(id.clone(), actor, command)).await?;
        self.known_job(id, changed.meeting.last_invalidation).await
    }

    /// Stops a job, or counts again what it has set aside, and gives it as it is then.
    pub async fn turn_invalidation(
        &self,
        id: &MeetingId,
        actor: Actor,
        job: u32,
        command: InvalidationCommand,
    ) -> Result<Invalidation, ChangeError> {
        self.change(Change::new(id.clone(), actor, Command::Invalidation(command))).await?;
        self.known_job(id, job).await
    }

    async fn known_job(&self, id: &MeetingId, job: u32) -> Result<Invalidation, ChangeError> {
        Ok(self.read().await?.invalidation(id, job).await?.ok_or(Refusal::NoSuchInvalidation)?)
    }

    /// Takes the next step of a job and says whether there was one to take. Any process may; a step is taken once.
    pub async fn step_invalidation(&self, id: &MeetingId, job: u32) -> Result<bool, ChangeError> {
        let command = Command::Invalidation(InvalidationCommand::Step { id: job });
        match self.change(Change::new(id.clone(), Actor::System, command)).await {
            Ok(_) => Ok(true),
            Err(ChangeError::Refused(Refusal::InvalidationOver)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// The jobs of a meeting, the newest first, at most [`INVALIDATIONS_LISTED_MAX`].
    pub async fn invalidations(&self, id: &MeetingId) -> Result<Vec<Invalidation>, StoreError> {
        self.read().await?.invalidations(id, INVALIDATIONS_LISTED_MAX).await
    }

    /// Jobs of any meeting that have steps to take, whoever began them.
    pub async fn invalidations_at_work(&self, limit: usize) -> Result<Vec<(MeetingId, u32)>, StoreError> {
        self.read().await?.invalidations_at_work(limit).await
    }
}

async fn ledger(rows: &mut dyn Transaction, id: &MeetingId) -> Result<Ledger, StoreError> {
    let (mut ledger, mut after, mut read) = (Ledger::default(), 0, 0);
    loop {
        let page = rows.ledger(id, after, PAGE).await?;
        read += page.len();
        if read > LEDGER_MAX {
            return Err(StoreError::TooMany { max: LEDGER_MAX });
        }
        let Some(last) = page.last() else {
            return Ok(ledger);
        };
        after = last.place;
        for step in page {
            ledger.add(step);
        }
    }
}

async fn counted(
    rows: &mut dyn Transaction,
    id: &MeetingId,
    meeting: &Meeting,
    picked: Picked,
) -> Result<CountedSupports, StoreError> {
    let mut losses = picked.by_suggestion.clone();
    let mut already = 0;
    // Before the first job nothing is set aside.
    let named = if meeting.last_invalidation == 0 { &[][..] } else { &picked.named };
    for piece in named.chunks(PIECE) {
        let pairs: Vec<Pair> = piece.iter().map(|one| (one.no, one.person)).collect();
        let aside: HashSet<Pair> = rows.aside_among(id, &pairs, false).await?;
        for one in piece.iter().filter(|one| aside.contains(&(one.no, one.person))) {
            already += u32::from(one.via.is_none());
            losses.entry(one.no).and_modify(|loss| *loss -= 1);
        }
    }
    losses.retain(|_, loss| *loss > 0);
    Ok(CountedSupports { picked: Arc::new(picked), already, losses, turn: meeting.invalidation_turn })
}
