//! Accounts, log-ins, set-up links and secrets as rows. `identity` is the only caller, and knows what they mean.

use domain::{Roles, StaffId, UnixMs};

use crate::account::StaffRow;
use crate::error::StoreError;
use crate::port::{NewSession, NewStaff};
use crate::store::Store;

/// Accounts that a house may have; a list of them holds no more.
pub const STAFF_MAX: usize = 10_000;
/// Log-ins that one call of [`Store::prune_sessions`] deletes.
const PRUNE_MAX: usize = 1_000;

impl Store {
    /// How many accounts there are.
    pub async fn staff_count(&self) -> Result<u32, StoreError> {
        self.read().await?.staff_count().await
    }

    /// Makes an account. [`StoreError::Taken`] when the login is in use.
    pub async fn create_staff(
        &self,
        login: &str,
        name: &str,
        password_hash: &str,
        roles: Roles,
        now: UnixMs,
    ) -> Result<StaffId, StoreError> {
        let new = NewStaff {
            login: login.to_owned(),
            name: name.to_owned(),
            password_hash: password_hash.to_owned(),
            roles,
            at: now,
        };
        let made = self.aside(None, move |rows| {
            let new = new.clone();
            Box::pin(async move { rows.insert_staff(&new).await })
        });
        made.await?.ok_or(StoreError::Taken { what: "login" })
    }

    /// The account with this login.
    pub async fn staff_by_login(&self, login: &str) -> Result<Option<StaffRow>, StoreError> {
        self.read().await?.staff_by_login(login).await
    }

    /// The account with this id.
    pub async fn staff(&self, id: StaffId) -> Result<Option<StaffRow>, StoreError> {
        self.read().await?.staff(id).await
    }

    /// Every account, oldest first, at most [`STAFF_MAX`].
    pub async fn staff_list(&self) -> Result<Vec<StaffRow>, StoreError> {
        self.read().await?.staff_list(STAFF_MAX).await
    }

    /// Keeps a log-in under the hash of its token until `expires`.
    pub async fn create_session(
        &self,
        token_hash: [u8; 32],
        staff: StaffId,
        now: UnixMs,
        expires: UnixMs,
    ) -> Result<(), StoreError> {
        let new = NewSession { token_hash, staff, at: now, expires };
        self.aside(None, move |rows| Box::pin(async move { rows.insert_session(&new).await })).await
    }

    /// Whose log-in it is, while it lasts.
    pub async fn session(&self, token_hash: [u8; 32], now: UnixMs) -> Result<Option<StaffRow>, StoreError> {
        self.read().await?.session(&token_hash, now).await
    }

    /// Ends a log-in.
    pub async fn delete_session(&self, token_hash: [u8; 32]) -> Result<(), StoreError> {
        self.aside(None, move |rows| Box::pin(async move { rows.delete_session(&token_hash).await })).await
    }

    /// Deletes log-ins whose time is over, at most 1,000.
    pub async fn prune_sessions(&self, now: UnixMs) -> Result<(), StoreError> {
        self.aside(None, move |rows| Box::pin(async move { rows.prune_sessions(now, PRUNE_MAX).await })).await
    }

    /// Keeps a one-time set-up link under the hash of its token until `expires`.
    pub async fn put_setup_link(&self, token_hash: [u8; 32], expires: UnixMs) -> Result<(), StoreError> {
        self.aside(None, move |rows| Box::pin(async move { rows.insert_setup_link(&token_hash, expires).await })).await
    }

    /// Uses a set-up link up: true for one caller, once, before its end.
    pub async fn take_setup_link(&self, token_hash: [u8; 32], now: UnixMs) -> Result<bool, StoreError> {
        self.aside(None, move |rows| Box::pin(async move { rows.take_setup_link(&token_hash, now).await })).await
    }

    /// The server's secret of this name. `candidate` becomes it if there is none: the first wins, and every process gets
    /// the same.
    pub async fn secret(&self, name: &str, candidate: [u8; 32]) -> Result<[u8; 32], StoreError> {
        if let Some(secret) = self.read().await?.secret(name).await? {
            return Ok(secret);
        }
        let name = name.to_owned();
        self.aside(None, move |rows| {
            let name = name.clone();
            Box::pin(async move {
                rows.insert_secret(&name, &candidate).await?;
                rows.secret(&name).await?.ok_or(StoreError::row("secrets"))
            })
        })
        .await
    }
}
