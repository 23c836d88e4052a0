//! The columns of the tables: stable names, order and widths. One list for XLSX and CSV.

/// A column of the summary sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Column {
    /// Rank.
    Rank,
    /// Number in the meeting.
    No,
    /// Number of the agenda item.
    AgendaItem,
    /// Title of the agenda item.
    AgendaTitle,
    /// The text as it may be read.
    Text,
    /// The author's own words where they differ.
    OriginalText,
    /// Distinct people who support it.
    Supports,
    /// Suggestions merged into it.
    MergedCount,
    /// Number of the suggestion in which it lives on.
    MergedInto,
    /// Review state.
    State,
    /// Reason, where it was not taken up.
    Reason,
    /// The place meant.
    Area,
    /// The name shown.
    DisplayName,
    /// The scribe who entered it.
    EnteredBy,
    /// When it was handed in.
    SubmittedAt,
    /// When it became public.
    PublishedAt,
    /// Moment of the broadcast.
    Moment,
    /// What became of it on the floor.
    Floor,
    /// Distinct people who support it, with those whose support is set aside.
    SupportsWith,
    /// Rank if nobody's support were set aside.
    RankWith,
}

impl Column {
    /// Every column, in the order in which tables show them.
    pub const ALL: [Self; 20] = [
        Self::Rank,
        Self::No,
        Self::AgendaItem,
        Self::AgendaTitle,
        Self::Text,
        Self::OriginalText,
        Self::Supports,
        Self::MergedCount,
        Self::MergedInto,
        Self::State,
        Self::Reason,
        Self::Area,
        Self::DisplayName,
        Self::EnteredBy,
        Self::SubmittedAt,
        Self::PublishedAt,
        Self::Moment,
        Self::Floor,
        Self::SupportsWith,
        Self::RankWith,
    ];

    /// The columns of the sheet of ranked suggestions.
    pub(crate) const RANKED: [Self; 16] = [
        Self::Rank,
        Self::No,
        Self::AgendaItem,
        Self::AgendaTitle,
        Self::Text,
        Self::Supports,
        Self::SupportsWith,
        Self::RankWith,
        Self::MergedCount,
        Self::Area,
        Self::DisplayName,
        Self::EnteredBy,
        Self::SubmittedAt,
        Self::PublishedAt,
        Self::Moment,
        Self::Floor,
    ];

    /// The columns of the sheet of what was not taken up.
    pub(crate) const NOT_TAKEN_UP: [Self; 9] = [
        Self::No,
        Self::AgendaItem,
        Self::AgendaTitle,
        Self::Text,
        Self::State,
        Self::Reason,
        Self::Area,
        Self::DisplayName,
        Self::SubmittedAt,
    ];

    /// The stable English name: header of the CSV, and last part of the label's key.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rank => "rank",
            Self::No => "no",
            Self::AgendaItem => "agenda_item",
            Self::AgendaTitle => "agenda_title",
            Self::Text => "text",
            Self::OriginalText => "original_text",
            Self::Supports => "supports",
            Self::MergedCount => "merged_count",
            Self::MergedInto => "merged_into",
            Self::State => "state",
            Self::Reason => "reason",
            Self::Area => "area",
            Self::DisplayName => "display_name",
            Self::EnteredBy => "entered_by",
            Self::SubmittedAt => "submitted_at",
            Self::PublishedAt => "published_at",
            Self::Moment => "moment_ms",
            Self::Floor => "floor",
            Self::SupportsWith => "supports_with",
            Self::RankWith => "rank_with",
        }
    }

    /// Width on a sheet, in characters of the default font; a Chinese character takes two.
    pub(crate) fn width_chars(self) -> f64 {
        match self {
            Self::Rank | Self::No | Self::AgendaItem | Self::Supports | Self::MergedCount | Self::MergedInto => 9.0,
            Self::State | Self::Moment | Self::EnteredBy | Self::SupportsWith | Self::RankWith => 12.0,
            Self::Area | Self::DisplayName | Self::Floor => 16.0,
            Self::SubmittedAt | Self::PublishedAt => 20.0,
            Self::AgendaTitle | Self::Reason => 24.0,
            Self::Text | Self::OriginalText => 60.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_column_has_its_own_name_and_place() {
        let names: BTreeSet<_> = Column::ALL.iter().map(|column| column.name()).collect();
        assert_eq!(names.len(), Column::ALL.len());
        assert!(Column::ALL.iter().enumerate().all(|(place, column)| *column as usize == place));
    }

    #[test]
    fn sheets_show_columns_of_the_whole_table_once() {
        for sheet in [&Column::RANKED[..], &Column::NOT_TAKEN_UP] {
            assert_eq!(sheet.iter().collect::<BTreeSet<_>>().len(), sheet.len());
        }
    }
}
