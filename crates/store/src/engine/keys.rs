//! Idempotency: the same key gives the first result again, and never two of anything.

use domain::{Actor, Seq, SuggestionNo, UnixMs};
use serde::{Deserialize, Serialize};

use crate::change::{Change, ChangeError, Changed, Key};
use crate::engine::Rows;
use crate::engine::log::Log;
use crate::error::StoreError;
use crate::port::KeyRow;
use crate::rows;

/// What is kept of a result; the rest is read again.
#[derive(Serialize, Deserialize)]
struct Kept {
    seq: Seq,
    at: UnixMs,
    no: Option<SuggestionNo>,
}

/// Whose key it is: the same text from another person is another key.
fn owner(actor: &Actor) -> Vec<u8> {
    match actor {
        Actor::Person(person) => person.0.to_vec(),
        Actor::Staff { id, .. } => id.0.to_be_bytes().to_vec(),
        Actor::System => Vec::new(),
    }
}

/// The first result, if the change's key was used before; refused when it was used for something else.
pub(super) async fn replay(rows: &mut Rows<'_>, log: &Log, change: &Change) -> Result<Option<Changed>, ChangeError> {
    let Some(key) = &change.key else {
        return Ok(None);
    };
    let Some(row) = rows.key(&change.meeting, &owner(&change.actor), &key.text).await? else {
        return Ok(None);
    };
    if row.fingerprint != key.fingerprint {
        return Err(ChangeError::KeyReused);
    }
    let kept: Kept = rows::read("keys", &row.result)?;
    let suggestion = match kept.no {
        Some(no) => rows.suggestion(&change.meeting, no).await?,
        None => None,
    };
    Ok(Some(Changed { seq: kept.seq, at: kept.at, replayed: true, ..log.changed(suggestion) }))
}

/// Keeps a result under the change's key.
pub(super) async fn keep(
    rows: &mut Rows<'_>,
    change: &Change,
    key: &Key,
    seq: Seq,
    at: UnixMs,
    no: Option<SuggestionNo>,
) -> Result<(), StoreError> {
    let row = KeyRow {
        owner: owner(&change.actor),
        key: key.text.clone(),
        fingerprint: key.fingerprint.to_vec(),
        result: rows::written("keys", &Kept { seq, at, no })?,
        at,
    };
    rows.insert_key(&change.meeting, &row).await
}
