//! The one binary: reads the command line, the configuration and the environment, and wires the services together.
//!
//! Nothing but this crate reads files, the environment or the machine's clock. There is no rule of the meeting in here.

mod admin;
mod assets;
mod bell;
mod cli;
mod clock;
mod config;
mod demo;
mod doors;
mod export;
mod failure;
mod front;
mod health;
mod import;
mod layers;
mod observe;
mod openapi;
mod say;
mod serve;

use std::error::Error;
use std::process::ExitCode;

use clap::Parser;
use tracing_subscriber::EnvFilter;

use cli::{Cli, Command, Import};
use failure::Failure;
use serve::Part;

fn main() -> ExitCode {
    let cli = Cli::parse();
    log_to_stderr();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error),
    };
    match runtime.block_on(run(cli.command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => fail(&failure),
    }
}

async fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Serve(args) => serve::run(args, Part::ALL).await,
        Command::Gateway(args) => serve::run(args, &[Part::Gateway]).await,
        Command::Ingest(args) => serve::run(args, &[Part::Ingest]).await,
        Command::Moderation(args) => serve::run(args, &[Part::Moderation]).await,
        Command::Secretariat(args) => serve::run(args, &[Part::Secretariat]).await,
        Command::Demo(args) => demo::run(args).await,
        Command::Import(Import::Polis { dir, meeting, data }) => import::polis(&dir, meeting.as_deref(), &data).await,
        Command::Export(args) => export::run(args).await,
        Command::Migrate(data) => admin::migrate(&data).await,
        Command::Admin(cli::Admin::SetupLink { data }) => admin::setup_link(&data).await,
    }
}

fn log_to_stderr() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(true).init();
}

fn fail(error: &dyn Error) -> ExitCode {
    let mut chain = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        chain = format!("{chain}: {error}");
        cause = error.source();
    }
    tracing::error!("{chain}");
    ExitCode::FAILURE
}
