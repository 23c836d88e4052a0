//! Supports, in SQLite.

use std::collections::HashSet;

use async_trait::async_trait;
use domain::{MeetingId, PersonId, SuggestionNo, UnixMs};

use crate::error::StoreError;
use crate::port::{LedgerRow, SupportRows, Union};
use crate::rows;
use crate::rows::Pair;
use crate::sqlite::{SqliteTransaction, columns, pair_columns};

#[async_trait]
impl SupportRows for SqliteTransaction<'_> {
    async fn backings(&mut self, id: &MeetingId, wanted: &[Pair]) -> Result<HashSet<Pair>, StoreError> {
        let (nos, people) = pair_columns(wanted);
        // CROSS JOIN keeps the order: each pair looks its row up by the primary key. One row with the places of those that are there:
        // every row costs a way from the database's thread to here.
        let (places,): (String,) = sqlx::query_as(
            "SELECT json_group_array(pair.key) FROM json_each($2) AS pair CROSS JOIN supports AS s \
             ON s.meeting = $1 AND s.suggestion = pair.value AND s.person = substr($3, pair.key * 16 + 1, 16)",
        )
        .bind(id.as_str())
        .bind(nos)
        .bind(people)
        .fetch_one(&mut *self.0)
        .await
        .map_err(StoreError::doing("read who backs what"))?;
        let places: Vec<usize> = rows::read("supports", &places)?;
        places.into_iter().map(|place| wanted.get(place).copied().ok_or(StoreError::row("supports"))).collect()
    }

    async fn add_ledger(&mut self, id: &MeetingId, new: &[LedgerRow]) -> Result<(), StoreError> {
        // What is backed live has one moment; only an import has many.
        for rows in new.chunk_by(|one, next| one.at == next.at) {
            // A number below zero is a backing taken back.
            let (nos, people) =
                columns(rows.iter().map(|row| (i64::from(row.no.0) * i64::from(row.delta), row.person)));
            sqlx::query(
                "INSERT INTO support_ledger (meeting, suggestion, person, delta, at_ms) \
                 SELECT $1, abs(value), substr($3, key * 16 + 1, 16), iif(value > 0, 1, -1), $4 FROM json_each($2) \
                 ORDER BY json_each.rowid",
            )
            .bind(id.as_str())
            .bind(nos)
            .bind(people)
            .bind(rows[0].at.0)
            .execute(&mut *self.0)
            .await
            .map_err(StoreError::doing("add to the ledger of supports"))?;
        }
        Ok(())
    }

    async fn add_supports(&mut self, id: &MeetingId, new: &[Pair]) -> Result<(), StoreError> {
        let (nos, people) = pair_columns(new);
        sqlx::query(
            "INSERT INTO supports (meeting, suggestion, person) \
             SELECT $1, value, substr($3, key * 16 + 1, 16) FROM json_each($2)",
        )
        .bind(id.as_str())
        .bind(nos)
        .bind(people)
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("add supports"))?;
        Ok(())
    }

    async fn remove_supports(&mut self, id: &MeetingId, gone: &[Pair]) -> Result<(), StoreError> {
        let (nos, people) = pair_columns(gone);
        // By this index both columns of a pair find its row; by the primary key SQLite would look at every backer of a suggestion.
        sqlx::query(
            "DELETE FROM supports INDEXED BY supports_by_person WHERE meeting = $1 \
             AND (person, suggestion) IN (SELECT substr($3, key * 16 + 1, 16), value FROM json_each($2))",
        )
        .bind(id.as_str())
        .bind(nos)
        .bind(people)
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
