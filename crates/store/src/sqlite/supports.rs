//! Supports, in SQLite.

use std::collections::HashSet;
use std::fmt::Write;

use async_trait::async_trait;
use domain::{MeetingId, PersonId, SuggestionNo, UnixMs};

use crate::error::StoreError;
use crate::port::{LedgerRow, SupportRows, Union};
use crate::rows;
use crate::rows::Pair;
use crate::sqlite::{SqliteTransaction, list, pairs};

#[async_trait]
impl SupportRows for SqliteTransaction<'_> {
    async fn backings(&mut self, id: &MeetingId, wanted: &[Pair]) -> Result<HashSet<Pair>, StoreError> {
        // CROSS JOIN keeps the order: each pair looks its row up by the primary key.
        let found: Vec<(i64, Vec<u8>)> = sqlx::query_as(
            "SELECT s.suggestion, s.person FROM json_each($2) AS pair CROSS JOIN supports AS s \
             ON s.meeting = $1 AND s.suggestion = pair.value->>0 AND s.person = unhex(pair.value->>1)",
        )
        .bind(id.as_str())
        .bind(pairs(wanted))
        .fetch_all(&mut *self.0)
        .await
        .map_err(StoreError::doing("read who backs what"))?;
        found.into_iter().map(|(no, person)| Ok((rows::number((no,)), rows::person(&person)?))).collect()
    }

    async fn add_ledger(&mut self, id: &MeetingId, new: &[LedgerRow]) -> Result<(), StoreError> {
        let new = list(new, |text, row| write!(text, "[{},\"{}\",{},{}]", row.no.0, row.person, row.delta, row.at.0));
        sqlx::query(
            "INSERT INTO support_ledger (meeting, suggestion, person, delta, at_ms) \
             SELECT $1, value->>0, unhex(value->>1), value->>2, value->>3 FROM json_each($2) ORDER BY json_each.key",
        )
        .bind(id.as_str())
        .bind(new)
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("add to the ledger of supports"))?;
        Ok(())
    }

    async fn add_supports(&mut self, id: &MeetingId, new: &[Pair]) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO supports (meeting, suggestion, person) \
             SELECT $1, value->>0, unhex(value->>1) FROM json_each($2)",
        )
        .bind(id.as_str())
        .bind(pairs(new))
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("add supports"))?;
        Ok(())
    }

    async fn remove_supports(&mut self, id: &MeetingId, gone: &[Pair]) -> Result<(), StoreError> {
        // By person: a popular suggestion has more backers than anybody backs suggestions.
        sqlx::query(
            "DELETE FROM supports INDEXED BY supports_by_person \
             WHERE meeting = $1 AND person IN (SELECT unhex(value->>1) FROM json_each($2)) \
             AND (+suggestion, +person) IN (SELECT value->>0, unhex(value->>1) FROM json_each($2))",
        )
        .bind(id.as_str())
        .bind(pairs(gone))
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("remove supports"))?;
        Ok(())
    }

    async fn put_totals(&mut self, id: &MeetingId, totals: &[(SuggestionNo, u32)]) -> Result<(), StoreError> {
        let totals: Vec<_> = totals.iter().map(|(no, total)| (no.0, *total)).collect();
        // MATERIALIZED: otherwise every suggestion of the meeting is compared with the whole list.
        sqlx::query(
            "WITH total AS MATERIALIZED (SELECT value->>0 AS no, value->>1 AS supports FROM json_each($2)) \
             UPDATE suggestions SET supports = total.supports FROM total \
             WHERE suggestions.meeting = $1 AND suggestions.no = total.no",
        )
        .bind(id.as_str())
        .bind(rows::written("suggestions", &totals)?)
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("write the totals"))?;
        Ok(())
    }

    async fn union_size(&mut self, id: &MeetingId, union: Union) -> Result<u32, StoreError> {
        let (size,): (i64,) = sqlx::query_as(
            "SELECT COUNT(*) FROM (SELECT person FROM supports WHERE meeting = $1 AND suggestion IN ($2, $3) \
             UNION SELECT $4) AS backers",
        )
        .bind(id.as_str())
        .bind(i64::from(union.into.0))
        .bind(i64::from(union.ended.0))
        .bind(&union.author.0[..])
        .fetch_one(&mut *self.0)
        .await
        .map_err(StoreError::doing("count the backers of both"))?;
        Ok(size as u32)
    }

    async fn copy_ledger(&mut self, id: &MeetingId, union: Union, at: UnixMs) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO support_ledger (meeting, suggestion, person, delta, at_ms) \
             SELECT $1, $2, person, 1, $5 FROM (SELECT person FROM supports WHERE meeting = $1 AND suggestion = $3 \
             UNION SELECT $4 AS person) AS backers \
             WHERE NOT EXISTS (SELECT 1 FROM supports AS s \
             WHERE s.meeting = $1 AND s.suggestion = $2 AND s.person = backers.person)",
        )
        .bind(id.as_str())
        .bind(i64::from(union.into.0))
        .bind(i64::from(union.ended.0))
        .bind(&union.author.0[..])
        .bind(at.0)
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("note the merged backers"))?;
        Ok(())
    }

    async fn copy_backers(&mut self, id: &MeetingId, union: Union) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO supports (meeting, suggestion, person) \
             SELECT $1, $2, person FROM (SELECT person FROM supports WHERE meeting = $1 AND suggestion = $3 \
             UNION SELECT $4 AS person) AS backers WHERE true ON CONFLICT DO NOTHING",
        )
        .bind(id.as_str())
        .bind(i64::from(union.into.0))
        .bind(i64::from(union.ended.0))
        .bind(&union.author.0[..])
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("add the merged backers"))?;
        Ok(())
    }

    async fn supported_by(
        &mut self,
        id: &MeetingId,
        person: PersonId,
        limit: usize,
    ) -> Result<Vec<SuggestionNo>, StoreError> {
        // Index supports_by_person.
        let found: Vec<(i64,)> = sqlx::query_as(
            "SELECT suggestion FROM supports WHERE meeting = $1 AND person = $2 ORDER BY suggestion LIMIT $3",
        )
        .bind(id.as_str())
        .bind(&person.0[..])
        .bind(limit as i64)
        .fetch_all(&mut *self.0)
        .await
        .map_err(StoreError::doing("read what a person backs"))?;
        Ok(found.into_iter().map(rows::number).collect())
    }
}
