//! Idempotency keys: the same request sent twice, after a tunnel or a double click, happens once.

use http::{HeaderMap, HeaderName};
use protocol::citizen::KEY_CHARS_MAX;
use protocol::{ErrorCode, Problem};
use serde::Serialize;
use sha2::{Digest, Sha256};
use store::Key;

/// The header that carries the key (draft-ietf-httpapi-idempotency-key-header).
pub(crate) const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// Says that the answer is that of an earlier request with the same key.
pub(crate) const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// The key of a request's headers. Refused as `bad_idempotency_key` when it is malformed or there are two.
pub(crate) fn of_headers(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let mut given = headers.get_all(IDEMPOTENCY_KEY).iter();
    let Some(first) = given.next() else { return Ok(None) };
    let text = first.to_str().ok().filter(|_| given.next().is_none());
    text.ok_or_else(|| Problem::new(ErrorCode::BadKey)).and_then(checked).map(Some)
}

/// A key of 1–64 visible ASCII characters.
pub(crate) fn checked(text: &str) -> Result<String, Problem> {
    let fits = (1..=KEY_CHARS_MAX).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    if fits { Ok(text.to_owned()) } else { Err(Problem::new(ErrorCode::BadKey)) }
}

/// The key with the fingerprint of its body: the same fields with the same values have the same, however they were written.
pub(crate) fn with_body(text: String, body: &impl Serialize) -> Key {
    let canonical = serde_json::to_vec(body).expect("strings and numbers are JSON");
    Key { text, fingerprint: Sha256::digest(canonical).into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_1_to_64_visible_ascii_characters() {
        let long = "k".repeat(65);
        for text in ["", " ", "two words", "键", "tab\t", long.as_str()] {
            assert_eq!(checked(text).map_err(|problem| problem.code()), Err(ErrorCode::BadKey), "{text:?}");
        }
        assert_eq!(checked(&long[1..]).map(|key| key.len()).ok(), Some(64));
        assert_eq!(of_headers(&HeaderMap::new()).ok(), Some(None));
    }

    #[test]
    fn two_keys_are_none() {
        let mut headers = HeaderMap::new();
        headers.append(IDEMPOTENCY_KEY, "a".parse().unwrap());
        assert_eq!(of_headers(&headers).ok().flatten().as_deref(), Some("a"));
        headers.append(IDEMPOTENCY_KEY, "b".parse().unwrap());
        assert!(of_headers(&headers).is_err());
    }
}
