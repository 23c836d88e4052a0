//! Accounts, log-ins, set-up links and secrets, in PostgreSQL.

use async_trait::async_trait;
use domain::{StaffId, UnixMs};

use crate::account::StaffRow;
use crate::error::StoreError;
use crate::port::{AccountRows, NewSession, NewStaff};
use crate::postgres::PostgresTransaction;
use crate::rows;

#[async_trait]
impl AccountRows for PostgresTransaction<'_> {
    async fn staff_count(&mut self) -> Result<u32, StoreError> {
        let (count,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM staff")
            .fetch_one(&mut *self.0)
            .await
            .map_err(StoreError::doing("count the accounts"))?;
        Ok(count as u32)
    }

    async fn insert_staff(&mut self, new: &NewStaff) -> Result<Option<StaffId>, StoreError> {
        let found: Option<(i64,)> = sqlx::query_as(
            "INSERT INTO staff (login, name, password_hash, roles, created_at) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (login) DO NOTHING RETURNING id",
        )
        .bind(&new.login)
        .bind(&new.name)
        .bind(&new.password_hash)
        .bind(rows::written("staff", &new.roles)?)
        .bind(new.at.0)
        .fetch_optional(&mut *self.0)
        .await
        .map_err(StoreError::doing("make an account"))?;
        Ok(found.map(|(id,)| StaffId(id as u32)))
    }

    async fn staff_by_login(&mut self, login: &str) -> Result<Option<StaffRow>, StoreError> {
        let found = sqlx::query_as("SELECT id, login, name, password_hash, roles FROM staff WHERE login = $1")
            .bind(login)
            .fetch_optional(&mut *self.0)
            .await
            .map_err(StoreError::doing("read an account by its login"))?;
        found.map(rows::staff).transpose()
    }

    async fn staff(&mut self, id: StaffId) -> Result<Option<StaffRow>, StoreError> {
        let found = sqlx::query_as("SELECT id, login, name, password_hash, roles FROM staff WHERE id = $1")
            .bind(i64::from(id.0))
            .fetch_optional(&mut *self.0)
            .await
            .map_err(StoreError::doing("read an account"))?;
        found.map(rows::staff).transpose()
    }

    async fn staff_list(&mut self, limit: usize) -> Result<Vec<StaffRow>, StoreError> {
        let found: Vec<rows::StaffColumns> =
            sqlx::query_as("SELECT id, login, name, password_hash, roles FROM staff ORDER BY id LIMIT $1")
                .bind(limit as i64)
                .fetch_all(&mut *self.0)
                .await
                .map_err(StoreError::doing("list the accounts"))?;
        found.into_iter().map(rows::staff).collect()
    }

    async fn insert_session(&mut self, new: &NewSession) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO sessions (token_hash, staff, created_at, expires_at) VALUES ($1, $2, $3, $4)")
            .bind(&new.token_hash[..])
            .bind(i64::from(new.staff.0))
            .bind(new.at.0)
            .bind(new.expires.0)
            .execute(&mut *self.0)
            .await
            .map_err(StoreError::doing("keep a log-in"))?;
        Ok(())
    }

    async fn session(&mut self, token_hash: &[u8; 32], now: UnixMs) -> Result<Option<StaffRow>, StoreError> {
        let found = sqlx::query_as(
            "SELECT id, login, name, password_hash, roles FROM sessions JOIN staff ON staff.id = sessions.staff \
             WHERE token_hash = $1 AND expires_at > $2",
        )
        .bind(&token_hash[..])
        .bind(now.0)
        .fetch_optional(&mut *self.0)
        .await
        .map_err(StoreError::doing("read a log-in"))?;
        found.map(rows::staff).transpose()
    }

    async fn delete_session(&mut self, token_hash: &[u8; 32]) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM sessions WHERE token_hash = $1")
            .bind(&token_hash[..])
            .execute(&mut *self.0)
            .await
            .map_err(StoreError::doing("end a log-in"))?;
        Ok(())
    }

    async fn prune_sessions(&mut self, now: UnixMs, limit: usize) -> Result<(), StoreError> {
        sqlx::query(
            "DELETE FROM sessions WHERE token_hash IN \
             (SELECT token_hash FROM sessions WHERE expires_at <= $1 LIMIT $2)",
        )
        .bind(now.0)
        .bind(limit as i64)
        .execute(&mut *self.0)
        .await
        .map_err(StoreError::doing("prune the log-ins"))?;
        Ok(())
    }

    async fn insert_setup_link(&mut self, token_hash: &[u8; 32], expires: UnixMs) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO setup_links (token_hash, expires_at) VALUES ($1, $2)")
            .bind(&token_hash[..])
            .bind(expires.0)
            .execute(&mut *self.0)
            .await
            .map_err(StoreError::doing("keep a set-up link"))?;
        Ok(())
    }

    async fn take_setup_link(&mut self, token_hash: &[u8; 32], now: UnixMs) -> Result<bool, StoreError> {
        let found: Option<(i64,)> =
            sqlx::query_as("DELETE FROM setup_links WHERE token_hash = $1 RETURNING expires_at")
                .bind(&token_hash[..])
                .fetch_optional(&mut *self.0)
                .await
                .map_err(StoreError::doing("take a set-up link"))?;
        Ok(found.is_some_and(|(expires_at,)| expires_at > now.0))
    }

    async fn insert_secret(&mut self, name: &str, candidate: &[u8; 32]) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO secrets (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING")
            .bind(name)
            .bind(&candidate[..])
            .execute(&mut *self.0)
            .await
            .map_err(StoreError::doing("keep a secret"))?;
        Ok(())
    }

    async fn secret(&mut self, name: &str) -> Result<Option<[u8; 32]>, StoreError> {
        let found: Option<(Vec<u8>,)> = sqlx::query_as("SELECT value FROM secrets WHERE name = $1")
            .bind(name)
            .fetch_optional(&mut *self.0)
            .await
            .map_err(StoreError::doing("read a secret"))?;
        found.map(|(value,)| value.try_into().map_err(|_| StoreError::row("secrets"))).transpose()
    }
}
