//! `/api/openapi.json`: the interface as a document, kept in one file beside the code and checked against it by tests.

use axum::Router;
use axum::response::IntoResponse;
use axum::routing::get;
use http::header;

/// The document itself.
const DOCUMENT: &str = include_str!("openapi.json");

/// Serves the document.
pub(crate) fn router() -> Router {
    Router::new().route(
        "/api/openapi.json",
        get(async || ([(header::CONTENT_TYPE, "application/json")], DOCUMENT).into_response()),
    )
}

#[cfg(test)]
mod tests {
    use protocol::ErrorCode;
    use serde_json::Value;

    use super::*;

    #[test]
    fn the_document_is_json_and_lists_every_error_code() {
        let document: Value = serde_json::from_str(DOCUMENT).unwrap();
        let codes = &document["components"]["schemas"]["Problem"]["properties"]["code"]["enum"];
        let listed: Vec<_> = codes.as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let known: Vec<_> = ErrorCode::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(listed, known);
    }

    #[test]
    fn every_reference_points_to_something() {
        let document: Value = serde_json::from_str(DOCUMENT).unwrap();
        let quoted = DOCUMENT.split("\"$ref\": \"#").skip(1).filter_map(|rest| rest.split('"').next());
        let lost: Vec<_> = quoted.filter(|path| document.pointer(path).is_none()).collect();
        assert_eq!(lost, Vec::<&str>::new());
    }
}
