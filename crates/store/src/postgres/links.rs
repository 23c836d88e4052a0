//! One-time links to another device, in PostgreSQL.

use async_trait::async_trait;
use domain::UnixMs;

use crate::error::StoreError;
use crate::port::{LinkRows, NewLink};
use crate::postgres::PostgresTransaction;

#[async_trait]
impl LinkRows for PostgresTransaction<'_> {
    async fn insert_device_link(&mut self, new: &NewLink) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO device_links (token_hash, sealed, expires_at) VALUES ($1, $2, $3)")
            .bind(&new.token_hash[..])
            .bind(&new.sealed[..])
            .bind(new.expires.0)
            .execute(&mut *self.0)
            .await
            .map_err(StoreError::doing("keep a link to another device"))?;
        Ok(())
    }

    async fn device_link(&mut self, token_hash: &[u8; 32], now: UnixMs) -> Result<bool, StoreError> {
        let found: Option<(i64,)> = sqlx::query_as("SELECT expires_at FROM device_links WHERE token_hash = $1")
            .bind(&token_hash[..])
            .fetch_optional(&mut *self.0)
            .await
            .map_err(StoreError::doing("look at a link to another device"))?;
        Ok(found.is_some_and(|(expires_at,)| expires_at > now.0))
    }

    async fn take_device_link(&mut self, token_hash: &[u8; 32], now: UnixMs) -> Result<Option<[u8; 32]>, StoreError> {
        let found: Option<(Vec<u8>, i64)> =
            sqlx::query_as("DELETE FROM device_links WHERE token_hash = $1 RETURNING sealed, expires_at")
                .bind(&token_hash[..])
                .fetch_optional(&mut *self.0)
                .await
                .map_err(StoreError::doing("take a link to another device"))?;
        let Some((sealed, _)) = found.filter(|(_, expires_at)| *expires_at > now.0) else { return Ok(None) };
        sealed.try_into().map(Some).map_err(|_| StoreError::row("device_links"))
    }

    async fn prune_device_links(&mut self, now: UnixMs, limit: usize) -> Result<(), StoreError> {
        sqlx::query(
            "DELETE FROM device_links WHERE token_hash IN \
             (SELECT token_hash FROM device_links WHERE expires_at <= $1 LIMIT $2)",
        )
        .bind(now.0)
        .bind(limit as i64)
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("prune the links to other devices"))?;
        Ok(())
    }
}
