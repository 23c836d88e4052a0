//! `POST …/queue/deal`, `renew` and `release`: what a console holds under lease.

use axum::Json;
use axum::extract::State;
use domain::settings::AGENDA_ITEMS_MAX;
use domain::{AgendaNo, CommandKind, MeetingId, StaffId, Suggestion, SuggestionNo};
use identity::CurrentStaff;
use protocol::moderation::{DEAL_MAX, DealBody, DealReply, LEASE_MS, LeaseBody, QUEUE_ROWS_MAX};
use protocol::{ErrorCode, InMeeting, JsonBody, Problem};
use store::{AMONG_MAX, Holder};

use crate::access::{fault, holder, permit};
use crate::desk::{Desk, needs_care, wants_second};
use crate::state::ModerationState;

/// Texts that are put into cohorts before a deal: a flood of five hundred a minute is kept up with by one console that asks once a second,
/// and the deal waits some milliseconds at most.
const GATHERED_AT_ONCE: usize = 64;

/// Leases up to `want` items in all, the oldest first and what crowds last.
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
    if body.items.len() > AGENDA_ITEMS_MAX {
        return Err(Problem::new(ErrorCode::BadField).field("items"));
    }
    let open = state.desks.of(&state.store, &meeting).await?;
    let wish = Wish {
        who: permitted.id,
        may_held: permitted.actor.may(CommandKind::ReviewHeld),
        items: body.items.into_iter().map(AgendaNo).collect(),
        flagged: body.flagged,
    };
    let among: Vec<SuggestionNo> = {
        let mut desk = open.look();
        // Before anybody is served, so that copies are known for what they are.
        desk.gather(GATHERED_AT_ONCE);
        let crowding = desk.crowding();
        let wished = desk.waiting().filter(|suggestion| wish.takes(&desk, suggestion)).map(|suggestion| suggestion.no);
        let (crowd, others): (Vec<_>, Vec<_>) = wished.partition(|no| crowding.contains(no));
        others.into_iter().chain(crowd).take(AMONG_MAX).collect()
    };
    let now = state.clock.now();
    let dealt = state.store.deal(&meeting, &holder, want, &among, now, LEASE_MS).await.map_err(fault)?;
    let mut desk = open.look();
    desk.look_around();
    Ok(Json(DealReply { items: dealt.iter().map(|(suggestion, until)| desk.item(suggestion, *until, now)).collect() }))
}

/// What a person is dealt.
struct Wish {
    who: StaffId,
    may_held: bool,
    /// Empty: all.
    items: Vec<AgendaNo>,
    flagged: bool,
}

impl Wish {
    fn takes(&self, desk: &Desk, suggestion: &Suggestion) -> bool {
        let of_item = self.items.is_empty() || suggestion.item.is_some_and(|item| self.items.contains(&item));
        of_item
            && (self.may_held || !wants_second(suggestion))
            && !suggestion.is_own_of(self.who)
            && (self.flagged || !needs_care(&desk.flags(suggestion)))
    }
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
    let now = state.clock.now();
    let mut leases = state.store.leases(meeting, now).await.map_err(fault)?;
    // After the leases were read, so that the desk knows whatever they hold.
    let open = state.desks.of(&state.store, meeting).await?;
    leases.retain(|lease| lease.holder == *holder);
    leases.sort_unstable_by_key(|lease| lease.no);
    let mut desk = open.look();
    desk.look_around();
    let items = leases.iter().filter_map(|lease| Some(desk.item(desk.suggestion(lease.no)?, lease.until, now)));
    Ok(DealReply { items: items.collect() })
}
