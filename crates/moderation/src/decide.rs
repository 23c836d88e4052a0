//! `POST …/suggestions/{no}/decision`: publish, return, reject, hide, merge. It takes effect after the undo window.

use axum::Json;
use axum::extract::State;
use domain::{
    Command, CommandKind, Decision, Edit, EditKind, MergedText, Refusal, Review, Suggestion, SuggestionCommand,
    SuggestionText, TEXT_CHARS_CEILING, UnixMs,
};
use identity::CurrentStaff;
use protocol::moderation::{DecisionBody, DecisionReply, DecisionWish, IntoKind};
use protocol::{AtSuggestion, ErrorCode, JsonBody, Problem};
use store::Change;

use crate::access::{bad_text, fault, holder, note, permit, refused};
use crate::state::ModerationState;

pub(crate) async fn decide(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    AtSuggestion(meeting, no): AtSuggestion,
    JsonBody(body): JsonBody<DecisionBody>,
) -> Result<Json<DecisionReply>, Problem> {
    // Whether this very decision is allowed the domain judges; nobody else need know that the suggestion exists.
    let kind = if matches!(body.decision, DecisionWish::Hide { .. }) { CommandKind::Hide } else { CommandKind::Review };
    let permitted = permit(&staff, kind)?;
    let holder = holder(permitted.id, &body.console)?;
    let now = state.clock.now();
    let suggestion = state.store.suggestion(&meeting, no).await.map_err(fault)?;
    let suggestion = suggestion.ok_or_else(|| Problem::refused(Refusal::NoSuchSuggestion, now))?;
    let decision = decision(body.decision, &suggestion, now)?;
    let command = SuggestionCommand::Decide { decision, revision: body.revision };
    let mut change = Change::new(meeting, permitted.actor, Command::Suggestion { no, command });
    change.holder = Some(holder);
    let changed = state.store.change(change).await.map_err(|error| refused(error, now))?;
    Ok(Json(reply(changed.suggestion.as_deref().unwrap_or(&suggestion))))
}

/// What is wished, as a decision. The text shown is that of `suggestion`, masked: should the author change it before the decision is
/// made, the revision no longer fits and the decision is refused.
fn decision(wish: DecisionWish, suggestion: &Suggestion, now: UnixMs) -> Result<Decision, Problem> {
    Ok(match wish {
        DecisionWish::Publish { forward, text, edit, related } => {
            let (shown, edit) = match (text, edit) {
                (None, None) => (shown(suggestion)?, None),
                (Some(text), Some(kind)) => reworded(suggestion, kind, &text)?,
                (Some(_), None) => return Err(Problem::new(ErrorCode::BadField).field("edit")),
                (None, Some(_)) => return Err(Problem::new(ErrorCode::BadField).field("text")),
            };
            Decision::Publish { shown, forward, edit, related }
        }
        DecisionWish::Return { reason, note: words } => Decision::Return { reason, note: note(words.as_deref())? },
        DecisionWish::Reject { reason, note: words } => Decision::Reject { reason, note: note(words.as_deref())? },
        DecisionWish::Hide { reason, note: words } => {
            let note = note(words.as_deref())?.ok_or_else(|| Problem::refused(Refusal::NoteNeeded, now))?;
            Decision::Hide { reason, note: Some(note) }
        }
        DecisionWish::Merge { into, into_kind: IntoKind::Backer } => Decision::merge(into),
        DecisionWish::Merge { into, into_kind: IntoKind::Supplement } => {
            Decision::Merge { into, text: MergedText::Supplement { shown: shown(suggestion)? } }
        }
    })
}

fn shown(suggestion: &Suggestion) -> Result<SuggestionText, Problem> {
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
pub(crate) fn reply(suggestion: &Suggestion) -> DecisionReply {
    let effective_at = match suggestion.review {
        Review::Decided { effective_at, .. } => Some(effective_at),
        _ => None,
    };
    DecisionReply { no: suggestion.no, state: suggestion.review.kind(), effective_at }
}
