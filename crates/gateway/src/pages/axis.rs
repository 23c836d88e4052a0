//! The time axis, 山形時軸: what became public over the meeting as a ridge above the agenda's bands, with the playhead at now.
//! Geometry only; colours are classes, words come from the locale.

use std::fmt::Write as _;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Response};
use domain::{AgendaItem, AgendaNo, UnixMs};
use http::header;
use protocol::frame::{Card, MeetingCard};
use protocol::{Locale, Problem, Reader, figures};

use super::plan::band_class;
use super::rendered;
use crate::GatewayState;

/// Width of the drawing in its own units; `axis.html` says the same.
const WIDTH: f64 = 340.0;
/// The ground line and the height of the front and the back ridge above it.
const GROUND: f64 = 28.0;
const FRONT: f64 = 24.0;
const BACK: f64 = 22.0;
/// Stretches of time that are counted, over the whole meeting.
const BUCKETS: usize = 72;
/// Without an agenda the axis shows one hour.
const HOUR_MS: i64 = 3_600_000;
const MINUTE_MS: i64 = 60_000;
/// Open pages ask every ten seconds; whoever stands between may answer for half of that.
const FRAGMENT_KEPT: &str = "public, max-age=5";

/// The drawing, ready for `axis.html`.
#[derive(Debug, Clone, Default)]
pub(super) struct Axis {
    pub(super) label: String,
    /// Start of the broadcast (ms since 1970); 0 before it.
    pub(super) since: i64,
    /// The length that the axis shows.
    pub(super) total_ms: i64,
    pub(super) now_x: String,
    pub(super) running: bool,
    /// Paths: backings behind, suggestions in front.
    pub(super) back: String,
    pub(super) front: String,
    pub(super) bands: Vec<Band>,
    /// The same as a table.
    pub(super) rows: Vec<AxisRow>,
}

/// An agenda item in numbers: the drawing's table twin.
#[derive(Debug, Clone)]
pub(super) struct AxisRow {
    pub(super) number: u16,
    pub(super) numeral: String,
    pub(super) title: String,
    /// On the broadcast's clock; a dash before it has begun.
    pub(super) start: String,
    pub(super) minutes: i64,
    pub(super) suggestions: String,
    pub(super) supports: String,
    pub(super) current: bool,
}

/// An agenda item under the ridge.
#[derive(Debug, Clone)]
pub(super) struct Band {
    pub(super) x: String,
    pub(super) width: String,
    pub(super) middle: String,
    pub(super) class: String,
    pub(super) numeral: String,
    pub(super) current: bool,
    /// From where to where, as shares of the whole.
    pub(super) share: (f64, f64),
}

/// The axis of a meeting at `now`.
pub(super) fn axis(locale: Locale, meeting: &MeetingCard, cards: &[Arc<Card>], now: UnixMs) -> Axis {
    // A closed meeting no longer says when it began; its first item does.
    let since = meeting.phase.live_since().or_else(|| meeting.agenda.iter().filter_map(|item| item.started_at).min());
    let ended = meeting.agenda.iter().filter_map(|item| item.ended_at).max();
    let running = matches!(meeting.phase, domain::Phase::Live { .. });
    let until = if running { now } else { ended.unwrap_or(now) };
    let elapsed = since.map_or(0, |since| until.since_ms(since).max(0));
    let spans = spans(meeting, since, elapsed);
    let total_ms = spans.iter().map(|span| span.1).max().unwrap_or(HOUR_MS).max(elapsed).max(MINUTE_MS);
    let x = |ms: i64| WIDTH * ms as f64 / total_ms as f64;
    let bands = spans.iter().zip(1_u16..).map(|((from, to), number)| Band {
        x: coordinate(x(*from) + 1.0),
        width: coordinate((x(*to) - x(*from) - 2.0).max(0.5)),
        middle: coordinate(f64::midpoint(x(*from), x(*to))),
        class: band_class(number),
        numeral: figures::numeral(number),
        current: meeting.current_item == Some(AgendaNo(number)),
        share: (*from as f64 / total_ms as f64, *to as f64 / total_ms as f64),
    });
    let (front, back) = since.map_or_else(Default::default, |since| ridges(cards, since, elapsed, total_ms));
    Axis {
        label: label(locale, meeting, elapsed),
        rows: rows(meeting, &spans, cards),
        since: since.map_or(0, |since| since.0),
        total_ms,
        now_x: coordinate(x(elapsed)),
        running,
        back,
        front,
        bands: bands.collect(),
    }
}

fn label(locale: Locale, meeting: &MeetingCard, elapsed: i64) -> String {
    let n = meeting.agenda.len().to_string();
    match meeting.current_item {
        Some(current) => {
            let so_far = figures::clock(elapsed.unsigned_abs());
            locale.fill("axis.summary", &[("n", &n), ("k", &current.to_string()), ("t", &so_far)])
        }
        None => locale.fill("axis.label.idle", &[("n", &n)]),
    }
}

fn rows(meeting: &MeetingCard, spans: &[(i64, i64)], cards: &[Arc<Card>]) -> Vec<AxisRow> {
    let mut sums = vec![(0_u64, 0_u64); meeting.agenda.len()];
    for card in cards {
        let place = card.agenda_item.and_then(|item| sums.get_mut(usize::from(item.0).wrapping_sub(1)));
        if let Some((suggestions, supports)) = place {
            *suggestions += 1;
            *supports += u64::from(card.supports);
        }
    }
    let mut rows = Vec::with_capacity(sums.len());
    for ((item, (from, to)), (number, (suggestions, supports))) in
        meeting.agenda.iter().zip(spans).zip((1..).zip(&sums))
    {
        rows.push(AxisRow {
            number,
            numeral: figures::numeral(number),
            title: item.title.clone(),
            start: item.started_at.map_or_else(|| "–".to_owned(), |_| figures::clock(from.unsigned_abs())),
            minutes: (to - from) / MINUTE_MS,
            suggestions: figures::exact(*suggestions),
            supports: figures::exact(*supports),
            current: meeting.current_item == Some(AgendaNo(number)),
        });
    }
    rows
}

