//! What stands in the columns, as both dialects bind and read it. No SQL here.

use domain::answer::{AnswerTotal, CardHash, Served};
use domain::invalidation::{LedgerStep, MovedTotal};
use domain::{
    Audience, AuthorEvent, Event, Invalidation, Meeting, MeetingId, PersonId, PublicEvent, Recorded, Review,
    SealedEvent, Seq, StaffEvent, StaffId, Suggestion, SuggestionNo, UnixMs,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::account::StaffRow;
use crate::error::StoreError;
use crate::lease::{Holder, Lease};
use crate::views::Head;

/// Whom a wish is about: which suggestion, which person.
pub(crate) type Pair = (SuggestionNo, PersonId);

/// A record as columns.
#[derive(Debug, Serialize)]
pub(crate) struct LogRow {
    pub(crate) seq: i64,
    pub(crate) at_ms: i64,
    pub(crate) actor: String,
    pub(crate) audience: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) suggestion: Option<i64>,
    pub(crate) body: String,
}

impl LogRow {
    pub(crate) fn of(record: &Recorded) -> Result<Self, StoreError> {
        Ok(Self {
            seq: record.seq.0 as i64,
            at_ms: record.at.0,
            actor: written("log", &record.actor)?,
            audience: audience_word(record.event.audience()),
            kind: kind_word(&record.event),
            suggestion: record.event.suggestion().map(|no| i64::from(no.0)),
            body: written("log", &record.event)?,
        })
    }
}

/// Columns `seq, at_ms, actor, body`.
pub(crate) fn recorded((seq, at_ms, actor, body): (i64, i64, String, String)) -> Result<Recorded, StoreError> {
    Ok(Recorded { seq: Seq(seq as u64), at: UnixMs(at_ms), actor: read("log", &actor)?, event: read("log", &body)? })
}

/// A suggestion as columns.
#[derive(Debug)]
pub(crate) struct SuggestionRow {
    pub(crate) no: i64,
    pub(crate) author: [u8; 16],
    pub(crate) state: &'static str,
    pub(crate) effective_at: Option<i64>,
    pub(crate) submitted_at: i64,
    pub(crate) item: Option<i64>,
    pub(crate) supports: i64,
    pub(crate) body: String,
}

impl SuggestionRow {
    pub(crate) fn of(suggestion: &Suggestion) -> Result<Self, StoreError> {
        let effective_at = match &suggestion.review {
            Review::Decided { effective_at, .. } => Some(effective_at.0),
            _ => None,
        };
        Ok(Self {
            no: i64::from(suggestion.no.0),
            author: suggestion.author.0,
            state: suggestion.review.kind().word(),
            effective_at,
            submitted_at: suggestion.submitted_at.0,
            item: suggestion.item.map(|item| i64::from(item.0)),
            supports: i64::from(suggestion.supports),
            body: written("suggestions", suggestion)?,
        })
    }
}

/// Columns `body, supports`; the column wins over the number in the body.
pub(crate) fn suggestion((body, supports): (String, i64)) -> Result<Suggestion, StoreError> {
    let mut suggestion: Suggestion = read("suggestions", &body)?;
    suggestion.supports = supports as u32;
    Ok(suggestion)
}

/// A meeting's body.
pub(crate) fn meeting((body,): (String,)) -> Result<Meeting, StoreError> {
    read("meetings", &body)
}

/// Columns `seq, at_ms`.
pub(crate) fn head((seq, at_ms): (i64, i64)) -> Head {
    Head { seq: Seq(seq as u64), at: UnixMs(at_ms) }
}

/// Columns `meeting, seq, at_ms`.
pub(crate) fn head_of((meeting, seq, at_ms): (String, i64, i64)) -> Result<(MeetingId, Head), StoreError> {
    Ok((meeting.parse().map_err(|_| StoreError::row("heads"))?, head((seq, at_ms))))
}

