//! Answer cards, in SQLite.

use std::collections::HashMap;

use async_trait::async_trait;
use domain::answer::{AnswerTotal, CardHash, Served};
use domain::{MeetingId, PersonId, SuggestionNo, UnixMs};
use serde_json::json;

use crate::error::StoreError;
use crate::port::{AnsweredRow, CardRows};
use crate::rows;
use crate::rows::Pair;
use crate::sqlite::{SqliteTransaction, numbers, pairs};

#[async_trait]
impl CardRows for SqliteTransaction<'_> {
    async fn serve_cards(
        &mut self,
        id: &MeetingId,
        person: PersonId,
        cards: &[(SuggestionNo, CardHash)],
        at: UnixMs,
    ) -> Result<(), StoreError> {
        let cards: Vec<_> = cards.iter().map(|(no, hash)| json!([no.0, hex(&hash.0)])).collect();
        sqlx::query(
            "INSERT INTO served_cards (meeting, person, suggestion, nonce_hash, served_at) \
             SELECT $1, $2, value->>0, unhex(value->>1), $4 FROM json_each($3) WHERE true \
             ON CONFLICT (meeting, person, suggestion) DO UPDATE SET nonce_hash = excluded.nonce_hash, \
             served_at = excluded.served_at WHERE served_cards.answer IS NULL",
        )
        .bind(id.as_str())
        .bind(&person.0[..])
        .bind(rows::written("served_cards", &cards)?)
        .bind(at.0)
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("serve cards"))?;
        Ok(())
    }

    async fn answered_by(
        &mut self,
        id: &MeetingId,
        person: PersonId,
        limit: usize,
    ) -> Result<Vec<SuggestionNo>, StoreError> {
        let found: Vec<(i64,)> = sqlx::query_as(
            "SELECT suggestion FROM served_cards WHERE meeting = $1 AND person = $2 AND answer IS NOT NULL \
             ORDER BY suggestion LIMIT $3",
        )
        .bind(id.as_str())
        .bind(&person.0[..])
        .bind(limit as i64)
        .fetch_all(&mut *self.0)
        .await
        .map_err(StoreError::doing("read which cards a person answered"))?;
        Ok(found.into_iter().map(rows::number).collect())
    }

    async fn served_cards(&mut self, id: &MeetingId, wanted: &[Pair]) -> Result<HashMap<Pair, Served>, StoreError> {
        // CROSS JOIN keeps the order: each pair looks its row up by the primary key.
        let found: Vec<rows::CardColumns> = sqlx::query_as(
            "SELECT c.suggestion, c.person, c.nonce_hash, c.answer FROM json_each($2) AS pair \
             CROSS JOIN served_cards AS c \
             ON c.meeting = $1 AND c.person = unhex(pair.value->>1) AND c.suggestion = pair.value->>0",
        )
        .bind(id.as_str())
        .bind(pairs(wanted))
        .fetch_all(&mut *self.0)
        .await
        .map_err(StoreError::doing("read served cards"))?;
        found.into_iter().map(rows::card).collect()
    }

    async fn answer_cards(&mut self, id: &MeetingId, new: &[AnsweredRow], at: UnixMs) -> Result<(), StoreError> {
        let new: Vec<_> = new
            .iter()
            .map(|row| json!([row.no.0, row.person.to_string(), hex(&row.hash.0), row.answer.word()]))
            .collect();
        // Every row is there, and an upsert finds it by the primary key, whatever the planner knows of the table.
        sqlx::query(
            "INSERT INTO served_cards (meeting, suggestion, person, nonce_hash, served_at, answer, answered_at) \
             SELECT $1, value->>0, unhex(value->>1), unhex(value->>2), $3, value->>3, $3 FROM json_each($2) WHERE true \
             ON CONFLICT (meeting, person, suggestion) DO UPDATE SET answer = excluded.answer, \
             answered_at = excluded.answered_at",
        )
        .bind(id.as_str())
        .bind(rows::written("served_cards", &new)?)
        .bind(at.0)
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("keep answers"))?;
        Ok(())
    }

    async fn answer_totals_among(
        &mut self,
        id: &MeetingId,
        nos: &[SuggestionNo],
    ) -> Result<Vec<AnswerTotal>, StoreError> {
        let found: Vec<(i64, i64, i64)> = sqlx::query_as(
            "SELECT suggestion, answers, support FROM card_totals \
             WHERE meeting = $1 AND suggestion IN (SELECT value FROM json_each($2)) ORDER BY suggestion",
        )
        .bind(id.as_str())
        .bind(numbers(nos))
        .fetch_all(&mut *self.0)
        .await
        .map_err(StoreError::doing("read some answers' totals"))?;
        Ok(found.into_iter().map(rows::answer_total).collect())
    }

    async fn answer_totals(&mut self, id: &MeetingId, limit: usize) -> Result<Vec<AnswerTotal>, StoreError> {
        let found: Vec<(i64, i64, i64)> = sqlx::query_as(
            "SELECT suggestion, answers, support FROM card_totals WHERE meeting = $1 ORDER BY suggestion LIMIT $2",
        )
        .bind(id.as_str())
        .bind(limit as i64)
        .fetch_all(&mut *self.0)
        .await
        .map_err(StoreError::doing("read the answers' totals"))?;
        Ok(found.into_iter().map(rows::answer_total).collect())
    }

    async fn put_answer_totals(&mut self, id: &MeetingId, totals: &[AnswerTotal]) -> Result<(), StoreError> {
        let totals: Vec<_> = totals.iter().map(|total| (total.no.0, total.answers, total.support)).collect();
        sqlx::query(
            "INSERT INTO card_totals (meeting, suggestion, answers, support) \
             SELECT $1, value->>0, value->>1, value->>2 FROM json_each($2) WHERE true \
             ON CONFLICT (meeting, suggestion) DO UPDATE SET answers = excluded.answers, support = excluded.support",
        )
        .bind(id.as_str())
        .bind(rows::written("card_totals", &totals)?)
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("write the answers' totals"))?;
        Ok(())
    }
}

/// Bytes as `unhex` reads them.
fn hex(bytes: &[u8; 32]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
