//! Reading JSON bodies of citizens: small, UTF-8, of exactly the form asked for; the field at fault is named.

use axum::extract::{FromRequest, Request};
use protocol::citizen::BODY_BYTES_MAX;
use protocol::{ErrorCode, JsonBody, Problem};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A body of at most 16 KiB. JSON nested deeper than 128 levels, invalid UTF-8 and wrong types are `bad_body`.
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let JsonBody(value) = JsonBody::<Value, BODY_BYTES_MAX>::from_request(request, state).await?;
        T::deserialize(&value).map(Self).map_err(|error| {
            if error.to_string().starts_with("unknown field") {
                return Problem::new(ErrorCode::UnknownField);
            }
            let problem = Problem::new(ErrorCode::BadBody);
            match field_at_fault(&value) {
                Some(field) => problem.field(field),
                None => problem,
            }
        })
    }
}

/// The first field of any body of ours whose value has not the type that it must have.
fn field_at_fault(value: &Value) -> Option<&'static str> {
    let fits = |name: &str, value: &Value| match name {
        "text" => value.is_string(),
        "area" | "display_name" => value.is_null() || value.is_string(),
        "agenda_item" => value.is_null() || value.as_u64().is_some_and(|number| u16::try_from(number).is_ok()),
        _ => value.is_null() || value.as_u64().is_some_and(|number| u32::try_from(number).is_ok()),
    };
    let fields = ["text", "agenda_item", "moment_ms", "area", "display_name"];
    let object = value.as_object()?;
    fields.into_iter().find(|name| !fits(name, object.get(*name).unwrap_or(&Value::Null)))
}
