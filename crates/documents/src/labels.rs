//! The words around the figures, in the reader's language.
//!
//! Holds no language itself: the caller looks each key up in its locale files.

use crate::column::Column;

/// Names of the sheets, at most 31 characters each, without `[ ] : * ? / \`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetNames {
    /// 总览: totals, rule, cut-off time.
    pub overview: String,
    /// 排序: the ranked suggestions.
    pub ranked: String,
    /// 全部: every suggestion.
    pub all: String,
    /// 未采用与理由: what was not taken up, and why.
    pub not_taken_up: String,
    /// 字段说明: what each column means.
    pub fields: String,
}

/// What stands before the values of the overview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverviewLabels {
    /// Topic.
    pub title: String,
    /// Id of the meeting.
    pub meeting: String,
    /// Six-digit code.
    pub code: String,
    /// When the broadcast began.
    pub starts_at: String,
    /// When intake ended.
    pub ended_at: String,
    /// Cut-off time.
    pub generated_at: String,
    /// The offset from Greenwich in which times are written.
    pub time_zone: String,
    /// Last place of the log.
    pub log_seq: String,
    /// The rule of the order.
    pub rule: String,
    /// Handed in.
    pub received: String,
    /// Public.
    pub published: String,
    /// Merged.
    pub merged: String,
    /// Not taken up.
    pub rejected: String,
    /// Given back.
    pub returned: String,
    /// Out of sight.
    pub hidden: String,
    /// Taken back.
    pub withdrawn: String,
    /// Still to be decided.
    pub pending: String,
    /// Supports.
    pub supports: String,
    /// Supports with those that are set aside.
    pub supports_with: String,
    /// People.
    pub people: String,
}

/// The words of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnLabel {
    /// Heading on the sheets.
    pub heading: String,
    /// What it means, on the sheet of field notes.
    pub note: String,
}

/// All words that a document needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    /// Names of the sheets.
    pub sheets: SheetNames,
    /// Words of the overview.
    pub overview: OverviewLabels,
    /// Words of the columns, indexed like [`Column::ALL`].
    pub columns: [ColumnLabel; Column::ALL.len()],
    /// Headings of the field notes: stable name, heading, meaning.
    pub field_headings: [String; 3],
}

impl Labels {
    /// Looks every label up by its key: `export.sheet.*`, `export.overview.*`, `export.column.*`, `export.note.*`,
    /// `export.field.*`. [`Labels::keys`] lists them.
    pub fn from_words(mut word: impl FnMut(&str) -> String) -> Self {
        let mut sheet = |name: &str| word(&format!("export.sheet.{name}"));
        let sheets = SheetNames {
            overview: sheet("overview"),
            ranked: sheet("ranked"),
            all: sheet("all"),
            not_taken_up: sheet("not_taken_up"),
            fields: sheet("fields"),
        };
        let overview = overview(&mut word);
        let columns = Column::ALL.map(|column| ColumnLabel {
            heading: word(&format!("export.column.{}", column.name())),
            note: word(&format!("export.note.{}", column.name())),
        });
        let field_headings = ["name", "heading", "note"].map(|name| word(&format!("export.field.{name}")));
        Self { sheets, overview, columns, field_headings }
    }

    /// Every key that [`Labels::from_words`] asks for, so that a test can hold the locale files to it.
    pub fn keys() -> Vec<String> {
        let mut keys = Vec::new();
        Self::from_words(|key| {
            keys.push(key.to_owned());
            String::new()
        });
        keys
    }

    /// The words of a column.
    pub(crate) fn column(&self, column: Column) -> &ColumnLabel {
        &self.columns[column as usize]
    }
}

fn overview(word: &mut impl FnMut(&str) -> String) -> OverviewLabels {
    let mut label = |name: &str| word(&format!("export.overview.{name}"));
    OverviewLabels {
        title: label("title"),
        meeting: label("meeting"),
        code: label("code"),
        starts_at: label("starts_at"),
        ended_at: label("ended_at"),
        generated_at: label("generated_at"),
        time_zone: label("time_zone"),
        log_seq: label("log_seq"),
        rule: label("rule"),
        received: label("received"),
        published: label("published"),
        merged: label("merged"),
        rejected: label("rejected"),
        returned: label("returned"),
        hidden: label("hidden"),
        withdrawn: label("withdrawn"),
        pending: label("pending"),
        supports: label("supports"),
        supports_with: label("supports_with"),
        people: label("people"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_is_looked_up_once() {
        let mut keys = Labels::keys();
        let count = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), count);
        assert_eq!(count, 5 + 20 + 2 * Column::ALL.len() + 3);
    }
}
