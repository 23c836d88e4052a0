//! A suggestion as `card.html` shows it. The same markup, empty, is the script's `<template>`.

use std::sync::Arc;

use domain::{Floor, Phase, SuggestionNo};
use protocol::frame::{Card, MeetingCard};
use protocol::{Locale, figures};

use super::reader::Visit;

/// Six lines of a card on a phone of 390 px; longer texts are folded until the reader asks.
const LONG_CHARS: usize = 110;

/// The words and marks of one card.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a mark of its own on the card; the template asks for them one by one"
)]
#[derive(Debug, Clone, Default)]
pub(super) struct CardView {
    pub(super) no: u32,
    /// Agenda item; empty without one.
    pub(super) item: String,
    /// Place in the list, from 1; 0 outside a list.
    pub(super) position: usize,
    pub(super) on_screen: bool,
    pub(super) text: String,
    /// What came of it on the floor; empty when nothing yet.
    pub(super) floor: &'static str,
    /// The moment in which it was answered; empty when nothing was.
    pub(super) floor_at: String,
    /// Whether the answer in the chamber is the institution's own, so that the seal stands under it.
    pub(super) sealed: bool,
    /// Which unit the chair asked to respond; empty when none.
    pub(super) asked: String,
    /// Longer than six lines on a phone.
    pub(super) long: bool,
    /// Place and name.
    pub(super) who: String,
    /// The broadcast moment; empty without one.
    pub(super) moment: String,
    /// Where that moment is played.
    pub(super) moment_href: String,
    pub(super) href: String,
    pub(super) label: String,
    pub(super) merged: String,
    pub(super) edited: bool,
    pub(super) supported: bool,
    pub(super) supports_short: String,
    pub(super) supports_exact: String,
}

impl CardView {
    pub(super) fn new(card: &Card, position: usize, visit: &Visit) -> Self {
        let locale = visit.reader.locale;
        let meeting = visit.meeting();
        Self {
            no: card.no.0,
            item: card.agenda_item.map_or_else(String::new, |item| item.to_string()),
            position,
            on_screen: meeting.on_screen == Some(card.no),
            text: card.text.clone(),
            floor: floor_word(locale, card.floor),
            floor_at: floor_at(card.floor).map_or_else(String::new, |at| figures::clock(u64::from(at))),
            sealed: matches!(card.floor, Floor::Answered { .. }),
            asked: match &card.asked {
                Some(unit) => locale.fill("card.asked", &[("name", unit)]),
                None => String::new(),
            },
            long: card.text.chars().count() > LONG_CHARS,
            who: who(locale, card),
            moment: card.moment_ms.map_or_else(String::new, |moment| figures::clock(u64::from(moment))),
            moment_href: moment_address(meeting, card),
            href: address(meeting, card.no),
            label: label(locale, card.no),
            merged: match card.merged {
                0 => String::new(),
                merged => locale.fill("card.merged", &[("n", &merged.to_string())]),
            },
            edited: card.edited,
            supported: visit.supported.contains(&card.no),
            supports_short: locale.short(u64::from(card.supports)),
            supports_exact: figures::exact(u64::from(card.supports)),
        }
    }

    pub(super) fn list(cards: &[Arc<Card>], visit: &Visit) -> Vec<Self> {
        cards.iter().zip(1..).map(|(card, position)| Self::new(card, position, visit)).collect()
    }
}

/// Whether the meeting takes supports: the button is shown either way, with its number.
pub(super) fn supports_open(meeting: &MeetingCard) -> bool {
    matches!(meeting.phase, Phase::Open | Phase::Live { .. } | Phase::Late { .. })
}

pub(super) fn label(locale: Locale, no: SuggestionNo) -> String {
    locale.fill("card.no", &[("no", &no.to_string())])
}

/// Where one suggestion has its page.
pub(super) fn address(meeting: &MeetingCard, no: SuggestionNo) -> String {
    format!("/m/{}/i/{}", meeting.id, no.0)
}

/// The live page at the moment that a suggestion is about.
fn moment_address(meeting: &MeetingCard, card: &Card) -> String {
    let seconds = card.moment_ms.unwrap_or_default() / 1_000;
    match card.agenda_item {
        Some(item) => format!("/m/{}?a={item}&n={}&t={seconds}", meeting.id, card.no.0),
        None => format!("/m/{}?n={}&t={seconds}", meeting.id, card.no.0),
    }
}

fn floor_at(floor: Floor) -> Option<u32> {
    match floor {
        Floor::Answered { moment_ms } | Floor::Covered { moment_ms } => moment_ms,
        _ => None,
    }
}

pub(super) fn who(locale: Locale, card: &Card) -> String {
    match (&card.area, &card.display_name) {
        (Some(area), Some(name)) => format!("{area} · {name}"),
        (Some(one), None) | (None, Some(one)) => one.clone(),
        (None, None) => locale.text("card.anonymous").to_owned(),
    }
}

fn floor_word(locale: Locale, floor: Floor) -> &'static str {
    match floor {
        Floor::Answered { .. } => locale.text("floor.answered"),
        Floor::Covered { .. } => locale.text("floor.covered"),
        Floor::Deferred => locale.text("floor.deferred"),
        Floor::ReadOut => locale.text("floor.read_out"),
        Floor::Off | Floor::Shortlisted | Floor::OnScreen => "",
    }
}
