//! `…/invalidations`: supports that meet conditions are counted, set aside from the official numbers, and counted again.
//!
//! Nothing is deleted, and nothing is done that nobody saw: a job is ordered with the count that was told before.

use std::collections::{BTreeMap, HashMap};

use axum::Json;
use axum::extract::{Path, State};
use domain::invalidation::{Conditions, SUPPORTS_MAX, staff_of};
use domain::{
    CommandKind, Invalidation, InvalidationCommand, MeetingId, Refusal, Review, StaffId, Suggestion, SuggestionNo,
};
use http::StatusCode;
use identity::CurrentStaff;
use protocol::invalidation::{
    InvalidateBody, InvalidationLine, InvalidationTrialBody, InvalidationTrialReply, InvalidationsReply, LOSSES_MAX,
    LossLine, PLACES_MAX, PlaceLine, ReverseBody, SupportConditions,
};
use protocol::{ErrorCode, InMeeting, JsonBody, Problem};
use ranking::{Backed, Placed, rank_by_support};
use store::InvalidationOrder;

use crate::access::{fault, note, permit, refused};
use crate::desk::beginning;
use crate::state::ModerationState;

/// The jobs of a meeting.
pub(crate) async fn list(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
) -> Result<Json<InvalidationsReply>, Problem> {
    let permitted = permit(&staff, CommandKind::Govern)?;
    let known = state.store.meeting(&meeting).await.map_err(fault)?;
    known.ok_or_else(|| Problem::new(ErrorCode::NoSuchMeeting))?;
    let jobs = state.store.invalidations(&meeting).await.map_err(fault)?;
    let may = permitted.actor.may(CommandKind::Invalidate);
    Ok(Json(InvalidationsReply { jobs: lines(&state, jobs).await?, may }))
}

/// What a job would do.
pub(crate) async fn try_out(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    JsonBody(body): JsonBody<InvalidationTrialBody>,
) -> Result<Json<InvalidationTrialReply>, Problem> {
    permit(&staff, CommandKind::Govern)?;
    let conditions = checked(body.conditions)?;
    let counted = state.store.count_invalidation(&meeting, &conditions, None).await.map_err(fault)?;
    let counted = counted.ok_or_else(|| Problem::new(ErrorCode::NoSuchMeeting))?;
    let open = state.desks.of(&state.store, &meeting).await?;
    let desk = open.look();
    let picked = &counted.picked;
    Ok(Json(InvalidationTrialReply {
        supports: picked.supports,
        people: picked.people,
        suggestions: picked.by_suggestion.len() as u32,
        already: counted.already,
        too_many: picked.named.len() > SUPPORTS_MAX,
        losses: losses(&counted.losses, |no| desk.suggestion(no)),
        places: places(desk.suggestions(), &counted.losses),
        as_of: picked.as_of,
        turn: counted.turn,
    }))
}

/// Begins a job: 201, with what it names.
pub(crate) async fn begin(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    JsonBody(body): JsonBody<InvalidateBody>,
) -> Result<(StatusCode, Json<InvalidationLine>), Problem> {
    let permitted = permit(&staff, CommandKind::Invalidate)?;
    let order = InvalidationOrder {
        conditions: checked(body.conditions)?,
        reason: body.reason,
        note: note(body.note.as_deref())?,
        as_of: body.as_of,
        turn: body.turn,
        counted: body.supports,
    };
    let begun = state.store.begin_invalidation(&meeting, permitted.actor, order).await;
    let job = begun.map_err(|error| refused(error, state.clock.now()))?;
    Ok((StatusCode::CREATED, Json(line(&state, job).await?)))
}

/// Stops a job and puts back what it did.
pub(crate) async fn cancel(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    Path((_, id)): Path<(String, String)>,
) -> Result<Json<InvalidationLine>, Problem> {
    let id = number(&id)?;
    turn(&state, &staff, &meeting, id, InvalidationCommand::Cancel { id }).await
}

/// Counts again what a job has set aside.
pub(crate) async fn reverse(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    Path((_, id)): Path<(String, String)>,
    JsonBody(body): JsonBody<ReverseBody>,
) -> Result<Json<InvalidationLine>, Problem> {
    let id = number(&id)?;
    let command = InvalidationCommand::Reverse { id, note: note(body.note.as_deref())? };
    turn(&state, &staff, &meeting, id, command).await
}

async fn turn(
    state: &ModerationState,
    staff: &CurrentStaff,
    meeting: &MeetingId,
    id: u32,
    command: InvalidationCommand,
) -> Result<Json<InvalidationLine>, Problem> {
    let permitted = permit(staff, CommandKind::Invalidate)?;
    let turned = state.store.turn_invalidation(meeting, permitted.actor, id, command).await;
    let job = turned.map_err(|error| refused(error, state.clock.now()))?;
    Ok(Json(line(state, job).await?))
}

