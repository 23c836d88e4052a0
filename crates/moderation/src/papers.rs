//! `GET …/papers`, `PUT …/papers/runbook`, `PUT …/papers/canned`, `POST …/papers/hand-over`, `POST …/help`: what the people at the desk
//! write for one another.

use std::collections::HashSet;

use axum::Json;
use axum::extract::State;
use domain::desk::{CALLED_MAX, CANNED_MAX, CannedReply};
use domain::{Command, CommandKind, DeskCommand, DeskText, Label, MeetingId, Note, Refusal, StaffId, UnixMs};
use identity::CurrentStaff;
use protocol::papers::{
    CALLABLE_MAX, Callable, CannedBody, CannedLine, HandOverBody, HandOverNote, HelpBody, PAPERS_BYTES_MAX,
    PapersReply, Runbook, RunbookBody,
};
use protocol::{ErrorCode, InMeeting, JsonBody, Problem};
use store::{Change, ChangeError};

use crate::access::{Permitted, bad_text, fault, note, permit, refused};
use crate::desk::Desk;
use crate::state::ModerationState;

pub(crate) async fn show(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
) -> Result<Json<PapersReply>, Problem> {
    let permitted = permit(&staff, CommandKind::Arrange)?;
    told(&state, &meeting, permitted.id).await.map(Json)
}

pub(crate) async fn put_runbook(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    JsonBody(body): JsonBody<RunbookBody, PAPERS_BYTES_MAX>,
) -> Result<Json<PapersReply>, Problem> {
    let permitted = permit(&staff, CommandKind::Govern)?;
    let text = if body.text.trim().is_empty() { None } else { Some(desk_text(&body.text)?) };
    let command = DeskCommand::SetRunbook { version: body.version, text };
    change(&state, &meeting, &permitted, command, "text").await?;
    told(&state, &meeting, permitted.id).await.map(Json)
}

pub(crate) async fn put_canned(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    JsonBody(body): JsonBody<CannedBody, PAPERS_BYTES_MAX>,
) -> Result<Json<PapersReply>, Problem> {
    let permitted = permit(&staff, CommandKind::Govern)?;
    if body.replies.len() > CANNED_MAX {
        return Err(Problem::new(ErrorCode::BadField).field("replies").value("max", CANNED_MAX));
    }
    let replies = body.replies.iter().enumerate().map(|(at, line)| reply(at + 1, line)).collect::<Result<_, _>>()?;
    let command = DeskCommand::SetCanned { version: body.version, replies };
    change(&state, &meeting, &permitted, command, "replies").await?;
    told(&state, &meeting, permitted.id).await.map(Json)
}

pub(crate) async fn hand_over(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    JsonBody(body): JsonBody<HandOverBody, PAPERS_BYTES_MAX>,
) -> Result<Json<PapersReply>, Problem> {
    let permitted = permit(&staff, CommandKind::Arrange)?;
    let command = DeskCommand::HandOver { text: desk_text(&body.text)? };
    change(&state, &meeting, &permitted, command, "text").await?;
    told(&state, &meeting, permitted.id).await.map(Json)
}

pub(crate) async fn call_help(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    JsonBody(body): JsonBody<HelpBody>,
) -> Result<Json<PapersReply>, Problem> {
    let permitted = permit(&staff, CommandKind::Arrange)?;
    let note = note(body.note.as_deref())?;
    if body.to.len() > CALLED_MAX {
        return Err(Problem::new(ErrorCode::BadField).field("to").value("max", CALLED_MAX));
    }
    if !body.to.is_empty() {
        let known: HashSet<StaffId> = callable(&state, permitted.id).await?.into_iter().map(|one| one.id).collect();
        if body.to.iter().any(|id| !known.contains(id)) {
            // Nobody would hear a call for somebody who has no place at the desk.
            return Err(Problem::new(ErrorCode::BadField).field("to"));
        }
    }
    change(&state, &meeting, &permitted, DeskCommand::CallHelp { note, to: body.to }, "to").await?;
    told(&state, &meeting, permitted.id).await.map(Json)
}

