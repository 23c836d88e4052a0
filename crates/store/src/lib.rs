//! The meeting's log and its projections: the only crate that knows SQL.
//!
//! A change is decided by `domain` and appended, with its projections, in one transaction; many changes share a commit and each
//! is acknowledged after it. SQLite and PostgreSQL stand behind one port. Nothing here knows HTTP, words or rules, and no
//! citizen's text is ever logged.

mod account;
mod change;
mod engine;
mod error;
mod lease;
mod migrations;
mod port;
mod postgres;
pub mod raw_rate;
mod rows;
mod screen;
mod sqlite;
mod store;
mod url;
mod views;
mod writer;

pub use account::StaffRow;
pub use change::{Change, ChangeError, Changed, Commit, Key};
pub use error::StoreError;
pub use lease::{Holder, Lease};
pub use screen::{NewScreen, ScreenKind, ScreenRow};
pub use store::{
    AMONG_MAX, BATCH_MAX, COMMITS_KEPT_MAX, CountedSupports, DEAL_MAX, IMPORT_CHUNK, INVALIDATIONS_LISTED_MAX,
    InvalidationOrder, LEDGER_MAX, LOG_PAGE_MAX, LOG_SPAN_MAX, QUEUE_MAX, READERS_MAX, SCREENS_LISTED_MAX,
    SCREENS_OPEN_MAX, STAFF_MAX, Store, StoreOptions,
};
pub use url::DatabaseUrl;
pub use views::{Counts, Head, PublicState, SUGGESTIONS_MAX};
