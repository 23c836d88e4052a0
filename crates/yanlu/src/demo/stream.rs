//! The demo's broadcast: one minute of a drawn hall with a clock, served in a loop as a live HLS stream (RFC 8216), with a variant that
//! is sound alone and a file of captions. Made by `stream/make.mjs`; nothing is encoded here.
//!
//! Each segment carries the meeting's clock at which it began (`EXT-X-PROGRAM-DATE-TIME`). The picture runs in real time: where the
//! meeting's clock runs faster, the dates of two segments are that much further apart.

use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use domain::{Clock, UnixMs};
use http::{HeaderValue, header};
use protocol::{ErrorCode, Problem, figures};

use super::{curve, said};

/// Where the picture is.
pub(crate) const STREAM_PATH: &str = "/demo/live.m3u8";
/// Where the sound alone is.
pub(crate) const AUDIO_PATH: &str = "/demo/audio.m3u8";
/// Where the captions are.
pub(crate) const CAPTIONS_PATH: &str = "/demo/captions.vtt";

/// Length of every segment, real ms.
const SEGMENT_MS: i64 = 4_000;
/// Segments in a playlist: RFC 8216 §6.2.2 asks for at least three target durations, and a reader who comes late finds some more.
const WINDOW: i64 = 6;
/// Players start this many real ms behind the end of the playlist (the default of RFC 8216 §6.3.3: three target durations).
const START_BEHIND_MS: i64 = 3 * SEGMENT_MS;

static PICTURE: LazyLock<Film> =
    LazyLock::new(|| Film::cut(include_bytes!("stream/hall.ts"), include_str!("stream/hall.ranges")));
static SOUND: LazyLock<Film> =
    LazyLock::new(|| Film::cut(include_bytes!("stream/sound.ts"), include_str!("stream/sound.ranges")));

/// A minute, cut into segments.
struct Film(Vec<Bytes>);

impl Film {
    /// `ranges`: first byte and length of each segment, a line each.
    fn cut(bytes: &'static [u8], ranges: &str) -> Self {
        let number = |word: Option<&str>| word.and_then(|word| word.parse::<usize>().ok());
        let segments = ranges.lines().map(|line| {
            let mut words = line.split(' ');
            let (from, length) = (number(words.next()), number(words.next()));
            let range = from.zip(length).and_then(|(from, length)| bytes.get(from..from + length));
            Bytes::from_static(range.expect("a test reads every range"))
        });
        Self(segments.collect())
    }
}

/// How far behind the chamber a player with usual settings is, in real seconds.
pub(crate) fn delay_s() -> u16 {
    u16::try_from((START_BEHIND_MS + SEGMENT_MS / 2) / 1_000).unwrap_or(u16::MAX)
}

/// The broadcast's clock: the meeting's, and when the first segment of the first playlist began.
#[derive(Clone)]
struct Broadcast {
    clock: Arc<dyn Clock>,
    from: UnixMs,
}

/// The addresses under `/demo`. The broadcast has just begun when this is called; the meeting goes live after the demo's
/// pre-collection.
pub(crate) fn router(clock: Arc<dyn Clock>) -> Router {
    let from = clock.now();
    let broadcast = Broadcast { clock, from };
    let (picture, sound) = (broadcast.clone(), broadcast.clone());
    Router::new()
        .route(STREAM_PATH, get(move || async move { playlist_of(&picture, "hall", &PICTURE) }))
        .route(AUDIO_PATH, get(move || async move { playlist_of(&sound, "sound", &SOUND) }))
        .route(CAPTIONS_PATH, get(move || async move { captions(&broadcast) }))
        .route("/demo/{film}/{piece}", get(segment))
}

fn playlist_of(broadcast: &Broadcast, folder: &str, film: &Film) -> Response {
    let (since_ms, speed) = (broadcast.clock.now().since_ms(broadcast.from), broadcast.clock.speed());
    let text = playlist(folder, film.0.len() as i64, since_ms, speed, broadcast.from);
    with_type("application/vnd.apple.mpegurl", "no-cache", text.into())
}

/// The playlist `since_ms` of the meeting's clock after `from`; a film has `count` segments.
fn playlist(folder: &str, count: i64, since_ms: i64, speed: f64, from: UnixMs) -> String {
    let real_ms = (since_ms as f64 / speed) as i64;
    // The window is full from the start: its segments began before the demo did.
    let first = real_ms.div_euclid(SEGMENT_MS).max(0);
    let mut text = format!(
        "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:{}\n#EXT-X-MEDIA-SEQUENCE:{first}\n\
         #EXT-X-DISCONTINUITY-SEQUENCE:{}\n#EXT-X-INDEPENDENT-SEGMENTS\n",
        SEGMENT_MS / 1_000,
        // The first segment's own mark is still in the playlist.
        (first - 1).max(0) / count,
    );
    for segment in first..first + WINDOW {
        let began_ms = (segment - WINDOW) * SEGMENT_MS;
        let began = from.plus_ms((began_ms as f64 * speed) as i64);
        let turn = if segment > 0 && segment % count == 0 { "#EXT-X-DISCONTINUITY\n" } else { "" };
        writeln!(
            text,
            "{turn}#EXT-X-PROGRAM-DATE-TIME:{}\n#EXTINF:{}.000,\n{folder}/{}.ts",
            date_time(began),
            SEGMENT_MS / 1_000,
            segment % count,
        )
        .expect("writing to a string cannot fail");
    }
    text
}

