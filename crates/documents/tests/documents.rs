//! The three files read back: what they say is what the report says.

use calamine::{Data, DataType, Range, Reader, Xlsx};
use documents::{
    Column, DocumentError, JSON_SCHEMA_ID, Labels, MeetingHeader, ROWS_MAX, Report, Row, State, Totals, csv, json,
    json_schema, xlsx,
};
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::Cursor;

/// 24 November 2024, 09:00 in Beijing.
const MORNING_MS: i64 = 1_732_410_000_000;

fn row(no: u32, state: State, supports: u64) -> Row {
    Row {
        no,
        rank: None,
        agenda_item: Some(2),
        agenda_title: Some("口袋公园".to_owned()),
        text: format!("第 {no} 条：在老城区多建口袋公园"),
        original_text: None,
        state,
        state_word: format!("词-{}", state.code()),
        reason: None,
        reason_word: None,
        supports,
        supports_with: supports + u64::from(no),
        rank_with: None,
        merged_count: 0,
        merged_into: None,
        area: Some("青羊区".to_owned()),
        display_name: None,
        entered_by: None,
        submitted_at_ms: MORNING_MS + i64::from(no) * 1_000,
        published_at_ms: None,
        moment_ms: None,
        floor_word: None,
    }
}

fn published(no: u32, rank: u64, supports: u64) -> Row {
    Row {
        rank: Some(rank),
        rank_with: Some(rank + 1),
        published_at_ms: Some(MORNING_MS + 60_000),
        moment_ms: Some(3_725_000),
        display_name: Some("网民小张".to_owned()),
        ..row(no, State::Published, supports)
    }
}

fn report_of(rows: Vec<Row>) -> Report {
    let count = |state: State| rows.iter().filter(|row| row.state == state).count() as u64;
    let totals = Totals {
        received: rows.len() as u64,
        published: count(State::Published),
        merged: count(State::Merged),
        rejected: count(State::Rejected),
        returned: count(State::Returned),
        hidden: count(State::Hidden),
        withdrawn: count(State::Withdrawn),
        pending: count(State::Pending) + count(State::Held) + count(State::Decided),
        supports: rows.iter().filter(|row| row.state == State::Published).map(|row| row.supports).sum(),
        supports_with: rows.iter().filter(|row| row.state == State::Published).map(|row| row.supports_with).sum(),
        people: 42,
    };
    Report {
        meeting: MeetingHeader {
            id: "park2024".to_owned(),
            code: "120345".to_owned(),
            title: "公园城市规划建设".to_owned(),
            starts_at_ms: Some(MORNING_MS),
            ended_at_ms: None,
        },
        generated_at_ms: MORNING_MS + 9_000_000,
        log_seq: 1_234,
        utc_offset_minutes: 480,
        rule: "按附议人数排序，同数并列".to_owned(),
        totals,
        rows,
        labels: Labels::from_words(|key| key.replace("export.", "")),
    }
}

/// One row of every state, ties in the order, texts that attack spreadsheets and texts of several lines.
fn report() -> Report {
    let mut rows = vec![published(3, 1, 20), published(1, 2, 9), published(2, 2, 9), published(7, 4, 0)];
    rows[1].text = String::from("=1+1");
    rows[1].original_text = Some("=1+1 电话13812345521".to_owned());
    rows[2].text = String::from("第一行\n第二行，有逗号, \"引号\"");
    rows[2].merged_count = 1;
    rows[3].floor_word = Some("现场答复".to_owned());
    for (no, state) in (10..).zip(State::ALL) {
        if state != State::Published {
            rows.push(row(no, state, 0));
        }
    }
    for row in &mut rows {
        match row.state {
            State::Rejected | State::Returned | State::Hidden => {
                row.reason = Some("out_of_scope".to_owned());
                row.reason_word = Some("与议题无关".to_owned());
            }
            State::Merged => row.merged_into = Some(2),
            _ => {}
        }
        if row.state == State::Hidden {
            row.text.clear();
        }
    }
    report_of(rows)
}

fn sheets(bytes: &[u8]) -> Vec<(String, Range<Data>)> {
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    book.worksheets()
}

fn sheet<'a>(sheets: &'a [(String, Range<Data>)], name: &str) -> &'a Range<Data> {
    &sheets.iter().find(|(found, _)| found == name).expect("the sheet is there").1
}

