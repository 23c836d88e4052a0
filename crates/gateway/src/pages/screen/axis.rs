//! The time axis across a big screen: the ridges and bands of every face, with the items' titles as far as they have room.
//! Geometry only; colours are classes.

use askama::Template;
use domain::{AgendaItem, UnixMs};
use protocol::frame::MeetingCard;
use protocol::{Locale, Problem};

use super::view::{countdown, width};
use crate::board::View;
use crate::pages::axis::{self, Axis, Band};
use crate::pages::rendered;

/// The drawing is as wide as the screen, with a margin on both sides; units are pixels at 1,920.
const MARGIN: f64 = 64.0;
const WIDTH: f64 = 1_792.0;
/// Sizes of a title and of the running item's; the style sheet writes them so.
const SIZES: (f64, f64) = (36.0, 40.0);
/// The same for a small picture or a long room.
const SIZES_LARGE: (f64, f64) = (44.0, 44.0);
/// Between a numeral and its title, and between two labels.
const GAP: f64 = 18.0;
/// A title that has room for fewer characters than this is left out; its numeral stays.
const CHARS_MIN: usize = 3;
/// Beyond this the time that is left stands to the left of the playhead.
const FLIP: f64 = 1_400.0;

#[derive(Template)]
#[template(path = "screen_axis.html")]
struct Drawing<'a> {
    axis: Axis,
    /// The playhead's place.
    x: String,
    /// Which side of the playhead the words stand on.
    flip: bool,
    elapsed: String,
    bars: Vec<Bar>,
    labels: Vec<Label>,
    left_word: &'a str,
    left: &'a str,
}

struct Bar {
    x: String,
    width: String,
    class: String,
}

#[derive(Debug, PartialEq)]
struct Label {
    from: f64,
    to: f64,
    numeral: String,
    title: String,
    title_x: String,
    class: String,
    current: bool,
}

/// The axis as SVG; `left` is the running item's time, in words and figures, both empty between items. `large` is for a small picture
/// or a long room.
pub(super) fn draw(
    l: Locale,
    view: &View,
    now: UnixMs,
    (left_word, left): (&str, &str),
    large: bool,
) -> Result<String, Problem> {
    let meeting = view.meeting();
    let axis = axis::axis(l, meeting, view.cards(), now);
    let elapsed_ms = if axis.since > 0 { (now.0 - axis.since).clamp(0, axis.total_ms) } else { 0 };
    // After the end the whole course is behind.
    let elapsed = if axis.running { WIDTH * elapsed_ms as f64 / axis.total_ms as f64 } else { past(&axis) };
    let x = MARGIN + elapsed;
    rendered(&Drawing {
        x: format!("{x:.1}"),
        flip: x > FLIP,
        elapsed: format!("{x:.1}"),
        bars: axis.bands.iter().map(bar).collect(),
        labels: labels(&meeting.agenda, &axis.bands, if large { SIZES_LARGE } else { SIZES }),
        left_word,
        left,
        axis,
    })
}

fn past(axis: &Axis) -> f64 {
    if axis.since > 0 { WIDTH } else { 0.0 }
}

fn bar(band: &Band) -> Bar {
    let (from, to) = band.share;
    Bar {
        x: format!("{:.1}", MARGIN + WIDTH * from + 2.0),
        width: format!("{:.1}", (WIDTH * (to - from) - 4.0).max(1.0)),
        class: band.class.clone(),
    }
}

