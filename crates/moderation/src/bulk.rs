//! `POST …/bulk` and `…/bulk/tag`: one decision, one agenda item or one topic for several suggestions at once.
//!
//! Each is its own command and may be refused for itself. What asks for a look with care is never published here.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use domain::{
    AgendaNo, Command, CommandKind, DeskCommand, Flag, MeetingId, Refusal, Review, ReviewKind, Suggestion,
    SuggestionCommand, SuggestionNo, UnixMs,
};
use futures_util::future::join_all;
use identity::CurrentStaff;
use protocol::moderation::{BULK_MAX, BulkBody, BulkReply, BulkTagBody, DecisionWish, Skipped};
use protocol::{ErrorCode, InMeeting, JsonBody, Problem};
use store::{Change, Holder};

use crate::access::{Permitted, holder, permit, refused};
use crate::decide::{decision, kind};
use crate::desk::{Desk, needs_care};
use crate::state::ModerationState;

/// The code of what is left out because it asks for a look with care.
const FLAGGED: &str = "flagged";

/// What came of one.
enum Fate {
    Done(Option<UnixMs>),
    Skipped(String),
}

pub(crate) async fn decide(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    JsonBody(body): JsonBody<BulkBody>,
) -> Result<Json<BulkReply>, Problem> {
    let permitted = permit(&staff, kind(&body.decision))?;
    let holder = holder(permitted.id, &body.console)?;
    let nos = several(&body.nos)?;
    if let DecisionWish::Publish { text: Some(_), .. } | DecisionWish::Publish { edit: Some(_), .. } = body.decision {
        // One wording cannot be the wording of several.
        return Err(Problem::new(ErrorCode::BadField).field("decision"));
    }
    let open = state.desks.of(&state.store, &meeting).await?;
    let now = state.clock.now();
    let (mut wanted, mut fates) = (Vec::new(), Vec::new());
    for no in nos {
        let desk = open.look();
        match fit(&desk, no, &body, now) {
            Ok(command) => wanted.push((no, command, desk.words_read(no))),
            Err(fate) => fates.push((no, fate)),
        }
    }
    let changes = wanted.into_iter().map(|(no, command, words)| {
        let mut change = Change::new(meeting.clone(), permitted.actor, Command::Suggestion { no, command });
        change.words = words;
        change.holder = Some(Holder { staff: holder.staff, console: holder.console.clone() });
        carry_out(&state, no, change, now)
    });
    // Together, so that they share a commit.
    fates.extend(join_all(changes).await);
    Ok(Json(reply(fates)))
}

pub(crate) async fn tag(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    JsonBody(body): JsonBody<BulkTagBody>,
) -> Result<Json<BulkReply>, Problem> {
    let permitted = permit(&staff, CommandKind::Review)?;
    let nos = several(&body.nos)?;
    if body.agenda_item.is_none() && body.topic.is_none() {
        return Err(Problem::new(ErrorCode::BadField).field("agenda_item"));
    }
    let now = state.clock.now();
    let changes = nos.into_iter().map(|no| tag_one(&state, &meeting, &permitted, no, &body, now));
    Ok(Json(reply(join_all(changes).await)))
}

async fn tag_one(
    state: &ModerationState,
    meeting: &MeetingId,
    permitted: &Permitted,
    no: SuggestionNo,
    body: &BulkTagBody,
    now: UnixMs,
) -> (SuggestionNo, Fate) {
    let item = body
        .agenda_item
        .map(|item| Command::Suggestion { no, command: SuggestionCommand::Retag { item: AgendaNo(item) } });
    let topic = body.topic.map(|topic| Command::Desk(DeskCommand::AssignTopic { no, topic }));
    let mut last = (no, Fate::Done(None));
    for command in [item, topic].into_iter().flatten() {
        last = carry_out(state, no, Change::new(meeting.clone(), permitted.actor, command), now).await;
        if matches!(last.1, Fate::Skipped(_)) {
            break;
        }
    }
    last
}

/// Each once, in order. Refused when there are none or too many.
fn several(nos: &[SuggestionNo]) -> Result<BTreeSet<SuggestionNo>, Problem> {
    let each: BTreeSet<SuggestionNo> = nos.iter().copied().collect();
    let fits = nos.len() <= BULK_MAX && !each.is_empty();
    if fits { Ok(each) } else { Err(Problem::new(ErrorCode::BadField).field("nos").value("n", BULK_MAX)) }
}

/// The command about one of them, unless it is left out.
fn fit(desk: &Desk, no: SuggestionNo, body: &BulkBody, now: UnixMs) -> Result<SuggestionCommand, Fate> {
    let skipped = |refusal: Refusal| Fate::Skipped(ErrorCode::from(refusal).name().to_owned());
    let suggestion = desk.suggestion(no).ok_or_else(|| skipped(Refusal::NoSuchSuggestion))?;
    if body.seq.is_some_and(|seen| desk.reworded_at(no) > seen) {
        return Err(skipped(Refusal::StaleRevision));
    }
    if matches!(body.decision, DecisionWish::Publish { .. }) && !is_plain(desk, suggestion) {
        return Err(Fate::Skipped(FLAGGED.to_owned()));
    }
    let decision =
        decision(&body.decision, suggestion, now).map_err(|problem| Fate::Skipped(problem.code().name().to_owned()))?;
    Ok(SuggestionCommand::Decide { decision, revision: suggestion.revision })
}

/// Whether it may be published together with others: nobody asked for a second look, nothing asks for care, and no other has its text.
fn is_plain(desk: &Desk, suggestion: &Suggestion) -> bool {
    let flags = desk.flags(suggestion);
    let first_look = matches!(suggestion.review.kind(), ReviewKind::Pending | ReviewKind::Published);
    first_look && !needs_care(&flags) && !flags.contains(&Flag::Duplicate)
}

async fn carry_out(state: &ModerationState, no: SuggestionNo, change: Change, now: UnixMs) -> (SuggestionNo, Fate) {
    let fate = match state.store.change(change).await {
        Ok(changed) => Fate::Done(changed.suggestion.as_deref().and_then(|suggestion| match suggestion.review {
            Review::Decided { effective_at, .. } => Some(effective_at),
            _ => None,
        })),
        Err(error) => Fate::Skipped(refused(error, now).code().name().to_owned()),
    };
    (no, fate)
}

fn reply(mut fates: Vec<(SuggestionNo, Fate)>) -> BulkReply {
    fates.sort_unstable_by_key(|(no, _)| *no);
    let mut reply = BulkReply { done: Vec::new(), skipped: Vec::new(), effective_at: None };
    for (no, fate) in fates {
        match fate {
            Fate::Done(at) => {
                reply.done.push(no);
                reply.effective_at = reply.effective_at.max(at);
            }
            Fate::Skipped(code) => reply.skipped.push(Skipped { no, code }),
        }
    }
    reply
}
