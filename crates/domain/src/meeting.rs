//! The meeting machine: agenda, windows, policy, phases, intake.

use serde::{Deserialize, Serialize};

use crate::{
    Actor, AgendaNo, CommandKind, Event, MeetingCode, MeetingCommand, MeetingId, PublicEvent, Refusal, StaffEvent, SuggestionNo,
    TEXT_CHARS_CEILING, UnixMs,
};

/// A meeting has at most this many agenda items.
pub const AGENDA_ITEMS_MAX: usize = 60;
/// A title, organiser, speaker or agenda title has at most this many bytes.
pub const TITLE_BYTES_MAX: usize = 600;
/// The summary has at most this many bytes.
pub const SUMMARY_BYTES_MAX: usize = 12_000;
/// The undo window is at most this long.
pub const UNDO_S_MAX: u16 = 15;
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
    /// When the broadcast is planned to start.
    #[serde(default)]
    pub starts_at: Option<UnixMs>,
    /// The agenda, in order.
    pub agenda: Vec<AgendaItem>,
    /// When suggestions are taken.
    #[serde(default)]
    pub windows: Windows,
    /// The rules.
    #[serde(default)]
    pub policy: Policy,
}

impl Settings {
    /// Refused as [`Refusal::BadSetting`] when a value is outside its range.
    pub fn check(&self) -> Result<(), Refusal> {
        let policy = &self.policy;
        let titles = [&self.title, &self.organiser, &self.stream_url];
        let fits = !self.title.trim().is_empty()
            && titles.iter().all(|text| text.len() <= TITLE_BYTES_MAX)
            && self.summary.len() <= SUMMARY_BYTES_MAX
            && self.agenda.len() <= AGENDA_ITEMS_MAX
            && self.agenda.iter().all(|item| {
                !item.title.trim().is_empty() && item.title.len() <= TITLE_BYTES_MAX && item.speaker.len() <= TITLE_BYTES_MAX
            })
            && (4..=TEXT_CHARS_CEILING).contains(&usize::from(policy.suggestion_chars_max))
            && (1..=1_000).contains(&policy.suggestions_per_person)
            && policy.suggestion_interval_s <= SLOW_S_MAX
            && policy.undo_s <= UNDO_S_MAX
            && policy.edit_window_s <= 86_400;
        if fits { Ok(()) } else { Err(Refusal::BadSetting) }
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
    /// The highest number given to a suggestion.
    pub last_no: u32,
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
            last_no: 0,
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
        let windows = &self.settings.windows;
        let open = match self.phase {
            Phase::Open => windows.pre,
            Phase::Live { .. } => windows.live,
            Phase::Late { .. } => windows.late && windows.late_until.is_none_or(|until| now <= until),
            Phase::Draft | Phase::Closed { .. } | Phase::Archived { .. } => false,
        };
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
                if let Some(started) = self.settings.agenda.get_mut(usize::from(item.0) - 1) {
                    started.started_at.get_or_insert(*at);
                    started.ended_at = None;
                }
            }
            Event::Public(PublicEvent::IntakeChanged { intake }) => self.intake = *intake,
            Event::Public(PublicEvent::SettingsRevised { settings }) => self.settings = (**settings).clone(),
            Event::Public(PublicEvent::FloorChanged { no, floor }) => {
                if *floor == crate::Floor::OnScreen {
                    self.on_screen = Some(*no);
                } else if self.on_screen == Some(*no) {
                    self.on_screen = None;
                }
            }
            Event::Public(PublicEvent::Unpublished { no, .. } | PublicEvent::Merged { no, .. }) => {
                // What is no longer public leaves the screen at once.
                if self.on_screen == Some(*no) {
                    self.on_screen = None;
                }
            }
            Event::Staff(StaffEvent::Submitted(submitted)) => self.last_no = self.last_no.max(submitted.no.0),
            Event::Public(PublicEvent::Published(_) | PublicEvent::Tally { .. })
            | Event::Author(_)
            | Event::Staff(_)
            | Event::Sealed(_) => {}
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

#[cfg(test)]
mod tests;
