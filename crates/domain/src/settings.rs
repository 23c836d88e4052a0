//! What a secretary sets, where a meeting stands, and how fast it takes suggestions.

use serde::{Deserialize, Serialize};

use crate::{Refusal, TEXT_CHARS_CEILING, TEXT_CHARS_MIN, UnixMs};

/// A meeting has at most this many agenda items.
pub const AGENDA_ITEMS_MAX: usize = 60;
/// A title, organiser, speaker or agenda title has at most this many bytes.
pub const TITLE_BYTES_MAX: usize = 600;
/// The summary has at most this many bytes.
pub const SUMMARY_BYTES_MAX: usize = 12_000;
/// The undo window is at most this long.
pub const UNDO_S_MAX: u16 = 15;
/// A meeting has at most this many responsible units.
pub const UNITS_MAX: usize = 60;
/// The name of a responsible unit has at most this many bytes.
pub const UNIT_BYTES_MAX: usize = 160;
/// At most this many other sites may show the meeting in a frame.
pub const EMBEDDERS_MAX: usize = 20;
/// The broadcast is at most this many seconds behind the chamber.
pub const STREAM_DELAY_S_MAX: u16 = 600;
/// Seconds that a broadcast is behind unless the secretary says otherwise (the delay of a usual HLS stream with 2 s segments).
pub const STREAM_DELAY_S: u16 = 6;
/// Seconds that a suggestion should wait for its reviewer at most, unless the secretary says otherwise.
pub const REVIEW_TARGET_S: u16 = 120;
/// An appeal is possible for at most this many seconds (30 days).
pub const APPEAL_WINDOW_S_MAX: u32 = 30 * 86_400;
/// Slow mode asks for at most this many seconds between two suggestions of a person.
pub const SLOW_S_MAX: u16 = 600;

/// One point of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgendaItem {
    /// What it is about.
    pub title: String,
    /// Who speaks, in words.
    #[serde(default)]
    pub speaker: String,
    /// Planned length in minutes.
    pub planned_minutes: u16,
    /// When it really began.
    #[serde(default)]
    pub started_at: Option<UnixMs>,
    /// When it really ended.
    #[serde(default)]
    pub ended_at: Option<UnixMs>,
}

/// Whether a text is reviewed before or after it becomes public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewMode {
    /// 先審後發.
    #[default]
    Pre,
    /// 先發後審.
    Post,
}

/// What ranks the results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// By the number of backers.
    #[default]
    Support,
}

/// The meeting's rules. Locked once it is live.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// Review before or after publication.
    pub review: ReviewMode,
    /// Longest suggestion, in characters (graphemes), 4–1,000.
    pub suggestion_chars_max: u16,
    /// Suggestions a person may make in this meeting, 1–1,000.
    pub suggestions_per_person: u16,
    /// Seconds between two suggestions of a person, 0–600.
    pub suggestion_interval_s: u16,
    /// Seconds in which a decision may be taken back, 0–15.
    pub undo_s: u16,
    /// Seconds in which an author may edit or withdraw, 0–86,400.
    pub edit_window_s: u32,
    /// What ranks the results.
    pub order: Order,
    /// Whether citizens are asked for their judgement on answer cards.
    pub cards: bool,
    /// Seconds in which an author may ask for a second look at a decision, 0–2,592,000.
    pub appeal_window_s: u32,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            review: ReviewMode::Pre,
            suggestion_chars_max: 200,
            suggestions_per_person: 10,
            suggestion_interval_s: 30,
            undo_s: 5,
            edit_window_s: 600,
            order: Order::Support,
            cards: true,
            appeal_window_s: 86_400,
        }
    }
}

/// When suggestions are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Windows {
    /// 徵集期: while the meeting is open, before the broadcast.
    pub pre: bool,
    /// 直播期: during the broadcast.
    pub live: bool,
    /// 補充期: after the broadcast, until the meeting is closed.
    pub late: bool,
    /// Late suggestions end at this moment even if nobody closes the meeting.
    pub late_until: Option<UnixMs>,
}

impl Default for Windows {
    fn default() -> Self {
        Self { pre: true, live: true, late: true, late_until: None }
    }
}

