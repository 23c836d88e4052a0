//! `yanlu migrate` and `yanlu admin`.

use std::sync::Arc;

use crate::cli::DataArgs;
use crate::clock::SystemClock;
use crate::config::StoreConfig;
use crate::failure::Failure;
use crate::{say, serve};

/// Brings the database to this version's form.
pub(crate) async fn migrate(data: &DataArgs) -> Result<(), Failure> {
    let store = serve::open_store(data, &StoreConfig::default(), Arc::new(SystemClock)).await?;
    store.close().await;
    say::lines(&["the database has this version's form".to_owned()]);
    Ok(())
}

/// Prints a fresh one-time link.
pub(crate) async fn setup_link(data: &DataArgs) -> Result<(), Failure> {
    let store = serve::open_store(data, &StoreConfig::default(), Arc::new(SystemClock)).await?;
    let identity =
        identity::Identity::open(store.clone(), Arc::new(SystemClock), identity::IdentityConfig::default()).await?;
    let token = identity.new_link().await?;
    store.close().await;
    say::lines(&[format!("/setup/{token}")]);
    Ok(())
}
