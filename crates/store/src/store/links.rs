//! One-time links to another device as rows. `identity` is the only caller, and knows what is sealed in them.

use domain::UnixMs;

use crate::error::StoreError;
use crate::port::NewLink;
use crate::store::Store;

/// Links past their end that making a new one deletes: more than one, so that they cannot pile up.
const PRUNE_MAX: usize = 20;

impl Store {
    /// Keeps a one-time link under the hash of its token until `expires`, and clears away some whose time is over.
    pub async fn put_device_link(
        &self,
        token_hash: [u8; 32],
        sealed: [u8; 32],
        now: UnixMs,
        expires: UnixMs,
    ) -> Result<(), StoreError> {
        let new = NewLink { token_hash, sealed, expires };
        self.aside(None, move |rows| {
            Box::pin(async move {
                rows.prune_device_links(now, PRUNE_MAX).await?;
                rows.insert_device_link(&new).await
            })
        })
        .await
    }

    /// Whether a link may still be used; looking does not use it up.
    pub async fn device_link(&self, token_hash: [u8; 32], now: UnixMs) -> Result<bool, StoreError> {
        self.read().await?.device_link(&token_hash, now).await
    }

    /// Uses a link up: what was sealed in it, for one caller, once, before its end.
    pub async fn take_device_link(&self, token_hash: [u8; 32], now: UnixMs) -> Result<Option<[u8; 32]>, StoreError> {
        self.aside(None, move |rows| Box::pin(async move { rows.take_device_link(&token_hash, now).await })).await
    }
}
