//! What is said in the model meeting, as caption lines: pushed by the stage as the meeting goes, and written as a WebVTT file beside
//! the broadcast. Both have the same lines at the same moments.

use std::fmt::Write as _;

use super::curve;

const LINES: &str = include_str!("captions.tsv");
/// A caption stays at most this long.
const SHOWN_MS_MAX: u32 = 20_000;

/// A line and its moment of the broadcast, ms from the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line {
    /// When it is said.
    pub(crate) moment_ms: u32,
    /// What.
    pub(crate) text: &'static str,
}

/// Every line, in order.
pub(crate) fn lines() -> Vec<Line> {
    let of_item = |item: usize| {
        let lines = LINES.lines().filter_map(move |line| {
            let (number, text) = line.split_once('\t')?;
            (number.parse() == Ok(item)).then_some(text)
        });
        lines.collect::<Vec<_>>()
    };
    let mut said = Vec::new();
    let mut begins_ms = 0;
    for (at, (.., minutes)) in curve::AGENDA.iter().enumerate() {
        let texts = of_item(at + 1);
        let length_ms = u32::from(*minutes) * 60_000;
        let step_ms = length_ms / u32::try_from(texts.len().max(1)).unwrap_or(1);
        said.extend((0..).zip(&texts).map(|(place, text)| Line { moment_ms: begins_ms + place * step_ms, text }));
        begins_ms += length_ms;
    }
    said
}

/// The lines up to `until_ms` of the broadcast as a WebVTT file (<https://www.w3.org/TR/webvtt1/>); its times count from the start.
pub(crate) fn web_vtt(until_ms: i64) -> String {
    let mut file = String::from("WEBVTT\n");
    let lines = lines();
    for (at, line) in lines.iter().enumerate().take_while(|(_, line)| i64::from(line.moment_ms) <= until_ms) {
        let next_ms = lines.get(at + 1).map_or(u32::MAX, |next| next.moment_ms);
        let ends_ms = next_ms.min(line.moment_ms.saturating_add(SHOWN_MS_MAX));
        let times = format!("{} --> {}", cue_time(line.moment_ms), cue_time(ends_ms));
        writeln!(file, "\n{}\n{times}\n{}", at + 1, line.text).expect("writing to a string cannot fail");
    }
    file
}

fn cue_time(ms: u32) -> String {
    let seconds = ms / 1_000;
    format!("{:02}:{:02}:{:02}.{:03}", seconds / 3_600, seconds / 60 % 60, seconds % 60, ms % 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_has_lines_and_all_fit_the_broadcast() {
        let lines = lines();
        let written = LINES.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(lines.len(), written);
        assert!(lines.is_sorted_by(|one, next| one.moment_ms < next.moment_ms));
        assert!(f64::from(lines.last().unwrap().moment_ms) < curve::LIVE_MIN * 60_000.0);
        assert!(lines.iter().all(|line| (1..=60).contains(&line.text.chars().count())));
    }

    #[test]
    fn the_file_holds_nothing_that_was_not_said_yet() {
        let first = &lines()[0];
        assert_eq!(web_vtt(-1), "WEBVTT\n");
        assert_eq!(web_vtt(0), format!("WEBVTT\n\n1\n00:00:00.000 --> 00:00:20.000\n{}\n", first.text));
        assert_eq!(web_vtt(i64::MAX).matches(" --> ").count(), lines().len());
    }
}
