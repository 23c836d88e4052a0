//! Carries out a batch of tasks in one transaction: loads the little state that each concerns, has `domain` decide, writes the
//! rows, and appends the events. The same for every database; whether and when it becomes durable is the writer's business.

mod answers;
mod changes;
mod desk;
mod invalidations;
mod keys;
mod log;
mod supports;
mod unmerge;

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use domain::{
    Actor, Clock, Command, Meeting, MeetingCode, MeetingId, PersonId, Refusal, Settings, SuggestionNo, UnixMs,
};

use crate::change::{Change, ChangeError, Changed, Commit};
use crate::error::StoreError;
use crate::port::Transaction;

use answers::Said;
pub(crate) use desk::{Deal, deal, take_over};
use log::Log;
use supports::{Rule, Wish};

/// A transaction as the engine is lent it.
pub(crate) type Rows<'t> = dyn Transaction + 't;

/// Something to be written.
pub(crate) enum Task {
    /// A command.
    Change(Box<Change>),
    /// A new meeting.
    Create(Box<Create>),
    /// Supports of an import.
    Import(Import),
    /// Rows outside the log.
    Side(Box<dyn Side>),
}

/// A meeting to be made.
pub(crate) struct Create {
    pub(crate) actor: Actor,
    pub(crate) id: MeetingId,
    pub(crate) code: MeetingCode,
    pub(crate) settings: Settings,
}

/// Supports from elsewhere, with their own times.
pub(crate) struct Import {
    pub(crate) meeting: MeetingId,
    pub(crate) supports: Vec<(PersonId, SuggestionNo, UnixMs)>,
}

/// Work on rows outside the log: leases, accounts. It may be run again when the transaction has to be repeated.
#[async_trait]
pub(crate) trait Side: Send + Sync {
    /// The meeting whose head must be held meanwhile.
    fn meeting(&self) -> Option<&MeetingId>;