impl Windows {
    /// Whether suggestions are taken in `phase` at `now`, as far as the windows go: intake may be paused all the same.
    pub fn open_in(&self, phase: Phase, now: UnixMs) -> bool {
        match phase {
            Phase::Open => self.pre,
            Phase::Live { .. } => self.live,
            Phase::Late { .. } => self.late && self.late_until.is_none_or(|until| now <= until),
            Phase::Draft | Phase::Closed { .. } | Phase::Archived { .. } => false,
        }
    }
}

/// What a secretary sets. Holds nothing secret: citizens may read all of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The topic.
    pub title: String,
    /// The body that holds the meeting.
    #[serde(default)]
    pub organiser: String,
    /// What it is about and how to take part.
    #[serde(default)]
    pub summary: String,
    /// Address of the broadcast (HLS); empty without one.
    #[serde(default)]
    pub stream_url: String,
    /// Address of the broadcast's sound alone (HLS); empty without one.
    #[serde(default)]
    pub audio_url: String,
    /// Address of the broadcast's captions (`WebVTT`); empty without any. Pushed lines need none.
    #[serde(default)]
    pub captions_url: String,
    /// How many seconds the broadcast is behind the chamber, where the stream itself does not say, 0–600.
    #[serde(default = "stream_delay_s")]
    pub stream_delay_s: u16,
    /// The responsible units that may be asked to respond.
    #[serde(default)]
    pub units: Vec<String>,
    /// The other sites that may show the meeting in a frame, as origins (`https://example.org`).
    #[serde(default)]
    pub embed_from: Vec<String>,
    /// When the broadcast is planned to start.
    #[serde(default)]
    pub starts_at: Option<UnixMs>,
    /// The agenda, in order.
    pub agenda: Vec<AgendaItem>,
    /// The waiting time that moderators aim at, in seconds, 10–3,600.
    #[serde(default = "review_target_s")]
    pub review_target_s: u16,
    /// Whether moderators see each other's pace. A pace board can harm judgement, so it is off unless somebody wants it.
    #[serde(default)]
    pub pace_board: bool,
    /// When suggestions are taken.
    #[serde(default)]
    pub windows: Windows,
    /// The rules.
    #[serde(default)]
    pub policy: Policy,
}

fn unit_fits(unit: &str) -> bool {
    !unit.trim().is_empty() && unit.len() <= UNIT_BYTES_MAX
}

fn review_target_s() -> u16 {
    REVIEW_TARGET_S
}

fn stream_delay_s() -> u16 {
    STREAM_DELAY_S
}

impl Default for Settings {
    /// Without title and agenda, and so not yet what [`Settings::check`] takes.
    fn default() -> Self {
        Self {
            title: String::new(),
            organiser: String::new(),
            summary: String::new(),
            stream_url: String::new(),
            audio_url: String::new(),
            captions_url: String::new(),
            stream_delay_s: STREAM_DELAY_S,
            units: Vec::new(),
            embed_from: Vec::new(),
            starts_at: None,
            agenda: Vec::new(),
            review_target_s: REVIEW_TARGET_S,
            pace_board: false,
            windows: Windows::default(),
            policy: Policy::default(),
        }
    }
}

/// Whether it looks like a host, perhaps with a port: `example.org`, `10.0.0.7:8080`, `[::1]:80`. At most 259 bytes (RFC 1035: 253, and a
/// port).
pub fn is_host(text: &str) -> bool {
    const HOST_BYTES_MAX: usize = 259;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':' | b'[' | b']');
    !text.is_empty() && text.len() <= HOST_BYTES_MAX && text.bytes().all(plain)
}

/// Whether it is `https://` or `http://` before a host, and nothing after it.
pub fn is_origin(text: &str) -> bool {
    text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).is_some_and(is_host)
}

/// An origin whose first label may stand for any: what `frame-ancestors` takes (Content Security Policy §2.3.1).
fn is_embedder(text: &str) -> bool {
    is_origin(&text.replacen("://*.", "://", 1))
}