/// Columns `meeting, no`.
pub(crate) fn place((meeting, no): (String, i64)) -> Result<(MeetingId, SuggestionNo), StoreError> {
    Ok((meeting.parse().map_err(|_| StoreError::row("suggestions"))?, number((no,))))
}

/// Column `no` or `suggestion`.
pub(crate) fn number((no,): (i64,)) -> SuggestionNo {
    SuggestionNo(no as u32)
}

/// Columns `no, staff, console, until_ms`.
pub(crate) fn lease((no, staff, console, until_ms): (i64, i64, String, i64)) -> Lease {
    Lease { no: number((no,)), holder: Holder { staff: StaffId(staff as u32), console }, until: UnixMs(until_ms) }
}

/// Columns `id, login, name, password_hash, roles`.
pub(crate) type StaffColumns = (i64, String, String, String, String);

/// A staff account.
pub(crate) fn staff((id, login, name, password_hash, roles): StaffColumns) -> Result<StaffRow, StoreError> {
    Ok(StaffRow { id: StaffId(id as u32), login, name, password_hash, roles: read("staff", &roles)? })
}

/// Columns `suggestion, person, nonce_hash, answer`.
pub(crate) type CardColumns = (i64, Vec<u8>, Vec<u8>, Option<String>);

/// A served card.
pub(crate) fn card((no, person_id, hash, answer): CardColumns) -> Result<(Pair, Served), StoreError> {
    let hash = CardHash(hash.try_into().map_err(|_| StoreError::row("served_cards"))?);
    Ok(((number((no,)), person(&person_id)?), Served { hash, answered: answer.is_some() }))
}

/// Columns `suggestion, answers, support`.
pub(crate) fn answer_total((no, answers, support): (i64, i64, i64)) -> AnswerTotal {
    AnswerTotal { no: number((no,)), answers: answers as u32, support: support as u32 }
}

/// What the ledger's column `cohort` says of a backing that a merge brought.
pub(crate) fn merge_cohort(ended: SuggestionNo) -> String {
    format!("m{}", ended.0)
}

/// Columns `id, suggestion, person, delta, at_ms, cohort`.
pub(crate) type LedgerColumns = (i64, i64, Vec<u8>, i64, i64, Option<String>);

/// A step of the ledger.
pub(crate) fn ledger_step((place, no, by, delta, at_ms, cohort): LedgerColumns) -> Result<LedgerStep, StoreError> {
    Ok(LedgerStep {
        place,
        no: number((no,)),
        person: person(&by)?,
        added: delta > 0,
        at: UnixMs(at_ms),
        via: cohort.and_then(|cohort| cohort.strip_prefix('m')?.parse().ok()).map(SuggestionNo),
    })
}

/// A job's body.
pub(crate) fn invalidation((body,): (String,)) -> Result<Invalidation, StoreError> {
    read("invalidations", &body)
}

/// Columns `meeting, id` of a job.
pub(crate) fn job_place((meeting, id): (String, i64)) -> Result<(MeetingId, u32), StoreError> {
    Ok((meeting.parse().map_err(|_| StoreError::row("invalidations"))?, id as u32))
}

/// Columns `suggestion, COUNT(*)`.
pub(crate) fn moved_total((no, count): (i64, i64)) -> MovedTotal {
    MovedTotal { no: number((no,)), count: count as u32 }
}

/// Columns `suggestion, person`.
pub(crate) fn pair((no, by): (i64, Vec<u8>)) -> Result<Pair, StoreError> {
    Ok((number((no,)), person(&by)?))
}

/// 16 bytes of a pseudonym.
pub(crate) fn person(bytes: &[u8]) -> Result<domain::PersonId, StoreError> {
    Ok(domain::PersonId(bytes.try_into().map_err(|_| StoreError::row("supports"))?))
}

/// A value as JSON for a column of `table`.
pub(crate) fn written<T: Serialize>(table: &'static str, value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(StoreError::json(table))
}

/// A JSON column of `table` as a value.
pub(crate) fn read<T: DeserializeOwned>(table: &'static str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(StoreError::json(table))
}

