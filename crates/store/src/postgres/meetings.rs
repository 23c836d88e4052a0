//! Meetings and their people, in PostgreSQL.

use async_trait::async_trait;
use domain::{AuthorRecord, Meeting, MeetingCode, MeetingId, PersonId, UnixMs};

use crate::error::StoreError;
use crate::port::MeetingRows;
use crate::postgres::PostgresTransaction;
use crate::rows;

#[async_trait]
impl MeetingRows for PostgresTransaction<'_> {
    async fn insert_meeting(&mut self, meeting: &Meeting, at: UnixMs) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "INSERT INTO meetings (id, code, created_at, body) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        )
        .bind(meeting.id.as_str())
        .bind(meeting.code.to_string())
        .bind(at.0)
        .bind(rows::written("meetings", meeting)?)
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("insert a meeting"))?;
        Ok(done.rows_affected() == 1)
    }

    async fn put_meeting(&mut self, meeting: &Meeting) -> Result<(), StoreError> {
        sqlx::query("UPDATE meetings SET body = $2 WHERE id = $1")
            .bind(meeting.id.as_str())
            .bind(rows::written("meetings", meeting)?)
            .execute(&mut *self.0)
            .await
            .map_err(StoreError::doing("update a meeting"))?;
        Ok(())
    }

    async fn meeting(&mut self, id: &MeetingId) -> Result<Option<Meeting>, StoreError> {
        let found = sqlx::query_as("SELECT body FROM meetings WHERE id = $1")
            .bind(id.as_str())
            .fetch_optional(&mut *self.0)
            .await
            .map_err(StoreError::doing("read a meeting"))?;
        found.map(rows::meeting).transpose()
    }

    async fn meeting_by_code(&mut self, code: MeetingCode) -> Result<Option<Meeting>, StoreError> {
        let found = sqlx::query_as("SELECT body FROM meetings WHERE code = $1")
            .bind(code.to_string())
            .fetch_optional(&mut *self.0)
            .await
            .map_err(StoreError::doing("read a meeting by its code"))?;
        found.map(rows::meeting).transpose()
    }

    async fn meetings(&mut self, limit: usize) -> Result<Vec<Meeting>, StoreError> {
        let found: Vec<(String,)> = sqlx::query_as("SELECT body FROM meetings ORDER BY created_at DESC, id LIMIT $1")
            .bind(limit as i64)
            .fetch_all(&mut *self.0)
            .await
            .map_err(StoreError::doing("list the meetings"))?;
        found.into_iter().map(rows::meeting).collect()
    }

    async fn author_record(&mut self, id: &MeetingId, person: PersonId) -> Result<AuthorRecord, StoreError> {
        let found: Option<(i64, Option<i64>)> =
            sqlx::query_as("SELECT submitted, last_at FROM people WHERE meeting = $1 AND person = $2")
                .bind(id.as_str())
                .bind(&person.0[..])
                .fetch_optional(&mut *self.0)
                .await
                .map_err(StoreError::doing("read an author's record"))?;
        let record = |(submitted, last_at): (i64, Option<i64>)| AuthorRecord {
            submitted: submitted as u32,
            last_at: last_at.map(UnixMs),
        };
        Ok(found.map(record).unwrap_or_default())
    }

    async fn count_submission(&mut self, id: &MeetingId, person: PersonId, at: UnixMs) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO people (meeting, person, submitted, last_at) VALUES ($1, $2, 1, $3) \
             ON CONFLICT (meeting, person) DO UPDATE SET submitted = people.submitted + 1, last_at = excluded.last_at",
        )
        .bind(id.as_str())
        .bind(&person.0[..])
        .bind(at.0)
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("count a submission"))?;
        Ok(())
    }

    async fn people(&mut self, id: &MeetingId) -> Result<u32, StoreError> {
        let (count,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM people WHERE meeting = $1")
            .bind(id.as_str())
            .fetch_one(&mut *self.0)
            .await
            .map_err(StoreError::doing("count the people"))?;
        Ok(count as u32)
    }
}
