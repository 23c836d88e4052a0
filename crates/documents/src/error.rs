//! Why a document cannot be made.

/// Why a document cannot be made. None of them depends on the place where it is to be stored: writers write to memory.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// The report has more rows than a document takes.
    #[error("{rows} rows, at most {max} fit in one document")]
    TooManyRows {
        /// How many it has.
        rows: usize,
        /// How many it may have.
        max: usize,
    },
    /// A label or text that a workbook cannot hold: a sheet name over 31 characters, a cell over 32,767.
    #[error("workbook cannot hold the report")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The CSV writer failed.
    #[error("table cannot be written")]
    Table(#[from] csv::Error),
    /// The JSON writer failed.
    #[error("json cannot be written")]
    Json(#[from] serde_json::Error),
}
