//! A scribe enters what others say or have written on paper. Who enters is recorded with every entry; whose it is, is a pseudonym of
//! its own, because nobody knows which forms came from the same hand.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use domain::{
    AgendaNo, Command, CommandKind, MeetingId, PaperNo, PersonId, StaffId, Submit, Suggestion, SuggestionText,
};
use http::{HeaderMap, Uri};
use identity::{CurrentStaff, StaffPage};
use protocol::scribe::{
    BODY_BYTES_MAX, ENTRIES_MAX, EntryProblem, LISTED_MAX, ScribeBody, ScribeEntry, ScribeLine, ScribeList,
    ScribeReply, ScribeResult,
};
use protocol::{ErrorCode, InMeeting, JsonBody, Locale, Problem};
use store::Change;

use crate::receipt::receipt;
use crate::{IngestState, declined, key, typed};

/// `GET /scribe/{meeting}`: the scribe's page. Whoever is not logged in is led to the log-in and back.
pub(crate) async fn page(
    State(state): State<IngestState>,
    _: StaffPage,
    _: InMeeting,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    identity::staff_shell(state.assets(), Locale::of(&headers, uri.query()))
}

/// `POST …/scribe`. One after the other, so that forms keep their order in the numbers that they get.
pub(crate) async fn enter(
    State(state): State<IngestState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
    headers: HeaderMap,
    uri: Uri,
    JsonBody(body): JsonBody<ScribeBody, BODY_BYTES_MAX>,
) -> Result<Json<ScribeReply>, Problem> {
    staff.require(CommandKind::Submit)?;
    if !(1..=ENTRIES_MAX).contains(&body.entries.len()) {
        return Err(Problem::new(ErrorCode::BadField).field("entries"));
    }
    let locale = Locale::of(&headers, uri.query());
    let desk = Desk { state: &state, staff: &staff, meeting: &meeting };
    let mut results = Vec::with_capacity(body.entries.len());
    for entry in &body.entries {
        let taken = desk.take(entry).await;
        results.push(taken.unwrap_or_else(|problem| declined_entry(&entry.key, &problem, locale)));
    }
    Ok(Json(ScribeReply { results }))
}

/// `GET …/scribe`. Reads every suggestion of the meeting: few scribes ask, and seldom.
pub(crate) async fn list(
    State(state): State<IngestState>,
    staff: CurrentStaff,
    InMeeting(meeting): InMeeting,
) -> Result<Json<ScribeList>, Problem> {
    staff.require(CommandKind::Submit)?;
    let all = state.store().suggestions(&meeting).await.map_err(declined::reading)?;
    let entered: Vec<&Suggestion> = all.iter().filter(|suggestion| suggestion.entered_by.is_some()).collect();
    let newest = entered.iter().rev().take(LISTED_MAX);
    let entries = newest.map(|suggestion| line(&state, &meeting, staff.id(), suggestion)).collect();
    Ok(Json(ScribeList { entries, total: entered.len() as u32 }))
}

fn line(state: &IngestState, meeting: &MeetingId, reader: StaffId, suggestion: &Suggestion) -> ScribeLine {
    ScribeLine {
        no: suggestion.no,
        text: suggestion.text.as_str().to_owned(),
        state: suggestion.review.kind(),
        agenda_item: suggestion.item,
        paper: suggestion.paper.as_ref().map(|paper| paper.as_str().to_owned()),
        mine: suggestion.entered_by == Some(reader),
        submitted_at: suggestion.submitted_at,
        receipt: receipt(state.identity(), meeting, suggestion.no, &suggestion.text, suggestion.submitted_at),
    }
}

/// A scribe at work.
struct Desk<'a> {
    state: &'a IngestState,
    staff: &'a CurrentStaff,
    meeting: &'a MeetingId,
}

impl Desk<'_> {
    async fn take(&self, entry: &ScribeEntry) -> Result<ScribeResult, Problem> {
        let key = key::checked(&entry.key).map_err(|problem| problem.field("key"))?;
        let words = typed::suggestion(&entry.text)?;
        let submit = Submit {
            author: self.author(&key),
            text: words.text.clone(),
            item: entry.agenda_item.map(AgendaNo),
            moment_ms: entry.moment_ms,
            area: typed::area(entry.area.as_deref())?,
            display_name: typed::display_name(entry.display_name.as_deref())?,
            flags: words.flags,
            paper: paper(entry.paper.as_deref())?,
            source: None,
            no: None,
        };
        let mut change = Change::new(self.meeting.clone(), self.staff.actor(), Command::Submit(submit));
        change.key = Some(key::with_body(key, entry));
        change.shown = Some(words.shown);
        let changed = self.state.put_read(change, words.text.as_str()).await?;
        let suggestion = changed.suggestion.expect("a submission concerns one suggestion");
        Ok(self.result(entry, &suggestion, &words.text))
    }

    fn result(&self, entry: &ScribeEntry, suggestion: &Suggestion, text: &SuggestionText) -> ScribeResult {
        let (no, at) = (suggestion.no, suggestion.submitted_at);
        ScribeResult {
            key: entry.key.clone(),
            no: Some(no),
            state: Some(suggestion.review.kind()),
            receipt: Some(receipt(self.state.identity(), self.meeting, no, text, at)),
            problem: None,
        }
    }

    /// The pseudonym of whoever an entry is from: the same for the same key, so that a repetition is the same wish.
    fn author(&self, key: &str) -> PersonId {
        let parts: [&[u8]; 4] =
            [b"scribe", self.meeting.as_str().as_bytes(), &self.staff.id().0.to_le_bytes(), key.as_bytes()];
        let tag = self.state.identity().receipt_tag(&parts);
        let mut person = [0; 16];
        person.copy_from_slice(&tag[..16]);
        PersonId(person)
    }
}

/// The number on a paper form; blanks are none.
fn paper(typed: Option<&str>) -> Result<Option<PaperNo>, Problem> {
    let Some(typed) = typed.map(str::trim).filter(|typed| !typed.is_empty()) else { return Ok(None) };
    PaperNo::new(typed).map(Some).map_err(|_| Problem::new(ErrorCode::BadField).field("paper"))
}

fn declined_entry(key: &str, problem: &Problem, locale: Locale) -> ScribeResult {
    let document = problem.document(locale, None);
    let problem = EntryProblem {
        code: problem.code().name().to_owned(),
        field: document["field"].as_str().map(str::to_owned),
        title: problem.text(locale),
        retryable: problem.code().retryable(),
    };
    ScribeResult { key: key.to_owned(), no: None, state: None, receipt: None, problem: Some(problem) }
}
