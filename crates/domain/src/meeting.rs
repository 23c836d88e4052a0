//! The meeting machine: set up, open, live, late, closed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::restriction::Restriction;
use crate::settings::SLOW_S_MAX;
use crate::{
    Actor, AgendaNo, CommandKind, Event, Floor, Intake, Label, MeetingCode, MeetingCommand, MeetingId, Overlay,
    PersonId, Phase, PublicEvent, Refusal, ScreenView, Settings, StaffEvent, SuggestionNo, UnixMs,
};

/// The meeting's own state: small enough to load for every decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Its id.
    pub id: MeetingId,
    /// Its six-digit code.
    pub code: MeetingCode,
    /// What the secretary set, with the agenda's actual times.
    pub settings: Settings,
    /// Where it stands.
    pub phase: Phase,
    /// How fast suggestions are taken.
    pub intake: Intake,
    /// The agenda item running now.
    pub current_item: Option<AgendaNo>,
    /// The suggestion on the chamber's screen now.
    pub on_screen: Option<SuggestionNo>,
    /// What the big screen shows.
    #[serde(default)]
    pub screen: ScreenView,
    /// What the broadcast's overlay shows.
    #[serde(default)]
    pub overlay: Overlay,
    /// Who speaks now, where that is not the running item's own speaker.
    #[serde(default)]
    pub speaker: Option<Label>,
    /// The host's list, first to last.
    #[serde(default)]
    pub shortlist: Vec<SuggestionNo>,
    /// The highest number given to a suggestion.
    pub last_no: u32,
    /// Authors with so many published suggestions and none declined are public before a reviewer looks; `None`: nobody is.
    #[serde(default)]
    pub autoclear: Option<u8>,
    /// The version of the word lists; 0 before the first.
    #[serde(default)]
    pub lexicon_version: u32,
    /// The version of the run-book; 0 before the first.
    #[serde(default)]
    pub runbook_version: u32,
    /// The version of the canned replies; 0 before the first.
    #[serde(default)]
    pub canned_version: u32,
    /// Who may not write, at most [`crate::restriction::RESTRICTIONS_MAX`] that hold; some of them may have ended.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub restrictions: BTreeMap<PersonId, Restriction>,
    /// The number of the latest restriction; 0 before the first.
    pub last_restriction: u32,
    /// The number of the last job that set supports aside; 0 before the first.
    #[serde(default)]
    pub last_invalidation: u32,
    /// The job that moves supports now.
    #[serde(default)]
    pub invalidation_at_work: Option<u32>,
    /// How often a job has begun, turned or ended: what was counted at another turn is void.
    #[serde(default)]
    pub invalidation_turn: u32,
}

impl Meeting {
    /// Decides `Create`, the one command for which no meeting exists yet.
    pub fn create(actor: &Actor, settings: &Settings, code: MeetingCode) -> Result<Vec<Event>, Refusal> {
        if !actor.may(CommandKind::CreateMeeting) {
            return Err(Refusal::NotAllowed);
        }
        settings.check()?;
        Ok(vec![Event::Staff(StaffEvent::MeetingCreated { settings: Box::new(settings.clone()), code })])
    }

    /// The state right after [`Meeting::create`]'s event.
    pub fn new(id: MeetingId, code: MeetingCode, settings: Settings) -> Self {
        Self {
            id,
            code,
            settings,
            phase: Phase::Draft,
            intake: Intake::Normal,
            current_item: None,
            on_screen: None,
            screen: ScreenView::default(),
            overlay: Overlay::default(),
            speaker: None,
            shortlist: Vec::new(),
            last_no: 0,
            autoclear: None,
            lexicon_version: 0,
            runbook_version: 0,
            canned_version: 0,
            restrictions: BTreeMap::new(),
            last_restriction: 0,
            last_invalidation: 0,
            invalidation_at_work: None,
            invalidation_turn: 0,
        }
    }

    /// Decides any command but `Create`.
    pub fn decide(&self, actor: &Actor, command: &MeetingCommand, now: UnixMs) -> Result<Vec<Event>, Refusal> {
        use MeetingCommand as C;
        let kind = match command {
            C::Create(_) => CommandKind::CreateMeeting,
            C::Revise(_) => CommandKind::ReviseMeeting,
            C::SetIntake(_) => CommandKind::SetIntake,
            C::Open | C::GoLive | C::StartItem(_) | C::EndLive | C::Close | C::Archive => CommandKind::RunMeeting,
        };
        if !actor.may(kind) {
            return Err(Refusal::NotAllowed);
        }
        let phase = |phase| Ok(vec![Event::Public(PublicEvent::PhaseChanged { phase })]);
        match (command, self.phase) {
            (C::Revise(settings), Phase::Draft | Phase::Open | Phase::Live { .. } | Phase::Late { .. }) => {
                self.revise(settings)
            }
            (C::Open, Phase::Draft) => phase(Phase::Open),
            (C::GoLive, Phase::Draft | Phase::Open) => phase(Phase::Live { since: now }),
            (C::StartItem(item), Phase::Live { .. }) => self.start_item(*item, now),
            (C::EndLive, Phase::Live { since }) => phase(Phase::Late { since, ended: now }),
            (C::Close, Phase::Open | Phase::Live { .. } | Phase::Late { .. }) => phase(Phase::Closed { at: now }),
            (C::Archive, Phase::Closed { .. }) => phase(Phase::Archived { at: now }),
            (C::SetIntake(intake), Phase::Open | Phase::Live { .. } | Phase::Late { .. }) => Self::set_intake(*intake),
            _ => Err(Refusal::WrongPhase),
        }
    }