#[derive(Template)]
#[template(path = "axis_fragment.html")]
struct Fragment<'a> {
    l: Locale,
    id: &'a str,
    axis: Axis,
}

/// `GET /m/{meeting}/axis`: the drawing and its table alone, for pages that are open. Nothing in it is the reader's own, and it is drawn
/// once for each state of the board and language.
pub(super) async fn fragment(
    State(state): State<GatewayState>,
    Path(meeting): Path<String>,
    reader: Reader,
) -> Result<Response, Problem> {
    let feed = state.public_feed(&meeting).await?;
    let view = feed.view();
    let now = state.clock.now();
    let draw = || {
        let meeting = view.meeting();
        let axis = axis(reader.locale, meeting, view.cards(), now);
        rendered(&Fragment { l: reader.locale, id: meeting.id.as_str(), axis })
    };
    let drawing = view.drawing(reader.locale, draw)?;
    Ok(([(header::CACHE_CONTROL, FRAGMENT_KEPT)], Html(drawing)).into_response())
}

/// From when to when each item runs, ms from the start: what happened, and behind it what is planned.
fn spans(meeting: &MeetingCard, since: Option<UnixMs>, elapsed: i64) -> Vec<(i64, i64)> {
    let mut cursor = 0;
    let mut span = |(item, number): (&AgendaItem, u16)| {
        let at = |moment: Option<UnixMs>| Some(moment?.since_ms(since?).max(0));
        let start = at(item.started_at).unwrap_or(cursor).max(cursor);
        let planned = start + i64::from(item.planned_minutes.max(1)) * MINUTE_MS;
        let running = meeting.current_item == Some(AgendaNo(number));
        let end = match at(item.ended_at) {
            Some(end) if !running => end.max(start + 1),
            _ if running => planned.max(elapsed),
            _ => planned,
        };
        cursor = end;
        (start, end)
    };
    meeting.agenda.iter().zip(1..).map(&mut span).collect()
}

/// The outlines of both ridges up to `elapsed`.
fn ridges(cards: &[Arc<Card>], since: UnixMs, elapsed: i64, total_ms: i64) -> (String, String) {
    let bucket_ms = (total_ms / BUCKETS as i64).max(1);
    let buckets = (elapsed / bucket_ms + 1).clamp(2, BUCKETS as i64) as usize;
    let (mut published, mut backed) = (vec![0.0; buckets], vec![0.0; buckets]);
    for card in cards {
        // What was public before the start is not part of its course.
        let Ok(at) = usize::try_from(card.published_at.since_ms(since).div_euclid(bucket_ms)) else { continue };
        if let (Some(count), Some(supports)) = (published.get_mut(at), backed.get_mut(at)) {
            *count += 1.0;
            // Square root: one suggestion that everybody backs must not flatten the rest of the range.
            *supports += f64::from(card.supports).sqrt();
        }
    }
    let step = WIDTH * bucket_ms as f64 / total_ms as f64;
    let end = WIDTH * elapsed as f64 / total_ms as f64;
    (outline(&smooth(&published, 1), FRONT, step, end), outline(&smooth(&backed, 3), BACK, step, end))
}

fn smooth(heights: &[f64], reach: usize) -> Vec<f64> {
    let mean = |at: usize| {
        let near = &heights[at.saturating_sub(reach)..(at + reach + 1).min(heights.len())];
        near.iter().sum::<f64>() / near.len() as f64
    };
    (0..heights.len()).map(mean).collect()
}

/// A closed curve over `heights`, one each `step`, ending at `end`; empty when there is nothing to show.
fn outline(heights: &[f64], tall: f64, step: f64, end: f64) -> String {
    let highest = heights.iter().copied().fold(0.0, f64::max);
    if highest <= 0.0 {
        return String::new();
    }
    let point = |(at, height): (usize, &f64)| ((at as f64 * step).min(end), GROUND - height / highest * tall);
    let mut points: Vec<(f64, f64)> = heights.iter().enumerate().map(point).collect();
    points.push((end, points.last().map_or(GROUND, |last| last.1)));
    let mut path = format!("M0 {GROUND}L0 {}", coordinate(points[0].1));
    for pair in points.windows(2) {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        let middle = coordinate(f64::midpoint(x0, x1));
        let _ = write!(
            path,
            "C{middle} {} {middle} {} {} {}",
            coordinate(y0),
            coordinate(y1),
            coordinate(x1),
            coordinate(y1)
        );
    }
    let _ = write!(path, "L{} {GROUND}Z", coordinate(end));
    path
}

fn coordinate(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_published_draws_no_ridge() {
        assert_eq!(outline(&[0.0, 0.0], FRONT, 5.0, 7.0), "");
    }

    #[test]
    fn ridge_ends_at_now_on_the_ground() {
        let path = outline(&[0.0, 2.0, 1.0], FRONT, 10.0, 25.0);
        assert!(path.starts_with("M0 28L0 28C5 28 5 4 10 4"), "{path}");
        assert!(path.ends_with("L25 28Z"), "{path}");
    }
}
