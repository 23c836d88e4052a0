//! Supports, in SQLite.

use std::collections::HashSet;

use async_trait::async_trait;
use domain::{MeetingId, PersonId, SuggestionNo, UnixMs};

use crate::error::StoreError;
use crate::port::{BackedRows, Parting, SupportRows, Union};
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

    async fn write_backed(&mut self, id: &MeetingId, backed: BackedRows<'_>) -> Result<(), StoreError> {
        // What is backed live has one moment; only an import has many.
        let mut moments: Vec<_> = backed.ledger.chunk_by(|one, next| one.at == next.at).collect();
        let last = moments.pop().unwrap_or_default();
        for ledger in moments {
            self.write_moment(id, BackedRows { ledger, ..BackedRows::default() }).await?;
        }
        self.write_moment(id, BackedRows { ledger: last, ..backed }).await
    }

    async fn union_size(&mut self, id: &MeetingId, union: Union) -> Result<u32, StoreError> {
        let (size,): (i64,) = sqlx::query_as(
            "SELECT COUNT(*) FROM (SELECT person FROM supports WHERE meeting = $1 AND suggestion IN ($2, $3) \
             UNION SELECT $4 AS person) AS backers \
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
             SELECT $1, $2, person, 1, $5, $6 FROM (SELECT person FROM supports WHERE meeting = $1 AND suggestion = $3 \
             UNION SELECT $4 AS person) AS backers \
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
        let people = |pairs: &[Pair]| pairs.iter().flat_map(|(_, person)| person.0).collect::<Vec<u8>>();
        let cohorts: Vec<String> = parting.stay.iter().map(|(by, _)| rows::merge_cohort(*by)).collect();
        sqlx::query(
            "INSERT INTO support_ledger (meeting, suggestion, person, delta, at_ms, cohort) \
             SELECT $1, $2, substr($5, value * 16 + 1, 16), -1, $3, $4 FROM json_each($6); \
             INSERT INTO support_ledger (meeting, suggestion, person, delta, at_ms, cohort) \
             SELECT $1, $2, substr($8, key * 16 + 1, 16), 1, $3, value FROM json_each($7); \
             DELETE FROM supports INDEXED BY supports_by_person WHERE meeting = $1 \
             AND (person, suggestion) IN (SELECT substr($9, value * 16 + 1, 16), $2 FROM json_each($10))",
        )
        .bind(id.as_str())
        .bind(i64::from(parting.union.into.0))
        .bind(at.0)
        .bind(rows::merge_cohort(parting.union.ended))
        .bind(parting.brought.iter().flat_map(|person| person.0).collect::<Vec<u8>>())
        .bind(places(parting.brought.len())?)
        .bind(rows::written("support_ledger", &cohorts)?)
        .bind(people(parting.stay))
        .bind(people(parting.leave))
        .bind(places(parting.leave.len())?)
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("take a merge back"))?;
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

/// `[0, 1, …]`: the places of a list that is bound as one string of bytes.
fn places(len: usize) -> Result<String, StoreError> {
    rows::written("supports", &(0..len).collect::<Vec<usize>>())
}

impl SqliteTransaction<'_> {
    /// Writes steps of one moment and what came of them, as one script whose statements share their numbered parameters: every way to
    /// the database's thread costs two wake-ups, and on a busy machine each of them waits for its turn.
    async fn write_moment(&mut self, id: &MeetingId, backed: BackedRows<'_>) -> Result<(), StoreError> {
        // A number below zero is a backing taken back.
        let steps = backed.ledger.iter().map(|row| (i64::from(row.no.0) * i64::from(row.delta), row.person));
        let (steps, steppers) = columns(steps);
        let (new, backers) = pair_columns(backed.new);
        let (gone, leavers) = pair_columns(backed.gone);
        let totals: Vec<_> = backed.totals.iter().map(|(no, total)| (no.0, *total)).collect();
        // By its index both columns of a pair find what is to be removed; by the primary key SQLite would look at every backer of a
        // suggestion. MATERIALIZED: otherwise every suggestion of the meeting is compared with the whole list.
        sqlx::query(
            "INSERT INTO support_ledger (meeting, suggestion, person, delta, at_ms) \
             SELECT $1, abs(value), substr($3, key * 16 + 1, 16), iif(value > 0, 1, -1), $4 FROM json_each($2) \
             ORDER BY json_each.rowid; \
             INSERT INTO supports (meeting, suggestion, person) \
             SELECT $1, value, substr($6, key * 16 + 1, 16) FROM json_each($5); \
             INSERT INTO people (meeting, person, submitted) \
             SELECT $1, substr($6, key * 16 + 1, 16), 0 FROM json_each($5) WHERE true ON CONFLICT DO NOTHING; \
             DELETE FROM supports INDEXED BY supports_by_person WHERE meeting = $1 \
             AND (person, suggestion) IN (SELECT substr($8, key * 16 + 1, 16), value FROM json_each($7)); \
             WITH total AS MATERIALIZED (SELECT value->>0 AS no, value->>1 AS supports FROM json_each($9)) \
             UPDATE suggestions SET supports = total.supports FROM total \
             WHERE suggestions.meeting = $1 AND suggestions.no = total.no",
        )
        .bind(id.as_str())
        .bind(steps)
        .bind(steppers)
        .bind(backed.ledger.first().map_or(0, |row| row.at.0))
        .bind(new)
        .bind(backers)
        .bind(gone)
        .bind(leavers)
        .bind(rows::written("suggestions", &totals)?)
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("write a set of backings"))?;
        Ok(())
    }
}
