//! `yanlu export`: the secretary's file without a browser.

use std::sync::Arc;

use domain::MeetingId;
use protocol::Locale;
use protocol::secretariat::ExportFormat;
use serde_json::json;

use crate::cli::{ExportArgs, Format};
use crate::clock::SystemClock;
use crate::config::StoreConfig;
use crate::failure::Failure;
use crate::{say, serve};

/// Writes one file.
pub(crate) async fn run(args: ExportArgs) -> Result<(), Failure> {
    let meeting: MeetingId = args
        .meeting
        .parse()
        .map_err(|error: domain::BadId| Failure::Argument { what: "the meeting", why: error.to_string() })?;
    let locale = Locale::from_tag(&args.lang)
        .ok_or_else(|| Failure::Argument { what: "--lang", why: "zh-Hans, zh-Hant or en".to_owned() })?;
    let format = match args.format {
        Format::Xlsx => ExportFormat::Xlsx,
        Format::Csv => ExportFormat::Csv,
        Format::Json => ExportFormat::Json,
    };
    let clock = Arc::new(SystemClock);
    let store = serve::open_store(&args.data, &StoreConfig::default(), clock.clone()).await?;
    let file = secretariat::export(&store, clock, &meeting, format, locale).await;
    store.close().await;
    let Some(bytes) = file.map_err(|error| Failure::Export(Box::new(error)))? else {
        return Err(Failure::NoSuchMeeting(args.meeting));
    };
    std::fs::write(&args.out, &bytes).map_err(|source| Failure::Write { path: args.out.clone(), source })?;
    say::result(&json!({ "meeting": args.meeting, "file": args.out, "bytes": bytes.len() }));
    Ok(())
}
