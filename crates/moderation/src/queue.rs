//! `GET …/queue?console=&on=`: the whole picture, asked for about once a second by every console.

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Query, State};
use domain::{CommandKind, MeetingId, Review, StaffId, Suggestion, SuggestionNo, UnixMs};
use identity::CurrentStaff;
use protocol::moderation::{
    Activity, Desk as Colleague, HelpCall, QUEUE_ROWS_MAX, QueueReply, QueueRow, TOPICS_MAX, Undoable,
};
use protocol::{ErrorCode, InMeeting, Problem};
use serde::Deserialize;
use store::{Holder, Lease};

use crate::access::{Permitted, fault, holder, permit};
use crate::desk::{Desk, beginning, decision_parts, wants_second};
use crate::desks::OpenDesk;
use crate::state::ModerationState;

/// Rows kept for items that wait for a second reviewer, however many wait for a first.
const HELD_ROWS_MAX: usize = 40;
/// A colleague whose console has not asked for this long, in real time, is no longer at the desk.
const PRESENT_MS: f64 = 10_000.0;
/// Who decided something within this time is at work: longer than an even spread of quiet minutes leaves anybody without an item.
const WORKED_MS: i64 = 900_000;

#[derive(Deserialize)]
pub(crate) struct Asked {
    console: Option<String>,
    on: Option<u32>,
}

/// Who looks, and what the desk itself does not know.
pub(crate) struct Onlooker {
    me: StaffId,
    /// Whether everybody's pace is this person's to see.
    leads: bool,
    console: Option<Holder>,
    leases: HashMap<SuggestionNo, Lease>,
    names: HashMap<StaffId, String>,
    now: UnixMs,
}

