//! The agenda in words: the item running now, and every item with its place in the day.

use domain::{AgendaItem, AgendaNo, Phase, UnixMs};
use protocol::frame::MeetingCard;
use protocol::{Locale, figures};

/// Agenda bands have this many colours and then start over; the numeral tells them apart.
const BANDS: u16 = 8;

/// One row of the agenda.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) number: u16,
    pub(super) numeral: String,
    pub(super) class: String,
    pub(super) title: String,
    pub(super) speaker: String,
    /// Done, running, or how long it is planned.
    pub(super) word: String,
    pub(super) current: bool,
    /// How many suggestions it has.
    pub(super) count: String,
}

/// The heading of the live page.
#[derive(Debug, Clone)]
pub(super) struct Now {
    pub(super) numeral: String,
    pub(super) class: String,
    pub(super) label: String,
    pub(super) title: String,
    /// Who speaks, or when it begins; may be empty.
    pub(super) speaker: String,
}

/// The class that carries the colour of an agenda item.
pub(super) fn band_class(number: u16) -> String {
    format!("band-{}", (number.max(1) - 1) % BANDS + 1)
}

/// The rows; `count` gives the number of suggestions of an item.
pub(super) fn rows(locale: Locale, meeting: &MeetingCard, count: impl Fn(AgendaNo) -> usize) -> Vec<Row> {
    let numbered = meeting.agenda.iter().zip(1_u16..);
    let row = |(item, number): (&AgendaItem, u16)| {
        let current = meeting.current_item == Some(AgendaNo(number));
        Row {
            number,
            numeral: figures::numeral(number),
            class: band_class(number),
            title: item.title.clone(),
            speaker: item.speaker.clone(),
            word: word(locale, item, current),
            current,
            count: locale.fill("agenda.count", &[("n", &figures::exact(count(AgendaNo(number)) as u64))]),
        }
    };
    numbered.map(row).collect()
}

fn word(locale: Locale, item: &AgendaItem, current: bool) -> String {
    match (current, item.started_at, item.ended_at) {
        (true, _, _) => locale.text("agenda.now").to_owned(),
        (false, Some(_), Some(_)) => locale.text("agenda.done").to_owned(),
        _ => locale.fill("agenda.planned", &[("n", &item.planned_minutes.to_string())]),
    }
}

/// The item running now, or the meeting itself between items.
pub(super) fn now(locale: Locale, meeting: &MeetingCard) -> Now {
    let running =
        meeting.current_item.and_then(|number| Some((number, meeting.agenda.get(usize::from(number.0) - 1)?)));
    let Some((number, item)) = running else {
        return Now {
            numeral: String::new(),
            class: String::new(),
            label: String::new(),
            title: meeting.title.clone(),
            speaker: standing(locale, meeting),
        };
    };
    // Who is set to speak now comes before who brings the item in.
    let speaking = if meeting.speaker.is_empty() { &item.speaker } else { &meeting.speaker };
    let speaker = match speaking.as_str() {
        "" => String::new(),
        name => locale.fill("now.speaking", &[("name", name)]),
    };
    Now {
        numeral: figures::numeral(number.0),
        class: band_class(number.0),
        label: locale.fill("now.item", &[("n", &locale.item_number(number.0))]),
        title: item.title.clone(),
        speaker,
    }
}

/// Where the meeting stands, in a few words.
pub(super) fn standing(locale: Locale, meeting: &MeetingCard) -> String {
    let at = |key: &str, at: UnixMs| locale.fill(key, &[("time", &locale.day_and_time(at))]);
    match (meeting.phase, meeting.starts_at, meeting.windows.late_until) {
        (Phase::Draft | Phase::Open, Some(starts_at), _) => at("phase.open.when", starts_at),
        (Phase::Live { .. }, _, _) => locale.text("phase.waiting").to_owned(),
        (Phase::Late { .. }, _, Some(until)) => at("session.ended", until),
        (Phase::Late { .. }, _, None) => locale.text("phase.late").to_owned(),
        _ => phase_word(locale, meeting.phase).to_owned(),
    }
}

/// The phase in one word.
pub(super) fn phase_word(locale: Locale, phase: Phase) -> &'static str {
    locale.text(match phase {
        Phase::Draft | Phase::Open => "phase.open",
        Phase::Live { .. } => "phase.live",
        Phase::Late { .. } | Phase::Closed { .. } | Phase::Archived { .. } => "phase.closed",
    })
}
