//! Leases, in SQLite.

use async_trait::async_trait;
use domain::{MeetingId, SuggestionNo, UnixMs};

use crate::error::StoreError;
use crate::lease::{Holder, Lease};
use crate::port::LeaseRows;
use crate::rows;
use crate::sqlite::{SqliteTransaction, numbers};

#[async_trait]
impl LeaseRows for SqliteTransaction<'_> {
    async fn leases(&mut self, id: &MeetingId, now: UnixMs) -> Result<Vec<Lease>, StoreError> {
        let found: Vec<(i64, i64, String, i64)> = sqlx::query_as(
            "SELECT no, staff, console, until_ms FROM leases WHERE meeting = $1 AND until_ms > $2 ORDER BY no",
        )
        .bind(id.as_str())
        .bind(now.0)
        .fetch_all(&mut *self.0)
        .await
        .map_err(StoreError::doing("read the leases"))?;
        Ok(found.into_iter().map(rows::lease).collect())
    }

    async fn lease(&mut self, id: &MeetingId, no: SuggestionNo, now: UnixMs) -> Result<Option<Lease>, StoreError> {
        let found = sqlx::query_as(
            "SELECT no, staff, console, until_ms FROM leases WHERE meeting = $1 AND no = $2 AND until_ms > $3",
        )
        .bind(id.as_str())
        .bind(i64::from(no.0))
        .bind(now.0)
        .fetch_optional(&mut *self.0)
        .await
        .map_err(StoreError::doing("read a lease"))?;
        Ok(found.map(rows::lease))
    }

    async fn put_leases(
        &mut self,
        id: &MeetingId,
        holder: &Holder,
        nos: &[SuggestionNo],
        until: UnixMs,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO leases (meeting, no, staff, console, until_ms) \
             SELECT $1, value, $3, $4, $5 FROM json_each($2) WHERE true \
             ON CONFLICT (meeting, no) DO UPDATE \
             SET staff = excluded.staff, console = excluded.console, until_ms = excluded.until_ms",
        )
        .bind(id.as_str())
        .bind(numbers(nos))
        .bind(i64::from(holder.staff.0))
        .bind(&holder.console)
        .bind(until.0)
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("deal"))?;
        Ok(())
    }

    async fn renew_leases(
        &mut self,
        id: &MeetingId,
        holder: &Holder,
        nos: &[SuggestionNo],
        until: UnixMs,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE leases SET until_ms = $5 WHERE meeting = $1 AND staff = $3 AND console = $4 \
             AND no IN (SELECT value FROM json_each($2))",
        )
        .bind(id.as_str())
        .bind(numbers(nos))
        .bind(i64::from(holder.staff.0))
        .bind(&holder.console)
        .bind(until.0)
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("renew leases"))?;
        Ok(())
    }

    async fn release_leases(
        &mut self,
        id: &MeetingId,
        holder: &Holder,
        nos: &[SuggestionNo],
    ) -> Result<(), StoreError> {
        sqlx::query(
            "DELETE FROM leases WHERE meeting = $1 AND staff = $3 AND console = $4 \
             AND no IN (SELECT value FROM json_each($2))",
        )
        .bind(id.as_str())
        .bind(numbers(nos))
        .bind(i64::from(holder.staff.0))
        .bind(&holder.console)
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("release leases"))?;
        Ok(())
    }

    async fn drop_lease(&mut self, id: &MeetingId, no: SuggestionNo) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM leases WHERE meeting = $1 AND no = $2")
            .bind(id.as_str())
            .bind(i64::from(no.0))
            .execute(&mut *self.0)
            .await
            .map_err(StoreError::doing("drop a lease"))?;
        Ok(())
    }
}