    fn revise(&self, settings: &Settings) -> Result<Vec<Event>, Refusal> {
        settings.check()?;
        let locked = self.phase.live_since().is_some();
        if locked && settings.policy != self.settings.policy {
            return Err(Refusal::RulesLocked);
        }
        if settings.agenda.len() < self.settings.agenda.len() && (locked || self.last_no > 0) {
            // Suggestions point at items by number: an item in use cannot vanish.
            return Err(Refusal::NoSuchItem);
        }
        let mut settings = settings.clone();
        for (new, old) in settings.agenda.iter_mut().zip(&self.settings.agenda) {
            (new.started_at, new.ended_at) = (old.started_at, old.ended_at);
        }
        Ok(vec![Event::Public(PublicEvent::SettingsRevised { settings: Box::new(settings) })])
    }

    fn start_item(&self, item: AgendaNo, now: UnixMs) -> Result<Vec<Event>, Refusal> {
        if !self.has_item(item) {
            return Err(Refusal::NoSuchItem);
        }
        Ok(vec![Event::Public(PublicEvent::ItemStarted { item, at: now })])
    }

    fn set_intake(intake: Intake) -> Result<Vec<Event>, Refusal> {
        if let Intake::Slow { interval_s } = intake
            && !(1..=SLOW_S_MAX).contains(&interval_s)
        {
            return Err(Refusal::BadSetting);
        }
        Ok(vec![Event::Public(PublicEvent::IntakeChanged { intake })])
    }

    /// Whether the agenda has this item.
    pub fn has_item(&self, item: AgendaNo) -> bool {
        item.0 >= 1 && usize::from(item.0) <= self.settings.agenda.len()
    }

    /// Refused when suggestions are not taken now.
    pub fn takes_suggestions(&self, now: UnixMs) -> Result<(), Refusal> {
        let open = self.settings.windows.open_in(self.phase, now);
        match (open, self.intake) {
            (false, _) => Err(Refusal::IntakeClosed),
            (true, Intake::Paused) => Err(Refusal::IntakePaused),
            (true, Intake::Normal | Intake::Slow { .. }) => Ok(()),
        }
    }

    /// Refused when backing is not open now.
    pub fn takes_supports(&self) -> Result<(), Refusal> {
        match self.phase {
            Phase::Open | Phase::Live { .. } | Phase::Late { .. } => Ok(()),
            Phase::Draft | Phase::Closed { .. } | Phase::Archived { .. } => Err(Refusal::SupportClosed),
        }
    }

    /// Milliseconds that a person must leave between two suggestions now.
    pub fn interval_ms(&self) -> i64 {
        let rule = i64::from(self.settings.policy.suggestion_interval_s) * 1_000;
        match self.intake {
            Intake::Slow { interval_s } => rule.max(i64::from(interval_s) * 1_000),
            Intake::Normal | Intake::Paused => rule,
        }
    }

    /// The state after `event`. Events about other things change nothing.
    pub fn apply(&mut self, event: &Event) {
        match event {
            Event::Public(PublicEvent::PhaseChanged { phase }) => {
                self.phase = *phase;
                if let Phase::Late { ended, .. } | Phase::Closed { at: ended } = *phase {
                    self.end_current(ended);
                    self.current_item = None;
                }
            }
            Event::Public(PublicEvent::ItemStarted { item, at }) => {
                self.end_current(*at);
                self.current_item = Some(*item);
                self.speaker = None;
                if let Some(started) = self.settings.agenda.get_mut(usize::from(item.0) - 1) {
                    started.started_at.get_or_insert(*at);
                    started.ended_at = None;
                }
            }
            Event::Public(PublicEvent::IntakeChanged { intake }) => self.intake = *intake,
            Event::Public(PublicEvent::AutoclearChanged { after }) => self.autoclear = *after,
            Event::Public(PublicEvent::SettingsRevised { settings }) => self.settings = (**settings).clone(),
            Event::Public(PublicEvent::FloorChanged { no, floor }) => {
                if *floor == Floor::OnScreen {
                    self.on_screen = Some(*no);
                } else if self.on_screen == Some(*no) {
                    self.on_screen = None;
                }
                self.relist(*no, *floor == Floor::Shortlisted);
            }
            Event::Public(PublicEvent::Unpublished { no, .. } | PublicEvent::Merged { no, .. }) => {
                self.clear_stage_of(*no);
            }
            Event::Staff(StaffEvent::Submitted(submitted)) => self.last_no = self.last_no.max(submitted.no.0),
            Event::Staff(StaffEvent::ShortlistOrdered { nos }) => self.reorder(nos),
            Event::Public(event) => self.apply_stage(event),
            Event::Staff(event) => {
                self.apply_desk(event);
                self.apply_invalidation(event);
            }
            Event::Author(_) | Event::Sealed(_) => {}
        }
    }

    fn end_current(&mut self, at: UnixMs) {
        if let Some(item) = self.current_item
            && let Some(running) = self.settings.agenda.get_mut(usize::from(item.0) - 1)
        {
            running.ended_at = Some(at);
        }
    }
}

mod desk;
mod invalidations;
mod restrict;
mod stage;
#[cfg(test)]
mod tests;
