//! Suggestions, in PostgreSQL.

use async_trait::async_trait;
use domain::{MeetingId, PersonId, ReviewKind, Suggestion, SuggestionNo, UnixMs};

use crate::error::StoreError;
use crate::port::SuggestionRows;
use crate::postgres::{PostgresTransaction, numbers};
use crate::rows::{self, SuggestionRow};

#[async_trait]
impl SuggestionRows for PostgresTransaction<'_> {
    async fn suggestion(&mut self, id: &MeetingId, no: SuggestionNo) -> Result<Option<Suggestion>, StoreError> {
        let found = sqlx::query_as("SELECT body, supports FROM suggestions WHERE meeting = $1 AND no = $2")
            .bind(id.as_str())
            .bind(i64::from(no.0))
            .fetch_optional(&mut *self.0)
            .await
            .map_err(StoreError::doing("read a suggestion"))?;
        found.map(rows::suggestion).transpose()
    }

    async fn suggestions_among(&mut self, id: &MeetingId, nos: &[SuggestionNo]) -> Result<Vec<Suggestion>, StoreError> {
        let found: Vec<(String, i64)> = sqlx::query_as(
            "SELECT body, supports FROM suggestions \
             WHERE meeting = $1 AND no = ANY($2) ORDER BY no",
        )
        .bind(id.as_str())
        .bind(numbers(nos))
        .fetch_all(&mut *self.0)
        .await
        .map_err(StoreError::doing("read some suggestions"))?;
        found.into_iter().map(rows::suggestion).collect()
    }

    async fn suggestions(&mut self, id: &MeetingId, limit: usize) -> Result<Vec<Suggestion>, StoreError> {
        let found: Vec<(String, i64)> =
            sqlx::query_as("SELECT body, supports FROM suggestions WHERE meeting = $1 ORDER BY no LIMIT $2")
                .bind(id.as_str())
                .bind(limit as i64)
                .fetch_all(&mut *self.0)
                .await
                .map_err(StoreError::doing("read the suggestions"))?;
        found.into_iter().map(rows::suggestion).collect()
    }

    async fn published(&mut self, id: &MeetingId, limit: usize) -> Result<Vec<Suggestion>, StoreError> {
        let found: Vec<(String, i64)> = sqlx::query_as(
            "SELECT body, supports FROM suggestions WHERE meeting = $1 AND state = 'published' ORDER BY no LIMIT $2",
        )
        .bind(id.as_str())
        .bind(limit as i64)
        .fetch_all(&mut *self.0)
        .await
        .map_err(StoreError::doing("read what is published"))?;
        found.into_iter().map(rows::suggestion).collect()
    }

    async fn suggestions_of(
        &mut self,
        id: &MeetingId,
        person: PersonId,
        limit: usize,
    ) -> Result<Vec<Suggestion>, StoreError> {
        let found: Vec<(String, i64)> = sqlx::query_as(
            "SELECT body, supports FROM suggestions WHERE meeting = $1 AND author = $2 ORDER BY no LIMIT $3",
        )
        .bind(id.as_str())
        .bind(&person.0[..])
        .bind(limit as i64)
        .fetch_all(&mut *self.0)
        .await
        .map_err(StoreError::doing("read a person's suggestions"))?;
        found.into_iter().map(rows::suggestion).collect()
    }

    async fn put_suggestion(&mut self, id: &MeetingId, suggestion: &Suggestion) -> Result<(), StoreError> {
        let row = SuggestionRow::of(suggestion)?;
        sqlx::query(
            "INSERT INTO suggestions (meeting, no, author, state, effective_at, submitted_at, item, supports, body) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
             ON CONFLICT (meeting, no) DO UPDATE SET state = excluded.state, effective_at = excluded.effective_at, \
             item = excluded.item, supports = excluded.supports, body = excluded.body",
        )
        .bind(id.as_str())
        .bind(row.no)
        .bind(&row.author[..])
        .bind(row.state)
        .bind(row.effective_at)
        .bind(row.submitted_at)
        .bind(row.item)
        .bind(row.supports)
        .bind(&row.body)
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("write a suggestion"))?;
        Ok(())
    }

    async fn count_by_state(&mut self, id: &MeetingId, state: ReviewKind) -> Result<u32, StoreError> {
        let (count,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM suggestions WHERE meeting = $1 AND state = $2")
            .bind(id.as_str())
            .bind(state.word())
            .fetch_one(&mut *self.0)
            .await
            .map_err(StoreError::doing("count suggestions"))?;
        Ok(count as u32)
    }

    async fn merged(&mut self, id: &MeetingId, limit: usize) -> Result<Vec<Suggestion>, StoreError> {
        let found: Vec<(String, i64)> = sqlx::query_as(
            "SELECT body, supports FROM suggestions WHERE meeting = $1 AND state = 'merged' ORDER BY no LIMIT $2",
        )
        .bind(id.as_str())
        .bind(limit as i64)
        .fetch_all(&mut *self.0)
        .await
        .map_err(StoreError::doing("read what was merged"))?;
        found.into_iter().map(rows::suggestion).collect()
    }

    async fn supports_total(&mut self, id: &MeetingId) -> Result<u32, StoreError> {
        let (total,): (i64,) = sqlx::query_as(
            "SELECT CAST(COALESCE(SUM(supports), 0) AS BIGINT) FROM suggestions \
             WHERE meeting = $1 AND state = 'published'",
        )
        .bind(id.as_str())
        .fetch_one(&mut *self.0)
        .await
        .map_err(StoreError::doing("add up the supports"))?;
        Ok(total as u32)
    }

    async fn due(&mut self, now: UnixMs, limit: usize) -> Result<Vec<(MeetingId, SuggestionNo)>, StoreError> {
        // Index suggestions_due: empty most of the time, so this may be asked often.
        let found: Vec<(String, i64)> = sqlx::query_as(
            "SELECT meeting, no FROM suggestions \
             WHERE state = 'decided' AND effective_at <= $1 ORDER BY effective_at LIMIT $2",
        )
        .bind(now.0)
        .bind(limit as i64)
        .fetch_all(&mut *self.0)
        .await
        .map_err(StoreError::doing("look for undo windows that are over"))?;
        found.into_iter().map(rows::place).collect()
    }
}