fn text(range: &Range<Data>, line: usize, column: usize) -> String {
    range.get((line, column)).and_then(DataType::as_string).unwrap_or_default()
}

fn number(range: &Range<Data>, line: usize, column: usize) -> Option<u64> {
    range.get((line, column)).and_then(DataType::as_f64).map(|number| number as u64)
}

/// Days of a date or duration cell; nothing for any other cell.
fn days(cell: &Data) -> Option<f64> {
    if let Data::DateTime(moment) = cell { Some(moment.as_f64()) } else { None }
}

/// Column of the sheet of all suggestions.
fn place(column: Column) -> usize {
    column as usize
}

#[test]
fn workbook_has_its_five_sheets_in_order() {
    let sheets = sheets(&xlsx(&report()).unwrap());
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["sheet.overview", "sheet.ranked", "sheet.all", "sheet.not_taken_up", "sheet.fields"]);
}

#[test]
fn overview_says_the_totals_the_rule_and_the_cut_off_time() {
    let report = report();
    let sheets = sheets(&xlsx(&report).unwrap());
    let overview = sheet(&sheets, "sheet.overview");
    let value = |label: &str| {
        let line = (0..overview.height()).find(|&line| text(overview, line, 0) == format!("overview.{label}"));
        (line.expect("the label is there"), 1)
    };
    assert_eq!(overview.get(value("title")), Some(&Data::String("公园城市规划建设".to_owned())));
    assert_eq!(overview.get(value("rule")), Some(&Data::String(report.rule.clone())));
    assert_eq!(overview.get(value("code")), Some(&Data::String("120345".to_owned())), "leading zeros survive");
    let cut_off = overview.get(value("generated_at")).and_then(days).expect("a date");
    assert!((cut_off - (45_620.0 + 11.5 / 24.0)).abs() < 1e-6, "24 November 2024, 11:30, not {cut_off}");
    let totals = &report.totals;
    for (label, expected) in [
        ("received", totals.received),
        ("published", totals.published),
        ("merged", totals.merged),
        ("rejected", totals.rejected),
        ("returned", totals.returned),
        ("hidden", totals.hidden),
        ("withdrawn", totals.withdrawn),
        ("pending", totals.pending),
        ("supports", totals.supports),
        ("supports_with", totals.supports_with),
        ("people", totals.people),
        ("log_seq", report.log_seq),
    ] {
        let (line, column) = value(label);
        assert_eq!(number(overview, line, column), Some(expected), "{label}");
    }
}

#[test]
fn sheet_of_all_equals_the_rows() {
    let report = report();
    let sheets = sheets(&xlsx(&report).unwrap());
    let all = sheet(&sheets, "sheet.all");
    assert_eq!(all.height(), report.rows.len() + 1);
    for column in Column::ALL {
        assert_eq!(text(all, 0, place(column)), format!("column.{}", column.name()));
    }
    for (line, row) in (1..).zip(&report.rows) {
        let text_of = |column| text(all, line, place(column));
        let number_of = |column| number(all, line, place(column));
        assert_eq!(number_of(Column::No), Some(row.no.into()));
        assert_eq!([Column::Rank, Column::RankWith].map(number_of), [row.rank, row.rank_with]);
        assert_eq!(number_of(Column::Supports), Some(row.supports));
        assert_eq!(number_of(Column::SupportsWith), Some(row.supports_with));
        assert_eq!(number_of(Column::MergedInto), row.merged_into.map(u64::from));
        assert_eq!(text_of(Column::Text), row.text);
        assert_eq!(text_of(Column::OriginalText), row.original_text.clone().unwrap_or_default());
        assert_eq!(text_of(Column::State), row.state_word);
        assert_eq!(text_of(Column::Reason), row.reason_word.clone().unwrap_or_default());
        assert_eq!(text_of(Column::DisplayName), row.display_name.clone().unwrap_or_default());
    }
}

