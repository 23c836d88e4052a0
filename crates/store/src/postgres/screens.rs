//! Links of big screens and overlays, in PostgreSQL.

use async_trait::async_trait;
use domain::{MeetingId, UnixMs};

use crate::error::StoreError;
use crate::port::ScreenRows;
use crate::postgres::PostgresTransaction;
use crate::screen::{self, NewScreen, ScreenColumns, ScreenKind, ScreenRow};

#[async_trait]
impl ScreenRows for PostgresTransaction<'_> {
    async fn open_screens(&mut self, meeting: &MeetingId) -> Result<u32, StoreError> {
        let (count,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM screens WHERE meeting = $1 AND revoked_at IS NULL")
            .bind(meeting.as_str())
            .fetch_one(&mut *self.0)
            .await
            .map_err(StoreError::doing("count the links of screens"))?;
        Ok(count as u32)
    }

    async fn insert_screen(&mut self, new: &NewScreen) -> Result<ScreenRow, StoreError> {
        let made: ScreenColumns = sqlx::query_as(
            "INSERT INTO screens (meeting, kind, label, token_hash, created_by, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6) \
             RETURNING id, kind, label, created_by, created_at, revoked_at",
        )
        .bind(new.meeting.as_str())
        .bind(new.kind.word())
        .bind(&new.label)
        .bind(&new.token_hash[..])
        .bind(i64::from(new.created_by.0))
        .bind(new.created_at.0)
        .fetch_one(&mut *self.0)
        .await
        .map_err(StoreError::doing("make a link of a screen"))?;
        screen::row(made)
    }

    async fn screen(&mut self, meeting: &MeetingId, token_hash: &[u8; 32]) -> Result<Option<ScreenKind>, StoreError> {
        let found: Option<(String,)> =
            sqlx::query_as("SELECT kind FROM screens WHERE token_hash = $1 AND meeting = $2 AND revoked_at IS NULL")
                .bind(&token_hash[..])
                .bind(meeting.as_str())
                .fetch_optional(&mut *self.0)
                .await
                .map_err(StoreError::doing("read a link of a screen"))?;
        found.map(|(kind,)| screen::kind(&kind)).transpose()
    }

    async fn screens(&mut self, meeting: &MeetingId, limit: usize) -> Result<Vec<ScreenRow>, StoreError> {
        let found: Vec<ScreenColumns> = sqlx::query_as(
            "SELECT id, kind, label, created_by, created_at, revoked_at FROM screens \
             WHERE meeting = $1 ORDER BY id DESC LIMIT $2",
        )
        .bind(meeting.as_str())
        .bind(limit as i64)
        .fetch_all(&mut *self.0)
        .await
        .map_err(StoreError::doing("list the links of screens"))?;
        found.into_iter().map(screen::row).collect()
    }

    async fn revoke_screen(&mut self, meeting: &MeetingId, id: u32, at: UnixMs) -> Result<bool, StoreError> {
        let found: Option<(i64,)> = sqlx::query_as(
            "UPDATE screens SET revoked_at = COALESCE(revoked_at, $3) WHERE id = $1 AND meeting = $2 RETURNING id",
        )
        .bind(i64::from(id))
        .bind(meeting.as_str())
        .bind(at.0)
        .fetch_optional(&mut *self.0)
        .await
        .map_err(StoreError::doing("revoke a link of a screen"))?;
        Ok(found.is_some())
    }
}
