//! Taking a merge back: those leave whom nothing but this merge had brought; everything else stays as people left it.

use std::collections::HashSet;

use domain::suggestion::MergeTarget;
use domain::{Event, MeetingId, PersonId, Review, Suggestion, SuggestionNo, UnixMs};

use crate::engine::{Rows, invalidations};
use crate::error::StoreError;
use crate::port::{Parting, Union};
use crate::rows::Pair;
use crate::views::SUGGESTIONS_MAX;

/// What taking a merge back would do.
pub(super) struct Plan {
    union: Union,
    target: Suggestion,
    brought: Vec<PersonId>,
    stay: Vec<Pair>,
    leave: Vec<Pair>,
    /// By how many the number of those who count changes on the one that goes on.
    change: i64,
}

impl Plan {
    /// `None` when the suggestion does not live on in another.
    pub(super) async fn make(
        rows: &mut Rows<'_>,
        id: &MeetingId,
        ended: &Suggestion,
    ) -> Result<Option<Self>, StoreError> {
        let Review::Merged { into, .. } = ended.review else {
            return Ok(None);
        };
        let Some(target) = rows.suggestion(id, into).await? else {
            return Ok(None);
        };
        let union = Union { into, ended: ended.no, author: ended.author };
        let brought = rows.merged_backers(id, union).await?;
        let stay = staying(rows, id, union, &brought).await?;
        let kept: HashSet<PersonId> = stay.iter().map(|(_, person)| *person).collect();
        let leave: Vec<Pair> =
            brought.iter().filter(|person| !kept.contains(person)).map(|person| (into, *person)).collect();
        let change = invalidations::parted(rows, id, into, &leave, &stay).await?;
        Ok(Some(Self { union, target, brought, stay, leave, change }))
    }

    /// The one that goes on, with the backers that are left to it.
    pub(super) fn target(&self) -> MergeTarget {
        MergeTarget {
            no: self.target.no,
            state: self.target.review.kind(),
            supports_after: self.target.supports.saturating_add_signed(self.change as i32),
            merged: self.target.merged,
        }
    }

    /// Writes it. `unmerged` is the event; another one is returned where supports are set aside there.
    pub(super) async fn carry_out(
        mut self,
        rows: &mut Rows<'_>,
        id: &MeetingId,
        unmerged: &Event,
        at: UnixMs,
    ) -> Result<Option<Event>, StoreError> {
        self.target.apply(unmerged, at);
        let parting = Parting { union: self.union, brought: &self.brought, stay: &self.stay, leave: &self.leave };
        rows.part_backers(id, parting, at).await?;
        rows.part_named(id, parting).await?;
        let aside = invalidations::recount(rows, id, &mut self.target).await?;
        rows.put_suggestion(id, &self.target).await?;
        Ok(aside)
    }
}

/// Those of `brought` whom another merge into the same suggestion brings too, each with the first such merge.
async fn staying(
    rows: &mut Rows<'_>,
    id: &MeetingId,
    union: Union,
    brought: &[PersonId],
) -> Result<Vec<Pair>, StoreError> {
    let merged = rows.merged(id, SUGGESTIONS_MAX).await?;
    let others: Vec<(SuggestionNo, PersonId)> = merged
        .into_iter()
        .filter(|other| other.no != union.ended)
        .filter(|other| matches!(other.review, Review::Merged { into, .. } if into == union.into))
        .map(|other| (other.no, other.author))
        .collect();
    let mut open: HashSet<PersonId> = brought.iter().copied().collect();
    let mut stay = Vec::new();
    for (no, author) in others {
        let pairs: Vec<Pair> =
            brought.iter().filter(|person| open.contains(person)).map(|person| (no, *person)).collect();
        let mut backers = rows.backings(id, &pairs).await?;
        if open.contains(&author) {
            backers.insert((no, author));
        }
        for pair in pairs.into_iter().filter(|pair| backers.contains(pair)) {
            open.remove(&pair.1);
            stay.push(pair);
        }
    }
    Ok(stay)
}
