//! The log, its heads and the keys, in PostgreSQL.

use async_trait::async_trait;
use domain::{Meeting, MeetingId, Recorded, Seq, UnixMs};

use crate::error::StoreError;
use crate::port::{KeyRow, LogRows, MeetingRows as _};
use crate::postgres::PostgresTransaction;
use crate::rows::{self, LogRow};
use crate::views::Head;

#[async_trait]
impl LogRows for PostgresTransaction<'_> {
    async fn hold(&mut self, ids: &[MeetingId]) -> Result<Vec<(Meeting, Head)>, StoreError> {
        let ids: Vec<&str> = ids.iter().map(MeetingId::as_str).collect();
        let found: Vec<(String, i64, i64)> =
            sqlx::query_as("SELECT meeting, seq, at_ms FROM heads WHERE meeting = ANY($1) ORDER BY meeting FOR UPDATE")
                .bind(ids)
                .fetch_all(&mut *self.0)
                .await
                .map_err(StoreError::doing("lock the heads"))?;
        let mut meetings = Vec::with_capacity(found.len());
        for row in found {
            let (id, head) = rows::head_of(row)?;
            // Not joined to the heads: whoever waited for the lock must see what the one before has written.
            meetings.push((self.meeting(&id).await?.ok_or(StoreError::row("meetings"))?, head));
        }
        Ok(meetings)
    }

    async fn head(&mut self, id: &MeetingId) -> Result<Option<Head>, StoreError> {
        let found = sqlx::query_as("SELECT seq, at_ms FROM heads WHERE meeting = $1")
            .bind(id.as_str())
            .fetch_optional(&mut *self.0)
            .await
            .map_err(StoreError::doing("read a head"))?;
        Ok(found.map(rows::head))
    }

    async fn insert_head(&mut self, id: &MeetingId) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO heads (meeting, seq, at_ms) VALUES ($1, 0, 0)")
            .bind(id.as_str())
            .execute(&mut *self.0)
            .await
            .map_err(StoreError::doing("insert a head"))?;
        Ok(())
    }

    async fn append(&mut self, id: &MeetingId, new: &[LogRow], head: Head) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO log (meeting, seq, at_ms, actor, audience, kind, suggestion, body) \
             SELECT $1, * FROM UNNEST($2::BIGINT[], $3::BIGINT[], $4::TEXT[], $5::TEXT[], $6::TEXT[], $7::BIGINT[], $8::TEXT[])",
        )
        .bind(id.as_str())
        .bind(new.iter().map(|row| row.seq).collect::<Vec<_>>())
        .bind(new.iter().map(|row| row.at_ms).collect::<Vec<_>>())
        .bind(new.iter().map(|row| row.actor.as_str()).collect::<Vec<_>>())
        .bind(new.iter().map(|row| row.audience).collect::<Vec<_>>())
        .bind(new.iter().map(|row| row.kind).collect::<Vec<_>>())
        .bind(new.iter().map(|row| row.suggestion).collect::<Vec<_>>())
        .bind(new.iter().map(|row| row.body.as_str()).collect::<Vec<_>>())
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("append to the log"))?;
        sqlx::query("UPDATE heads SET seq = $2, at_ms = $3 WHERE meeting = $1")
            .bind(id.as_str())
            .bind(head.seq.0 as i64)
            .bind(head.at.0)
            .execute(&mut *self.0)
            .await
            .map_err(StoreError::doing("move a head"))?;
        Ok(())
    }

    async fn log(&mut self, id: &MeetingId, after: Seq, limit: usize) -> Result<Vec<Recorded>, StoreError> {
        let found: Vec<(i64, i64, String, String)> = sqlx::query_as(
            "SELECT seq, at_ms, actor, body FROM log WHERE meeting = $1 AND seq > $2 ORDER BY seq LIMIT $3",
        )
        .bind(id.as_str())
        .bind(after.0 as i64)
        .bind(limit as i64)
        .fetch_all(&mut *self.0)
        .await
        .map_err(StoreError::doing("read the log"))?;
        found.into_iter().map(rows::recorded).collect()
    }

    async fn log_between(
        &mut self,
        id: &MeetingId,
        from: UnixMs,
        until: UnixMs,
        limit: usize,
    ) -> Result<Vec<Recorded>, StoreError> {
        // Index log_by_time. Time never goes back within a meeting, so its order is the order of the places.
        let found: Vec<(i64, i64, String, String)> = sqlx::query_as(
            "SELECT seq, at_ms, actor, body FROM log \
             WHERE meeting = $1 AND at_ms >= $2 AND at_ms < $3 ORDER BY at_ms, seq LIMIT $4",
        )
        .bind(id.as_str())
        .bind(from.0)
        .bind(until.0)
        .bind(limit as i64)
        .fetch_all(&mut *self.0)
        .await
        .map_err(StoreError::doing("read the log by time"))?;
        found.into_iter().map(rows::recorded).collect()
    }

    async fn latest(&mut self, id: &MeetingId, kind: &str) -> Result<Option<Recorded>, StoreError> {
        let found: Option<(i64, i64, String, String)> = sqlx::query_as(
            "SELECT seq, at_ms, actor, body FROM log WHERE meeting = $1 AND kind = $2 ORDER BY seq DESC LIMIT 1",
        )
        .bind(id.as_str())
        .bind(kind)
        .fetch_optional(&mut *self.0)
        .await
        .map_err(StoreError::doing("read the latest of a kind"))?;
        found.map(rows::recorded).transpose()
    }

    async fn key(&mut self, id: &MeetingId, owner: &[u8], key: &str) -> Result<Option<KeyRow>, StoreError> {
        let found: Option<(Vec<u8>, String, i64)> = sqlx::query_as(
            "SELECT fingerprint, result, at_ms FROM keys WHERE meeting = $1 AND owner = $2 AND key = $3",
        )
        .bind(id.as_str())
        .bind(owner)
        .bind(key)
        .fetch_optional(&mut *self.0)
        .await
        .map_err(StoreError::doing("read a key"))?;
        let row = |(fingerprint, result, at_ms)| KeyRow {
            owner: owner.to_vec(),
            key: key.to_owned(),
            fingerprint,
            result,
            at: UnixMs(at_ms),
        };
        Ok(found.map(row))
    }

    async fn insert_key(&mut self, id: &MeetingId, row: &KeyRow) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO keys (meeting, owner, key, fingerprint, result, at_ms) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(id.as_str())
        .bind(&row.owner)
        .bind(&row.key)
        .bind(&row.fingerprint)
        .bind(&row.result)
        .bind(row.at.0)
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("keep a key"))?;
        Ok(())
    }

    async fn prune_keys(&mut self, before: UnixMs, limit: usize) -> Result<(), StoreError> {
        sqlx::query(
            "DELETE FROM keys WHERE (meeting, owner, key) IN \
             (SELECT meeting, owner, key FROM keys WHERE at_ms < $1 LIMIT $2)",
        )
        .bind(before.0)
        .bind(limit as i64)
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("prune the keys"))?;
        Ok(())
    }
}
