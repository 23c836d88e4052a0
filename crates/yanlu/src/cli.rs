//! The command line: names that scripts and people rely on.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Yanlu 言路: live deliberation for consultation meetings.
///
/// Start with `yanlu demo`, which plays a whole meeting, or with `yanlu serve --data DIR`, which runs a real one.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 110)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run all services in one process.
    Serve(ServeArgs),
    /// Run the read side alone: pages, boards, sockets, segments.
    Gateway(ServeArgs),
    /// Run the write side alone: suggestions and backings.
    Ingest(ServeArgs),
    /// Run the moderators' desk alone.
    Moderation(ServeArgs),
    /// Run the secretary's desk alone.
    Secretariat(ServeArgs),
    /// Play the model meeting with a synthetic audience and moderators, over the public interfaces.
    Demo(DemoArgs),
    /// Import from other systems.
    #[command(subcommand)]
    Import(Import),
    /// Write the ranked suggestions of a meeting to a file.
    Export(ExportArgs),
    /// Bring the database to this version's form and stop.
    Migrate(DataArgs),
    /// Look after accounts.
    #[command(subcommand)]
    Admin(Admin),
}

/// Where the data are.
#[derive(Debug, Clone, Args)]
pub(crate) struct DataArgs {
    /// Folder for the embedded database (made if it is not there).
    #[arg(long, value_name = "DIR", default_value = "yanlu-data")]
    pub(crate) data: PathBuf,
    /// `sqlite:PATH` or `postgres://USER@HOST/NAME`; without it, SQLite in the data folder.
    #[arg(long, value_name = "URL", env = "YANLU_DATABASE", hide_env_values = true)]
    pub(crate) database: Option<String>,
}

/// Flags of every service.
#[derive(Debug, Clone, Args)]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    /// Address to listen on; port 0 takes a free one and prints it.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// Redis as the bell between processes; without it, the bell is in memory and this is the only process.
    #[arg(long, value_name = "URL", env = "YANLU_REDIS", hide_env_values = true)]
    pub(crate) redis: Option<String>,
    /// Configuration file (TOML). Every setting also reads from YANLU_SECTION__NAME.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct DemoArgs {
    /// Folder for the demo's database; without it, a temporary one that is removed at the end.
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// Minutes of the meeting that pass in one real minute, 1–240.
    #[arg(long, value_name = "N", default_value_t = 10.0)]
    pub(crate) speed: f64,
    /// Synthetic viewers with a socket each, 1–5,000.
    #[arg(long, value_name = "N", default_value_t = 300)]
    pub(crate) viewers: usize,
    /// Synthetic moderators, 1–20.
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) moderators: usize,
    /// Suggestions made in the whole meeting, 10–20,000.
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    pub(crate) suggestions: usize,
    /// Seed of the synthetic people: the same seed, the same meeting.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Instead of the model meeting, play an attack on one and tell the figures.
    #[arg(long, value_name = "NAME")]
    pub(crate) scenario: Option<Scenario>,
    /// No address to open, no waiting: for scripts.
    #[arg(long)]
    pub(crate) headless: bool,
    /// Stop when the meeting is closed instead of serving on.
    #[arg(long)]
    pub(crate) until_end: bool,
    /// Folder for the exports (made if it is not there).
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Scenario {
    /// A campaign of 2,500 accounts with 400 suggestions and 20,000 supports in 15 minutes.
    Hijack,
    /// 5,000 disguised copies of six texts in ten minutes, and the same meeting without them.
    Flood,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Import {
    /// A Polis export folder (comments.csv with votes.csv or participants-votes.csv) becomes a closed meeting.
    Polis {
        /// The folder.
        dir: PathBuf,
        /// Id of the meeting to make: 4–16 of a-z0-9; without it, one is drawn.
        #[arg(long, value_name = "ID")]
        meeting: Option<String>,
        #[command(flatten)]
        data: DataArgs,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Workbook with typed cells, frozen header and filters.
    Xlsx,
    /// UTF-8 with byte order mark.
    Csv,
    /// With a published schema.
    Json,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct ExportArgs {
    /// The meeting's id.
    pub(crate) meeting: String,
    /// The file format.
    #[arg(long)]
    pub(crate) format: Format,
    /// File to write.
    #[arg(long, value_name = "PATH")]
    pub(crate) out: PathBuf,
    /// Language of headings: zh-Hans, zh-Hant or en.
    #[arg(long, value_name = "LANG", default_value = "zh-Hans")]
    pub(crate) lang: String,
    #[command(flatten)]
    pub(crate) data: DataArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Admin {
    /// Print a one-time link that creates an account with every staff role, valid for 24 hours.
    SetupLink {
        #[command(flatten)]
        data: DataArgs,
    },
}
