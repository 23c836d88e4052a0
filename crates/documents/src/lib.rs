//! The record of a meeting as a file: XLSX, CSV and JSON, all three from one neutral model.
//!
//! Only this crate knows file formats. It must not know the log, the rules or any language: the caller fills a
//! [`Report`] with what may leave the house and [`Labels`] with the words of the reader's locale. The same report gives
//! the same bytes, so that a file can be compared and sealed.

mod cell;
mod column;
mod csv_file;
mod error;
mod json_file;
mod labels;
mod report;
mod time;
mod xlsx_file;

pub use column::Column;
pub use csv_file::csv;
pub use error::DocumentError;
pub use json_file::{JSON_SCHEMA_ID, json, json_schema};
pub use labels::{ColumnLabel, Labels, OverviewLabels, SheetNames};
pub use report::{MeetingHeader, ROWS_MAX, Report, Row, State, Totals};
pub use xlsx_file::xlsx;
