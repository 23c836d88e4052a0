//! What every back end must do, run over both. One file a subject; each claim is a function that is given an empty database.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

/// Runs each claim of the module over SQLite and over PostgreSQL.
macro_rules! on_both_back_ends {
    ($($claim:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $claim() {
                super::$claim(&crate::stand::Stand::sqlite()).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $claim() {
                super::$claim(&crate::stand::Stand::postgres().await).await;
            })*
        }
    };
}

mod accounts;
mod cards;
mod desk;
mod invalidations;
mod keys;
mod limits;
mod links;
mod log;
mod merge;
mod outage;
mod restrict;
mod review;
mod screens;
mod stand;
mod supports;
mod undo;
mod words;
