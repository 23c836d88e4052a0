//! Attacks on a meeting, played over the public interfaces: what the desk finds, and what becomes of everybody else.

mod flood;
mod hall;
mod hijack;
mod texts;

use std::path::PathBuf;
use std::sync::Arc;

use domain::Clock;

use crate::cli::{DemoArgs, Scenario};
use crate::failure::Failure;
use crate::serve::{self, Running};
use hall::Hall;

/// Plays a scenario instead of the model meeting; `temporary` is removed at the end.
pub(super) async fn play(
    args: &DemoArgs,
    scenario: Scenario,
    running: Running,
    clock: Arc<dyn Clock>,
    temporary: Option<PathBuf>,
) -> Result<(), Failure> {
    let played = staged(args, scenario, &running, clock).await;
    if played.is_ok() && !args.until_end {
        running.until_stopped().await;
    }
    running.stop().await;
    if let Some(data) = temporary {
        serve::remove_folder(&data);
    }
    played
}

async fn staged(args: &DemoArgs, scenario: Scenario, running: &Running, clock: Arc<dyn Clock>) -> Result<(), Failure> {
    let hall = Arc::new(Hall::set(running, clock).await?);
    match scenario {
        Scenario::Hijack => crate::say::result(&hijack::play(args, hall).await?),
        Scenario::Flood => crate::say::result(&flood::play(args, hall).await?),
    }
    Ok(())
}
