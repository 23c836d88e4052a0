//! What the handlers share.

use std::sync::Arc;

use axum::extract::FromRef;
use domain::Clock;
use identity::{Assets, Identity};
use store::Store;

use crate::desks::Desks;

/// Everything that the live desk stands on. Clones share it.
#[derive(Clone)]
pub struct ModerationState {
    pub(crate) store: Store,
    pub(crate) identity: Identity,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) assets: Arc<Assets>,
    pub(crate) desks: Arc<Desks>,
}

impl ModerationState {
    /// A desk with nothing in memory yet.
    pub fn new(store: Store, identity: Identity, clock: Arc<dyn Clock>, assets: Assets) -> Self {
        Self { store, identity, clock, assets: Arc::new(assets), desks: Arc::default() }
    }
}

impl FromRef<ModerationState> for Identity {
    fn from_ref(state: &ModerationState) -> Self {
        state.identity.clone()
    }
}
