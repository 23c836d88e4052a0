//! What each column says of a row, typed, before any file format.

use crate::column::Column;
use crate::report::Row;

/// What stands in one cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Cell<'a> {
    /// Nothing.
    Empty,
    /// A number.
    Number(u64),
    /// A text, never a formula.
    Text(&'a str),
    /// A word of the reader's language, and the stable code of the same.
    Coded {
        /// The word.
        word: &'a str,
        /// The code.
        code: &'a str,
    },
    /// A moment, Unix milliseconds.
    At(i64),
    /// A time from the beginning of the broadcast, milliseconds.
    Moment(u32),
}

impl<'a> Cell<'a> {
    fn text(text: Option<&'a str>) -> Self {
        text.filter(|text| !text.is_empty()).map_or(Self::Empty, Self::Text)
    }

    fn number(number: Option<impl Into<u64>>) -> Self {
        number.map_or(Self::Empty, |number| Self::Number(number.into()))
    }
}

/// What a column says of a row.
pub(crate) fn cell(column: Column, row: &Row) -> Cell<'_> {
    match column {
        Column::Rank => Cell::number(row.rank),
        Column::No => Cell::Number(row.no.into()),
        Column::AgendaItem => Cell::number(row.agenda_item),
        Column::AgendaTitle => Cell::text(row.agenda_title.as_deref()),
        Column::Text => Cell::text(Some(&row.text)),
        Column::OriginalText => Cell::text(row.original_text.as_deref()),
        Column::Supports => Cell::Number(row.supports),
        Column::SupportsWith => Cell::Number(row.supports_with),
        Column::RankWith => Cell::number(row.rank_with),
        Column::MergedCount => Cell::Number(row.merged_count.into()),
        Column::MergedInto => Cell::number(row.merged_into),
        Column::State => Cell::Coded { word: &row.state_word, code: row.state.code() },
        Column::Reason => row
            .reason
            .as_deref()
            .map_or(Cell::Empty, |code| Cell::Coded { word: row.reason_word.as_deref().unwrap_or(code), code }),
        Column::Area => Cell::text(row.area.as_deref()),
        Column::DisplayName => Cell::text(row.display_name.as_deref()),
        Column::EnteredBy => Cell::text(row.entered_by.as_deref()),
        Column::SubmittedAt => Cell::At(row.submitted_at_ms),
        Column::PublishedAt => row.published_at_ms.map_or(Cell::Empty, Cell::At),
        Column::Moment => row.moment_ms.map_or(Cell::Empty, Cell::Moment),
        Column::Floor => Cell::text(row.floor_word.as_deref()),
    }
}
