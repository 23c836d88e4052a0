//! `POST …/stage`: what the chamber sees around the suggestions, and captions.

use axum::Json;
use axum::extract::State;
use domain::{Caption, Command, CommandKind, Label, Overlay, Refusal, StageCommand, SuggestionNo};
use identity::CurrentStaff;
use protocol::floor::StageBody;
use protocol::frame::{Card, MeetingCard};
use protocol::{InMeeting, JsonBody, Problem};
use store::{Change, ChangeError};

use crate::access::{bad_text, permit, refused};
use crate::state::ModerationState;

/// Answers with the meeting as it is then.
pub(crate) async fn set(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    JsonBody(body): JsonBody<StageBody>,
) -> Result<Json<MeetingCard>, Problem> {
    let kind = if matches!(body, StageBody::Caption { .. }) { CommandKind::Caption } else { CommandKind::Stage };
    let permitted = permit(&staff, kind)?;
    let now = state.clock.now();
    let field = field(&body);
    if let StageBody::Overlay { no: Some(no), .. } = body {
        let open = state.desks.of(&state.store, &meeting).await?;
        // What becomes hidden right after this look leaves the overlay by the domain's own rule.
        let public = open.look().suggestion(no).is_some_and(|suggestion| Card::of(suggestion).is_some());
        if !public {
            return Err(Problem::refused(Refusal::NoSuchSuggestion, now));
        }
    }
    let command = Command::Stage(command(body)?);
    let changed = state.store.change(Change::new(meeting, permitted.actor, command)).await.map_err(|error| {
        let bad_value = matches!(error, ChangeError::Refused(Refusal::BadSetting));
        let problem = refused(error, now);
        if bad_value { problem.field(field) } else { problem }
    })?;
    Ok(Json(MeetingCard::from(&*changed.meeting)))
}

/// The field whose value may be out of its range.
fn field(body: &StageBody) -> &'static str {
    match body {
        StageBody::View { .. } => "view",
        StageBody::Overlay { .. } => "layout",
        StageBody::Speaker { .. } => "name",
        StageBody::Extend { .. } => "minutes",
        StageBody::Order { .. } => "nos",
        StageBody::Caption { .. } => "text",
    }
}

fn command(body: StageBody) -> Result<StageCommand, Problem> {
    Ok(match body {
        StageBody::View { view } => StageCommand::View { view },
        StageBody::Overlay { layout, no } => StageCommand::Overlay { overlay: overlay(layout, no) },
        StageBody::Speaker { name } => StageCommand::Speaker { name: label(&name, "name")? },
        StageBody::Extend { minutes } => StageCommand::Extend { minutes },
        StageBody::Order { nos } => StageCommand::Order { nos },
        StageBody::Caption { moment_ms, text } => {
            let text = Caption::new(&text).map_err(|bad| bad_text(bad).field("text"))?;
            StageCommand::Caption { moment_ms, text }
        }
    })
}

/// Only the lower third shows a suggestion: another layout that names one would keep it in mind for nothing.
fn overlay(layout: domain::OverlayLayout, no: Option<SuggestionNo>) -> Overlay {
    Overlay { layout, no: no.filter(|_| layout == domain::OverlayLayout::Lower) }
}

/// A label as a value type; nothing but blanks is none.
fn label(text: &str, field: &'static str) -> Result<Option<Label>, Problem> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    Label::new(text).map(Some).map_err(|bad| bad_text(bad).field(field))
}
