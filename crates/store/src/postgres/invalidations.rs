//! What sets supports aside, in PostgreSQL.

use std::collections::HashSet;

use async_trait::async_trait;
use domain::invalidation::{LedgerStep, MovedTotal, NamedSupport};
use domain::{Invalidation, MeetingId, SuggestionNo};

use crate::error::StoreError;
use crate::port::{InvalidationRows, Named, Parting, Union};
use crate::postgres::PostgresTransaction;
use crate::postgres::supports::columns;
use crate::rows::{self, Pair};

#[async_trait]
impl InvalidationRows for PostgresTransaction<'_> {
    async fn ledger(&mut self, id: &MeetingId, after: i64, limit: usize) -> Result<Vec<LedgerStep>, StoreError> {
        let found: Vec<rows::LedgerColumns> = sqlx::query_as(
            "SELECT id, suggestion, person, delta, at_ms, cohort FROM support_ledger \
             WHERE id > $2 AND meeting = $1 ORDER BY id LIMIT $3",
        )
        .bind(id.as_str())
        .bind(after)
        .bind(limit as i64)
        .fetch_all(&mut *self.0)
        .await
        .map_err(StoreError::doing("read the ledger of supports"))?;
        found.into_iter().map(rows::ledger_step).collect()
    }

    async fn invalidation(&mut self, id: &MeetingId, job: u32) -> Result<Option<Invalidation>, StoreError> {
        let found: Option<(String,)> = sqlx::query_as("SELECT body FROM invalidations WHERE meeting = $1 AND id = $2")
            .bind(id.as_str())
            .bind(i64::from(job))
            .fetch_optional(&mut *self.0)
            .await
            .map_err(StoreError::doing("read an invalidation"))?;
        found.map(rows::invalidation).transpose()
    }

    async fn invalidations(&mut self, id: &MeetingId, limit: usize) -> Result<Vec<Invalidation>, StoreError> {
        let found: Vec<(String,)> =
            sqlx::query_as("SELECT body FROM invalidations WHERE meeting = $1 ORDER BY id DESC LIMIT $2")
                .bind(id.as_str())
                .bind(limit as i64)
                .fetch_all(&mut *self.0)
                .await
                .map_err(StoreError::doing("list the invalidations"))?;
        found.into_iter().map(rows::invalidation).collect()
    }

    async fn invalidations_at_work(&mut self, limit: usize) -> Result<Vec<(MeetingId, u32)>, StoreError> {
        // Index invalidations_at_work.
        let found: Vec<(String, i64)> = sqlx::query_as(
            "SELECT meeting, id FROM invalidations WHERE state IN ('running', 'cancelling', 'reversing') LIMIT $1",
        )
        .bind(limit as i64)
        .fetch_all(&mut *self.0)
        .await
        .map_err(StoreError::doing("look for invalidations at work"))?;
        found.into_iter().map(rows::job_place).collect()
    }

    async fn put_invalidation(&mut self, id: &MeetingId, job: &Invalidation) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO invalidations (meeting, id, state, body) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (meeting, id) DO UPDATE SET state = excluded.state, body = excluded.body",
        )
        .bind(id.as_str())
        .bind(i64::from(job.id))
        .bind(job.state.word())
        .bind(rows::written("invalidations", job)?)
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("write an invalidation"))?;
        Ok(())
    }

    async fn name_supports(&mut self, id: &MeetingId, job: u32, named: &[NamedSupport]) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO named_supports (meeting, job, suggestion, person, via, state) \
             SELECT $1, $2::BIGINT, pair.no, pair.person, pair.via, 'named' \
             FROM UNNEST($3::BIGINT[], $4::BYTEA[], $5::BIGINT[]) AS pair (no, person, via)",
        )
        .bind(id.as_str())
        .bind(i64::from(job))
        .bind(named.iter().map(|one| i64::from(one.no.0)).collect::<Vec<_>>())
        .bind(named.iter().map(|one| &one.person.0[..]).collect::<Vec<_>>())
        .bind(named.iter().map(|one| one.via.map(|no| i64::from(no.0))).collect::<Vec<_>>())
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("name supports"))?;
        Ok(())
    }

    async fn named_chunk(
        &mut self,
        id: &MeetingId,
        job: u32,
        named: Named,
        limit: usize,
    ) -> Result<Vec<Pair>, StoreError> {
        // Index named_supports_by_state.
        let found: Vec<(i64, Vec<u8>)> = sqlx::query_as(
            "SELECT suggestion, person FROM named_supports WHERE meeting = $1 AND job = $2 AND state = $3 \
             ORDER BY suggestion, person LIMIT $4",
        )
        .bind(id.as_str())
        .bind(i64::from(job))
        .bind(named.word())
        .bind(limit as i64)
        .fetch_all(&mut *self.0)
        .await
        .map_err(StoreError::doing("read what an invalidation names"))?;
        found.into_iter().map(rows::pair).collect()
    }

    async fn mark_up_to(
        &mut self,
        id: &MeetingId,
        job: u32,
        last: Pair,
        from: Named,
        to: Named,
    ) -> Result<(), StoreError> {
        // Index named_supports_by_state, from its beginning.
        sqlx::query(
            "UPDATE named_supports SET state = $6 WHERE meeting = $1 AND job = $2 AND state = $5 \
             AND (suggestion, person) <= ($3, $4)",
        )
        .bind(id.as_str())
        .bind(i64::from(job))
        .bind(i64::from(last.0.0))
        .bind(&last.1.0[..])
        .bind(from.word())
        .bind(to.word())
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("mark supports"))?;
        Ok(())
    }

    async fn count_named(&mut self, id: &MeetingId, job: u32, named: Named) -> Result<Vec<MovedTotal>, StoreError> {
        let found: Vec<(i64, i64)> = sqlx::query_as(
            "SELECT suggestion, COUNT(*) FROM named_supports WHERE meeting = $1 AND job = $2 AND state = $3 \
             GROUP BY suggestion ORDER BY suggestion",
        )
        .bind(id.as_str())
        .bind(i64::from(job))
        .bind(named.word())
        .fetch_all(&mut *self.0)
        .await
        .map_err(StoreError::doing("count what an invalidation names"))?;
        Ok(found.into_iter().map(rows::moved_total).collect())
    }

    async fn aside_among(&mut self, id: &MeetingId, wanted: &[Pair], given: bool) -> Result<HashSet<Pair>, StoreError> {
        let (nos, people) = columns(wanted);
        // The primary key.
        let found: Vec<(i64, Vec<u8>)> = sqlx::query_as(
            "SELECT n.suggestion, n.person FROM UNNEST($2::BIGINT[], $3::BYTEA[]) AS pair (no, person) \
             JOIN named_supports AS n ON n.meeting = $1 AND n.suggestion = pair.no AND n.person = pair.person \
             AND n.state = 'aside' AND (NOT $4 OR n.via IS NULL)",
        )
        .bind(id.as_str())
        .bind(nos)
        .bind(people)
        .bind(given)
        .fetch_all(&mut *self.0)
        .await
        .map_err(StoreError::doing("read what is set aside"))?;
        found.into_iter().map(rows::pair).collect()
    }

    async fn count_aside(&mut self, id: &MeetingId, no: SuggestionNo) -> Result<u32, StoreError> {
        let (count,): (i64,) = sqlx::query_as(
            "SELECT COUNT(*) FROM supports AS s WHERE s.meeting = $1 AND s.suggestion = $2 AND EXISTS \
             (SELECT 1 FROM named_supports AS n WHERE n.meeting = $1 AND n.suggestion = $2 AND n.person = s.person \
             AND n.state = 'aside')",
        )
        .bind(id.as_str())
        .bind(i64::from(no.0))
        .fetch_one(&mut *self.0)
        .await
        .map_err(StoreError::doing("count what is set aside"))?;
        Ok(count as u32)
    }

    async fn carry_named(&mut self, id: &MeetingId, union: Union) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO named_supports (meeting, job, suggestion, person, via, state) \
             SELECT n.meeting, n.job, $2::BIGINT, n.person, $3::BIGINT, n.state FROM named_supports AS n \
             WHERE n.meeting = $1 AND n.suggestion = $3 AND n.state IN ('named', 'aside') AND n.person <> $4 \
             AND EXISTS (SELECT 1 FROM supports AS s \
             WHERE s.meeting = $1 AND s.suggestion = $3 AND s.person = n.person) \
             AND NOT EXISTS (SELECT 1 FROM supports AS s \
             WHERE s.meeting = $1 AND s.suggestion = $2 AND s.person = n.person) ON CONFLICT DO NOTHING",
        )
        .bind(id.as_str())
        .bind(i64::from(union.into.0))
        .bind(i64::from(union.ended.0))
        .bind(&union.author.0[..])
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("carry what is set aside along"))?;
        Ok(())
    }

    async fn part_named(&mut self, id: &MeetingId, parting: Parting<'_>) -> Result<(), StoreError> {
        let into = i64::from(parting.union.into.0);
        sqlx::query("DELETE FROM named_supports WHERE meeting = $1 AND suggestion = $2 AND via = $3")
            .bind(id.as_str())
            .bind(into)
            .bind(i64::from(parting.union.ended.0))
            .execute(&mut *self.0)
            .await
            .map_err(StoreError::doing("leave what is set aside"))?;
        let (by, stay) = columns(parting.stay);
        sqlx::query(
            "INSERT INTO named_supports (meeting, job, suggestion, person, via, state) \
             SELECT n.meeting, n.job, $2::BIGINT, n.person, n.suggestion, n.state \
             FROM UNNEST($3::BIGINT[], $4::BYTEA[]) AS pair (no, person) \
             JOIN named_supports AS n ON n.meeting = $1 AND n.suggestion = pair.no AND n.person = pair.person \
             AND n.state IN ('named', 'aside') ON CONFLICT DO NOTHING",
        )
        .bind(id.as_str())
        .bind(into)
        .bind(by)
        .bind(stay)
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("leave what is set aside where it was"))?;
        Ok(())
    }
}
