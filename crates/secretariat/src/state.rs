//! What the handlers share.

use std::sync::Arc;

use axum::extract::FromRef;
use domain::Clock;
use identity::{Assets, Identity};
use store::Store;

use crate::kept::Results;

/// Everything that the secretary's desk stands on. Clones share it.
#[derive(Clone)]
pub struct SecretariatState {
    pub(crate) store: Store,
    pub(crate) identity: Identity,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) assets: Arc<Assets>,
    pub(crate) results: Arc<Results>,
}

impl SecretariatState {
    /// A desk with nothing in memory yet.
    pub fn new(store: Store, identity: Identity, clock: Arc<dyn Clock>, assets: Assets) -> Self {
        Self { store, identity, clock, assets: Arc::new(assets), results: Arc::default() }
    }
}

impl FromRef<SecretariatState> for Identity {
    fn from_ref(state: &SecretariatState) -> Self {
        state.identity.clone()
    }
}
