//! From the domain's state to what everybody may read of it. Only [`Card::of`] turns a suggestion into a card: one that is not public
//! has none.

use domain::{PublicEvent, Publication, PublishedSuggestion, Suggestion, UnixMs};
use protocol::frame::{Card, CardEdit, CardSupplement};

/// The card of a suggestion; `None` unless it is public.
pub fn card(suggestion: &Suggestion) -> Option<Card> {
    Card::of(suggestion)
}

/// The card of what has just become public at `at`. Its floor state is the first one: leaving the public eye ends the floor.
pub(crate) fn published(published: &PublishedSuggestion, at: UnixMs) -> Card {
    Card {
        no: published.no,
        text: published.text.as_str().to_owned(),
        agenda_item: published.item,
        moment_ms: published.moment_ms,
        area: published.area.as_ref().map(|area| area.as_str().to_owned()),
        display_name: published.display_name.as_ref().map(|name| name.as_str().to_owned()),
        submitted_at: published.submitted_at,
        published_at: at,
        supports: published.supports,
        merged: published.merged,
        edited: published.edited,
        edit: published.edit.as_ref().map(CardEdit::from),
        related: published.related.clone(),
        supplements: published.supplements.iter().map(CardSupplement::from).collect(),
        asked: None,
        floor: domain::Floor::Off,
    }
}

/// Whether a publication changes the meeting's own face, so that a frame carries it whole. Steps on the floor and vanishing
/// suggestions also change what is on the screen, but their own items say so.
pub(crate) fn changes_meeting(event: &PublicEvent) -> bool {
    match event {
        PublicEvent::PhaseChanged { .. }
        | PublicEvent::ItemStarted { .. }
        | PublicEvent::IntakeChanged { .. }
        | PublicEvent::AutoclearChanged { .. }
        | PublicEvent::SettingsRevised { .. }
        | PublicEvent::ScreenChanged { .. }
        | PublicEvent::OverlayChanged { .. }
        | PublicEvent::SpeakerChanged { .. }
        | PublicEvent::ItemExtended { .. } => true,
        PublicEvent::Published(_)
        | PublicEvent::Unpublished { .. }
        | PublicEvent::Merged { .. }
        | PublicEvent::Unmerged { .. }
        | PublicEvent::Tally { .. }
        | PublicEvent::Captioned { .. }
        | PublicEvent::Asked { .. }
        | PublicEvent::FloorChanged { .. } => false,
    }
}

/// About how many bytes a publication takes in a frame, from above: what bounds frames and histories.
pub(crate) fn weight(publication: &Publication) -> usize {
    /// A card without its words: names of fields, numbers, braces.
    const CARD: usize = 300;
    /// `[4294967295,4294967295],`
    const PAIR: usize = 24;
    /// A meeting's face without its words.
    const MEETING: usize = 800;
    /// An agenda item without its words.
    const AGENDA_ITEM: usize = 120;
    match &publication.event {
        PublicEvent::Published(published) => {
            CARD + published.text.as_str().len()
                + published.area.as_ref().map_or(0, |area| area.as_str().len())
                + published.display_name.as_ref().map_or(0, |name| name.as_str().len())
        }
        PublicEvent::Tally { totals } => totals.len() * PAIR,
        PublicEvent::Merged { supplement: Some(text), .. } => 100 + text.as_str().len(),
        PublicEvent::SettingsRevised { settings } => {
            let plain = [&settings.title, &settings.organiser, &settings.summary, &settings.stream_url];
            let addresses = [&settings.audio_url, &settings.captions_url];
            let lists = settings.units.iter().chain(&settings.embed_from);
            let words = plain.into_iter().chain(addresses).chain(lists).map(|text| text.len() + 3).sum::<usize>();
            let agenda = settings.agenda.iter().map(|item| AGENDA_ITEM + item.title.len() + item.speaker.len());
            MEETING + words + agenda.sum::<usize>()
        }
        PublicEvent::PhaseChanged { .. }
        | PublicEvent::ItemStarted { .. }
        | PublicEvent::IntakeChanged { .. }
        | PublicEvent::AutoclearChanged { .. }
        | PublicEvent::ScreenChanged { .. }
        | PublicEvent::OverlayChanged { .. }
        | PublicEvent::SpeakerChanged { .. }
        | PublicEvent::ItemExtended { .. } => MEETING,
        PublicEvent::Captioned { text, .. } => 100 + text.as_str().len(),
        PublicEvent::Asked { unit, .. } => 100 + unit.as_str().len(),
        PublicEvent::Unpublished { .. }
        | PublicEvent::Merged { .. }
        | PublicEvent::Unmerged { .. }
        | PublicEvent::FloorChanged { .. } => 100,
    }
}
