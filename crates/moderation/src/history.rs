//! `GET …/suggestions/{no}/history`: everything that happened to one suggestion, with what it said before and after.

use axum::Json;
use axum::extract::State;
use domain::{
    Actor, AuthorEvent, CommandKind, Event, Floor, MeetingId, PublicEvent, Recorded, Refusal, SealedEvent, Seq,
    StaffEvent, StaffId, SuggestionNo, UnpublishedBecause,
};
use identity::CurrentStaff;
use protocol::moderation::{HISTORY_MAX, HistoryEntry, HistoryReply};
use protocol::{AtSuggestion, Problem};

use crate::access::{fault, permit};
use crate::desk::{Before, deed};
use crate::state::ModerationState;

pub(crate) async fn show(
    State(state): State<ModerationState>,
    staff: CurrentStaff,
    AtSuggestion(meeting, no): AtSuggestion,
) -> Result<Json<HistoryReply>, Problem> {
    permit(&staff, CommandKind::Review)?;
    let open = state.desks.of(&state.store, &meeting).await?;
    let places: Vec<Seq> = {
        let desk = open.look();
        let unknown = || Problem::refused(Refusal::NoSuchSuggestion, state.clock.now());
        desk.suggestion(no).ok_or_else(unknown)?;
        let places = desk.places(no);
        // The first one says what it said at first; of the rest the latest.
        let rest = places.len().saturating_sub(HISTORY_MAX).max(1);
        places.iter().take(1).chain(places.iter().skip(rest)).copied().collect()
    };
    let records = records(&state, &meeting, &places).await?;
    let staff = records.iter().filter_map(|recorded| staff_of(&recorded.actor));
    let names = state.desks.names(&state.store, staff).await?;
    let mut told = Told { no, text: None, item: None, topic: None };
    let entries = records.iter().filter_map(|recorded| told.entry(recorded, |id| names.get(&id).cloned()));
    Ok(Json(HistoryReply { no, entries: entries.collect() }))
}

/// The records at these places, in order.
async fn records(state: &ModerationState, meeting: &MeetingId, places: &[Seq]) -> Result<Vec<Recorded>, Problem> {
    let mut records = Vec::with_capacity(places.len());
    for place in places {
        let before = Seq(place.0.saturating_sub(1));
        records.extend(state.store.log(meeting, before, 1).await.map_err(fault)?);
    }
    Ok(records)
}

fn staff_of(actor: &Actor) -> Option<StaffId> {
    match actor {
        Actor::Staff { id, .. } => Some(*id),
        Actor::Person(_) | Actor::System => None,
    }
}

/// The suggestion as far as it has been told.
struct Told {
    no: SuggestionNo,
    text: Option<String>,
    item: Option<domain::AgendaNo>,
    topic: Option<SuggestionNo>,
}

impl Told {
    fn entry(&mut self, recorded: &Recorded, name: impl Fn(StaffId) -> Option<String>) -> Option<HistoryEntry> {
        let (by, who) = match &recorded.actor {
            Actor::Staff { id, .. } => ("staff", name(*id).unwrap_or_default()),
            Actor::Person(_) => ("author", String::new()),
            Actor::System => ("system", String::new()),
        };
        let blank = HistoryEntry {
            seq: recorded.seq,
            at: recorded.at,
            by: by.to_owned(),
            who,
            verb: String::new(),
            before: None,
            after: None,
            reason: None,
            note: note(&recorded.event),
            into: None,
        };
        let entry = self.outcome(&recorded.event, &blank).or_else(|| self.deed(recorded, &blank));
        self.learn(&recorded.event);
        entry
    }

    /// What staff did.
    fn deed(&self, recorded: &Recorded, blank: &HistoryEntry) -> Option<HistoryEntry> {
        let before = Before { text: self.text.as_deref(), item: self.item, topic: self.topic, ..Before::default() };
        let who = staff_of(&recorded.actor)?;
        let mut deed = deed(&recorded.event, who, recorded.at, before)?;
        if let Event::Staff(StaffEvent::InvalidationEnded { moved, .. }) = &recorded.event {
            // The record tells of the whole job, a suggestion's history of its own part.
            deed.after = moved.iter().find(|one| one.no == self.no).map(|one| one.count.to_string());
        }
        Some(HistoryEntry {
            verb: deed.verb.to_owned(),
            before: deed.before,
            after: deed.after,
            reason: deed.reason,
            into: deed.into,
            ..blank.clone()
        })
    }

