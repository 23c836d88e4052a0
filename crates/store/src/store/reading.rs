//! Reading: every answer is of one moment.

use domain::desk::WordList;
use domain::{
    AuthorRecord, Event, Meeting, MeetingCode, MeetingId, PersonId, Recorded, ReviewKind, Seq, StaffEvent, Suggestion,
    SuggestionNo, UnixMs,
};

use crate::error::StoreError;
use crate::port::Union;
use crate::rows::LEXICON_CHANGED;
use crate::store::Store;
use crate::views::{Counts, Head, PublicState, SUGGESTIONS_MAX};

/// Records that one call of [`Store::log`] returns at most.
pub const LOG_PAGE_MAX: usize = 1_000;
/// Records that one call of [`Store::log_between`] returns at most; with more it fails, since half a span would look whole.
pub const LOG_SPAN_MAX: usize = 100_000;

impl Store {
    /// The meeting with this id.
    pub async fn meeting(&self, id: &MeetingId) -> Result<Option<Meeting>, StoreError> {
        self.read().await?.meeting(id).await
    }

    /// The meeting with this six-digit code.
    pub async fn meeting_by_code(&self, code: MeetingCode) -> Result<Option<Meeting>, StoreError> {
        self.read().await?.meeting_by_code(code).await
    }

    /// The newest meetings, newest first, drafts included.
    pub async fn meetings(&self, limit: usize) -> Result<Vec<Meeting>, StoreError> {
        self.read().await?.meetings(limit).await
    }

    /// The end of the meeting's log; zero for one that does not exist.
    pub async fn head(&self, id: &MeetingId) -> Result<Head, StoreError> {
        Ok(self.read().await?.head(id).await?.unwrap_or_default())
    }

    /// What follows the place `after`, in order, at most `limit` records and at most [`LOG_PAGE_MAX`].
    pub async fn log(&self, id: &MeetingId, after: Seq, limit: usize) -> Result<Vec<Recorded>, StoreError> {
        self.read().await?.log(id, after, limit.min(LOG_PAGE_MAX)).await
    }

    /// What was appended from `from_at` on and before `until_at`, in order.
    pub async fn log_between(
        &self,
        id: &MeetingId,
        from_at: UnixMs,
        until_at: UnixMs,
    ) -> Result<Vec<Recorded>, StoreError> {
        let found = self.read().await?.log_between(id, from_at, until_at, LOG_SPAN_MAX + 1).await?;
        within(found, LOG_SPAN_MAX)
    }

    /// The word lists in force and their version; none, and 0, before the first. Looks the log through from its end: for those who keep
    /// what they are told.
    pub async fn lexicon(&self, id: &MeetingId) -> Result<(u32, Vec<WordList>), StoreError> {
        let changed = self.read().await?.latest(id, LEXICON_CHANGED).await?;
        Ok(match changed.map(|record| record.event) {
            Some(Event::Staff(StaffEvent::LexiconChanged { version, lists })) => (version, lists),
            _ => (0, Vec::new()),
        })
    }

    /// What everybody may read of a meeting, as of one place in its log.
    pub async fn public_state(&self, id: &MeetingId) -> Result<Option<PublicState>, StoreError> {
        let mut rows = self.read().await?;
        let (Some(head), Some(meeting)) = (rows.head(id).await?, rows.meeting(id).await?) else {
            return Ok(None);
        };
        let suggestions = within(rows.published(id, SUGGESTIONS_MAX + 1).await?, SUGGESTIONS_MAX)?;
        Ok(Some(PublicState { seq: head.seq, at: head.at, meeting, suggestions }))
    }

    /// One suggestion, whatever its state.
    pub async fn suggestion(&self, id: &MeetingId, no: SuggestionNo) -> Result<Option<Suggestion>, StoreError> {
        self.read().await?.suggestion(id, no).await
    }

    /// Every suggestion, whatever its state, by number.
    pub async fn suggestions(&self, id: &MeetingId) -> Result<Vec<Suggestion>, StoreError> {
        within(self.read().await?.suggestions(id, SUGGESTIONS_MAX + 1).await?, SUGGESTIONS_MAX)
    }

    /// A person's own suggestions, by number.
    pub async fn suggestions_of(&self, id: &MeetingId, person: PersonId) -> Result<Vec<Suggestion>, StoreError> {
        self.read().await?.suggestions_of(id, person, SUGGESTIONS_MAX).await
    }

    /// What a person backs now, by number. Whatever was merged away stays among them.
    pub async fn supported_by(&self, id: &MeetingId, person: PersonId) -> Result<Vec<SuggestionNo>, StoreError> {
        self.read().await?.supported_by(id, person, SUGGESTIONS_MAX).await
    }

    /// What the meeting remembers of a person who suggests.
    pub async fn author_record(&self, id: &MeetingId, person: PersonId) -> Result<AuthorRecord, StoreError> {
        self.read().await?.author_record(id, person).await
    }

    /// How many people would back `into` if `ended` were merged into it: the backers of both and the author of the one that ends, each once.
    /// `None` when there is no such suggestion.
    pub async fn supports_after_merge(
        &self,
        id: &MeetingId,
        ended: SuggestionNo,
        into: SuggestionNo,
    ) -> Result<Option<u32>, StoreError> {
        let mut rows = self.read().await?;
        let Some(suggestion) = rows.suggestion(id, ended).await? else {
            return Ok(None);
        };
        Ok(Some(rows.union_size(id, Union { into, ended, author: suggestion.author }).await?))
    }

    /// The meeting in numbers.
    pub async fn counts(&self, id: &MeetingId) -> Result<Counts, StoreError> {
        let mut rows = self.read().await?;
        let mut by_state = Vec::with_capacity(ReviewKind::ALL.len());
        for state in ReviewKind::ALL {
            by_state.push((state, rows.count_by_state(id, state).await?));
        }
        Ok(Counts { by_state, supports: rows.supports_total(id).await?, people: rows.people(id).await? })
    }

    /// Decisions of any meeting whose undo window is over at `now`, the longest over first: they wait for `Settle`.
    pub async fn due(&self, now: UnixMs, limit: usize) -> Result<Vec<(MeetingId, SuggestionNo)>, StoreError> {
        self.read().await?.due(now, limit).await
    }
}

fn within<T>(found: Vec<T>, max: usize) -> Result<Vec<T>, StoreError> {
    if found.len() > max { Err(StoreError::TooMany { max }) } else { Ok(found) }
}
