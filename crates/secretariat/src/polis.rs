//! A Polis export becomes a closed meeting.
//!
//! Statements become suggestions, *agree* becomes support, and what its moderators had taken out (`moderated` = −1) is rejected as
//! out of scope. Suggestions are numbered from 1 by rising comment id. The last vote of a person on a statement counts, by its time
//! and then by its line. Agreement with a rejected statement is counted in the summary and nowhere else: here only what is public
//! can be backed. A row that cannot be read is reported by file, line and reason and does not stop the rest; no text is cut to fit.

mod comments;
mod lines;
mod rows;
mod votes;

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::io::Read;
use std::sync::Arc;

use domain::{
    Actor, Clock, Command, Decision, MeetingCode, MeetingCommand, MeetingId, PersonId, Policy, Refusal, RejectReason,
    Settings, Submit, SuggestionCommand, SuggestionNo, SuggestionText, UnixMs, Windows,
};
use futures_util::stream::{self, StreamExt, TryStreamExt};
use serde::Serialize;
use sha2::{Digest, Sha256};
use store::{Change, ChangeError, Store, StoreError};

use comments::Comment;
use rows::Report;

/// Faults told one by one; beyond it they are only counted.
pub const MALFORMED_KEPT_MAX: usize = 1_000;
/// Statements in one export; a conversation has hundreds.
const COMMENTS_MAX: usize = 100_000;
/// Different pairs of person and statement in one export; the largest public one has 230,000.
const VOTES_MAX: usize = 5_000_000;
/// Changes under way at once: enough to fill commits, few enough for the writer's queue.
const UNDER_WAY_MAX: usize = 256;
/// Supports handed to the store at once; between two portions progress is told.
const SUPPORTS_PORTION: usize = 20_000;
/// Characters of a suggestion of such a meeting at most.
const TEXT_CHARS_MAX: usize = domain::TEXT_CHARS_CEILING;

/// A file of the export, open for reading.
pub type Input = Box<dyn Read + Send>;

/// The files of an export. The caller opens them: this crate touches no disk.
pub struct PolisFiles {
    /// The export's name, which is the topic where `summary` tells none.
    pub name: String,
    /// `comments.csv`.
    pub comments: Input,
    /// `votes.csv`: one row a vote.
    pub votes: Option<Input>,
    /// `participants-votes.csv`: one row a person, one column a statement. Read only where `votes` is missing.
    pub participants_votes: Option<Input>,
    /// `summary.csv`: a name and a value in each row.
    pub summary: Option<Input>,
}

/// What the imported meeting is called.
#[derive(Debug, Clone)]
pub struct PolisOptions {
    /// The id of the new meeting.
    pub meeting: MeetingId,
    /// Its code.
    pub code: MeetingCode,
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Reading the files.
    Reading,
    /// So many statements of all have come in.
    Suggestions(usize, usize),
    /// So many statements of all are decided.
    Decisions(usize, usize),
    /// So many supports of all have come in.
    Supports(usize, usize),
}

impl fmt::Display for Progress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reading => out.write_str("reading"),
            Self::Suggestions(done, all) => write!(out, "suggestions {done}/{all}"),
            Self::Decisions(done, all) => write!(out, "decisions {done}/{all}"),
            Self::Supports(done, all) => write!(out, "supports {done}/{all}"),
        }
    }
}

/// A row that could not be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Malformed {
    /// The file's name.
    pub file: &'static str,
    /// The line on which the row begins, from 1.
    pub line: u64,
    /// What is wrong.
    pub reason: String,
}

impl fmt::Display for Malformed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}, line {}: {}", self.file, self.line, self.reason)
    }
}

/// What came of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportSummary {
    /// The new meeting.
    pub meeting: MeetingId,
    /// Suggestions.
    pub received: u32,
    /// Of these, public.
    pub published: u32,
    /// Of these, not taken up.
    pub rejected: u32,
    /// Backings of public suggestions, as in the results.
    pub supports: u32,
    /// Agreements with rejected statements, which count for nothing.
    pub supports_of_rejected: u32,
    /// Different people who suggested or backed.
    pub people: u32,
    /// Rows that could not be taken, all of them.
    pub malformed_total: u64,
    /// The first [`MALFORMED_KEPT_MAX`] of them.
    pub malformed: Vec<Malformed>,
}

