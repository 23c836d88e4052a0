//! The table as CSV (RFC 4180) for spreadsheets and scripts: UTF-8 with BOM, CRLF, stable English header.

use crate::cell::{Cell, cell};
use crate::column::Column;
use crate::error::DocumentError;
use crate::report::Report;
use crate::time::rfc3339;
use csv::{QuoteStyle, Terminator, WriterBuilder};
use std::borrow::Cow;

/// Tells spreadsheets that the file is UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// All suggestions in the report's order, one a line, under the names of [`Column`].
///
/// States and reasons are their stable codes, moments RFC 3339, numbers plain. A text that a spreadsheet could take for
/// a formula gets an apostrophe before it.
///
/// # Errors
/// [`DocumentError::TooManyRows`].
pub fn csv(report: &Report) -> Result<Vec<u8>, DocumentError> {
    report.check()?;
    let mut bytes = BYTE_ORDER_MARK.to_vec();
    let mut writer =
        WriterBuilder::new().terminator(Terminator::CRLF).quote_style(QuoteStyle::Necessary).from_writer(&mut bytes);
    writer.write_record(Column::ALL.map(Column::name))?;
    for row in &report.rows {
        for column in Column::ALL {
            writer.write_field(field(cell(column, row), report.utc_offset_minutes).as_bytes())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush().map_err(csv::Error::from)?;
    drop(writer);
    Ok(bytes)
}

fn field(cell: Cell<'_>, offset_minutes: i32) -> Cow<'_, str> {
    match cell {
        Cell::Empty => "".into(),
        Cell::Number(number) => number.to_string().into(),
        Cell::Moment(moment_ms) => moment_ms.to_string().into(),
        Cell::At(at_ms) => rfc3339(at_ms, offset_minutes).into(),
        Cell::Coded { code, .. } => harmless(code),
        Cell::Text(text) => harmless(text),
    }
}

/// A text that no spreadsheet takes for a formula: an apostrophe before it if it begins, after blanks, with `=`, `+`,
/// `-`, `@` (full-width ones too, which spreadsheets in Chinese accept), or with a tab or line break.
///
/// Source: OWASP, "CSV Injection".
fn harmless(text: &str) -> Cow<'_, str> {
    let is_formula = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if is_formula || text.starts_with(['\t', '\r', '\n']) { format!("'{text}").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_harmless_and_everything_else_is_left() {
        for (given, expected) in [
            ("=1+1", "'=1+1"),
            ("=HYPERLINK(\"http://x\",\"点\")", "'=HYPERLINK(\"http://x\",\"点\")"),
            ("+8613800000000", "'+8613800000000"),
            ("-2+3", "'-2+3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\tx", "'\tx"),
            ("\r=1", "'\r=1"),
            ("\nx", "'\nx"),
            ("  =1", "'  =1"),
            ("＝1+1", "'＝1+1"),
            ("＋1", "'＋1"),
            ("－1", "'－1"),
            ("＠x", "'＠x"),
            ("'=1", "'=1"),
            ("建议=好", "建议=好"),
            ("1-2", "1-2"),
            ("a@b", "a@b"),
            ("—", "—"),
            ("", ""),
        ] {
            assert_eq!(harmless(given), expected, "{given:?}");
        }
    }
}
