//! Rows of what sets supports aside: the ledger as it is read, jobs, and the supports that they name.

use std::collections::HashSet;

use async_trait::async_trait;
use domain::invalidation::{LedgerStep, MovedTotal, NamedSupport};
use domain::{Invalidation, MeetingId, SuggestionNo};

use crate::error::StoreError;
use crate::port::{Parting, Union};
use crate::rows::Pair;

/// How far a job is with a support that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    /// Still to be set aside.
    Waiting,
    /// Set aside.
    Aside,
    /// Put back, or never set aside and no longer meant.
    Restored,
}

impl Named {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Waiting => "named",
            Self::Aside => "aside",
            Self::Restored => "restored",
        }
    }
}

/// What is set aside. A support is, for as long as one job has it aside.
#[async_trait]
pub(crate) trait InvalidationRows: Send {
    /// The ledger's steps after the place `after`, in order.
    async fn ledger(&mut self, id: &MeetingId, after: i64, limit: usize) -> Result<Vec<LedgerStep>, StoreError>;
    async fn invalidation(&mut self, id: &MeetingId, job: u32) -> Result<Option<Invalidation>, StoreError>;
    /// The newest first.
    async fn invalidations(&mut self, id: &MeetingId, limit: usize) -> Result<Vec<Invalidation>, StoreError>;
    /// Jobs of any meeting that have steps to take.
    async fn invalidations_at_work(&mut self, limit: usize) -> Result<Vec<(MeetingId, u32)>, StoreError>;
    /// Inserts or replaces.
    async fn put_invalidation(&mut self, id: &MeetingId, job: &Invalidation) -> Result<(), StoreError>;
    async fn name_supports(&mut self, id: &MeetingId, job: u32, named: &[NamedSupport]) -> Result<(), StoreError>;
    /// Some of the supports that a job names and is so far with, by suggestion and person.
    async fn named_chunk(
        &mut self,
        id: &MeetingId,
        job: u32,
        named: Named,
        limit: usize,
    ) -> Result<Vec<Pair>, StoreError>;
    /// Marks those that a job is `from` far with, up to `last` in the order of [`InvalidationRows::named_chunk`].
    async fn mark_up_to(
        &mut self,
        id: &MeetingId,
        job: u32,
        last: Pair,
        from: Named,
        to: Named,
    ) -> Result<(), StoreError>;
    /// How many supports of each suggestion a job names and is so far with.
    async fn count_named(&mut self, id: &MeetingId, job: u32, named: Named) -> Result<Vec<MovedTotal>, StoreError>;
    /// Those of the pairs that are set aside, by whatever job; with `given` only where no merge brought that.
    async fn aside_among(&mut self, id: &MeetingId, pairs: &[Pair], given: bool) -> Result<HashSet<Pair>, StoreError>;
    /// How many of a suggestion's backers are set aside.
    async fn count_aside(&mut self, id: &MeetingId, no: SuggestionNo) -> Result<u32, StoreError>;
    /// Before [`crate::port::SupportRows::copy_backers`]: whoever will back the one that goes on by this merge alone, with a support that
    /// is named or set aside, is named or set aside there too.
    async fn carry_named(&mut self, id: &MeetingId, union: Union) -> Result<(), StoreError>;
    /// Takes back what [`InvalidationRows::carry_named`] did; those who stay are carried from the merge by which they stay.
    async fn part_named(&mut self, id: &MeetingId, parting: Parting<'_>) -> Result<(), StoreError>;
}
