//! Who reads a page, in which language, and where they may be led back to.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use http::request::Parts;

use crate::Locale;

/// The reader of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// Their language.
    pub locale: Locale,
    /// Path and query of the page, for links that lead back to it.
    pub here: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let here = parts.uri.path_and_query().map_or("/", |here| here.as_str()).to_owned();
        Ok(Self { locale: Locale::of(&parts.headers, parts.uri.query()), here })
    }
}

/// Whether `address` is a path of this site, so that a reader may be sent there on a page's word. `//host` and `/\host` lead elsewhere.
pub fn is_own_path(address: &str) -> bool {
    address.starts_with('/')
        && !address[1..].starts_with(['/', '\\'])
        && address.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_returned_to() {
        assert!(is_own_path("/m/park?scope=all#n12"));
        for elsewhere in ["//evil.example", "/\\evil.example", "https://evil.example", "", "/a\r\nb"] {
            assert!(!is_own_path(elsewhere), "{elsewhere}");
        }
    }
}
