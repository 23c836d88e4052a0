//! The report as a workbook: overview, ranked, all, not taken up with reasons, field notes.
//!
//! Cells are typed (numbers, dates, durations, texts); a text is never a formula. Must not compute anything: every
//! figure comes from the report.

use crate::cell::{Cell, cell};
use crate::column::Column;
use crate::error::DocumentError;
use crate::report::{Report, Row};
use crate::time::{DAY_MS, offset_name, workbook_date};
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet};

/// Format number of A4 in the file format (ECMA-376, part 1, paper size 9).
const PAPER_A4: u8 = 9;
const HEADER_FILL: Color = Color::RGB(0xE8_EE_EA);
const LABEL_WIDTH_CHARS: f64 = 26.0;
const VALUE_WIDTH_CHARS: f64 = 80.0;
const MILLISECONDS_PER_SECOND: i64 = 1_000;

/// Makes the workbook. The same report gives the same bytes.
///
/// # Errors
/// [`DocumentError::TooManyRows`]; [`DocumentError::Workbook`] when a label cannot name a sheet or a text is longer than
/// a cell holds.
pub fn xlsx(report: &Report) -> Result<Vec<u8>, DocumentError> {
    report.check()?;
    let formats = Formats::new();
    let mut ranked: Vec<&Row> = report.rows.iter().filter(|row| row.rank.is_some()).collect();
    ranked.sort_by_key(|row| row.rank);
    let all: Vec<&Row> = report.rows.iter().collect();
    let not_taken_up: Vec<&Row> = report.rows.iter().filter(|row| row.state.is_not_taken_up()).collect();

    let mut book = Workbook::new();
    book.set_properties(&properties(report)?);
    let sheets = &report.labels.sheets;
    overview(book.add_worksheet().set_name(&sheets.overview)?, report, &formats)?;
    for (name, columns, rows) in [
        (&sheets.ranked, &Column::RANKED[..], ranked),
        (&sheets.all, &Column::ALL, all),
        (&sheets.not_taken_up, &Column::NOT_TAKEN_UP, not_taken_up),
    ] {
        let sheet = book.add_worksheet().set_name(name)?;
        table(sheet, report, columns, &rows, &formats)?;
    }
    fields(book.add_worksheet().set_name(&sheets.fields)?, report, &formats)?;
    Ok(book.save_to_buffer()?)
}

/// The looks in use, each made once.
struct Formats {
    heading: Format,
    title: Format,
    label: Format,
    text: Format,
    number: Format,
    date: Format,
    duration: Format,
}

impl Formats {
    fn new() -> Self {
        let top = Format::new().set_align(FormatAlign::Top);
        let text = top.clone().set_align(FormatAlign::Left).set_text_wrap();
        Self {
            heading: text.clone().set_bold().set_background_color(HEADER_FILL).set_border_bottom(FormatBorder::Thin),
            title: text.clone().set_bold().set_font_size(14),
            label: text.clone().set_bold(),
            number: top.clone().set_num_format("0").set_align(FormatAlign::Right),
            date: top.clone().set_num_format("yyyy-mm-dd hh:mm:ss").set_align(FormatAlign::Left),
            duration: top.set_num_format("[h]:mm:ss").set_align(FormatAlign::Right),
            text,
        }
    }
}

/// Without a moment of its own the workbook would carry the time of writing, and differ each time.
fn properties(report: &Report) -> Result<DocProperties, DocumentError> {
    let seconds = report.generated_at_ms.div_euclid(MILLISECONDS_PER_SECOND);
    let created = ExcelDateTime::from_timestamp(seconds)?;
    Ok(DocProperties::new().set_title(&report.meeting.title).set_creation_datetime(&created))
}

/// Writes lines of a label and a value, one under the other.
struct Overview<'a> {
    sheet: &'a mut Worksheet,
    formats: &'a Formats,
    line: u32,
}

impl Overview<'_> {
    fn text(&mut self, label: &str, value: &str) -> Result<(), DocumentError> {
        self.label(label)?;
        self.sheet.write_string_with_format(self.line - 1, 1, value, &self.formats.text)?;
        Ok(())
    }

    fn number(&mut self, label: &str, value: u64) -> Result<(), DocumentError> {
        self.label(label)?;
        let left = self.formats.number.clone().set_align(FormatAlign::Left);
        self.sheet.write_number_with_format(self.line - 1, 1, value as f64, &left)?;
        Ok(())
    }

    fn date(&mut self, label: &str, at_ms: Option<i64>, offset_minutes: i32) -> Result<(), DocumentError> {
        self.label(label)?;
        if let Some(at_ms) = at_ms {
            let date = workbook_date(at_ms, offset_minutes);
            self.sheet.write_number_with_format(self.line - 1, 1, date, &self.formats.date)?;
        }
        Ok(())
    }

    fn label(&mut self, label: &str) -> Result<(), DocumentError> {
        self.sheet.write_string_with_format(self.line, 0, label, &self.formats.label)?;
        self.line += 1;
        Ok(())
    }
}

