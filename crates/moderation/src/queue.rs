//! `GET …/queue`: the whole picture, asked for about once a second by every console.

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Query, State};
use domain::{CommandKind, Flag, Review, ReviewKind, StaffId, Suggestion, SuggestionNo, UnixMs};
use identity::CurrentStaff;
use protocol::moderation::{Activity, Desk as Colleague, QUEUE_ROWS_MAX, QueueCounts, QueueReply, QueueRow, Undoable};
use protocol::{ErrorCode, InMeeting, Problem};
use serde::Deserialize;
use store::{Holder, Lease};
use unicode_segmentation::UnicodeSegmentation;

use crate::access::{fault, holder, permit};
use crate::desk::{Desk, decision_parts};
use crate::gauge::gauge;
use crate::state::ModerationState;

/// Characters of a text that a row of the list shows: two lines. The desk shows all of it.
const ROW_CHARS: usize = 80;
/// Rows kept for items that wait for a second reviewer, however many wait for a first.
const HELD_ROWS_MAX: usize = 40;
/// A colleague whose console has not asked for this long, in real time, is no longer at the desk.
const PRESENT_MS: f64 = 10_000.0;

#[derive(Deserialize)]
pub(crate) struct Asked {
    console: Option<String>,
}

/// Who looks, and what the desk itself does not know.
struct Onlooker<'a> {
    me: StaffId,
    console: Option<Holder>,
    leases: HashMap<SuggestionNo, Lease>,
    names: &'a HashMap<StaffId, String>,
    present: Vec<StaffId>,
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
    let console = asked.console.as_deref().map(|console| holder(permitted.id, console)).transpose()?;
    let open = state.desks.of(&state.store, &meeting).await?;
    let now = state.clock.now();
    let leases = state.store.leases(&meeting, now).await.map_err(fault)?;
    let mut present = open.seen(permitted.id, now, now.plus_ms(-((PRESENT_MS * state.clock.speed()) as i64)));
    present.extend(leases.iter().map(|lease| lease.holder.staff));
    present.sort_unstable();
    present.dedup();
    let told: Vec<StaffId> = open.look().deeds().map(|deed| deed.who).chain(present.iter().copied()).collect();
    let names = state.desks.names(&state.store, told.into_iter()).await?;
    let leases = leases.into_iter().map(|lease| (lease.no, lease)).collect();
    let onlooker = Onlooker { me: permitted.id, console, leases, names: &names, present, now };
    Ok(Json(reply(&open.look(), &onlooker)))
}

fn reply(desk: &Desk, onlooker: &Onlooker<'_>) -> QueueReply {
    let (arrivals, decisions) = desk.counters();
    let oldest = desk.waiting().map(|suggestion| suggestion.submitted_at).min();
    QueueReply {
        seq: desk.seq(),
        now: onlooker.now,
        counts: counts(desk),
        waiting: rows(desk).into_iter().map(|suggestion| onlooker.row(suggestion)).collect(),
        undoable: onlooker.undoable(desk),
        activity: onlooker.activity(desk),
        gauge: gauge(arrivals, decisions, oldest, onlooker.now),
        people: onlooker.people(desk),
    }
}

fn counts(desk: &Desk) -> QueueCounts {
    let mut counts = QueueCounts::default();
    for suggestion in desk.waiting() {
        if wants_second(suggestion) {
            counts.held += 1;
            continue;
        }
        counts.waiting += 1;
        counts.similar += u32::from(suggestion.flags.contains(&Flag::Similar));
        counts.flagged +=
            u32::from(suggestion.flags.iter().any(|flag| matches!(flag, Flag::PersonalData | Flag::Link)));
    }
    counts
}

/// Whether it waits for a second reviewer: a colleague or the author asked for one.
fn wants_second(suggestion: &Suggestion) -> bool {
    matches!(suggestion.review.kind(), ReviewKind::Held | ReviewKind::Appealed)
}

/// The oldest waiting items; those held for a second reviewer are not crowded out by the rest.
fn rows(desk: &Desk) -> Vec<&Suggestion> {
    let of_kind = |held: bool| desk.waiting().filter(move |one| wants_second(one) == held);
    let mut rows: Vec<_> = of_kind(true).take(HELD_ROWS_MAX).collect();
    let room = QUEUE_ROWS_MAX - rows.len();
    rows.extend(of_kind(false).take(room));
    rows.sort_unstable_by_key(|suggestion| suggestion.no);
    rows
}

/// The beginning of a text; an ellipsis says that it goes on.
fn beginning(text: &str) -> String {
    match text.grapheme_indices(true).nth(ROW_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

impl Onlooker<'_> {
    fn name(&self, id: StaffId) -> String {
        self.names.get(&id).cloned().unwrap_or_default()
    }

    fn row(&self, suggestion: &Suggestion) -> QueueRow {
        let lease = self.leases.get(&suggestion.no);
        QueueRow {
            no: suggestion.no,
            text: beginning(suggestion.text.as_str()),
            agenda_item: suggestion.item,
            submitted_at: suggestion.submitted_at,
            flags: suggestion.flags.clone(),
            state: suggestion.review.kind(),
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
        });
        told.collect()
    }

    fn people(&self, desk: &Desk) -> Vec<Colleague> {
        let handled = |id| desk.handled().get(&id).copied().unwrap_or(0);
        let colleague = |id: StaffId| Colleague { id, name: self.name(id), handled: handled(id), me: id == self.me };
        self.present.iter().copied().map(colleague).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_shows_whole_characters_and_says_when_there_is_more() {
        assert_eq!(beginning("修路"), "修路");
        let families = "👨‍👩‍👧‍👦".repeat(ROW_CHARS);
        assert_eq!(beginning(&families), families);
        assert_eq!(beginning(&format!("{families}多")), format!("{families}…"));
    }
}
