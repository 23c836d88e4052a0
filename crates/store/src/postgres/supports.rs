//! Supports, in PostgreSQL.

use std::collections::{BTreeSet, HashSet};

use async_trait::async_trait;
use domain::{MeetingId, PersonId, SuggestionNo, UnixMs};

use crate::error::StoreError;
use crate::port::{BackedRows, LedgerRow, Parting, SupportRows, Union};
use crate::postgres::PostgresTransaction;
use crate::rows;
use crate::rows::Pair;

#[async_trait]
impl SupportRows for PostgresTransaction<'_> {
    async fn backings(&mut self, id: &MeetingId, wanted: &[Pair]) -> Result<HashSet<Pair>, StoreError> {
        let (nos, people) = columns(wanted);
        let found: Vec<(i64, Vec<u8>)> = sqlx::query_as(
            "SELECT s.suggestion, s.person FROM UNNEST($2::BIGINT[], $3::BYTEA[]) AS pair (no, person) \
             JOIN supports AS s ON s.meeting = $1 AND s.suggestion = pair.no AND s.person = pair.person",
        )
        .bind(id.as_str())
        .bind(nos)
        .bind(people)
        .fetch_all(&mut *self.0)
        .await
        .map_err(StoreError::doing("read who backs what"))?;
        found.into_iter().map(|(no, person)| Ok((rows::number((no,)), rows::person(&person)?))).collect()
    }

    async fn write_backed(&mut self, id: &MeetingId, backed: BackedRows<'_>) -> Result<(), StoreError> {
        if !backed.ledger.is_empty() {
            self.add_ledger(id, backed.ledger).await?;
        }
        if !backed.new.is_empty() {
            self.add_supports(id, backed.new).await?;
            self.add_people(id, backed.new).await?;
        }
        if !backed.gone.is_empty() {
            self.remove_supports(id, backed.gone).await?;
        }
        if !backed.totals.is_empty() {
            self.put_totals(id, backed.totals).await?;
        }
        Ok(())
    }

    async fn union_size(&mut self, id: &MeetingId, union: Union) -> Result<u32, StoreError> {
        let (size,): (i64,) = sqlx::query_as(
            "SELECT COUNT(*) FROM (SELECT person FROM supports WHERE meeting = $1 AND suggestion IN ($2, $3) \
             UNION SELECT $4::BYTEA AS person) AS backers \
             WHERE NOT EXISTS (SELECT 1 FROM named_supports AS n WHERE n.meeting = $1 AND n.suggestion = $2 \
             AND n.person = backers.person AND n.state = 'aside') \
             AND (backers.person = $4 \
             OR EXISTS (SELECT 1 FROM supports AS s \
             WHERE s.meeting = $1 AND s.suggestion = $2 AND s.person = backers.person) \
             OR NOT EXISTS (SELECT 1 FROM named_supports AS n WHERE n.meeting = $1 AND n.suggestion = $3 \
             AND n.person = backers.person AND n.state = 'aside'))",
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
            "INSERT INTO support_ledger (meeting, suggestion, person, delta, at_ms, cohort) \
             SELECT $1, $2::BIGINT, person, 1, $5::BIGINT, $6 FROM (SELECT person FROM supports WHERE meeting = $1 AND suggestion = $3 \
             UNION SELECT $4::BYTEA) AS backers \
             WHERE NOT EXISTS (SELECT 1 FROM supports AS s \
             WHERE s.meeting = $1 AND s.suggestion = $2 AND s.person = backers.person)",
        )
        .bind(id.as_str())
        .bind(i64::from(union.into.0))
        .bind(i64::from(union.ended.0))
        .bind(&union.author.0[..])
        .bind(at.0)
        .bind(rows::merge_cohort(union.ended))
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("note the merged backers"))?;
        Ok(())
    }

    async fn copy_backers(&mut self, id: &MeetingId, union: Union) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO supports (meeting, suggestion, person) \
             SELECT $1, $2::BIGINT, person FROM (SELECT person FROM supports WHERE meeting = $1 AND suggestion = $3 \
             UNION SELECT $4::BYTEA) AS backers ON CONFLICT DO NOTHING",
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

    async fn merged_backers(&mut self, id: &MeetingId, union: Union) -> Result<Vec<PersonId>, StoreError> {
        // Index support_ledger_by_cohort; then one way through the ledger from the merge on, since whoever took a step of their own
        // after it no longer backs by it.
        let found: Vec<(Vec<u8>,)> = sqlx::query_as(
            "WITH brought AS (SELECT id FROM support_ledger \
             WHERE meeting = $1 AND suggestion = $2 AND cohort = $3 AND delta = 1), \
             last AS (SELECT person, MAX(id) AS id FROM support_ledger \
             WHERE id >= (SELECT MIN(id) FROM brought) AND meeting = $1 AND suggestion = $2 GROUP BY person) \
             SELECT last.person FROM last JOIN brought ON brought.id = last.id ORDER BY last.id",
        )
        .bind(id.as_str())
        .bind(i64::from(union.into.0))
        .bind(rows::merge_cohort(union.ended))
        .fetch_all(&mut *self.0)
        .await
        .map_err(StoreError::doing("read whom a merge brought"))?;
        found.into_iter().map(|(person,)| rows::person(&person)).collect()
    }

    async fn part_backers(&mut self, id: &MeetingId, parting: Parting<'_>, at: UnixMs) -> Result<(), StoreError> {
        let into = i64::from(parting.union.into.0);
        let (by, stay) = columns(parting.stay);
        let cohorts: Vec<String> = by.into_iter().map(|no| rows::merge_cohort(rows::number((no,)))).collect();
        sqlx::query(
            "INSERT INTO support_ledger (meeting, suggestion, person, delta, at_ms, cohort) \
             SELECT $1, $2::BIGINT, person, -1, $3::BIGINT, $4 FROM UNNEST($5::BYTEA[]) AS person",
        )
        .bind(id.as_str())
        .bind(into)
        .bind(at.0)
        .bind(rows::merge_cohort(parting.union.ended))
        .bind(parting.brought.iter().map(|person| &person.0[..]).collect::<Vec<_>>())
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("note who parts"))?;
        sqlx::query(
            "INSERT INTO support_ledger (meeting, suggestion, person, delta, at_ms, cohort) \
             SELECT $1, $2::BIGINT, pair.person, 1, $3::BIGINT, pair.cohort \
             FROM UNNEST($4::TEXT[], $5::BYTEA[]) AS pair (cohort, person)",
        )
        .bind(id.as_str())
        .bind(into)
        .bind(at.0)
        .bind(cohorts)
        .bind(stay)
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("note who stays"))?;
        self.remove_supports(id, parting.leave).await
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

