//! `POST …/suggestions/{no}/decision`: publish, return, reject, hide, merge. It takes effect after the undo window.

use axum::Json;
use axum::extract::State;
use domain::{
    Command, CommandKind, Decision, Edit, EditKind, MeetingId, MergedText, Refusal, Review, Suggestion,
    SuggestionCommand, SuggestionNo, SuggestionText, TEXT_CHARS_CEILING, UnixMs,
};
use identity::CurrentStaff;
use protocol::moderation::{DecisionBody, DecisionReply, DecisionWish, IntoKind};
use protocol::{AtSuggestion, ErrorCode, JsonBody, Problem};
use store::{Change, ChangeError};

use crate::access::{bad_text, fault, holder, note, permit, refused};
use crate::desk::{Deed, decision_parts};
use crate::state::ModerationState;

pub(crate) async fn decide(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    AtSuggestion(meeting, no): AtSuggestion,
    JsonBody(body): JsonBody<DecisionBody>,
) -> Result<Json<DecisionReply>, Problem> {
    let permitted = permit(&staff, kind(&body.decision))?;
    let holder = holder(permitted.id, &body.console)?;
    let now = state.clock.now();
    let suggestion = state.store.suggestion(&meeting, no).await.map_err(fault)?;
    let suggestion = suggestion.ok_or_else(|| Problem::refused(Refusal::NoSuchSuggestion, now))?;
    let decision = decision(&body.decision, &suggestion, now)?;
    // The domain knows the flags of the receipt; the lists may have come after it.
    let words =
        if decision.shows_text() { state.desks.of(&state.store, &meeting).await?.look().words_read(no) } else { None };
    let command = SuggestionCommand::Decide { decision, revision: body.revision };
    let mut change = Change::new(meeting, permitted.actor, Command::Suggestion { no, command });
    change.holder = Some(holder);
    change.words = words;
    carry_out(&state, no, change).await.map(Json)
}

/// Carries a change of one suggestion out and tells where it stands then.
pub(crate) async fn carry_out(
    state: &ModerationState,
    no: SuggestionNo,
    change: Change,
) -> Result<DecisionReply, Problem> {
    let meeting = change.meeting.clone();
    match state.store.change(change).await {
        Ok(changed) => {
            let unknown = || Problem::refused(Refusal::NoSuchSuggestion, state.clock.now());
            changed.suggestion.as_deref().map(reply).ok_or_else(unknown)
        }
        Err(error) => Err(lost(state, &meeting, no, error, state.clock.now()).await),
    }
}

/// The row of the role × command table. Whether this very decision is allowed the domain judges; nobody else need know that the
/// suggestion exists.
pub(crate) fn kind(wish: &DecisionWish) -> CommandKind {
    if matches!(wish, DecisionWish::Hide { .. }) { CommandKind::Hide } else { CommandKind::Review }
}

/// What is wished, as a decision. The text shown is that of `suggestion`, masked: should the author change it before the decision is
/// made, the revision no longer fits and the decision is refused.
pub(crate) fn decision(wish: &DecisionWish, suggestion: &Suggestion, now: UnixMs) -> Result<Decision, Problem> {
    Ok(match wish {
        DecisionWish::Publish { forward, text, edit, related } => {
            let (shown, edit) = match (text, edit) {
                (None, None) => (shown(suggestion)?, None),
                (Some(text), Some(kind)) => reworded(suggestion, *kind, text)?,
                (Some(_), None) => return Err(Problem::new(ErrorCode::BadField).field("edit")),
                (None, Some(_)) => return Err(Problem::new(ErrorCode::BadField).field("text")),
            };
            Decision::Publish { shown, forward: *forward, edit, related: *related }
        }
        DecisionWish::Return { reason, note: words } => {
            Decision::Return { reason: *reason, note: note(words.as_deref())? }
        }
        DecisionWish::Reject { reason, note: words } => {
            Decision::Reject { reason: *reason, note: note(words.as_deref())? }
        }
        DecisionWish::Hide { reason, note: words } => {
            let note = note(words.as_deref())?.ok_or_else(|| Problem::refused(Refusal::NoteNeeded, now))?;
            Decision::Hide { reason: *reason, note: Some(note) }
        }
        DecisionWish::Merge { into, into_kind: IntoKind::Backer } => Decision::merge(*into),
        DecisionWish::Merge { into, into_kind: IntoKind::Supplement } => {
            Decision::Merge { into: *into, text: MergedText::Supplement { shown: shown(suggestion)? } }
        }
    })
}