#[test]
fn dates_numbers_and_texts_are_typed_cells() {
    let report = report();
    let sheets = sheets(&xlsx(&report).unwrap());
    let all = sheet(&sheets, "sheet.all");
    let cell = |column| all.get((2, place(column))).unwrap();
    assert_eq!(cell(Column::Text), &Data::String("=1+1".to_owned()), "a text, not a formula");
    assert!(matches!(cell(Column::Supports), Data::Float(_) | Data::Int(_)));
    assert!(cell(Column::SubmittedAt).is_datetime());
    assert!(cell(Column::PublishedAt).is_datetime());
    let moment = days(cell(Column::Moment)).expect("a duration");
    assert!((moment * 86_400.0 - 3_725.0).abs() < 1e-6);
}

#[test]
fn ranked_sheet_has_the_order_and_only_it() {
    let mut report = report();
    report.rows.reverse();
    let sheets = sheets(&xlsx(&report).unwrap());
    let ranked = sheet(&sheets, "sheet.ranked");
    let ranks: Vec<_> = (1..ranked.height()).map(|line| number(ranked, line, 0).unwrap()).collect();
    assert_eq!(ranks, [1, 2, 2, 4]);
}

#[test]
fn what_was_not_taken_up_stands_with_its_reason() {
    let sheets = sheets(&xlsx(&report()).unwrap());
    let sheet = sheet(&sheets, "sheet.not_taken_up");
    assert_eq!(sheet.height(), 1 + 3);
    assert!((1..sheet.height()).all(|line| text(sheet, line, 5) == "与议题无关"));
}

#[test]
fn fields_sheet_explains_every_column() {
    let sheets = sheets(&xlsx(&report()).unwrap());
    let fields = sheet(&sheets, "sheet.fields");
    let names: Vec<String> = (1..fields.height()).map(|line| text(fields, line, 0)).collect();
    assert_eq!(names, Column::ALL.map(Column::name));
}

#[test]
fn tables_have_frozen_headers_and_filters() {
    let bytes = xlsx(&report()).unwrap();
    let mut archive = zip_entries(&bytes);
    let tables = archive.split_off(1);
    assert!(tables.iter().take(3).all(|xml| xml.contains("<autoFilter ref=\"A1:") && xml.contains("state=\"frozen\"")));
}

/// XML of the sheets, in order.
fn zip_entries(bytes: &[u8]) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook is a zip archive");
    (1..=5)
        .map(|number| {
            let entry = archive.by_name(&format!("xl/worksheets/sheet{number}.xml")).expect("the sheet is there");
            std::io::read_to_string(entry).expect("xml is text")
        })
        .collect()
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let report = report();
    assert_eq!(xlsx(&report).unwrap(), xlsx(&report.clone()).unwrap());
    assert_eq!(csv(&report).unwrap(), csv(&report.clone()).unwrap());
    assert_eq!(json(&report).unwrap(), json(&report.clone()).unwrap());
}

#[test]
fn table_file_is_read_back_equal() {
    let report = report();
    let bytes = csv(&report).unwrap();
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").expect("begins with the byte order mark");
    let mut reader = ::csv::Reader::from_reader(body);
    assert_eq!(reader.headers().unwrap(), &Column::ALL.map(Column::name)[..]);
    let records: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), report.rows.len());
    for (record, row) in records.iter().zip(&report.rows) {
        let field = |column: Column| &record[column as usize];
        assert_eq!(field(Column::No), row.no.to_string());
        assert_eq!(field(Column::Rank), row.rank.map(|rank| rank.to_string()).unwrap_or_default());
        assert_eq!(field(Column::Supports), row.supports.to_string());
        assert_eq!(field(Column::State), row.state.code());
        assert_eq!(field(Column::Reason), row.reason.clone().unwrap_or_default());
        assert_eq!(field(Column::Text).trim_start_matches('\''), row.text);
    }
    assert_eq!(&records[1][Column::Text as usize], "'=1+1");
    assert_eq!(&records[0][Column::SubmittedAt as usize], "2024-11-24T09:00:03.000+08:00");
}

#[test]
fn table_file_ends_its_lines_as_spreadsheets_do() {
    let bytes = csv(&report_of(vec![published(1, 1, 3), published(2, 2, 1)])).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(text.matches("\r\n").count(), 3);
    assert_eq!(text.matches('\n').count(), 3);
}

