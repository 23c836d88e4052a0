//! Bodies that many read: encoded and compressed once, shared, and told apart by an entity tag.

use std::collections::HashMap;
use std::io::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use domain::{Seq, UnixMs};
use flate2::Compression;
use flate2::write::GzEncoder;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Serialize;
use tokio::sync::OnceCell;
use tokio::time::Instant;

use crate::board::{BoardQuery, View};

/// Pages of one meeting's board that are kept encoded.
const PAGES_MAX: usize = 64;
/// A page is encoded anew after this long even if nothing changed, because it tells the meeting's clock.
const PAGE_AGE_MAX: Duration = Duration::from_secs(1);
/// For what may change each moment.
pub(crate) const FOR_A_SECOND: HeaderValue = HeaderValue::from_static("public, max-age=1");

/// A JSON body, plain and compressed.
#[derive(Debug)]
pub(crate) struct Encoded {
    tag: Option<HeaderValue>,
    json: Bytes,
    gzip: Bytes,
}

impl Encoded {
    /// Encodes a value. `tag` tells versions apart; the bytes need not be equal for equal tags.
    pub(crate) fn new(value: &impl Serialize, tag: Option<Seq>) -> Self {
        let json = serde_json::to_vec(value).expect("bodies have string keys only");
        let mut gzip = GzEncoder::new(Vec::with_capacity(json.len() / 4), Compression::default());
        gzip.write_all(&json).expect("writing to memory cannot fail");
        let gzip = gzip.finish().expect("writing to memory cannot fail");
        let tag = tag.map(|seq| HeaderValue::try_from(format!("W/\"{}\"", seq.0)).expect("digits are visible ASCII"));
        Self { tag, json: json.into(), gzip: gzip.into() }
    }

    /// Bytes that it holds.
    pub(crate) fn bytes(&self) -> usize {
        self.json.len() + self.gzip.len()
    }

    /// The answer to a request with these headers.
    pub(crate) fn respond(&self, request: &HeaderMap, cache: HeaderValue) -> Response {
        let mut response = Response::new(Body::empty());
        let fresh = self.tag.as_ref().is_some_and(|tag| names(request, tag));
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, cache);
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Some(tag) = &self.tag {
            headers.insert(header::ETAG, tag.clone());
        }
        if fresh {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let body = if takes_gzip(request) {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            &self.gzip
        } else {
            &self.json
        };
        *response.body_mut() = Body::from(body.clone());
        response
    }
}

/// RFC 9110 §13.1.2: a list of tags or `*`, compared weakly.
fn names(request: &HeaderMap, tag: &HeaderValue) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let ours = tag.to_str().map(opaque).unwrap_or_default();
    let lists = request.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|theirs| theirs.trim() == "*" || opaque(theirs) == ours)
}

/// RFC 9110 §12.5.3, as far as one coding goes: named, or covered by `*`, and not with the weight 0.
fn takes_gzip(request: &HeaderMap) -> bool {
    let lists = request.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let mut any = false;
    for coding in lists.flat_map(|list| list.split(',')) {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let weight = weight.trim().trim_start_matches("q=").trim();
        let wanted = weight.is_empty() || weight.parse::<f32>().is_ok_and(|weight| weight > 0.0);
        match name.trim().to_ascii_lowercase().as_str() {
            "gzip" | "x-gzip" => return wanted,
            "*" => any = wanted,
            _ => {}
        }
    }
    any
}

/// The encoded pages of one meeting's board.
#[derive(Debug, Default)]
pub(crate) struct PageCache(Mutex<HashMap<BoardQuery, Slot>>);

#[derive(Debug)]
struct Slot {
    seq: Seq,
    made: Instant,
    encoded: Arc<OnceCell<Arc<Encoded>>>,
}

impl PageCache {
    /// The page, encoded by the first who asks; whoever asks meanwhile waits for it.
    pub(crate) async fn page(&self, view: Arc<View>, query: BoardQuery, now: UnixMs) -> Arc<Encoded> {
        let slot = self.slot(view.seq(), query);
        let encode = || async {
            let seq = view.seq();
            // Sorting, encoding and compressing take milliseconds: not on a thread that serves sockets.
            let encoded = tokio::task::spawn_blocking(move || Encoded::new(&view.page(&query, now), Some(seq)));
            Arc::new(encoded.await.expect("encoding does not panic"))
        };
        Arc::clone(slot.get_or_init(encode).await)
    }

    fn slot(&self, seq: Seq, query: BoardQuery) -> Arc<OnceCell<Arc<Encoded>>> {
        let mut slots = self.0.lock().expect("no holder panics");
        let now = Instant::now();
        let current = |slot: &Slot| slot.seq == seq && now.duration_since(slot.made) < PAGE_AGE_MAX;
        if let Some(slot) = slots.get(&query).filter(|slot| current(slot)) {
            return Arc::clone(&slot.encoded);
        }
        if slots.len() >= PAGES_MAX {
            slots.retain(|_, slot| current(slot));
        }
        let encoded = Arc::default();
        // With so many pages of this very moment, one more is encoded for its reader alone.
        if slots.len() < PAGES_MAX {
            slots.insert(query, Slot { seq, made: now, encoded: Arc::clone(&encoded) });
        }
        encoded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn gzip_is_sent_only_to_whom_takes_it() {
        let taken = [
            ("gzip", true),
            ("br, gzip;q=0.5", true),
            ("*", true),
            ("br", false),
            ("gzip;q=0", false),
            ("*;q=0", false),
        ];
        for (value, expected) in taken {
            assert_eq!(takes_gzip(&headers(header::ACCEPT_ENCODING, value)), expected, "{value}");
        }
        assert!(!takes_gzip(&HeaderMap::new()));
    }

    #[test]
    fn a_known_version_is_not_sent_again() {
        let encoded = Encoded::new(&[1, 2, 3], Some(Seq(9)));
        for value in ["W/\"9\"", "\"9\"", "\"1\", W/\"9\"", "*"] {
            let response = encoded.respond(&headers(header::IF_NONE_MATCH, value), FOR_A_SECOND);
            assert_eq!(response.status(), StatusCode::NOT_MODIFIED, "{value}");
        }
        let response = encoded.respond(&headers(header::IF_NONE_MATCH, "W/\"8\""), FOR_A_SECOND);
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[header::ETAG], "W/\"9\"");
    }
}
