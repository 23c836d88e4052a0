//! What the chamber sees around the suggestions: the big screen's view, the broadcast's overlay, who speaks, how long an item takes,
//! captions, the order of the host's list.

use serde::{Deserialize, Serialize};

use crate::{
    Actor, Caption, CommandKind, Event, Label, Meeting, Phase, PublicEvent, Refusal, StaffEvent, SuggestionNo, UnixMs,
};

/// The host's list keeps the order of at most this many candidates; what is put forward beyond them follows by number.
pub const SHORTLIST_MAX: usize = 200;
/// An agenda item is planned for at most this many minutes (a day).
pub const ITEM_MINUTES_MAX: u16 = 1_440;

/// What the big screen shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScreenView {
    /// The ranks, or the suggestion that is on the screen.
    #[default]
    Auto,
    /// The most backed suggestions of the running item.
    Rank,
    /// The suggestion that is on the screen.
    Focus,
    /// What is left of the running item's time.
    Timer,
    /// Title, code and start.
    Wait,
    /// Nothing.
    Blank,
}

/// What the broadcast's overlay may show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OverlayLayout {
    /// Nothing.
    #[default]
    Off,
    /// Lower third: one suggestion.
    Lower,
    /// The newest suggestions, one after the other.
    Ticker,
    /// The three most backed.
    Rank,
    /// Code and QR picture.
    Qr,
    /// What is left of the running item's time.
    Timer,
}

/// What the broadcast's overlay shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Overlay {
    /// How.
    pub layout: OverlayLayout,
    /// Which suggestion, where the layout shows one. It is shown only while it is public.
    #[serde(default)]
    pub no: Option<SuggestionNo>,
}

/// What may be changed about what the chamber sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum StageCommand {
    /// The big screen's view.
    View {
        /// Which one.
        view: ScreenView,
    },
    /// The overlay: take, or clear with [`OverlayLayout::Off`].
    Overlay {
        /// What.
        #[serde(flatten)]
        overlay: Overlay,
    },
    /// Who speaks now; `None`: the agenda item's own speaker.
    Speaker {
        /// Who.
        name: Option<Label>,
    },
    /// The running item takes so many minutes longer (or less long).
    Extend {
        /// −120 to 120.
        minutes: i16,
    },
    /// The order of the host's list. What is on it and not named follows.
    Order {
        /// The candidates, first to last.
        nos: Vec<SuggestionNo>,
    },
    /// A line of what is being said.
    Caption {
        /// The broadcast moment, ms from the start; `None`: now.
        #[serde(default)]
        moment_ms: Option<u32>,
        /// The line.
        text: Caption,
    },
}

/// An item may be made at most this much longer or shorter at once.
const EXTEND_MINUTES_MAX: u16 = 120;

impl Meeting {
    /// Decides what the chamber sees.
    pub fn decide_stage(&self, actor: &Actor, command: &StageCommand, now: UnixMs) -> Result<Vec<Event>, Refusal> {
        use StageCommand as C;
        let kind = if matches!(command, C::Caption { .. }) { CommandKind::Caption } else { CommandKind::Stage };
        if !actor.may(kind) {
            return Err(Refusal::NotAllowed);
        }
        if matches!(self.phase, Phase::Archived { .. }) {
            return Err(Refusal::WrongPhase);
        }
        let event = match command {
            C::View { view } => PublicEvent::ScreenChanged { view: *view },
            C::Overlay { overlay } => PublicEvent::OverlayChanged { overlay: *overlay },
            C::Speaker { name } => PublicEvent::SpeakerChanged { name: name.clone() },
            C::Extend { minutes } => self.extend(*minutes)?,
            C::Order { nos } => return self.order(nos),
            C::Caption { moment_ms, text } => self.caption(*moment_ms, text, now)?,
        };
        Ok(vec![Event::Public(event)])
    }

    fn extend(&self, minutes: i16) -> Result<PublicEvent, Refusal> {
        let item = self.current_item.ok_or(Refusal::WrongPhase)?;
        let planned = self.settings.agenda.get(usize::from(item.0) - 1).ok_or(Refusal::NoSuchItem)?.planned_minutes;
        let planned_minutes = planned.saturating_add_signed(minutes);
        if minutes.unsigned_abs() > EXTEND_MINUTES_MAX || !(1..=ITEM_MINUTES_MAX).contains(&planned_minutes) {
            return Err(Refusal::BadSetting);
        }
        Ok(PublicEvent::ItemExtended { item, planned_minutes })
    }

    fn order(&self, nos: &[SuggestionNo]) -> Result<Vec<Event>, Refusal> {
        let twice = nos.iter().enumerate().any(|(at, no)| nos[..at].contains(no));
        // Another host may have taken one off meanwhile: the order of the others still stands. One that never was is a slip.
        if twice || nos.len() > SHORTLIST_MAX || nos.iter().any(|no| no.0 == 0 || no.0 > self.last_no) {
            return Err(Refusal::BadSetting);
        }
        Ok(vec![Event::Staff(StaffEvent::ShortlistOrdered { nos: nos.to_vec() })])
    }

    fn caption(&self, moment_ms: Option<u32>, text: &Caption, now: UnixMs) -> Result<PublicEvent, Refusal> {
        let since = self.phase.live_since().ok_or(Refusal::WrongPhase)?;
        let moment_ms = moment_ms.unwrap_or_else(|| u32::try_from(now.since_ms(since)).unwrap_or_default());
        Ok(PublicEvent::Captioned { moment_ms, text: text.clone() })
    }

    /// The part of an event that changes what the chamber sees.
    pub(crate) fn apply_stage(&mut self, event: &PublicEvent) {
        match event {
            PublicEvent::ScreenChanged { view } => self.screen = *view,
            PublicEvent::OverlayChanged { overlay } => self.overlay = *overlay,
            PublicEvent::SpeakerChanged { name } => self.speaker.clone_from(name),
            PublicEvent::ItemExtended { item, planned_minutes } => {
                if let Some(item) = self.settings.agenda.get_mut(usize::from(item.0) - 1) {
                    item.planned_minutes = *planned_minutes;
                }
            }
            _ => {}
        }
    }

    /// Keeps the order of the host's list when something comes on it or leaves it.
    pub(crate) fn relist(&mut self, no: SuggestionNo, listed: bool) {
        self.shortlist.retain(|other| *other != no || listed);
        if listed && !self.shortlist.contains(&no) && self.shortlist.len() < SHORTLIST_MAX {
            self.shortlist.push(no);
        }
    }

    /// The named ones first, in their order; then the others as they were.
    pub(crate) fn reorder(&mut self, nos: &[SuggestionNo]) {
        let listed = std::mem::take(&mut self.shortlist);
        let named = nos.iter().filter(|no| listed.contains(no));
        self.shortlist = named.chain(listed.iter().filter(|no| !nos.contains(no))).copied().collect();
    }

    /// What is no longer public leaves screen, overlay and list at once.
    pub(crate) fn clear_stage_of(&mut self, no: SuggestionNo) {
        if self.on_screen == Some(no) {
            self.on_screen = None;
        }
        if self.overlay.no == Some(no) {
            self.overlay = Overlay::default();
        }
        self.relist(no, false);
    }
}

#[cfg(test)]
#[path = "stage_tests.rs"]
mod tests;