/// Why an import stopped. What had come in by then stays, in a meeting that is not closed.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// A file cannot be read.
    #[error("cannot read {file}")]
    Unreadable {
        /// Which.
        file: &'static str,
        /// Why.
        source: csv::Error,
    },
    /// There is no file of votes.
    #[error("there is neither votes.csv nor participants-votes.csv")]
    NoVotes,
    /// A file lacks a column without which it means nothing.
    #[error("{file} has no column {column}")]
    NoColumn {
        /// Which file.
        file: &'static str,
        /// Which column.
        column: &'static str,
    },
    /// A file has more rows than are taken.
    #[error("{file} has more than {max} entries")]
    TooMany {
        /// Which file.
        file: &'static str,
        /// The limit.
        max: usize,
    },
    /// The store refused a change or failed.
    #[error("cannot {doing}")]
    Change {
        /// What was being done.
        doing: &'static str,
        /// Why not.
        source: ChangeError,
    },
    /// The store cannot be read.
    #[error("cannot read what was imported")]
    Store(#[from] StoreError),
    /// The task that reads the files was stopped, which happens when the process ends.
    #[error("the files were not read to the end")]
    Stopped(#[from] tokio::task::JoinError),
}

/// Imports an export as a closed meeting. `clock` dates votes whose time is not known.
///
/// # Errors
/// [`ImportError`]; rows that cannot be read are in the summary instead.
pub async fn import_polis(
    store: &Store,
    clock: Arc<dyn Clock>,
    files: PolisFiles,
    options: PolisOptions,
    mut progress: impl FnMut(Progress),
) -> Result<ImportSummary, ImportError> {
    progress(Progress::Reading);
    let id = options.meeting;
    let Content { settings, statements, votes, report } = read(files, clock.now()).await?;
    store
        .create_meeting(&Actor::System, id.clone(), options.code, settings)
        .await
        .map_err(failed("create the meeting"))?;
    let import = Import { store, meeting: id.clone() };
    import.run(MeetingCommand::Open).await?;
    import.submit(&statements, &mut progress).await?;
    import.decide(&statements, &mut progress).await?;
    let published: HashSet<SuggestionNo> = statements.iter().filter(|one| !one.rejected).map(|one| one.no).collect();
    let (supports, lost): (Vec<_>, Vec<_>) = votes.into_iter().partition(|vote| published.contains(&vote.no));
    import.support(&supports, &mut progress).await?;
    import.run(MeetingCommand::Close).await?;
    let counts = store.counts(&id).await?;
    Ok(ImportSummary {
        meeting: id,
        received: statements.len() as u32,
        published: published.len() as u32,
        rejected: (statements.len() - published.len()) as u32,
        supports: counts.supports,
        supports_of_rejected: lost.len() as u32,
        people: counts.people,
        malformed_total: report.total(),
        malformed: report.into_kept(),
    })
}

/// A statement with its new number.
struct Statement {
    no: SuggestionNo,
    author: String,
    text: SuggestionText,
    rejected: bool,
}

/// One agreement that counts.
struct Agreement {
    no: SuggestionNo,
    voter: Arc<str>,
    at: UnixMs,
}

struct Content {
    settings: Settings,
    statements: Vec<Statement>,
    votes: Vec<Agreement>,
    report: Report,
}

async fn read(files: PolisFiles, now: UnixMs) -> Result<Content, ImportError> {
    tokio::task::spawn_blocking(move || {
        let mut report = Report::default();
        let comments = comments::read(files.comments, &mut report)?;
        let numbers: HashMap<u64, SuggestionNo> =
            (1..).map(SuggestionNo).zip(&comments).map(|(no, one)| (one.id, no)).collect();
        let voting = votes::Voting { numbers: &numbers, now };
        let votes = votes::read(files.votes, files.participants_votes, &voting, &mut report)?;
        let settings = rows::settings(&files.name, files.summary, &mut report);
        let number = |(no, one): (SuggestionNo, Comment)| Statement {
            no,
            author: one.author,
            text: one.text,
            rejected: one.rejected,
        };
        let statements = (1..).map(SuggestionNo).zip(comments).map(number).collect();
        Ok(Content { settings, statements, votes, report })
    })
    .await?
}

fn failed(doing: &'static str) -> impl FnOnce(ChangeError) -> ImportError {
    move |source| ImportError::Change { doing, source }
}

/// The pseudonym of a participant in this meeting: the first 16 bytes of SHA-256 over the meeting's id and theirs.
fn person(meeting: &MeetingId, participant: &str) -> PersonId {
    let digest = Sha256::new().chain_update(meeting.as_str()).chain_update([0]).chain_update(participant).finalize();
    let mut id = [0; 16];
    id.copy_from_slice(&digest[..16]);
    PersonId(id)
}

/// The policy of an imported meeting: decisions take effect at once, and the longest texts fit.
fn policy() -> Policy {
    Policy { undo_s: 0, suggestion_chars_max: TEXT_CHARS_MAX as u16, ..Policy::default() }
}

struct Import<'a> {
    store: &'a Store,
    meeting: MeetingId,
}