impl Settings {
    /// Refused as [`Refusal::BadSetting`] when a value is outside its range.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.fault().is_none() { Ok(()) } else { Err(Refusal::BadSetting) }
    }

    /// The name of the first setting whose value is outside its range.
    pub fn fault(&self) -> Option<&'static str> {
        let policy = &self.policy;
        let title = |text: &str| !text.trim().is_empty() && text.len() <= TITLE_BYTES_MAX;
        let fits = [
            ("title", title(&self.title)),
            ("organiser", self.organiser.len() <= TITLE_BYTES_MAX),
            ("stream_url", self.stream_url.len() <= TITLE_BYTES_MAX),
            ("audio_url", self.audio_url.len() <= TITLE_BYTES_MAX),
            ("captions_url", self.captions_url.len() <= TITLE_BYTES_MAX),
            ("stream_delay_s", self.stream_delay_s <= STREAM_DELAY_S_MAX),
            ("units", self.units.len() <= UNITS_MAX && self.units.iter().all(|unit| unit_fits(unit))),
            (
                "embed_from",
                self.embed_from.len() <= EMBEDDERS_MAX && self.embed_from.iter().all(|origin| is_embedder(origin)),
            ),
            ("summary", self.summary.len() <= SUMMARY_BYTES_MAX),
            ("review_target_s", (10..=3_600).contains(&self.review_target_s)),
            ("agenda", self.agenda.len() <= AGENDA_ITEMS_MAX),
            ("agenda.title", self.agenda.iter().all(|item| title(&item.title))),
            ("agenda.speaker", self.agenda.iter().all(|item| item.speaker.len() <= TITLE_BYTES_MAX)),
            (
                "policy.suggestion_chars_max",
                (TEXT_CHARS_MIN..=TEXT_CHARS_CEILING).contains(&usize::from(policy.suggestion_chars_max)),
            ),
            ("policy.suggestions_per_person", (1..=1_000).contains(&policy.suggestions_per_person)),
            ("policy.suggestion_interval_s", policy.suggestion_interval_s <= SLOW_S_MAX),
            ("policy.undo_s", policy.undo_s <= UNDO_S_MAX),
            ("policy.edit_window_s", policy.edit_window_s <= 86_400),
            ("policy.appeal_window_s", policy.appeal_window_s <= APPEAL_WINDOW_S_MAX),
        ];
        fits.into_iter().find(|(_, fits)| !fits).map(|(name, _)| name)
    }
}

/// Where the meeting stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Phase {
    /// Being set up; citizens see nothing.
    #[default]
    Draft,
    /// Announced; the pre-collection window.
    Open,
    /// The broadcast runs.
    Live {
        /// Since when: moments of the broadcast count from here.
        since: UnixMs,
    },
    /// The broadcast is over; late suggestions may come in.
    Late {
        /// When the broadcast had begun.
        since: UnixMs,
        /// When it ended.
        ended: UnixMs,
    },
    /// No more changes by citizens.
    Closed {
        /// Since when.
        at: UnixMs,
    },
    /// The record is complete.
    Archived {
        /// Since when.
        at: UnixMs,
    },
}

impl Phase {
    /// When the broadcast began, while it is known.
    pub fn live_since(self) -> Option<UnixMs> {
        match self {
            Self::Live { since } | Self::Late { since, .. } => Some(since),
            _ => None,
        }
    }
}

/// How fast suggestions are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "mode", rename_all = "snake_case")]
pub enum Intake {
    /// By the meeting's rules.
    #[default]
    Normal,
    /// At least `interval_s` seconds between two suggestions of a person.
    Slow {
        /// 1–600.
        interval_s: u16,
    },
    /// Not at all; backing goes on.
    Paused,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_has_a_scheme_a_host_and_no_path() {
        for origin in ["https://yanlu.example.org", "http://10.0.0.7:8080", "http://[::1]:80"] {
            assert!(is_origin(origin) && is_embedder(origin), "{origin}");
        }
        for origin in [
            "",
            "yanlu.example.org",
            "https://",
            "https://yanlu.example.org/",
            "ftp://yanlu.example.org",
            "https://a b",
        ] {
            assert!(!is_origin(origin) && !is_embedder(origin), "{origin}");
        }
        assert!(is_embedder("https://*.example.org") && !is_origin("https://*.example.org"));
        assert!(!is_embedder("https://*") && !is_embedder("https://a.*.org; script-src *"));
    }
}