    /// What the author did, and what came of decisions.
    fn outcome(&self, event: &Event, blank: &HistoryEntry) -> Option<HistoryEntry> {
        let told = |verb: &str| HistoryEntry { verb: verb.to_owned(), ..blank.clone() };
        let after = |verb: &str, after: &str| HistoryEntry { after: Some(after.to_owned()), ..told(verb) };
        Some(match event {
            Event::Staff(StaffEvent::Submitted(submitted)) => after("submit", submitted.text.as_str()),
            Event::Staff(StaffEvent::Edited { text, .. }) => {
                HistoryEntry { before: self.text.clone(), ..after("edit", text.as_str()) }
            }
            Event::Author(AuthorEvent::Returned { reason, .. }) => {
                HistoryEntry { reason: Some(*reason), ..told("returned") }
            }
            Event::Author(AuthorEvent::Rejected { reason, .. }) => {
                HistoryEntry { reason: Some(*reason), ..told("rejected") }
            }
            Event::Author(AuthorEvent::Withdrawn { .. }) => told("withdraw"),
            Event::Author(AuthorEvent::Appealed { .. }) => told("appeal"),
            Event::Sealed(SealedEvent::Hidden { reason, .. }) => {
                HistoryEntry { reason: Some(*reason), ..told("hidden") }
            }
            Event::Public(event) => return self.in_public(event, blank),
            Event::Staff(_) => return None,
        })
    }

    fn in_public(&self, event: &PublicEvent, blank: &HistoryEntry) -> Option<HistoryEntry> {
        let told = |verb: &str| HistoryEntry { verb: verb.to_owned(), ..blank.clone() };
        let after = |verb: &str, after: &str| HistoryEntry { after: Some(after.to_owned()), ..told(verb) };
        Some(match event {
            PublicEvent::Published(published) => {
                let shown = published.text.as_str();
                let before = self.text.clone().filter(|text| text != shown);
                HistoryEntry { before, ..after("published", shown) }
            }
            PublicEvent::Unpublished { because, .. } => after("unpublished", because_word(*because)),
            PublicEvent::Merged { no, into, .. } if *no == self.no => {
                HistoryEntry { into: Some(*into), ..told("merged") }
            }
            PublicEvent::Merged { no, .. } => HistoryEntry { into: Some(*no), ..told("joined") },
            PublicEvent::Unmerged { no, into, .. } if *no == self.no => {
                HistoryEntry { into: Some(*into), ..told("unmerge") }
            }
            PublicEvent::Unmerged { no, .. } => HistoryEntry { into: Some(*no), ..told("left") },
            PublicEvent::FloorChanged { floor, .. } => after("floor", floor_word(*floor)),
            PublicEvent::Asked { unit, .. } => after("asked", unit.as_str()),
            _ => return None,
        })
    }

    fn learn(&mut self, event: &Event) {
        match event {
            Event::Staff(StaffEvent::Submitted(submitted)) => {
                self.text = Some(submitted.text.as_str().to_owned());
                self.item = submitted.item;
            }
            Event::Staff(StaffEvent::Edited { text, .. }) => self.text = Some(text.as_str().to_owned()),
            Event::Staff(StaffEvent::Retagged { item, .. }) => self.item = Some(*item),
            Event::Staff(StaffEvent::TopicAssigned { topic, .. }) => self.topic = Some(*topic),
            _ => {}
        }
    }
}

/// The words that an event came with. Sealed ones stay sealed.
fn note(event: &Event) -> Option<String> {
    let note = match event {
        Event::Author(
            AuthorEvent::Returned { note, .. }
            | AuthorEvent::Rejected { note, .. }
            | AuthorEvent::Appealed { note, .. },
        )
        | Event::Staff(StaffEvent::Escalated { note, .. } | StaffEvent::Reopened { note, .. }) => note.as_ref(),
        Event::Staff(StaffEvent::Restricted { restriction, .. }) => restriction.note.as_ref(),
        _ => None,
    };
    note.map(|note| note.as_str().to_owned())
}

fn because_word(because: UnpublishedBecause) -> &'static str {
    match because {
        UnpublishedBecause::Withdrawn => "withdrawn",
        UnpublishedBecause::Edited => "edited",
        UnpublishedBecause::Hidden => "hidden",
        UnpublishedBecause::Declined => "declined",
        UnpublishedBecause::Reopened => "reopened",
    }
}

fn floor_word(floor: Floor) -> &'static str {
    match floor {
        Floor::Off => "off",
        Floor::Shortlisted => "shortlisted",
        Floor::OnScreen => "on_screen",
        Floor::ReadOut => "read_out",
        Floor::Answered { .. } => "answered",
        Floor::Covered { .. } => "covered",
        Floor::Deferred => "deferred",
    }
}
