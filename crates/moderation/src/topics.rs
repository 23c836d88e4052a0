//! `GET …/topics`, `POST …/topics/{topic}`, `POST …/suggestions/{no}/topic`: what it is all about.
//!
//! Staff name, fix and move topics; each of that is a command.

use axum::Json;
use axum::extract::{Path, State};
use domain::{Command, CommandKind, DeskCommand, Label, MeetingId, SuggestionNo};
use identity::CurrentStaff;
use protocol::moderation::{MoveTopicBody, TOPICS_MAX, Topic, TopicBody, TopicsReply};
use protocol::{AtSuggestion, ErrorCode, InMeeting, JsonBody, Problem};
use store::Change;

use crate::access::{Permitted, bad_text, permit, refused};
use crate::state::ModerationState;

/// All topics, the largest first.
pub(crate) async fn list(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
) -> Result<Json<TopicsReply>, Problem> {
    permit(&staff, CommandKind::Arrange)?;
    told(&state, &meeting).await.map(Json)
}

/// Names a topic, or fixes it.
pub(crate) async fn name(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    Path((_, topic)): Path<(String, String)>,
    JsonBody(body): JsonBody<TopicBody>,
) -> Result<Json<TopicsReply>, Problem> {
    let permitted = permit(&staff, CommandKind::Arrange)?;
    let unknown = || Problem::new(ErrorCode::NotFound);
    let topic = topic.parse().map(SuggestionNo).map_err(|_| unknown())?;
    let open = state.desks.of(&state.store, &meeting).await?;
    let known = {
        let desk = open.look();
        desk.suggestion(topic).ok_or_else(unknown)?;
        desk.topics().staff_wish(topic)
    };
    let name = match body.name.as_deref().map(str::trim) {
        None => known.name,
        Some("") => None,
        Some(name) => Some(Label::new(name).map_err(|bad| bad_text(bad).field("name"))?),
    };
    let fixed = body.fixed.unwrap_or(known.fixed);
    change(&state, &meeting, &permitted, DeskCommand::NameTopic { topic, name, fixed }).await?;
    told(&state, &meeting).await.map(Json)
}

/// Moves a suggestion to a topic.
pub(crate) async fn put(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    AtSuggestion(meeting, no): AtSuggestion,
    JsonBody(body): JsonBody<MoveTopicBody>,
) -> Result<Json<TopicsReply>, Problem> {
    let permitted = permit(&staff, CommandKind::Arrange)?;
    let open = state.desks.of(&state.store, &meeting).await?;
    let known = open.look().suggestion(body.topic).is_some();
    if !known {
        return Err(Problem::new(ErrorCode::NotFound).field("topic"));
    }
    change(&state, &meeting, &permitted, DeskCommand::AssignTopic { no, topic: body.topic }).await?;
    told(&state, &meeting).await.map(Json)
}

async fn told(state: &ModerationState, meeting: &MeetingId) -> Result<TopicsReply, Problem> {
    let open = state.desks.of(&state.store, meeting).await?;
    let desk = open.look();
    let topics: Vec<Topic> = desk.largest_topics(TOPICS_MAX);
    Ok(TopicsReply { topics, total: desk.topics().len() as u32 })
}

async fn change(
    state: &ModerationState,
    meeting: &MeetingId,
    permitted: &Permitted,
    command: DeskCommand,
) -> Result<(), Problem> {
    let change = Change::new(meeting.clone(), permitted.actor, Command::Desk(command));
    state.store.change(change).await.map(|_| ()).map_err(|error| refused(error, state.clock.now()))
}