    /// Does it and keeps what was found.
    async fn run(&mut self, rows: &mut Rows<'_>) -> Result<(), StoreError>;

    /// Tells the caller what was found, or what went wrong; after the commit.
    fn answer(self: Box<Self>, outcome: Result<(), StoreError>);
}

/// What came of a task.
pub(crate) enum Done {
    /// Of a command or a new meeting.
    Changed(Box<Changed>),
    /// How many supports were new.
    Imported(u32),
    /// The work itself knows.
    Side,
}

/// What came of a task, or why nothing did.
pub(crate) type Outcome = Result<Done, ChangeError>;

/// What a batch did: an outcome for each task, and what to tell when it is durable.
pub(crate) struct Written {
    pub(crate) outcomes: Vec<Outcome>,
    pub(crate) commits: Vec<Commit>,
}

/// Carries the tasks out: first, in order and each in a savepoint, everything but supports and answers; then these as sets.
/// Callers that wait for each other's answers never share a batch, so that order is as good as any.
pub(crate) async fn run(rows: &mut Rows<'_>, tasks: &mut [Task], clock: &dyn Clock) -> Result<Written, StoreError> {
    let mut logs = load(rows, tasks).await?;
    let mut outcomes = Vec::with_capacity(tasks.len());
    let mut wishes: BTreeMap<MeetingId, Vec<(usize, Wish)>> = BTreeMap::new();
    let mut said: BTreeMap<MeetingId, Vec<(usize, Said)>> = BTreeMap::new();
    for (place, task) in tasks.iter_mut().enumerate() {
        if let Some((meeting, wish)) = wish_of(task) {
            wishes.entry(meeting.clone()).or_default().push((place, wish));
            outcomes.push(Err(Refusal::NoSuchMeeting.into()));
            continue;
        }
        if let Some((meeting, answer)) = answer_of(task) {
            said.entry(meeting.clone()).or_default().push((place, answer));
            outcomes.push(Err(Refusal::NoSuchMeeting.into()));
            continue;
        }
        outcomes.push(isolated(rows, &mut logs, task, clock).await?);
    }
    for (meeting, wishes) in wishes {
        // Without a log there is no such meeting, and the outcomes say so already.
        if let Some(log) = logs.get_mut(&meeting) {
            support(rows, log, &wishes, clock, &mut outcomes).await?;
        }
    }
    for (meeting, said) in said {
        if let Some(log) = logs.get_mut(&meeting) {
            answer(rows, log, &said, clock, &mut outcomes).await?;
        }
    }
    let mut commits = Vec::with_capacity(logs.len());
    for log in logs.into_values() {
        commits.extend(log.write(rows).await?);
    }
    Ok(Written { outcomes, commits })
}

/// The logs of all meetings concerned, their heads locked in the order of the ids, so that two processes cannot wait for each
/// other.
async fn load(rows: &mut Rows<'_>, tasks: &[Task]) -> Result<BTreeMap<MeetingId, Log>, StoreError> {
    let ids: BTreeSet<&MeetingId> = tasks
        .iter()
        .filter_map(|task| match task {
            Task::Change(change) => Some(&change.meeting),
            Task::Import(import) => Some(&import.meeting),
            Task::Side(work) => work.meeting(),
            Task::Create(_) => None,
        })
        .collect();
    let mut logs = BTreeMap::new();
    if ids.is_empty() {
        return Ok(logs);
    }
    let ids: Vec<MeetingId> = ids.into_iter().cloned().collect();
    for (meeting, head) in rows.hold(&ids).await? {
        logs.insert(meeting.id.clone(), Log::new(meeting, head));
    }
    Ok(logs)
}

/// A task that can go in as part of a set.
fn wish_of(task: &Task) -> Option<(&MeetingId, Wish)> {
    match task {
        Task::Change(change) => match (&change.actor, &change.command) {
            (Actor::Person(person), Command::Support { no, wish }) => {
                Some((&change.meeting, Wish { person: *person, no: *no, wants: *wish, at: None }))
            }
            _ => None,
        },
        _ => None,
    }
}

/// A card's answer, which goes in as part of a set too.
fn answer_of(task: &Task) -> Option<(&MeetingId, Said)> {
    match task {
        Task::Change(change) => match (&change.actor, &change.command) {
            (Actor::Person(person), Command::Answer(command)) => {
                Some((&change.meeting, Said { person: *person, command: *command }))
            }
            _ => None,
        },
        _ => None,
    }
}

/// One task in a savepoint: if it fails, nothing of it stays and the others go on.
async fn isolated(
    rows: &mut Rows<'_>,
    logs: &mut BTreeMap<MeetingId, Log>,
    task: &mut Task,
    clock: &dyn Clock,
) -> Result<Outcome, StoreError> {
    rows.savepoint().await?;
    let outcome = match task {
        Task::Change(change) => match logs.get_mut(&change.meeting) {
            Some(log) => {
                changes::carry_out(rows, log, change, clock).await.map(|changed| Done::Changed(Box::new(changed)))
            }
            None => Err(Refusal::NoSuchMeeting.into()),
        },
        Task::Create(create) => make(rows, logs, create, clock).await.map(|changed| Done::Changed(Box::new(changed))),
        Task::Import(import) => match logs.get_mut(&import.meeting) {
            Some(log) => take_in(rows, log, import, clock).await.map(Done::Imported),
            None => Err(Refusal::NoSuchMeeting.into()),
        },
        Task::Side(work) => work.run(rows).await.map(|()| Done::Side).map_err(ChangeError::from),
    };
    match &outcome {
        Ok(_) => rows.release_savepoint().await?,
        // The whole transaction is lost, or has to be repeated: that is for the writer.
        Err(ChangeError::Fault(fault)) if fault.passes() => return Err(fault.clone()),
        Err(_) => rows.undo_to_savepoint().await?,
    }
    Ok(outcome)
}

async fn make(
    rows: &mut Rows<'_>,
    logs: &mut BTreeMap<MeetingId, Log>,
    create: &Create,
    clock: &dyn Clock,
) -> Result<Changed, ChangeError> {
    let at = clock.now();
    let events = Meeting::create(&create.actor, &create.settings, create.code)?;
    let meeting = Meeting::new(create.id.clone(), create.code, create.settings.clone());
    if !rows.insert_meeting(&meeting, at).await? {
        return Err(StoreError::Taken { what: "meeting" }.into());
    }
    rows.insert_head(&create.id).await?;
    let mut log = Log::new(meeting, crate::views::Head::default());
    log.push(create.actor, at, events);
    let changed = log.changed(None);
    logs.insert(create.id.clone(), log);
    Ok(changed)
}

async fn take_in(rows: &mut Rows<'_>, log: &mut Log, import: &Import, clock: &dyn Clock) -> Result<u32, ChangeError> {
    let wishes: Vec<Wish> = import
        .supports
        .iter()
        .map(|(person, no, at)| Wish { person: *person, no: *no, wants: true, at: Some(*at) })
        .collect();
    let backed = supports::back(rows, log, &wishes, Rule::Import, log.next_at(clock)).await?;
    if let Some(refusal) = backed.answers.iter().find_map(|answer| answer.as_ref().err()) {
        return Err((*refusal).into());
    }
    Ok(backed.added)
}

/// The supports of one meeting as one set.
async fn support(
    rows: &mut Rows<'_>,
    log: &mut Log,
    placed: &[(usize, Wish)],
    clock: &dyn Clock,
    outcomes: &mut [Outcome],
) -> Result<(), StoreError> {
    let wishes: Vec<Wish> = placed.iter().map(|(_, wish)| *wish).collect();
    let backed = supports::back(rows, log, &wishes, Rule::Meeting, log.next_at(clock)).await?;
    // One meeting, and each suggestion once, for all who share them.
    let after = log.changed(None);
    for ((place, wish), answer) in placed.iter().zip(&backed.answers) {
        outcomes[*place] = match answer {
            Ok(supported) => {
                let suggestion = backed.suggestions.get(&wish.no).cloned();
                Ok(Done::Changed(Box::new(Changed { supported: Some(*supported), suggestion, ..after.clone() })))
            }
            Err(refusal) => Err((*refusal).into()),
        };
    }
    Ok(())
}

/// The answers of one meeting as one set.
async fn answer(
    rows: &mut Rows<'_>,
    log: &mut Log,
    placed: &[(usize, Said)],
    clock: &dyn Clock,
    outcomes: &mut [Outcome],
) -> Result<(), StoreError> {
    let said: Vec<Said> = placed.iter().map(|(_, said)| *said).collect();
    let answers = answers::answer(rows, log, &said, log.next_at(clock)).await?;
    let after = log.changed(None);
    for ((place, _), answer) in placed.iter().zip(answers) {
        outcomes[*place] = match answer {
            Ok(()) => Ok(Done::Changed(Box::new(after.clone()))),
            Err(refusal) => Err(refusal.into()),
        };
    }
    Ok(())
}
