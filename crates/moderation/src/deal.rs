//! `POST …/queue/deal`, `renew` and `release`: what a console holds under lease.

use axum::Json;
use axum::extract::State;
use domain::{Appeal, CommandKind, MeetingId, Review, Suggestion, SuggestionNo, UnixMs};
use identity::CurrentStaff;
use protocol::moderation::{DEAL_MAX, DealBody, DealReply, DealtItem, LEASE_MS, LeaseBody, Mark, QUEUE_ROWS_MAX};
use protocol::{ErrorCode, InMeeting, JsonBody, Problem};
use store::Holder;
use text::{mask, personal_data};

use crate::access::{fault, holder, permit};
use crate::desk::Desk;
use crate::state::ModerationState;

/// Close suggestions shown beside an item.
const SIMILAR_MAX: usize = 3;

/// Leases up to `want` items in all, oldest first.
pub(crate) async fn deal(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    JsonBody(body): JsonBody<DealBody>,
) -> Result<Json<DealReply>, Problem> {
    let permitted = permit(&staff, CommandKind::Review)?;
    let holder = holder(permitted.id, &body.console)?;
    let want = usize::from(body.want);
    if !(1..=DEAL_MAX).contains(&want) {
        return Err(Problem::new(ErrorCode::BadField).field("want"));
    }
    let open = state.desks.of(&state.store, &meeting).await?;
    let may_held = permitted.actor.may(CommandKind::ReviewHeld);
    let now = state.clock.now();
    let dealt = state.store.deal(&meeting, &holder, want, now, LEASE_MS, may_held).await.map_err(fault)?;
    let desk = open.look();
    Ok(Json(DealReply { items: dealt.iter().map(|(suggestion, until)| item(&desk, suggestion, *until)).collect() }))
}

/// Makes leases last again; one that has run out meanwhile and is another's now is simply no longer in the answer.
pub(crate) async fn renew(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    JsonBody(body): JsonBody<LeaseBody>,
) -> Result<Json<DealReply>, Problem> {
    let permitted = permit(&staff, CommandKind::Review)?;
    let holder = holder(permitted.id, &body.console)?;
    let nos = named(&state, &meeting, &holder, body.nos).await?;
    state.store.renew(&meeting, &holder, &nos, state.clock.now(), LEASE_MS).await.map_err(fault)?;
    held(&state, &meeting, &holder).await.map(Json)
}

/// Gives leases back.
pub(crate) async fn release(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    JsonBody(body): JsonBody<LeaseBody>,
) -> Result<Json<DealReply>, Problem> {
    let permitted = permit(&staff, CommandKind::Review)?;
    let holder = holder(permitted.id, &body.console)?;
    let nos = named(&state, &meeting, &holder, body.nos).await?;
    state.store.release(&meeting, &holder, &nos).await.map_err(fault)?;
    held(&state, &meeting, &holder).await.map(Json)
}

/// The items that are meant: those named, or all that the console holds when none is.
async fn named(
    state: &ModerationState,
    meeting: &MeetingId,
    holder: &Holder,
    nos: Vec<SuggestionNo>,
) -> Result<Vec<SuggestionNo>, Problem> {
    if nos.len() > QUEUE_ROWS_MAX {
        // No console names more at once than it is ever shown.
        return Err(Problem::new(ErrorCode::BadField).field("nos"));
    }
    if !nos.is_empty() {
        return Ok(nos);
    }
    let leases = state.store.leases(meeting, state.clock.now()).await.map_err(fault)?;
    Ok(leases.into_iter().filter(|lease| lease.holder == *holder).map(|lease| lease.no).collect())
}

/// What the console holds now, by number.
pub(crate) async fn held(state: &ModerationState, meeting: &MeetingId, holder: &Holder) -> Result<DealReply, Problem> {
    let mut leases = state.store.leases(meeting, state.clock.now()).await.map_err(fault)?;
    // After the leases were read, so that the desk knows whatever they hold.
    let open = state.desks.of(&state.store, meeting).await?;
    leases.retain(|lease| lease.holder == *holder);
    leases.sort_unstable_by_key(|lease| lease.no);
    let desk = open.look();
    let items = leases.iter().filter_map(|lease| Some(item(&desk, desk.suggestion(lease.no)?, lease.until)));
    Ok(DealReply { items: items.collect() })
}

fn item(desk: &Desk, suggestion: &Suggestion, leased_until: UnixMs) -> DealtItem {
    let text = suggestion.text.as_str();
    let note = match &suggestion.review {
        Review::Held { note, .. } | Review::Appealed(Appeal { note, .. }) => {
            note.as_ref().map(|note| note.as_str().to_owned())
        }
        _ => None,
    };
    DealtItem {
        no: suggestion.no,
        text: text.to_owned(),
        shown: mask(text),
        marks: marks(text),
        flags: suggestion.flags.clone(),
        revision: suggestion.revision,
        agenda_item: suggestion.item,
        moment_ms: suggestion.moment_ms,
        area: suggestion.area.as_ref().map(|area| area.as_str().to_owned()),
        display_name: suggestion.display_name.as_ref().map(|name| name.as_str().to_owned()),
        submitted_at: suggestion.submitted_at,
        state: suggestion.review.kind(),
        note,
        leased_until,
        similar: desk.similar(text, Some(suggestion.no), SIMILAR_MAX),
        author: desk.author(suggestion.author),
    }
}

fn marks(text: &str) -> Vec<Mark> {
    let units = |bytes: usize| text[..bytes].encode_utf16().count() as u32;
    let found = personal_data(text).into_iter().map(|found| Mark {
        from: units(found.range.start),
        to: units(found.range.end),
        kind: found.kind.word().to_owned(),
        masked: found.masked,
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_count_as_browsers_do() {
        let marks = marks("🌳电话13800005521。");
        assert_eq!(marks.len(), 1);
        assert_eq!((marks[0].from, marks[0].to, marks[0].kind.as_str()), (4, 15, "mobile"));
        assert_eq!(marks[0].masked, "138****5521");
    }
}