/// ISO 8601 with milliseconds and zone.
fn date_time(at: UnixMs) -> String {
    /// `2026-07-01T14:05:00`
    const SECONDS_END: usize = 19;
    let text = figures::machine_time(at);
    let (date, zone) = text.split_at(SECONDS_END);
    format!("{date}.{:03}{zone}", at.0.rem_euclid(1_000))
}

fn captions(broadcast: &Broadcast) -> Response {
    let live_ms = (curve::PRE_MIN * 60_000.0) as i64;
    let moment_ms = broadcast.clock.now().since_ms(broadcast.from) - live_ms;
    with_type("text/vtt; charset=utf-8", "no-cache", said::web_vtt(moment_ms).into())
}

async fn segment(Path((film, piece)): Path<(String, String)>) -> Result<Response, Problem> {
    let film: &Film = match film.as_str() {
        "hall" => &PICTURE,
        "sound" => &SOUND,
        _ => return Err(Problem::new(ErrorCode::NotFound)),
    };
    let number: Option<usize> = piece.strip_suffix(".ts").and_then(|number| number.parse().ok());
    let bytes = number.and_then(|number| film.0.get(number)).ok_or_else(|| Problem::new(ErrorCode::NotFound))?;
    Ok(with_type("video/mp2t", "public, max-age=86400", bytes.clone()))
}

fn with_type(kind: &'static str, cache: &'static str, body: Bytes) -> Response {
    let mut response = body.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-07-01 14:00 in the civil zone.
    const FROM: UnixMs = UnixMs(1_782_885_600_000);

    fn value<'a>(text: &'a str, tag: &str) -> Vec<&'a str> {
        text.lines().filter_map(|line| line.strip_prefix(tag)).collect()
    }

    #[test]
    fn both_films_last_a_minute_and_fit_the_repository() {
        let bytes: usize = [&*PICTURE, &*SOUND].into_iter().flat_map(|film| &film.0).map(Bytes::len).sum();
        assert!(bytes <= 600_000, "{bytes}");
        for film in [&*PICTURE, &*SOUND] {
            assert_eq!(film.0.len() as i64 * SEGMENT_MS, 60_000);
            // Every packet of a transport stream has 188 bytes and begins with 0x47.
            assert!(film.0.iter().all(|segment| segment.len() % 188 == 0 && segment[0] == 0x47));
        }
    }

    #[test]
    fn the_window_slides_a_segment_every_four_seconds() {
        let at = |ms| value(&playlist("hall", 15, ms, 1.0, FROM), "#EXT-X-MEDIA-SEQUENCE:")[0].to_owned();
        assert_eq!([at(0), at(3_999), at(4_000), at(3_600_000)], ["0", "0", "1", "900"]);
    }

    #[test]
    fn each_segment_names_the_meetings_clock_at_its_start() {
        let text = playlist("hall", 15, 8_000, 1.0, FROM);
        let dates = value(&text, "#EXT-X-PROGRAM-DATE-TIME:");
        assert_eq!(dates.len(), 6);
        assert_eq!(dates[0], "2026-07-01T13:59:44.000+08:00");
        // The last one has just ended: its end is now.
        assert_eq!(dates[5], "2026-07-01T14:00:04.000+08:00");
        let fast = playlist("hall", 15, 80_000, 10.0, FROM);
        assert_eq!(value(&fast, "#EXT-X-PROGRAM-DATE-TIME:")[5], "2026-07-01T14:00:40.000+08:00");
    }

    #[test]
    fn the_loop_is_a_discontinuity_that_is_counted_once_it_has_left() {
        let marks = |first: i64| {
            let text = playlist("hall", 15, first * SEGMENT_MS, 1.0, FROM);
            let inside = text.matches("#EXT-X-DISCONTINUITY\n").count();
            (inside, value(&text, "#EXT-X-DISCONTINUITY-SEQUENCE:")[0].to_owned())
        };
        assert_eq!(marks(0), (0, "0".into()));
        assert_eq!(marks(9), (0, "0".into()));
        assert_eq!(marks(10), (1, "0".into()));
        assert_eq!(marks(15), (1, "0".into()));
        assert_eq!(marks(16), (0, "1".into()));
        assert_eq!(marks(30), (1, "1".into()));
        assert_eq!(marks(31), (0, "2".into()));
    }

    #[tokio::test]
    async fn what_a_playlist_names_can_be_fetched() {
        let text = playlist("sound", 15, 40_000, 1.0, FROM);
        let named = text.lines().filter(|line| !line.starts_with('#'));
        for name in named {
            let (film, piece) = name.split_once('/').unwrap();
            assert!(segment(Path((film.into(), piece.into()))).await.is_ok(), "{name}");
        }
        assert!(segment(Path(("hall".into(), "15.ts".into()))).await.is_err());
        assert!(segment(Path(("hall".into(), "../0.ts".into()))).await.is_err());
    }
}
