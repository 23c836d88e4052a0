//! Dealing the queue under lease. The head of the meeting is held meanwhile, so two consoles never get one item.

use domain::{MeetingId, ReviewKind, Suggestion, SuggestionNo, UnixMs};

use crate::engine::Rows;
use crate::error::StoreError;
use crate::lease::Holder;

/// So many items that wait for a second look by somebody else are passed over when a console is dealt more.
const OWN_MAX: usize = 200;

/// A console's request for work.
#[derive(Debug, Clone)]
pub(crate) struct Deal {
    pub(crate) meeting: MeetingId,
    pub(crate) holder: Holder,
    pub(crate) now: UnixMs,
    pub(crate) until: UnixMs,
}

/// Tops the holder up to `want` items, oldest first; all that it holds then, with the end of each lease.
pub(crate) async fn deal(
    rows: &mut Rows<'_>,
    deal: &Deal,
    want: usize,
    may_held: bool,
) -> Result<Vec<(Suggestion, UnixMs)>, StoreError> {
    let id = &deal.meeting;
    let leases = rows.leases(id, deal.now).await?;
    let mine: Vec<_> = leases.into_iter().filter(|lease| lease.holder == deal.holder).collect();
    let nos: Vec<SuggestionNo> = mine.iter().map(|lease| lease.no).collect();
    let held = rows.suggestions_among(id, &nos).await?;
    let mut items: Vec<(Suggestion, UnixMs)> = held
        .into_iter()
        .filter_map(|suggestion| {
            let lease = mine.iter().find(|lease| lease.no == suggestion.no)?;
            Some((suggestion, lease.until))
        })
        .collect();
    let missing = want.saturating_sub(items.len());
    if missing > 0 {
        let mut new = rows.waiting(id, deal.now, may_held, missing + OWN_MAX).await?;
        new.retain(|suggestion| !suggestion.is_own_of(deal.holder.staff));
        new.truncate(missing);
        let nos: Vec<SuggestionNo> = new.iter().map(|suggestion| suggestion.no).collect();
        rows.put_leases(id, &deal.holder, &nos, deal.until).await?;
        items.extend(new.into_iter().map(|suggestion| (suggestion, deal.until)));
    }
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
    if !matches!(suggestion.review.kind(), ReviewKind::Pending | ReviewKind::Held | ReviewKind::Appealed) {
        return Ok(None);
    }
    rows.put_leases(&deal.meeting, &deal.holder, &[no], deal.until).await?;
    Ok(Some((suggestion, deal.until)))
}