/// Pairs as two array parameters.
pub(super) fn columns(pairs: &[Pair]) -> (Vec<i64>, Vec<&[u8]>) {
    pairs.iter().map(|(no, person)| (i64::from(no.0), &person.0[..])).unzip()
}

impl PostgresTransaction<'_> {
    async fn add_ledger(&mut self, id: &MeetingId, new: &[LedgerRow]) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO support_ledger (meeting, suggestion, person, delta, at_ms) \
             SELECT $1, * FROM UNNEST($2::BIGINT[], $3::BYTEA[], $4::BIGINT[], $5::BIGINT[])",
        )
        .bind(id.as_str())
        .bind(new.iter().map(|row| i64::from(row.no.0)).collect::<Vec<_>>())
        .bind(new.iter().map(|row| &row.person.0[..]).collect::<Vec<_>>())
        .bind(new.iter().map(|row| i64::from(row.delta)).collect::<Vec<_>>())
        .bind(new.iter().map(|row| row.at.0).collect::<Vec<_>>())
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("add to the ledger of supports"))?;
        Ok(())
    }

    async fn add_supports(&mut self, id: &MeetingId, new: &[Pair]) -> Result<(), StoreError> {
        let (nos, people) = columns(new);
        sqlx::query(
            "INSERT INTO supports (meeting, suggestion, person) SELECT $1, * FROM UNNEST($2::BIGINT[], $3::BYTEA[])",
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
        let (nos, people) = columns(gone);
        sqlx::query(
            "DELETE FROM supports AS s USING UNNEST($2::BIGINT[], $3::BYTEA[]) AS pair (no, person) \
             WHERE s.meeting = $1 AND s.suggestion = pair.no AND s.person = pair.person",
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
        sqlx::query(
            "UPDATE suggestions AS s SET supports = total.supports \
             FROM UNNEST($2::BIGINT[], $3::BIGINT[]) AS total (no, supports) \
             WHERE s.meeting = $1 AND s.no = total.no",
        )
        .bind(id.as_str())
        .bind(totals.iter().map(|(no, _)| i64::from(no.0)).collect::<Vec<_>>())
        .bind(totals.iter().map(|(_, supports)| i64::from(*supports)).collect::<Vec<_>>())
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("write the totals"))?;
        Ok(())
    }

    async fn add_people(&mut self, id: &MeetingId, backers: &[Pair]) -> Result<(), StoreError> {
        // Sorted, so that two processes cannot wait for each other.
        let people: BTreeSet<&[u8]> = backers.iter().map(|(_, person)| &person.0[..]).collect();
        sqlx::query(
            "INSERT INTO people (meeting, person, submitted) SELECT $1, person, 0 FROM UNNEST($2::BYTEA[]) AS person \
             ON CONFLICT DO NOTHING",
        )
        .bind(id.as_str())
        .bind(people.into_iter().collect::<Vec<_>>())
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("add people"))?;
        Ok(())
    }
}
