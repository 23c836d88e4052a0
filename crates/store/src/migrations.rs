//! Brings a schema up to date. The scripts stand in `/migrations`, are part of the binary, and are never edited once landed.

use std::borrow::Cow;
use std::sync::Arc;

use sqlx::SqlSafeStr;
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};

use crate::error::StoreError;

/// Number, name and text of a script.
pub(crate) type Script = (i64, &'static str, &'static str);

/// The scripts in order; each is run in a transaction of its own and remembered with its checksum.
pub(crate) fn migrator(scripts: &[Script]) -> Migrator {
    let migrations = scripts.iter().map(|(number, name, text)| {
        Migration::new(*number, Cow::Borrowed(*name), MigrationType::Simple, text.into_sql_str(), false)
    });
    let mut migrator = Migrator::with_migrations(migrations.collect());
    // Yesterday's binary must still start on tomorrow's schema: migrations only add.
    migrator.set_ignore_missing(true);
    migrator
}

/// Wraps a failed migration.
pub(crate) fn fault(fault: MigrateError) -> StoreError {
    StoreError::Migration(Arc::new(fault))
}

/// Whether another process that does the same at this moment may be the cause. A script that was changed is not.
pub(crate) fn may_be_a_race(fault: &StoreError) -> bool {
    match fault {
        StoreError::Database { .. } => true,
        StoreError::Migration(fault) => {
            matches!(**fault, MigrateError::Execute(_) | MigrateError::ExecuteMigration(..) | MigrateError::Dirty(_))
        }
        _ => false,
    }
}
