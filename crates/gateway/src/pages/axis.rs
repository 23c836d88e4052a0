//! The time axis, 山形時軸: what became public over the meeting as a ridge above the agenda's bands, with the playhead at now.
//! Geometry only; colours are classes, words come from the locale.

use std::fmt::Write as _;
use std::sync::Arc;

use domain::{AgendaItem, AgendaNo, UnixMs};
use protocol::frame::{Card, MeetingCard};
use protocol::{Locale, figures};

use super::plan::band_class;

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
}

/// The axis of a meeting at `now`.
pub(super) fn axis(locale: Locale, meeting: &MeetingCard, cards: &[Arc<Card>], now: UnixMs) -> Axis {
    let since = meeting.phase.live_since();
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
    });
    let (front, back) = since.map_or_else(Default::default, |since| ridges(cards, since, elapsed, total_ms));
    Axis {
        label: label(locale, meeting),
        since: since.map_or(0, |since| since.0),
        total_ms,
        now_x: coordinate(x(elapsed)),
        running,
        back,
        front,
        bands: bands.collect(),
    }
}

fn label(locale: Locale, meeting: &MeetingCard) -> String {
    let n = meeting.agenda.len().to_string();
    match meeting.current_item {
        Some(current) => locale.fill("axis.label", &[("n", &n), ("k", &current.to_string())]),
        None => locale.fill("axis.label.idle", &[("n", &n)]),
    }
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