impl Import<'_> {
    async fn run(&self, step: MeetingCommand) -> Result<(), ImportError> {
        self.change(Command::Meeting(step)).await.map_err(failed("open or close the meeting"))
    }

    async fn change(&self, command: Command) -> Result<(), ChangeError> {
        self.store.change(Change::new(self.meeting.clone(), Actor::System, command)).await.map(|_| ())
    }

    async fn submit(&self, statements: &[Statement], progress: &mut impl FnMut(Progress)) -> Result<(), ImportError> {
        let submit = |one: &Statement| {
            let submit = Submit {
                author: person(&self.meeting, &one.author),
                text: one.text.clone(),
                item: None,
                moment_ms: None,
                area: None,
                display_name: None,
                flags: Vec::new(),
                no: Some(one.no),
                paper: None,
                source: None,
            };
            async move { self.change(Command::Submit(submit)).await.map_err(failed("take a statement")) }
        };
        let mut under_way = stream::iter(statements.iter().map(submit)).buffered(UNDER_WAY_MAX);
        let mut done = 0;
        while let Some(()) = under_way.try_next().await? {
            done += 1;
            progress(Progress::Suggestions(done, statements.len()));
        }
        Ok(())
    }

    async fn decide(&self, statements: &[Statement], progress: &mut impl FnMut(Progress)) -> Result<(), ImportError> {
        let decide = |one: &Statement| {
            let decision = if one.rejected {
                Decision::Reject { reason: RejectReason::OutOfScope, note: None }
            } else {
                // Personal data are masked as in every publication.
                let shown = SuggestionText::new(&text::mask(one.text.as_str()), TEXT_CHARS_MAX);
                Decision::publish(shown.unwrap_or_else(|_| one.text.clone()))
            };
            let no = one.no;
            async move {
                let command = SuggestionCommand::Decide { decision, revision: 1 };
                self.change(Command::Suggestion { no, command }).await.map_err(failed("decide a statement"))?;
                self.settle(no).await
            }
        };
        let mut under_way = stream::iter(statements.iter().map(decide)).buffered(UNDER_WAY_MAX);
        let mut done = 0;
        while let Some(()) = under_way.try_next().await? {
            done += 1;
            progress(Progress::Decisions(done, statements.len()));
        }
        Ok(())
    }

    async fn settle(&self, no: SuggestionNo) -> Result<(), ImportError> {
        match self.change(Command::Suggestion { no, command: SuggestionCommand::Settle }).await {
            // A server over the same database was faster.
            Ok(()) | Err(ChangeError::Refused(Refusal::WrongState { .. })) => Ok(()),
            Err(error) => Err(failed("settle a decision")(error)),
        }
    }

    async fn support(&self, votes: &[Agreement], progress: &mut impl FnMut(Progress)) -> Result<(), ImportError> {
        let mut done = 0;
        for portion in votes.chunks(SUPPORTS_PORTION) {
            let rows: Vec<_> = portion.iter().map(|one| (person(&self.meeting, &one.voter), one.no, one.at)).collect();
            self.store.import_supports(&self.meeting, &rows).await.map_err(failed("take supports"))?;
            done += portion.len();
            progress(Progress::Supports(done, votes.len()));
        }
        Ok(())
    }
}

/// Settings of a meeting with this topic.
fn settings(title: String, summary: String) -> Settings {
    Settings {
        title,
        organiser: String::new(),
        summary,
        stream_url: String::new(),
        starts_at: None,
        agenda: Vec::new(),
        windows: Windows::default(),
        policy: policy(),
        ..Settings::default()
    }
}
