//! `votes.csv`, or `participants-votes.csv` in its place: who agrees with what in the end. In these exports 1 is *agree*, −1 *disagree*, 0 *pass*.

use std::collections::HashMap;
use std::sync::Arc;

use domain::{SuggestionNo, UnixMs};

use super::rows::{Complaint, Report, Row, Table};
use super::{Agreement, ImportError, Input, VOTES_MAX};

const BY_TIME: &str = "votes.csv";
const BY_PERSON: &str = "participants-votes.csv";

/// What votes are read against.
pub(super) struct Voting<'a> {
    /// Each statement's number, by Polis's.
    pub(super) numbers: &'a HashMap<u64, SuggestionNo>,
    /// The moment of votes that tell none.
    pub(super) now: UnixMs,
}

/// The agreements that count, in the order of their times; by person only where there is no file by time.
pub(super) fn read(
    by_time: Option<Input>,
    by_person: Option<Input>,
    voting: &Voting<'_>,
    report: &mut Report,
) -> Result<Vec<Agreement>, ImportError> {
    let mut ballots = Ballots::default();
    match (by_time, by_person) {
        (Some(input), _) => read_by_time(input, voting, report, &mut ballots)?,
        (None, Some(input)) => read_by_person(input, voting, report, &mut ballots)?,
        (None, None) => return Err(ImportError::NoVotes),
    }
    Ok(ballots.agreements())
}

/// The last vote of each person on each statement.
#[derive(Default)]
struct Ballots {
    voters: HashMap<Arc<str>, u32>,
    names: Vec<Arc<str>>,
    last: HashMap<(u32, SuggestionNo), Last>,
}

#[derive(Clone, Copy)]
struct Last {
    at: UnixMs,
    line: u64,
    agrees: bool,
}

impl Ballots {
    fn cast(&mut self, voter: &str, no: SuggestionNo, vote: Last) -> Result<(), Complaint> {
        let voter = self.voter(voter);
        if self.last.len() == VOTES_MAX && !self.last.contains_key(&(voter, no)) {
            return Err(Complaint::TooMany(VOTES_MAX));
        }
        let last = self.last.entry((voter, no)).or_insert(vote);
        if (vote.at, vote.line) > (last.at, last.line) {
            *last = vote;
        }
        Ok(())
    }

    fn voter(&mut self, name: &str) -> u32 {
        if let Some(known) = self.voters.get(name) {
            return *known;
        }
        let (name, number): (Arc<str>, u32) = (name.into(), self.names.len() as u32);
        self.names.push(Arc::clone(&name));
        self.voters.insert(name, number);
        number
    }

    fn agreements(self) -> Vec<Agreement> {
        let agreeing = self.last.into_iter().filter(|(_, last)| last.agrees);
        let mut agreeing: Vec<_> = agreeing.collect();
        // The same import makes the same log.
        agreeing.sort_unstable_by_key(|((voter, no), last)| (last.at, last.line, *no, *voter));
        let named = |((voter, no), last): ((u32, SuggestionNo), Last)| Agreement {
            no,
            voter: Arc::clone(&self.names[voter as usize]),
            at: last.at,
        };
        agreeing.into_iter().map(named).collect()
    }
}

fn read_by_time(
    input: Input,
    voting: &Voting<'_>,
    report: &mut Report,
    ballots: &mut Ballots,
) -> Result<(), ImportError> {
    let mut table = Table::open(BY_TIME, input)?;
    let comment = table.needed(&["comment-id", "tid"])?;
    let voter = table.needed(&["voter-id", "pid", "participant"])?;
    let vote = table.needed(&["vote"])?;
    let time = table.column(&["timestamp", "created"]);
    table.each(report, |row| {
        let id: u64 = row.number(comment, "comment-id")?;
        let voter = participant(row, voter, "voter-id")?;
        let agrees = agrees(row, vote, "vote")?;
        let at = match time {
            Some(place) => UnixMs(row.number(place, "timestamp")?),
            None => voting.now,
        };
        let no = voting.numbers.get(&id).ok_or_else(|| Complaint::row(format!("comment-id {id} was not imported")))?;
        ballots.cast(voter, *no, Last { at, line: row.line(), agrees })
    })
}

fn read_by_person(
    input: Input,
    voting: &Voting<'_>,
    report: &mut Report,
    ballots: &mut Ballots,
) -> Result<(), ImportError> {
    let mut table = Table::open(BY_PERSON, input)?;
    let voter = table.needed(&["participant", "voter-id", "pid"])?;
    // Columns whose names are numbers are statements; the others are sums and groups.
    let statements: Vec<(usize, u64)> =
        table.header().iter().enumerate().filter_map(|(place, name)| Some((place, name.parse().ok()?))).collect();
    for (_, id) in statements.iter().filter(|(_, id)| !voting.numbers.contains_key(id)) {
        report.add(BY_PERSON, 1, format!("comment-id {id} was not imported"));
    }
    table.each(report, |row| {
        let voter = participant(row, voter, "participant")?;
        // The whole row first: of a row with a fault nothing is taken.
        let mut row_votes = Vec::new();
        for (place, id) in &statements {
            let column = id.to_string();
            let Some(no) = voting.numbers.get(id) else {
                continue;
            };
            // A short row ends where its person stopped.
            if row.text(*place, &column).map_or(true, |cell| cell.trim().is_empty()) {
                continue;
            }
            row_votes.push((*no, agrees(row, *place, &column)?));
        }
        row_votes
            .into_iter()
            .try_for_each(|(no, agrees)| ballots.cast(voter, no, Last { at: voting.now, line: row.line(), agrees }))
    })
}

fn participant<'a>(row: &'a Row<'_>, place: usize, column: &str) -> Result<&'a str, Complaint> {
    let name = row.text(place, column)?.trim();
    if name.is_empty() { Err(Complaint::row(format!("{column} is empty"))) } else { Ok(name) }
}

fn agrees(row: &Row<'_>, place: usize, column: &str) -> Result<bool, Complaint> {
    match row.number::<i64>(place, column)? {
        1 => Ok(true),
        0 | -1 => Ok(false),
        other => Err(Complaint::row(format!("{column} is {other}, not -1, 0 or 1"))),
    }
}
