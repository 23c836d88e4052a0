//! Leases: who works on what. They stand outside the log and are the same for every process.

use std::sync::Arc;

use domain::{MeetingId, Suggestion, SuggestionNo, UnixMs};

use crate::engine::{self, Deal};
use crate::error::StoreError;
use crate::lease::{Holder, Lease};
use crate::store::Store;

/// Items that a console can ask for at once, and numbers that it can name at once; what is beyond is left out.
pub const DEAL_MAX: usize = 100;

/// Items among which a console is dealt at once; what is beyond is left out.
pub const AMONG_MAX: usize = 1_000;

impl Store {
    /// Tops the holder up to `want` (at most [`DEAL_MAX`]) items out of `among` (at most [`AMONG_MAX`], in the order in which they are
    /// wanted), and returns everything that it holds then, oldest first, with the end of each lease. New leases run `lease_ms` from
    /// `now`; older ones keep their end. What no longer waits, what another holds, and a second look at what the holder decided is left
    /// out. Two consoles never get one item.
    #[expect(clippy::too_many_arguments, reason = "one question; every part of it is of its own type")]
    pub async fn deal(
        &self,
        id: &MeetingId,
        holder: &Holder,
        want: usize,
        among: &[SuggestionNo],
        now: UnixMs,
        lease_ms: i64,
    ) -> Result<Vec<(Suggestion, UnixMs)>, StoreError> {
        let deal = Deal { meeting: id.clone(), holder: holder.clone(), now, until: now.plus_ms(lease_ms) };
        let among: Arc<[SuggestionNo]> = among.iter().copied().take(AMONG_MAX).collect();
        let want = want.min(DEAL_MAX);
        self.aside(Some(id), move |rows| {
            let (deal, among) = (deal.clone(), Arc::clone(&among));
            Box::pin(async move { engine::deal(rows, &deal, want, &among).await })
        })
        .await
    }

    /// Prolongs those of `nos` that the holder holds, also when the time was over but nobody else was dealt the item.
    /// Returns everything that the holder holds then, by number.
    pub async fn renew(
        &self,
        id: &MeetingId,
        holder: &Holder,
        nos: &[SuggestionNo],
        now: UnixMs,
        lease_ms: i64,
    ) -> Result<Vec<Lease>, StoreError> {
        let (meeting, holder, nos) = (id.clone(), holder.clone(), first(nos));
        let until = now.plus_ms(lease_ms);
        self.aside(Some(id), move |rows| {
            let (meeting, holder, nos) = (meeting.clone(), holder.clone(), nos.clone());
            Box::pin(async move {
                rows.renew_leases(&meeting, &holder, &nos, until).await?;
                let mut leases = rows.leases(&meeting, now).await?;
                leases.retain(|lease| lease.holder == holder);
                Ok(leases)
            })
        })
        .await
    }

    /// Gives back those of `nos` that the holder holds.
    pub async fn release(&self, id: &MeetingId, holder: &Holder, nos: &[SuggestionNo]) -> Result<(), StoreError> {
        let (meeting, holder, nos) = (id.clone(), holder.clone(), first(nos));
        self.aside(Some(id), move |rows| {
            let (meeting, holder, nos) = (meeting.clone(), holder.clone(), nos.clone());
            Box::pin(async move { rows.release_leases(&meeting, &holder, &nos).await })
        })
        .await
    }

    /// Gives one waiting item to the holder, whoever held it; the other's decision will be refused. `None` when there is no
    /// such item or it does not wait.
    pub async fn take_over(
        &self,
        id: &MeetingId,
        holder: &Holder,
        no: SuggestionNo,
        now: UnixMs,
        lease_ms: i64,
    ) -> Result<Option<(Suggestion, UnixMs)>, StoreError> {
        let deal = Deal { meeting: id.clone(), holder: holder.clone(), now, until: now.plus_ms(lease_ms) };
        self.aside(Some(id), move |rows| {
            let deal = deal.clone();
            Box::pin(async move { engine::take_over(rows, &deal, no).await })
        })
        .await
    }

    /// The leases that run beyond `now`, by number.
    pub async fn leases(&self, id: &MeetingId, now: UnixMs) -> Result<Vec<Lease>, StoreError> {
        self.read().await?.leases(id, now).await
    }
}

fn first(nos: &[SuggestionNo]) -> Vec<SuggestionNo> {
    nos.iter().copied().take(DEAL_MAX).collect()
}
