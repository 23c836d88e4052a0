//! Answer cards, in PostgreSQL.

use std::collections::HashMap;

use async_trait::async_trait;
use domain::answer::{AnswerTotal, CardHash, Served};
use domain::{MeetingId, PersonId, SuggestionNo, UnixMs};

use crate::error::StoreError;
use crate::port::{AnsweredRow, CardRows};
use crate::postgres::PostgresTransaction;
use crate::rows;
use crate::rows::Pair;

#[async_trait]
impl CardRows for PostgresTransaction<'_> {
    async fn serve_cards(
        &mut self,
        id: &MeetingId,
        person: PersonId,
        cards: &[(SuggestionNo, CardHash)],
        at: UnixMs,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO served_cards (meeting, person, suggestion, nonce_hash, served_at) \
             SELECT $1, $2, card.no, card.hash, $5 FROM UNNEST($3::BIGINT[], $4::BYTEA[]) AS card (no, hash) \
             ON CONFLICT (meeting, person, suggestion) DO UPDATE SET nonce_hash = excluded.nonce_hash, \
             served_at = excluded.served_at WHERE served_cards.answer IS NULL",
        )
        .bind(id.as_str())
        .bind(&person.0[..])
        .bind(cards.iter().map(|(no, _)| i64::from(no.0)).collect::<Vec<_>>())
        .bind(cards.iter().map(|(_, hash)| &hash.0[..]).collect::<Vec<_>>())
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
        let (nos, people): (Vec<i64>, Vec<&[u8]>) =
            wanted.iter().map(|(no, person)| (i64::from(no.0), &person.0[..])).unzip();
        let found: Vec<rows::CardColumns> = sqlx::query_as(
            "SELECT c.suggestion, c.person, c.nonce_hash, c.answer \
             FROM UNNEST($2::BIGINT[], $3::BYTEA[]) AS pair (no, person) \
             JOIN served_cards AS c ON c.meeting = $1 AND c.person = pair.person AND c.suggestion = pair.no",
        )
        .bind(id.as_str())
        .bind(nos)
        .bind(people)
        .fetch_all(&mut *self.0)
        .await
        .map_err(StoreError::doing("read served cards"))?;
        found.into_iter().map(rows::card).collect()
    }

    async fn answer_cards(&mut self, id: &MeetingId, new: &[AnsweredRow], at: UnixMs) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE served_cards AS c SET answer = given.answer, answered_at = $5 \
             FROM UNNEST($2::BIGINT[], $3::BYTEA[], $4::TEXT[]) AS given (no, person, answer) \
             WHERE c.meeting = $1 AND c.person = given.person AND c.suggestion = given.no",
        )
        .bind(id.as_str())
        .bind(new.iter().map(|row| i64::from(row.no.0)).collect::<Vec<_>>())
        .bind(new.iter().map(|row| &row.person.0[..]).collect::<Vec<_>>())
        .bind(new.iter().map(|row| row.answer.word()).collect::<Vec<_>>())
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
             WHERE meeting = $1 AND suggestion = ANY($2) ORDER BY suggestion",
        )
        .bind(id.as_str())
        .bind(nos.iter().map(|no| i64::from(no.0)).collect::<Vec<_>>())
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
        sqlx::query(
            "INSERT INTO card_totals (meeting, suggestion, answers, support) \
             SELECT $1, * FROM UNNEST($2::BIGINT[], $3::BIGINT[], $4::BIGINT[]) \
             ON CONFLICT (meeting, suggestion) DO UPDATE SET answers = excluded.answers, support = excluded.support",
        )
        .bind(id.as_str())
        .bind(totals.iter().map(|total| i64::from(total.no.0)).collect::<Vec<_>>())
        .bind(totals.iter().map(|total| i64::from(total.answers)).collect::<Vec<_>>())
        .bind(totals.iter().map(|total| i64::from(total.support)).collect::<Vec<_>>())
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("write the answers' totals"))?;
        Ok(())
    }
}