/// The word for what changes the word lists.
pub(crate) const LEXICON_CHANGED: &str = "lexicon_changed";

fn audience_word(audience: Audience) -> &'static str {
    match audience {
        Audience::Public => "public",
        Audience::Author => "author",
        Audience::Staff => "staff",
        Audience::Sealed => "sealed",
    }
}

/// The same word as in the body, as a column for those who query the log by hand.
fn kind_word(event: &Event) -> &'static str {
    match event {
        Event::Public(event) => match event {
            PublicEvent::PhaseChanged { .. } => "phase_changed",
            PublicEvent::ItemStarted { .. } => "item_started",
            PublicEvent::IntakeChanged { .. } => "intake_changed",
            PublicEvent::SettingsRevised { .. } => "settings_revised",
            PublicEvent::Published(_) => "published",
            PublicEvent::Unpublished { .. } => "unpublished",
            PublicEvent::Merged { .. } => "merged",
            PublicEvent::Unmerged { .. } => "unmerged",
            PublicEvent::AutoclearChanged { .. } => "autoclear_changed",
            PublicEvent::Tally { .. } => "tally",
            PublicEvent::FloorChanged { .. } => "floor_changed",
            PublicEvent::ScreenChanged { .. } => "screen_changed",
            PublicEvent::OverlayChanged { .. } => "overlay_changed",
            PublicEvent::SpeakerChanged { .. } => "speaker_changed",
            PublicEvent::ItemExtended { .. } => "item_extended",
            PublicEvent::Captioned { .. } => "captioned",
            PublicEvent::Asked { .. } => "asked",
        },
        Event::Author(event) => match event {
            AuthorEvent::Returned { .. } => "returned",
            AuthorEvent::Rejected { .. } => "rejected",
            AuthorEvent::Withdrawn { .. } => "withdrawn",
            AuthorEvent::Appealed { .. } => "appealed",
        },
        Event::Staff(event) => match event {
            StaffEvent::MeetingCreated { .. } => "meeting_created",
            StaffEvent::Submitted(_) => "submitted",
            StaffEvent::Edited { .. } => "edited",
            StaffEvent::Decided { .. } => "decided",
            StaffEvent::DecisionUndone { .. } => "decision_undone",
            StaffEvent::Escalated { .. } => "escalated",
            StaffEvent::Reopened { .. } => "reopened",
            StaffEvent::Confirmed { .. } => "confirmed",
            StaffEvent::TakenOver { .. } => "taken_over",
            StaffEvent::LexiconChanged { .. } => LEXICON_CHANGED,
            StaffEvent::HelpCalled { .. } => "help_called",
            StaffEvent::HandedOver { .. } => "handed_over",
            StaffEvent::RunbookSet { .. } => "runbook_set",
            StaffEvent::CannedSet { .. } => "canned_set",
            StaffEvent::TopicNamed { .. } => "topic_named",
            StaffEvent::TopicAssigned { .. } => "topic_assigned",
            StaffEvent::TopicsRegrouped { .. } => "topics_regrouped",
            StaffEvent::Retagged { .. } => "retagged",
            StaffEvent::AnswersTallied { .. } => "answers_tallied",
            StaffEvent::ShortlistOrdered { .. } => "shortlist_ordered",
            StaffEvent::Restricted { .. } => "restricted",
            StaffEvent::Lifted { .. } => "lifted",
            StaffEvent::InvalidationBegun(_) => "invalidation_begun",
            StaffEvent::SupportsMoved { .. } => "supports_moved",
            StaffEvent::InvalidationCancelled { .. } => "invalidation_cancelled",
            StaffEvent::InvalidationReversed { .. } => "invalidation_reversed",
            StaffEvent::InvalidationEnded { .. } => "invalidation_ended",
            StaffEvent::AsideTallied { .. } => "aside_tallied",
        },
        Event::Sealed(SealedEvent::Hidden { .. }) => "hidden",
    }
}
