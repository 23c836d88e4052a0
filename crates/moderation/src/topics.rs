//! `GET …/topics`, `POST …/topics/{topic}`, `POST …/topics/regroup`, `POST …/suggestions/{no}/topic`: what it is all about.
//!
//! Staff name, fix, move and regroup topics; each of that is a command.

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Path, State};
use domain::desk::TopicGroup;
use domain::{Command, CommandKind, DeskCommand, Label, MeetingId, SuggestionNo};
use identity::CurrentStaff;
use protocol::moderation::{MoveTopicBody, RegroupBody, RegroupReply, TOPICS_MAX, Topic, TopicBody, TopicsReply};
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

/// Groups everything anew. A dry run only shows what would come of it.
pub(crate) async fn regroup(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    JsonBody(body): JsonBody<RegroupBody>,
) -> Result<Json<RegroupReply>, Problem> {
    let permitted = permit(&staff, CommandKind::Arrange)?;
    let open = state.desks.of(&state.store, &meeting).await?;
    let (groups, moved, shown) = {
        let desk = open.look();
        let groups = desk.topics().regrouped();
        let moved = moved(&groups, |no| desk.topics().of(no));
        let shown = desk.told_topics(&groups, TOPICS_MAX);
        (groups, moved, shown)
    };
    let total = groups.len() as u32;
    if body.dry {
        return Ok(Json(RegroupReply { topics: shown, total, moved, dry: true }));
    }
    let topics = groups.into_iter().map(|(topic, members)| TopicGroup { topic, members }).collect();
    change(&state, &meeting, &permitted, DeskCommand::Regroup { topics }).await?;
    let TopicsReply { topics, total } = told(&state, &meeting).await?;
    Ok(Json(RegroupReply { topics, total, moved, dry: false }))
}

/// How many would belong to another topic.
fn moved(groups: &[(SuggestionNo, Vec<SuggestionNo>)], of: impl Fn(SuggestionNo) -> Option<SuggestionNo>) -> u32 {
    let members = groups.iter().flat_map(|(topic, members)| members.iter().map(|no| (*no, *topic)));
    let after: HashMap<_, _> = members.collect();
    after.iter().filter(|(no, topic)| of(**no) != Some(**topic)).count() as u32
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
