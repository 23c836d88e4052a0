//! `comments.csv`: the statements.

use std::collections::BTreeMap;

use domain::{BadText, SuggestionText};

use super::rows::{Complaint, Report, Row, Table};
use super::{COMMENTS_MAX, ImportError, Input, TEXT_CHARS_MAX};

const FILE: &str = "comments.csv";

/// A statement as Polis exports it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Comment {
    /// Polis's number.
    pub(super) id: u64,
    /// Who wrote it: a participant, or a stand-in where the export does not tell.
    pub(super) author: String,
    /// What it says.
    pub(super) text: SuggestionText,
    /// Whether its moderators had taken it out.
    pub(super) rejected: bool,
}

/// The statements by rising id.
pub(super) fn read(input: Input, report: &mut Report) -> Result<Vec<Comment>, ImportError> {
    let mut table = Table::open(FILE, input)?;
    let columns = Columns {
        id: table.needed(&["comment-id", "tid", "id"])?,
        body: table.needed(&["comment-body", "comment", "body", "txt"])?,
        author: table.column(&["author-id", "pid", "author"]),
        moderated: table.column(&["moderated", "mod"]),
    };
    let mut comments: BTreeMap<u64, Comment> = BTreeMap::new();
    table.each(report, |row| {
        let comment = columns.comment(row)?;
        if comments.contains_key(&comment.id) {
            return Err(Complaint::row(format!("comment-id {} is there already", comment.id)));
        }
        if comments.len() == COMMENTS_MAX {
            return Err(Complaint::TooMany(COMMENTS_MAX));
        }
        comments.insert(comment.id, comment);
        Ok(())
    })?;
    Ok(comments.into_values().collect())
}

struct Columns {
    id: usize,
    body: usize,
    author: Option<usize>,
    moderated: Option<usize>,
}

impl Columns {
    fn comment(&self, row: &Row<'_>) -> Result<Comment, Complaint> {
        let id: u64 = row.number(self.id, "comment-id")?;
        let author = match self.author {
            Some(place) => row.text(place, "author-id")?.trim().to_owned(),
            None => String::new(),
        };
        // Nobody's statement is nobody else's: it gets an author of its own, who backs nothing.
        let author = if author.is_empty() { format!("author of comment {id}") } else { author };
        let moderated = match self.moderated {
            Some(place) => row.number(place, "moderated")?,
            None => 0,
        };
        if !(-1..=1).contains(&moderated) {
            return Err(Complaint::row(format!("moderated is {moderated}, not -1, 0 or 1")));
        }
        let body = row.text(self.body, "comment-body")?;
        Ok(Comment { id, author, text: suggestion(body)?, rejected: moderated == -1 })
    }
}

fn suggestion(body: &str) -> Result<SuggestionText, Complaint> {
    let clean = text::check_input(body).map_err(|refused| Complaint::row(format!("comment-body: {refused}")))?;
    SuggestionText::new(&clean, TEXT_CHARS_MAX).map_err(|bad: BadText| Complaint::row(format!("comment-body: {bad}")))
}
