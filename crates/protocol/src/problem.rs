//! Refusals on the wire: `application/problem+json` (RFC 9457) with a stable code, the field, the request id and a text in the reader's
//! language.
//!
//! A handler returns a [`Problem`]; the [`explain`] layer, which knows the request's language and id, writes the document. So the
//! wording is decided in one place and no handler carries a locale around.

use std::fmt::Write as _;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::{Refusal, RejectReason, UnixMs};
use http::{HeaderValue, header};
use serde::Serialize;

use crate::{ErrorCode, Locale};

/// The id of a request, as the `x-request-id` header carries it; put into the request's extensions by the outermost layer.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// A refusal on its way out.
#[derive(Debug, Clone)]
pub struct Problem {
    code: ErrorCode,
    field: Option<&'static str>,
    retry_after_s: Option<u32>,
    values: Vec<(&'static str, Value)>,
}

/// A value of a problem: the same in every document, in the reader's words in the text.
#[derive(Debug, Clone)]
enum Value {
    Plain(String),
    Reason(RejectReason),
    /// The end of a restriction; `None`: the meeting's.
    Until(Option<UnixMs>),
}

impl Value {
    fn words(&self, locale: Locale) -> String {
        match self {
            Self::Plain(plain) => plain.clone(),
            Self::Reason(reason) => locale.reason(*reason).to_owned(),
            Self::Until(until) => locale.end(*until),
        }
    }

    fn json(&self) -> serde_json::Value {
        match self {
            Self::Plain(plain) => plain.parse::<u64>().map_or_else(|_| plain.clone().into(), Into::into),
            Self::Reason(reason) => reason.code().into(),
            Self::Until(until) => until.map(|until| until.0).into(),
        }
    }
}

impl Problem {
    /// The problem with this code.
    pub fn new(code: ErrorCode) -> Self {
        Self { code, field: None, retry_after_s: None, values: Vec::new() }
    }

    /// Names the field of the request that is at fault.
    #[must_use]
    pub fn field(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// Says when to try again, in seconds from now (at least 1).
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after_s = Some(seconds.max(1));
        self
    }

    /// Fills `{name}` in the text and adds the value to the document.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "numbers and words are given as they are")]
    pub fn value(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push((name, Value::Plain(value.to_string())));
        self
    }

    /// Why somebody may not write, and until when.
    fn restricted(mut self, reason: RejectReason, until: Option<UnixMs>, now: UnixMs) -> Self {
        self.values.extend([("reason", Value::Reason(reason)), ("until", Value::Until(until))]);
        match until {
            Some(until) => self.retry_after(seconds_until(until, now)),
            None => self,
        }
    }

    /// The problem that tells of a refusal; `now` turns a moment into a number of seconds.
    pub fn refused(refusal: Refusal, now: UnixMs) -> Self {
        let problem = Self::new(refusal.into());
        match refusal {
            Refusal::TooSoon { again_at } => {
                let seconds = seconds_until(again_at, now);
                problem.retry_after(seconds).value("s", seconds)
            }
            Refusal::Muted { reason, until } | Refusal::Suspended { reason, until } => {
                problem.restricted(reason, until, now)
            }
            Refusal::TooManyRestrictions { max } => problem.value("max", max),
            Refusal::BadDuration { max } => problem.field("minutes").value("max", max),
            Refusal::QuotaUsed { max } => problem.value("n", max),
            Refusal::TextTooLong { chars, max } => problem.field("text").value("chars", chars).value("max", max),
            Refusal::Merged { into } => problem.value("into", into.0),
            Refusal::ScreenBusy { on_screen } => problem.value("no", on_screen.0),
            Refusal::WrongState { state } => problem.value("state", state.word()),
            Refusal::InvalidationAtWork { id } => problem.value("id", id),
            Refusal::CountChanged { supports } => problem.value("n", supports),
            Refusal::TooManySupports { max } => problem.value("max", max),
            Refusal::IntakePaused => problem.retry_after(30),
            Refusal::NoSuchItem => problem.field("agenda_item"),
            Refusal::BadSetting => problem.field("settings"),
            Refusal::NoteNeeded => problem.field("note"),
            Refusal::NotAnEdit => problem.field("text"),
            Refusal::BadMergeTarget => problem.field("into"),
            _ => problem,
        }
    }

    /// Its code.
    pub fn code(&self) -> ErrorCode {
        self.code
    }

    /// Its text in `locale`, with the values filled in.
    pub fn text(&self, locale: Locale) -> String {
        let mut key = String::from("error.");
        key.push_str(self.code.name());
        let values: Vec<_> = self.values.iter().map(|(name, value)| (*name, value.words(locale))).collect();
        let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        locale.fill(&key, &values)
    }

    /// The document itself.
    pub fn document(&self, locale: Locale, request_id: Option<&str>) -> serde_json::Value {
        let mut kind = String::from("urn:yanlu:error:");
        kind.push_str(self.code.name());
        let document = Document {
            kind,
            title: self.text(locale),
            status: self.code.status().as_u16(),
            code: self.code.name(),
            field: self.field,
            retryable: self.code.retryable(),
            retry_after_s: self.retry_after_s,
            request_id,
        };
        let mut document = serde_json::to_value(document).expect("a struct of strings and numbers is JSON");
        for (name, value) in &self.values {
            document[*name] = value.json();
        }
        document
    }
}

/// Whole seconds until a moment, at least 1.
fn seconds_until(moment: UnixMs, now: UnixMs) -> u32 {
    u32::try_from((moment.since_ms(now) + 999) / 1_000).unwrap_or(1).max(1)
}

#[derive(Serialize)]
struct Document<'a> {
    #[serde(rename = "type")]
    kind: String,
    title: String,
    status: u16,
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    retryable: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after_s: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'a str>,
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.code.status().into_response();
        if let Some(seconds) = self.retry_after_s {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.code == ErrorCode::LoginNeeded {
            // RFC 9110 §11.6.1 wants a challenge with every 401.
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Session"));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// The layer that writes problem documents in the language of the request.
pub async fn explain(request: Request, next: Next) -> Response {
    let locale = Locale::of(request.headers(), request.uri().query());
    let id = request.extensions().get::<RequestId>().cloned();
    let response = next.run(request).await;
    explained(response, || locale, id.as_ref().map(|id| id.0.as_str()))
}

/// The answer with its problem, if it is one, written as a document in the reader's language: what [`explain`] does, for what is
/// answered without layers.
pub fn explained(mut response: Response, reads: impl FnOnce() -> Locale, request_id: Option<&str>) -> Response {
    let Some(problem) = response.extensions_mut().remove::<Problem>() else {
        return response;
    };
    let locale = reads();
    let mut body = String::new();
    let document = problem.document(locale, request_id);
    write!(body, "{document}").expect("writing to a string cannot fail");
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(locale.tag()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.remove(header::CONTENT_LENGTH);
    *response.body_mut() = body.into();
    response
}