fn desk_text(text: &str) -> Result<DeskText, Problem> {
    DeskText::new(text).map_err(|bad| bad_text(bad).field("text"))
}

/// The `line`-th reply, counted from 1, as the domain has it.
fn reply(line: usize, said: &CannedLine) -> Result<CannedReply, Problem> {
    let title = Label::new(&said.title).map_err(|bad| bad_text(bad).field("title").value("line", line))?;
    let text = Note::new(&said.text).map_err(|bad| bad_text(bad).field("text").value("line", line))?;
    Ok(CannedReply { title, text })
}

async fn change(
    state: &ModerationState,
    meeting: &MeetingId,
    permitted: &Permitted,
    command: DeskCommand,
    field: &'static str,
) -> Result<(), Problem> {
    let change = Change::new(meeting.clone(), permitted.actor, Command::Desk(command));
    let now = state.clock.now();
    state.store.change(change).await.map_err(|error| {
        let bad_value = matches!(error, ChangeError::Refused(Refusal::BadSetting));
        let problem = refused(error, now);
        if bad_value { problem.field(field) } else { problem }
    })?;
    Ok(())
}

/// Colleagues of `me` who have a place at the desk, by name.
async fn callable(state: &ModerationState, me: StaffId) -> Result<Vec<Callable>, Problem> {
    let accounts = state.store.staff_list().await.map_err(fault)?;
    let others = accounts.into_iter().filter(|one| one.id != me && one.roles.may(CommandKind::Arrange));
    let mut others: Vec<_> = others.map(|one| Callable { id: one.id, name: one.name }).collect();
    others.sort_unstable_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
    Ok(others)
}

async fn told(state: &ModerationState, meeting: &MeetingId, me: StaffId) -> Result<PapersReply, Problem> {
    let mut callable = callable(state, me).await?;
    callable.truncate(CALLABLE_MAX);
    let open = state.desks.of(&state.store, meeting).await?;
    let writers: HashSet<StaffId> = {
        let desk = open.look();
        let papers = desk.papers();
        let notes = papers.notes().map(|note| note.by);
        let others = papers.help().map(|call| call.by).chain(papers.runbook().and_then(|(.., by)| by));
        notes.chain(others).collect()
    };
    let names = state.desks.names(&state.store, writers.into_iter()).await?;
    let name = |id: StaffId| names.get(&id).cloned().unwrap_or_default();
    let now = state.clock.now();
    Ok(reply_of(&open.look(), me, callable, name, now))
}

fn reply_of(
    desk: &Desk,
    me: StaffId,
    callable: Vec<Callable>,
    name: impl Fn(StaffId) -> String,
    now: UnixMs,
) -> PapersReply {
    let papers = desk.papers();
    let meeting = desk.meeting();
    let (text, at, by) = match papers.runbook() {
        Some((text, at, by)) => (text.to_owned(), Some(at), by.map(&name)),
        None => (String::new(), None, None),
    };
    let notes = papers.notes().map(|note| HandOverNote {
        seq: note.seq,
        at: note.at,
        by: name(note.by),
        mine: note.by == me,
        text: note.text.as_str().to_owned(),
    });
    let canned = papers
        .canned()
        .iter()
        .map(|reply| CannedLine { title: reply.title.as_str().to_owned(), text: reply.text.as_str().to_owned() });
    let call = papers.help().next();
    PapersReply {
        changed: papers.changed(),
        runbook: Runbook { version: meeting.map_or(0, |meeting| meeting.runbook_version), text, at, by },
        canned_version: meeting.map_or(0, |meeting| meeting.canned_version),
        canned: canned.collect(),
        notes: notes.collect(),
        help: call.map(|call| call.told(me, name(call.by))),
        help_in_force: call.is_some_and(|call| call.is_in_force(now)),
        autoclear: meeting.and_then(|meeting| meeting.autoclear),
        callable,
    }
}