/// The running item's label whole; the others as far as they have room.
fn labels(agenda: &[AgendaItem], bands: &[Band], (size, size_now): (f64, f64)) -> Vec<Label> {
    let start = |band: &Band| MARGIN + WIDTH * band.share.0 + 2.0;
    let now = bands.iter().zip(agenda).find(|(band, _)| band.current).map(|(band, item)| {
        let wide = numeral_width(band, size_now) + width(&item.title) as f64 * size_now;
        // At the end of the axis it is moved to the left until it fits.
        label(band, &item.title, start(band).min(MARGIN + WIDTH - wide).max(MARGIN), size_now)
    });
    let ends = bands.iter().skip(1).map(start).chain([MARGIN + WIDTH]);
    let mut labels = Vec::with_capacity(bands.len());
    for ((band, item), end) in bands.iter().zip(agenda).zip(ends) {
        if band.current {
            continue;
        }
        let from = start(band);
        let (mut end, mut free) = (end - GAP, true);
        if let Some(now) = &now {
            free = from >= now.to + GAP || from + numeral_width(band, size) <= now.from;
            end = if now.from > from { end.min(now.from - GAP) } else { end };
        }
        if free {
            let room = end - from - numeral_width(band, size);
            labels.push(label(band, &fitting(&item.title, room, size), from, size));
        }
    }
    labels.extend(now);
    labels
}

fn label(band: &Band, title: &str, from: f64, size: f64) -> Label {
    let title_x = from + numeral_width(band, size);
    Label {
        from,
        to: title_x + width(title) as f64 * size,
        numeral: band.numeral.clone(),
        title: title.to_owned(),
        title_x: format!("{title_x:.1}"),
        class: band.class.clone(),
        current: band.current,
    }
}

fn numeral_width(band: &Band, size: f64) -> f64 {
    width(&band.numeral) as f64 * size + GAP
}

/// The title as far as `room` goes, or nothing.
fn fitting(title: &str, room: f64, size: f64) -> String {
    let chars = (room.max(0.0) / size) as usize;
    if width(title) <= chars {
        return title.to_owned();
    }
    if chars < CHARS_MIN {
        return String::new();
    }
    let mut taken = String::new();
    for c in title.chars() {
        taken.push(c);
        if width(&taken) >= chars {
            taken.pop();
            break;
        }
    }
    taken.trim_end().to_owned() + "…"
}

/// What is left of the running item's time at `now`: minutes and seconds, and whether it is over. `None` between items.
pub(super) fn time_left(meeting: &MeetingCard, now: UnixMs) -> Option<(String, bool)> {
    let item = meeting.agenda.get(usize::from(meeting.current_item?.0) - 1)?;
    let end = item.started_at?.0 + i64::from(item.planned_minutes) * 60_000;
    let left_ms = end - now.0;
    Some((countdown(left_ms), left_ms < 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn band(share: (f64, f64), numeral: &str, current: bool) -> Band {
        Band {
            x: String::new(),
            width: String::new(),
            middle: String::new(),
            class: String::new(),
            numeral: numeral.to_owned(),
            current,
            share,
        }
    }

    #[test]
    fn title_without_room_ends_in_an_ellipsis_or_is_left_out() {
        assert_eq!(fitting("停车与错时开放", 300.0, 36.0), "停车与错时开放");
        assert_eq!(fitting("停车与错时开放", 190.0, 36.0), "停车与错…");
        assert_eq!(fitting("停车与错时开放", 80.0, 36.0), "");
    }

    #[test]
    fn running_item_is_named_whole_and_nothing_lies_under_it() {
        let item = |title: &str| AgendaItem {
            title: title.to_owned(),
            speaker: String::new(),
            planned_minutes: 10,
            started_at: None,
            ended_at: None,
        };
        let mut agenda = vec![item("停车"); 12];
        agenda[11].title = "把这一年的答复一条一条总结".to_owned();
        let bands: Vec<_> = (0..12)
            .map(|at| {
                band(
                    (f64::from(at) / 12.0, f64::from(at + 1) / 12.0),
                    &protocol::figures::numeral(at as u16 + 1),
                    at == 11,
                )
            })
            .collect();
        let labels = labels(&agenda, &bands, SIZES);
        let now = labels.last().unwrap();
        assert!(now.current && now.title.chars().count() == 13 && now.to <= MARGIN + WIDTH + 0.5, "{now:?}");
        assert!(labels.iter().rev().skip(1).all(|label| label.to + 0.5 < now.from), "{labels:?}");
        assert!(labels.len() > 6, "those that have room keep their numerals");
    }
}
