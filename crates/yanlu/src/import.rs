//! `yanlu import polis`: progress on standard error, faults by line, one JSON object at the end.

use std::fs::File;
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;

use secretariat::{Input, PolisFiles};

use crate::cli::DataArgs;
use crate::clock::SystemClock;
use crate::config::StoreConfig;
use crate::failure::Failure;
use crate::{say, serve};

/// Imports a Polis export folder as a closed meeting.
pub(crate) async fn polis(dir: &Path, meeting: Option<&str>, data: &DataArgs) -> Result<(), Failure> {
    let clock = Arc::new(SystemClock);
    let meeting = match meeting {
        Some(id) => id
            .parse()
            .map_err(|error: domain::BadId| Failure::Argument { what: "--meeting", why: error.to_string() })?,
        None => identity::random_meeting_id(),
    };
    let files = files(dir)?;
    let store = serve::open_store(data, &StoreConfig::default(), clock.clone()).await?;
    let terminal = std::io::stderr().is_terminal();
    let options = secretariat::PolisOptions { meeting, code: identity::random_code() };
    let imported = secretariat::import_polis(&store, clock, files, options, |done| {
        if terminal {
            let _ = write!(std::io::stderr(), "\r{done}\x1b[K");
        }
    })
    .await;
    if terminal {
        let _ = writeln!(std::io::stderr());
    }
    store.close().await;
    let summary = imported.map_err(|error| Failure::Import(Box::new(error)))?;
    for fault in &summary.malformed {
        tracing::warn!("{fault}");
    }
    say::result(&summary);
    Ok(())
}

/// Opens what there is of an export; statements there must be.
fn files(dir: &Path) -> Result<PolisFiles, Failure> {
    let open = |name: &str| {
        let path = dir.join(name);
        match File::open(&path) {
            Ok(file) => Ok(Some(Box::new(file) as Input)),
            Err(source) if source.kind() == ErrorKind::NotFound => Ok(None),
            Err(source) => Err(Failure::Read { path, source }),
        }
    };
    let missing = || Failure::Read { path: dir.join("comments.csv"), source: ErrorKind::NotFound.into() };
    Ok(PolisFiles {
        name: dir.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        comments: open("comments.csv")?.ok_or_else(missing)?,
        votes: open("votes.csv")?,
        participants_votes: open("participants-votes.csv")?,
        summary: open("summary.csv")?,
    })
}
