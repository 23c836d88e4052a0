//! What the handlers share.

use std::sync::Arc;

use axum::extract::FromRef;
use domain::{Clock, UnixMs};
use identity::{Assets, Identity};
use store::Store;

use crate::IngestConfig;
use crate::limits::Limits;
use crate::lists::Lists;
use crate::pool::Pools;

/// The write side's state. Clones share it.
#[derive(Clone)]
pub struct IngestState(Arc<Inner>);

struct Inner {
    store: Store,
    identity: Identity,
    clock: Arc<dyn Clock>,
    assets: Assets,
    limits: Limits,
    lists: Lists,
    pools: Pools,
}

impl IngestState {
    /// Puts the parts together.
    pub fn new(store: Store, identity: Identity, clock: Arc<dyn Clock>, assets: Assets, config: IngestConfig) -> Self {
        let limits = Limits::new(&config, &clock);
        Self(Arc::new(Inner { store, identity, clock, assets, limits, lists: Lists::new(), pools: Pools::new() }))
    }

    pub(crate) fn store(&self) -> &Store {
        &self.0.store
    }

    pub(crate) fn identity(&self) -> &Identity {
        &self.0.identity
    }

    pub(crate) fn assets(&self) -> &Assets {
        &self.0.assets
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.0.limits
    }

    pub(crate) fn lists(&self) -> &Lists {
        &self.0.lists
    }

    pub(crate) fn pools(&self) -> &Pools {
        &self.0.pools
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.0.clock
    }

    pub(crate) fn now(&self) -> UnixMs {
        self.0.clock.now()
    }
}

impl FromRef<IngestState> for Identity {
    fn from_ref(state: &IngestState) -> Self {
        state.identity().clone()
    }
}