#[test]
fn json_is_valid_by_its_published_schema() {
    let schema: Value = serde_json::from_str(json_schema()).unwrap();
    assert_eq!(schema["$id"], JSON_SCHEMA_ID);
    jsonschema::meta::validate(&schema).expect("the schema is one");
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    for report in [report(), report_of(Vec::new())] {
        let export: Value = serde_json::from_slice(&json(&report).unwrap()).unwrap();
        let faults: Vec<String> = validator.iter_errors(&export).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{faults:?}");
    }
    let mut broken: Value = serde_json::from_slice(&json(&report()).unwrap()).unwrap();
    broken["suggestions"][0]["state"] = "liked".into();
    assert!(!validator.is_valid(&broken));
}

#[test]
fn schema_describes_every_key_that_is_written() {
    let schema: Value = serde_json::from_str(json_schema()).unwrap();
    let export: Value = serde_json::from_slice(&json(&report()).unwrap()).unwrap();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    for (described, written) in [
        (&schema, &export),
        (&schema["properties"]["meeting"], &export["meeting"]),
        (&schema["properties"]["totals"], &export["totals"]),
        (&schema["$defs"]["suggestion"], &export["suggestions"][0]),
    ] {
        assert_eq!(keys(&described["properties"]), keys(written));
    }
}

#[test]
fn json_says_what_the_report_says() {
    let report = report();
    let export: Value = serde_json::from_slice(&json(&report).unwrap()).unwrap();
    assert_eq!(export["meeting"]["title"], "公园城市规划建设");
    assert_eq!(export["totals"]["received"], report.totals.received);
    assert_eq!(export["totals"]["supports"], 38);
    let suggestions = export["suggestions"].as_array().unwrap();
    assert_eq!(suggestions.len(), report.rows.len());
    for (suggestion, row) in suggestions.iter().zip(&report.rows) {
        assert_eq!(suggestion["no"], row.no);
        assert_eq!(suggestion["text"], row.text);
        assert_eq!(suggestion["state"], row.state.code());
        assert_eq!(suggestion["supports"], row.supports);
        assert_eq!(suggestion["supports_with"], row.supports_with);
        assert_eq!(suggestion["rank"].as_u64(), row.rank);
    }
}

#[test]
fn every_locale_names_what_a_document_needs() {
    for locale in ["zh-Hans", "zh-Hant", "en"] {
        let path = format!("{}/../../web/locales/{locale}.json", env!("CARGO_MANIFEST_DIR"));
        let words: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let missing: Vec<String> = Labels::keys().into_iter().filter(|key| !words[key].is_string()).collect();
        assert!(missing.is_empty(), "{locale}: {missing:?}");
        let labels = Labels::from_words(|key| words[key].as_str().unwrap_or_default().to_owned());
        assert_eq!(sheets(&xlsx(&Report { labels, ..report() }).unwrap()).len(), 5, "{locale}");
    }
}

#[test]
fn an_empty_meeting_has_documents_too() {
    let report = report_of(Vec::new());
    assert_eq!(sheets(&xlsx(&report).unwrap()).len(), 5);
    assert!(csv(&report).unwrap().ends_with(b"rank_with\r\n"));
}

#[test]
fn more_rows_than_a_document_takes_are_refused() {
    let report = report_of(vec![row(1, State::Pending, 0); ROWS_MAX + 1]);
    for made in [xlsx(&report), csv(&report), json(&report)] {
        assert!(matches!(made, Err(DocumentError::TooManyRows { rows, max: ROWS_MAX }) if rows == ROWS_MAX + 1));
    }
}

#[test]
fn a_label_that_cannot_name_a_sheet_is_refused() {
    let mut report = report();
    report.labels.sheets.all = "a/b".to_owned();
    assert!(matches!(xlsx(&report), Err(DocumentError::Workbook(_))));
}

#[test]
fn ten_thousand_suggestions_are_exported_in_every_format() {
    let rows = (1..=10_000).map(|no| published(no, no.into(), 10_000 - u64::from(no))).collect();
    let report = report_of(rows);
    for (name, write) in [("xlsx", xlsx as fn(&Report) -> _), ("csv", csv), ("json", json)] {
        #[expect(clippy::disallowed_methods, reason = "measures real time to print a figure; nothing depends on it")]
        let start = std::time::Instant::now();
        let bytes = write(&report).unwrap();
        println!("{name}: 10,000 suggestions, {} bytes, {:?}", bytes.len(), start.elapsed());
        assert!(bytes.len() > 100_000);
    }
}