fn overview(sheet: &mut Worksheet, report: &Report, formats: &Formats) -> Result<(), DocumentError> {
    for_paper(sheet);
    sheet.set_column_width(0, LABEL_WIDTH_CHARS)?.set_column_width(1, VALUE_WIDTH_CHARS)?;
    let (meeting, labels, totals) = (&report.meeting, &report.labels.overview, &report.totals);
    let offset = report.utc_offset_minutes;
    let mut lines = Overview { sheet, formats, line: 0 };
    lines.text(&labels.title, &meeting.title)?;
    lines.sheet.write_string_with_format(0, 1, &meeting.title, &formats.title)?;
    lines.text(&labels.meeting, &meeting.id)?;
    lines.text(&labels.code, &meeting.code)?;
    lines.date(&labels.starts_at, meeting.starts_at_ms, offset)?;
    lines.date(&labels.ended_at, meeting.ended_at_ms, offset)?;
    lines.date(&labels.generated_at, Some(report.generated_at_ms), offset)?;
    lines.text(&labels.time_zone, &offset_name(offset))?;
    lines.number(&labels.log_seq, report.log_seq)?;
    lines.text(&labels.rule, &report.rule)?;
    for (label, value) in [
        (&labels.received, totals.received),
        (&labels.published, totals.published),
        (&labels.merged, totals.merged),
        (&labels.rejected, totals.rejected),
        (&labels.returned, totals.returned),
        (&labels.hidden, totals.hidden),
        (&labels.withdrawn, totals.withdrawn),
        (&labels.pending, totals.pending),
        (&labels.supports, totals.supports),
        (&labels.supports_with, totals.supports_with),
        (&labels.people, totals.people),
    ] {
        lines.number(label, value)?;
    }
    Ok(())
}

fn table(
    sheet: &mut Worksheet,
    report: &Report,
    columns: &[Column],
    rows: &[&Row],
    formats: &Formats,
) -> Result<(), DocumentError> {
    for_paper(sheet);
    for (place, column) in (0..).zip(columns) {
        sheet.set_column_width(place, column.width_chars())?;
        let heading = &report.labels.column(*column).heading;
        sheet.write_string_with_format(0, place, heading, &formats.heading)?;
    }
    for (line, row) in (1..).zip(rows) {
        for (place, column) in (0..).zip(columns) {
            write_cell(sheet, (line, place), cell(*column, row), report.utc_offset_minutes, formats)?;
        }
    }
    sheet.autofilter(0, 0, rows.len() as u32, columns.len() as u16 - 1)?;
    sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    (line, place): (u32, u16),
    cell: Cell<'_>,
    offset_minutes: i32,
    formats: &Formats,
) -> Result<(), DocumentError> {
    match cell {
        Cell::Empty => return Ok(()),
        Cell::Number(number) => sheet.write_number_with_format(line, place, number as f64, &formats.number)?,
        Cell::Text(text) | Cell::Coded { word: text, .. } => {
            sheet.write_string_with_format(line, place, text, &formats.text)?
        }
        Cell::At(at_ms) => {
            sheet.write_number_with_format(line, place, workbook_date(at_ms, offset_minutes), &formats.date)?
        }
        Cell::Moment(moment_ms) => {
            sheet.write_number_with_format(line, place, f64::from(moment_ms) / DAY_MS, &formats.duration)?
        }
    };
    Ok(())
}

fn fields(sheet: &mut Worksheet, report: &Report, formats: &Formats) -> Result<(), DocumentError> {
    for_paper(sheet);
    for (place, width) in (0..).zip([18.0, LABEL_WIDTH_CHARS, VALUE_WIDTH_CHARS]) {
        sheet.set_column_width(place, width)?;
    }
    for (place, heading) in (0..).zip(&report.labels.field_headings) {
        sheet.write_string_with_format(0, place, heading, &formats.heading)?;
    }
    for (line, column) in (1..).zip(Column::ALL) {
        let label = report.labels.column(column);
        sheet.write_string_with_format(line, 0, column.name(), &formats.text)?;
        sheet.write_string_with_format(line, 1, &label.heading, &formats.text)?;
        sheet.write_string_with_format(line, 2, &label.note, &formats.text)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// A4 across, all columns on one page's width, page numbers below.
fn for_paper(sheet: &mut Worksheet) {
    sheet.set_landscape().set_paper_size(PAPER_A4).set_print_fit_to_pages(1, 0).set_footer("&C&P / &N");
}
