//! Dealing the queue under lease. The head of the meeting is held meanwhile, so two consoles never get one item.

use std::collections::{HashMap, HashSet};

use domain::{MeetingId, Suggestion, SuggestionNo, UnixMs};

use crate::engine::Rows;
use crate::error::StoreError;
use crate::lease::Holder;

/// Items looked up for each one that is missing: some may have been decided since the list was made.
const SPARE: usize = 4;

/// A console's request for work.
#[derive(Debug, Clone)]
pub(crate) struct Deal {
    pub(crate) meeting: MeetingId,
    pub(crate) holder: Holder,
    pub(crate) now: UnixMs,
    pub(crate) until: UnixMs,
}

/// Tops the holder up to `want` items out of `among`, the first ones first; all that it holds then, oldest first, with the end of each
/// lease. Whether each still waits, and for somebody else, is looked up under the meeting's head.
pub(crate) async fn deal(
    rows: &mut Rows<'_>,
    deal: &Deal,
    want: usize,
    among: &[SuggestionNo],
) -> Result<Vec<(Suggestion, UnixMs)>, StoreError> {
    let id = &deal.meeting;
    let leases = rows.leases(id, deal.now).await?;
    let mine: HashMap<SuggestionNo, UnixMs> =
        leases.iter().filter(|lease| lease.holder == deal.holder).map(|lease| (lease.no, lease.until)).collect();
    let missing = want.saturating_sub(mine.len());
    let taken: HashSet<SuggestionNo> = leases.iter().map(|lease| lease.no).collect();
    let free = among.iter().copied().filter(|no| !taken.contains(no));
    let nos: Vec<SuggestionNo> = mine.keys().copied().chain(free.take(missing * SPARE)).collect();
    let mut found = rows.suggestions_among(id, &nos).await?;
    // In the order in which they are wanted, which need not be that of their age.
    let place: HashMap<SuggestionNo, usize> = nos.iter().enumerate().map(|(place, no)| (*no, place)).collect();
    found.sort_by_key(|suggestion| place.get(&suggestion.no).copied());
    let (mut items, mut new) = (Vec::with_capacity(want), Vec::new());
    for suggestion in found {
        match mine.get(&suggestion.no) {
            Some(until) => items.push((suggestion, *until)),
            None if new.len() < missing && suggestion.waits_for_look() && !suggestion.is_own_of(deal.holder.staff) => {
                new.push(suggestion.no);
                items.push((suggestion, deal.until));
            }
            None => {}
        }
    }
    rows.put_leases(id, &deal.holder, &new, deal.until).await?;
    items.sort_by_key(|(suggestion, _)| (suggestion.submitted_at, suggestion.no));
    Ok(items)
}

/// Gives one waiting item to the holder, whoever held it; `None` when it does not wait.
pub(crate) async fn take_over(
    rows: &mut Rows<'_>,
    deal: &Deal,
    no: SuggestionNo,
) -> Result<Option<(Suggestion, UnixMs)>, StoreError> {
    let Some(suggestion) = rows.suggestion(&deal.meeting, no).await? else {
        return Ok(None);
    };
    if !suggestion.waits_for_look() {
        return Ok(None);
    }
    rows.put_leases(&deal.meeting, &deal.holder, &[no], deal.until).await?;
    Ok(Some((suggestion, deal.until)))
}