pub(crate) async fn show(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    asked: Result<Query<Asked>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<QueueReply>, Problem> {
    let permitted = permit(&staff, CommandKind::Review)?;
    let Query(asked) = asked.map_err(|_| Problem::new(ErrorCode::BadParameter))?;
    let open = state.desks.of(&state.store, &meeting).await?;
    let now = state.clock.now();
    let since = now.plus_ms(-((PRESENT_MS * state.clock.speed()) as i64));
    let present = open.seen(permitted.id, asked.on.map(SuggestionNo), now, since);
    let onlooker = Onlooker::new(&state, &meeting, &open, &permitted, asked.console.as_deref(), &present).await?;
    let mut desk = open.look();
    desk.look_around();
    Ok(Json(reply(&mut desk, &onlooker, &present)))
}

fn reply(desk: &mut Desk, onlooker: &Onlooker, present: &HashMap<StaffId, Option<SuggestionNo>>) -> QueueReply {
    let sizes = desk.sizes();
    let topics = desk.largest_topics(TOPICS_MAX);
    let people = onlooker.people(desk, present);
    let gauge = desk.gauge(onlooker.now, onlooker.at_work(desk, &people));
    let desk = &*desk;
    let meeting = desk.meeting();
    QueueReply {
        seq: desk.seq(),
        now: onlooker.now,
        counts: sizes.counts,
        waiting: rows(desk).into_iter().map(|suggestion| onlooker.row(desk, suggestion)).collect(),
        undoable: onlooker.undoable(desk),
        activity: onlooker.activity(desk),
        gauge,
        people,
        topics,
        help: onlooker.help(desk),
        autoclear: meeting.and_then(|meeting| meeting.autoclear),
        papers: desk.papers().changed(),
        pace_board: meeting.is_some_and(|meeting| meeting.settings.pace_board),
    }
}

/// The oldest waiting items; those held for a second reviewer are not crowded out by the rest, nor is anything by copies of one text.
fn rows(desk: &Desk) -> Vec<&Suggestion> {
    let crowding = desk.crowding();
    let of_kind = |held: bool| desk.waiting().filter(move |one| wants_second(one) == held);
    let mut rows: Vec<_> = of_kind(true).take(HELD_ROWS_MAX).collect();
    for crowd in [false, true] {
        let room = QUEUE_ROWS_MAX - rows.len();
        rows.extend(of_kind(false).filter(|one| crowding.contains(&one.no) == crowd).take(room));
    }
    rows.sort_unstable_by_key(|suggestion| suggestion.no);
    rows
}

impl Onlooker {
    /// Reads the leases and the names of all who may be told of.
    pub(crate) async fn new(
        state: &ModerationState,
        meeting: &MeetingId,
        open: &OpenDesk,
        permitted: &Permitted,
        console: Option<&str>,
        present: &HashMap<StaffId, Option<SuggestionNo>>,
    ) -> Result<Self, Problem> {
        let console = console.map(|console| holder(permitted.id, console)).transpose()?;
        let now = state.clock.now();
        let leases = state.store.leases(meeting, now).await.map_err(fault)?;
        let told: Vec<StaffId> = {
            let desk = open.look();
            let deeds = desk.deeds().map(|deed| deed.who);
            deeds.chain(desk.papers().help().map(|call| call.by)).collect()
        };
        let holders = leases.iter().map(|lease| lease.holder.staff);
        let known = told.into_iter().chain(holders).chain(present.keys().copied());
        let names = state.desks.names(&state.store, known).await?;
        Ok(Self {
            me: permitted.id,
            leads: permitted.actor.may(CommandKind::ReviewHeld),
            console,
            leases: leases.into_iter().map(|lease| (lease.no, lease)).collect(),
            names,
            now,
        })
    }

    fn name(&self, id: StaffId) -> String {
        self.names.get(&id).cloned().unwrap_or_default()
    }

    /// A suggestion as a row of a list.
    pub(crate) fn row(&self, desk: &Desk, suggestion: &Suggestion) -> QueueRow {
        let lease = self.leases.get(&suggestion.no);
        QueueRow {
            no: suggestion.no,
            text: beginning(suggestion.text.as_str()),
            agenda_item: suggestion.item,
            topic: desk.topics().of(suggestion.no),
            submitted_at: suggestion.submitted_at,
            flags: desk.flags(suggestion),
            state: suggestion.review.kind(),
            unread: suggestion.unread,
            revision: suggestion.revision,
            barred: suggestion.is_own_of(self.me),
            holder: lease.map(|lease| self.name(lease.holder.staff)),
            mine: lease.is_some_and(|lease| Some(&lease.holder) == self.console.as_ref()),
        }
    }

    fn undoable(&self, desk: &Desk) -> Vec<Undoable> {
        let mut own: Vec<_> = desk.deciding().filter_map(|suggestion| self.own_decision(suggestion)).collect();
        own.sort_unstable_by_key(|one| std::cmp::Reverse((one.effective_at, one.no)));
        own
    }

    fn own_decision(&self, suggestion: &Suggestion) -> Option<Undoable> {
        let Review::Decided { decision, by, effective_at, .. } = &suggestion.review else {
            return None;
        };
        if *by != self.me || self.now >= *effective_at {
            return None;
        }
        let (kind, into, _) = decision_parts(decision);
        let text = beginning(suggestion.text.as_str());
        Some(Undoable { no: suggestion.no, kind: kind.to_owned(), into, text, effective_at: *effective_at })
    }

    fn activity(&self, desk: &Desk) -> Vec<Activity> {
        let told = desk.deeds().map(|deed| Activity {
            at: deed.at,
            who: self.name(deed.who),
            mine: deed.who == self.me,
            verb: deed.verb.to_owned(),
            no: deed.no,
            into: deed.into,
            reason: deed.reason,
            before: deed.before.clone(),
            after: deed.after.clone(),
        });
        told.collect()
    }

    fn help(&self, desk: &Desk) -> Vec<HelpCall> {
        let lately = desk.papers().help().filter(|call| call.is_in_force(self.now));
        lately.map(|call| call.told(self.me, self.name(call.by))).collect()
    }

    /// Those whose consoles ask here, and those who hold something in another process.
    fn people(&self, desk: &Desk, present: &HashMap<StaffId, Option<SuggestionNo>>) -> Vec<Colleague> {
        let mut on: HashMap<StaffId, Option<SuggestionNo>> = HashMap::new();
        for lease in self.leases.values() {
            let first = on.entry(lease.holder.staff).or_default();
            *first = Some(first.map_or(lease.no, |no| no.min(lease.no)));
        }
        for (id, looks_at) in present {
            let first = on.entry(*id).or_default();
            *first = looks_at.or(*first);
        }
        let mut people: Vec<_> = on.into_iter().map(|(id, on)| self.colleague(desk, id, on)).collect();
        people.sort_unstable_by_key(|person| person.id);
        people
    }

    /// How many of the people at the desk work: a secretary who looks on clears no queue.
    fn at_work(&self, desk: &Desk, people: &[Colleague]) -> u32 {
        let holds = |id: StaffId| self.leases.values().any(|lease| lease.holder.staff == id);
        let lately = |id: StaffId| desk.colleagues().last(id).is_some_and(|at| self.now.since_ms(at) < WORKED_MS);
        let working = people.iter().filter(|person| holds(person.id) || lately(person.id)).count();
        (if working == 0 { people.len() } else { working }) as u32
    }

    fn colleague(&self, desk: &Desk, id: StaffId, on: Option<SuggestionNo>) -> Colleague {
        let work = desk.colleagues();
        let board = desk.meeting().is_some_and(|meeting| meeting.settings.pace_board);
        let seen = id == self.me || self.leads || board;
        Colleague {
            id,
            name: self.name(id),
            handled: work.handled(id),
            me: id == self.me,
            on,
            pace_ms: work.pace_ms(id).filter(|_| seen),
            agreement: work.agreement(id).filter(|_| seen),
        }
    }
}
