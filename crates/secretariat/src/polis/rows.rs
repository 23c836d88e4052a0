//! Rows of a CSV file with their line numbers, and the list of what could not be taken. Also the topic, from `summary.csv`.

use csv::{ByteRecord, Reader, ReaderBuilder};
use domain::Settings;

use super::lines::{Counted, Lines};

use super::{ImportError, Input, MALFORMED_KEPT_MAX, Malformed};

/// What could not be taken.
#[derive(Debug, Default)]
pub(super) struct Report {
    kept: Vec<Malformed>,
    total: u64,
}

impl Report {
    pub(super) fn add(&mut self, file: &'static str, line: u64, reason: impl Into<String>) {
        self.total += 1;
        if self.kept.len() < MALFORMED_KEPT_MAX {
            self.kept.push(Malformed { file, line, reason: reason.into() });
        }
    }

    pub(super) fn total(&self) -> u64 {
        self.total
    }

    pub(super) fn into_kept(self) -> Vec<Malformed> {
        self.kept
    }
}

/// An open table: its header, in one spelling, and its rows one by one.
pub(super) struct Table {
    file: &'static str,
    header: Vec<String>,
    reader: Reader<Counted<Input>>,
    lines: Lines,
}

impl Table {
    /// Begins to read `input`, which is called `file`. A byte order mark, either line ending and quoted line breaks are understood.
    pub(super) fn open(file: &'static str, input: Input) -> Result<Self, ImportError> {
        let (counted, lines) = Counted::new(input);
        let mut reader = ReaderBuilder::new().flexible(true).from_reader(counted);
        let header = reader.byte_headers().map_err(|source| ImportError::Unreadable { file, source })?;
        // `comment_id`, `Comment ID` and `comment-id` are one column.
        let spelt = |name: &[u8]| {
            let name = String::from_utf8_lossy(name);
            name.trim_start_matches('\u{feff}').trim().to_lowercase().replace(['_', ' '], "-")
        };
        let header = header.iter().map(spelt).collect();
        Ok(Self { file, header, reader, lines })
    }

    /// The place of the first of these columns that is there.
    pub(super) fn column(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.header.iter().position(|there| there == name))
    }

    /// The same, for a column that must be there; the error names the first.
    pub(super) fn needed(&self, names: &[&'static str]) -> Result<usize, ImportError> {
        self.column(names)
            .ok_or(ImportError::NoColumn { file: self.file, column: names.first().copied().unwrap_or_default() })
    }

    /// The header, by place.
    pub(super) fn header(&self) -> &[String] {
        &self.header
    }

    /// Gives every row to `take`; its complaints, and rows that are no rows, go into the report.
    pub(super) fn each(
        &mut self,
        report: &mut Report,
        mut take: impl FnMut(&Row<'_>) -> Result<(), Complaint>,
    ) -> Result<(), ImportError> {
        let mut record = ByteRecord::new();
        loop {
            match self.reader.read_byte_record(&mut record) {
                Ok(false) => return Ok(()),
                Ok(true) => {}
                Err(source) => return Err(ImportError::Unreadable { file: self.file, source }),
            }
            let line = record.position().map_or(0, |begin| self.lines.line_at(begin.byte()));
            match take(&Row { record: &record, line }) {
                Ok(()) => {}
                Err(Complaint::Row(reason)) => report.add(self.file, line, reason),
                Err(Complaint::TooMany(max)) => return Err(ImportError::TooMany { file: self.file, max }),
            }
        }
    }
}

/// What is wrong with a row, or with going on.
#[derive(Debug)]
pub(super) enum Complaint {
    /// The row is reported, the next one read.
    Row(String),
    /// The file has more than so many entries.
    TooMany(usize),
}

impl Complaint {
    pub(super) fn row(reason: impl Into<String>) -> Self {
        Self::Row(reason.into())
    }
}

/// One row.
pub(super) struct Row<'a> {
    record: &'a ByteRecord,
    line: u64,
}

impl Row<'_> {
    /// The line on which it begins, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// The field at `place`; complains when it is missing or not UTF-8.
    pub(super) fn text(&self, place: usize, column: &str) -> Result<&str, Complaint> {
        let field = self.record.get(place).ok_or_else(|| Complaint::row(format!("{column} is missing")))?;
        std::str::from_utf8(field).map_err(|_| Complaint::row(format!("{column} is not UTF-8")))
    }

    /// The field as a whole number.
    pub(super) fn number<N: std::str::FromStr>(&self, place: usize, column: &str) -> Result<N, Complaint> {
        let text = self.text(place, column)?.trim();
        text.parse().map_err(|_| Complaint::row(format!("{column} is not a number in range: {text:?}")))
    }
}

/// The meeting's settings: topic and source from `summary.csv`, where it has them, else the export's name.
pub(super) fn settings(name: &str, summary: Option<Input>, report: &mut Report) -> Settings {
    const FILE: &str = "summary.csv";
    let name = if name.trim().is_empty() { "Polis" } else { name };
    let fallback = || super::settings(name.to_owned(), String::new());
    let Some(summary) = summary else {
        return fallback();
    };
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(summary);
    let (mut topic, mut url, mut topic_line) = (None, String::new(), 1);
    let mut record = ByteRecord::new();
    while matches!(reader.read_byte_record(&mut record), Ok(true)) {
        let field =
            |place| record.get(place).map(|field| String::from_utf8_lossy(field).trim().to_owned()).unwrap_or_default();
        match field(0).trim_start_matches('\u{feff}') {
            "topic" => (topic, topic_line) = (Some(field(1)), record.position().map_or(1, csv::Position::line)),
            "url" => url = field(1),
            _ => {}
        }
    }
    let Some(topic) = topic.filter(|topic| !topic.is_empty()) else {
        return fallback();
    };
    let settings = super::settings(topic, url);
    if settings.fault().is_none() {
        return settings;
    }
    report.add(FILE, topic_line, "topic or url is too long; the export's name is used");
    fallback()
}
