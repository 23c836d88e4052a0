//! Why a command of the binary ended without success. Text is for the person at the terminal.

use std::path::PathBuf;

/// A failure of the whole command.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The configuration has faults; all of them are listed.
    #[error("the configuration has faults:\n{}", .faults.join("\n"))]
    Config {
        /// One line each.
        faults: Vec<String>,
    },
    /// A flag's value is outside its range.
    #[error("{flag} {value} is outside {min}–{max}")]
    OutOfRange {
        /// The flag.
        flag: &'static str,
        /// What was given.
        value: f64,
        /// The least.
        min: f64,
        /// The most.
        max: f64,
    },
    /// A value of the command line cannot be read.
    #[error("{what}: {why}")]
    Argument {
        /// What it was for.
        what: &'static str,
        /// Why not.
        why: String,
    },
    /// The address cannot be listened on.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address.
        address: std::net::SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// The database failed.
    #[error("the database")]
    Store(#[from] store::StoreError),
    /// The bell cannot be opened.
    #[error("the bell between processes")]
    Broker(#[from] broker::BrokerError),
    /// Accounts or secrets cannot be read.
    #[error("accounts and secrets")]
    Identity(#[from] identity::IdentityError),
    /// A file cannot be read.
    #[error("cannot read {}", .path.display())]
    Read {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file or folder cannot be written.
    #[error("cannot write {}", .path.display())]
    Write {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A task ended abnormally.
    #[error("a task ended abnormally")]
    Task(#[source] tokio::task::JoinError),
    /// A synthetic person of the demo got no usable answer.
    #[error("the demo got no usable answer")]
    Client(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The demo's data folder already has accounts.
    #[error("the data folder already has accounts; the demo wants an empty one")]
    AlreadySetUp,
    /// The demo ended with work left or frames lost.
    #[error("the demo ended with {pending} undecided and {frames_lost} frames lost")]
    DemoIncomplete {
        /// Suggestions not decided.
        pending: u32,
        /// Frames lost.
        frames_lost: u64,
    },
    /// An import failed.
    #[error("the import")]
    Import(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// There is no such meeting.
    #[error("there is no meeting {0}")]
    NoSuchMeeting(String),
    /// The export failed.
    #[error("the export")]
    Export(#[source] Box<dyn std::error::Error + Send + Sync>),
}
