//! Deciding what the chamber sees, and the state after it.

use crate::stage::{ITEM_MINUTES_MAX, SHORTLIST_MAX};
use crate::{
    Actor, Caption, CommandKind, Event, Meeting, Overlay, Phase, PublicEvent, Refusal, StaffEvent, StageCommand,
    SuggestionNo, UnixMs,
};

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
    pub(super) fn apply_stage(&mut self, event: &PublicEvent) {
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
    pub(super) fn relist(&mut self, no: SuggestionNo, listed: bool) {
        self.shortlist.retain(|other| *other != no || listed);
        if listed && !self.shortlist.contains(&no) && self.shortlist.len() < SHORTLIST_MAX {
            self.shortlist.push(no);
        }
    }

    /// The named ones first, in their order; then the others as they were.
    pub(super) fn reorder(&mut self, nos: &[SuggestionNo]) {
        let listed = std::mem::take(&mut self.shortlist);
        let named = nos.iter().filter(|no| listed.contains(no));
        self.shortlist = named.chain(listed.iter().filter(|no| !nos.contains(no))).copied().collect();
    }

    /// What is no longer public leaves screen, overlay and list at once.
    pub(super) fn clear_stage_of(&mut self, no: SuggestionNo) {
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