fn number(id: &str) -> Result<u32, Problem> {
    id.parse().map_err(|_| Problem::new(Refusal::NoSuchInvalidation.into()))
}

/// Refused as `bad_field`, with the field's name, when a condition is outside its range or nothing is asked.
fn checked(asked: SupportConditions) -> Result<Conditions, Problem> {
    let conditions = Conditions::from(asked);
    match conditions.fault() {
        None => Ok(conditions),
        Some(field) => Err(Problem::new(ErrorCode::BadField).field(field)),
    }
}

fn losses<'a>(
    losses: &BTreeMap<SuggestionNo, u32>,
    suggestion: impl Fn(SuggestionNo) -> Option<&'a Suggestion>,
) -> Vec<LossLine> {
    let mut most: Vec<_> = losses.iter().collect();
    most.sort_by_key(|(no, loss)| (std::cmp::Reverse(**loss), **no));
    let line = |(no, loss): (&SuggestionNo, &u32)| {
        let one = suggestion(*no)?;
        Some(LossLine {
            no: *no,
            text: beginning(one.text.as_str()),
            supports: one.supports,
            after: one.supports.saturating_sub(*loss),
        })
    };
    most.into_iter().filter_map(line).take(LOSSES_MAX).collect()
}

/// The first places of the ranking by backers, now and after these losses.
fn places<'a>(
    suggestions: impl Iterator<Item = &'a Suggestion>,
    losses: &BTreeMap<SuggestionNo, u32>,
) -> Vec<PlaceLine> {
    let now: Vec<Backed> = suggestions
        .filter_map(|one| match one.review {
            Review::Published { at, .. } => {
                Some(Backed { no: one.no.0.into(), supports: one.supports.into(), published_at_ms: at.0 })
            }
            _ => None,
        })
        .collect();
    let lost = |no: u64| u32::try_from(no).ok().and_then(|no| losses.get(&SuggestionNo(no))).copied().unwrap_or(0);
    let then: Vec<Backed> =
        now.iter().map(|one| Backed { supports: one.supports.saturating_sub(lost(one.no).into()), ..*one }).collect();
    let (now, then) = (rank_by_support(&now), rank_by_support(&then));
    let at = |list: &[Placed], place: usize| {
        let one = list.get(place).and_then(|one| Some((u32::try_from(one.no).ok()?, one.supports)));
        one.map_or((None, 0), |(no, supports)| (Some(SuggestionNo(no)), u32::try_from(supports).unwrap_or(u32::MAX)))
    };
    (0..now.len().min(PLACES_MAX))
        .map(|place| {
            let ((now, now_supports), (then, then_supports)) = (at(&now, place), at(&then, place));
            PlaceLine { place: place as u32 + 1, now, now_supports, then, then_supports }
        })
        .collect()
}

async fn line(state: &ModerationState, job: Invalidation) -> Result<InvalidationLine, Problem> {
    let mut lines = lines(state, vec![job]).await?;
    lines.pop().ok_or_else(|| Problem::new(ErrorCode::Internal))
}

async fn lines(state: &ModerationState, jobs: Vec<Invalidation>) -> Result<Vec<InvalidationLine>, Problem> {
    let ordered = jobs.iter().map(|job| staff_of(&job.by));
    let people: Vec<StaffId> =
        ordered.chain(jobs.iter().filter_map(|job| job.turned_by.as_ref().map(staff_of))).collect();
    let names = state.desks.names(&state.store, people.into_iter()).await?;
    Ok(jobs.into_iter().map(|job| told(job, &names)).collect())
}

fn told(job: Invalidation, names: &HashMap<StaffId, String>) -> InvalidationLine {
    let name = |id: StaffId| names.get(&id).cloned().unwrap_or_default();
    // A merge adds rows while a job works: never more than all.
    let percent = u64::from(job.done) * 100 / u64::from(job.rows.max(1));
    InvalidationLine {
        id: job.id,
        state: job.state,
        by: name(staff_of(&job.by)),
        turned_by: job.turned_by.as_ref().map(|actor| name(staff_of(actor))),
        conditions: job.conditions.into(),
        reason: job.reason,
        note: job.note.map(|note| note.as_str().to_owned()),
        at: job.at,
        changed_at: job.changed_at,
        counted: job.counted,
        supports: job.supports,
        people: job.people,
        suggestions: job.suggestions,
        percent: u8::try_from(percent.min(100)).unwrap_or(100),
    }
}