/// The author's text with personal data masked.
pub(crate) fn shown(suggestion: &Suggestion) -> Result<SuggestionText, Problem> {
    let masked = text::mask(suggestion.text.as_str());
    SuggestionText::new(&masked, TEXT_CHARS_CEILING).map_err(bad_text)
}

/// A wording by staff, masked like any other, and how it is told. Whether it is no more than such an edit the domain judges.
fn reworded(suggestion: &Suggestion, kind: EditKind, wish: &str) -> Result<(SuggestionText, Option<Edit>), Problem> {
    let kept = text::check_input(wish).map_err(|_| Problem::new(ErrorCode::TextBadCharacter).field("text"))?;
    let after = text::mask(&kept);
    let after = SuggestionText::new(&after, TEXT_CHARS_CEILING).map_err(|bad| bad_text(bad).field("text"))?;
    // What was covered must not be told by what stood there before.
    let before = if kind == EditKind::Mask { None } else { Some(shown(suggestion)?) };
    Ok((after, Some(Edit { kind, before })))
}

/// Where the suggestion stands now.
fn reply(suggestion: &Suggestion) -> DecisionReply {
    let effective_at = match suggestion.review {
        Review::Decided { effective_at, .. } => Some(effective_at),
        _ => None,
    };
    DecisionReply { no: suggestion.no, state: suggestion.review.kind(), effective_at }
}

/// The problem that a refusal is; where somebody else was faster it names them (`who`) and what they did (`verb`, `into`).
pub(crate) async fn lost(
    state: &ModerationState,
    meeting: &MeetingId,
    no: SuggestionNo,
    error: ChangeError,
    now: UnixMs,
) -> Problem {
    let by_lease = matches!(error, ChangeError::Refused(Refusal::NotLeased));
    let by_deed = matches!(
        error,
        ChangeError::Refused(Refusal::AlreadyDecided | Refusal::Merged { .. } | Refusal::WrongState { .. })
    );
    let problem = refused(error, now);
    let winner = match (by_lease, by_deed) {
        (true, _) => lessee(state, meeting, no, now).await,
        (_, true) => decider(state, meeting, no).await,
        _ => None,
    };
    let Some((who, verb, into)) = winner else {
        return problem;
    };
    let names = state.desks.names(&state.store, [who].into_iter()).await.unwrap_or_default();
    let name = names.get(&who).map(String::as_str).unwrap_or_default();
    let problem = problem.value("no", no.0).value("who", name).value("verb", verb);
    into.map_or(problem.clone(), |into| problem.value("into", into.0))
}

/// Who did what, and which one goes on after a merge.
type Winner = (domain::StaffId, &'static str, Option<SuggestionNo>);

/// Who holds the item now.
async fn lessee(state: &ModerationState, meeting: &MeetingId, no: SuggestionNo, now: UnixMs) -> Option<Winner> {
    let leases = state.store.leases(meeting, now).await.ok()?;
    leases.into_iter().find(|lease| lease.no == no).map(|lease| (lease.holder.staff, "lease", None))
}

/// Who decided it last, as far as it is known.
async fn decider(state: &ModerationState, meeting: &MeetingId, no: SuggestionNo) -> Option<Winner> {
    let open = state.desks.of(&state.store, meeting).await.ok()?;
    let desk = open.look();
    if let Review::Decided { decision, by, .. } = &desk.suggestion(no)?.review {
        let (verb, into, _) = decision_parts(decision);
        return Some((*by, verb, into));
    }
    let told = |deed: &&Deed| deed.no == Some(no);
    desk.deeds().find(told).map(|deed| (deed.who, deed.verb, deed.into))
}
