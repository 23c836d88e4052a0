//! What everybody may know. Nothing here can hold a text that was not published.

use serde::{Deserialize, Serialize};

use crate::{
    AgendaNo, Area, Caption, DisplayName, Edit, Floor, Intake, Label, Overlay, Phase, ScreenView, Settings,
    SuggestionNo, SuggestionText, UnixMs,
};

/// A text that was merged in and stands below.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplement {
    /// Whose number it had.
    pub no: SuggestionNo,
    /// The public text.
    pub text: SuggestionText,
}

/// A suggestion as everybody may read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedSuggestion {
    /// Its number.
    pub no: SuggestionNo,
    /// The public text, personal data masked.
    pub text: SuggestionText,
    /// Its agenda item.
    pub item: Option<AgendaNo>,
    /// The broadcast moment, ms from the start.
    pub moment_ms: Option<u32>,
    /// The place meant.
    pub area: Option<Area>,
    /// The name shown.
    pub display_name: Option<DisplayName>,
    /// When it was handed in.
    pub submitted_at: UnixMs,
    /// Backers so far (more than 0 when it is published again).
    pub supports: u32,
    /// Suggestions merged into it so far.
    pub merged: u32,
    /// Whether staff or a mask changed the wording.
    pub edited: bool,
    /// In what way staff changed it, and what it said before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edit: Option<Edit>,
    /// Close suggestions that stand beside it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<SuggestionNo>,
    /// What was merged into it and stands below it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supplements: Vec<Supplement>,
}

/// Why a suggestion is no longer public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnpublishedBecause {
    /// Its author took it back.
    Withdrawn,
    /// Its author changed it: it is being reviewed again.
    Edited,
    /// It was taken out of sight.
    Hidden,
    /// It was not taken up after all.
    Declined,
    /// It is being reviewed again.
    Reopened,
}

/// A suggestion's new number of backers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportTotal {
    /// Which one.
    pub no: SuggestionNo,
    /// How many people back it now.
    pub supports: u32,
}

/// What everybody may know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum PublicEvent {
    /// The meeting entered another phase.
    PhaseChanged {
        /// The new phase.
        phase: Phase,
    },
    /// An agenda item began.
    ItemStarted {
        /// Which one.
        item: AgendaNo,
        /// When.
        at: UnixMs,
    },
    /// Suggestions are taken normally, slowly or not at all.
    IntakeChanged {
        /// The new setting.
        intake: Intake,
    },
    /// Title, agenda or other public settings changed.
    SettingsRevised {
        /// The settings (they hold nothing secret).
        settings: Box<Settings>,
    },
    /// A suggestion became public.
    Published(PublishedSuggestion),
    /// A suggestion is no longer public.
    Unpublished {
        /// Which one.
        no: SuggestionNo,
        /// Why.
        because: UnpublishedBecause,
    },
    /// A suggestion lives on in another; its backers and its author back that one now.
    Merged {
        /// The one that ended.
        no: SuggestionNo,
        /// The one that goes on.
        into: SuggestionNo,
        /// How many people back `into` now.
        supports: u32,
        /// How many suggestions have been merged into `into` now.
        merged: u32,
        /// The text of the one that ended, where it stands below the other.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        supplement: Option<SuggestionText>,
    },
    /// A merge was taken back; if the suggestion is public for itself again, its `Published` follows.
    Unmerged {
        /// The one that stands for itself again.
        no: SuggestionNo,
        /// The one that it had been merged into.
        into: SuggestionNo,
        /// How many people back `into` now.
        supports: u32,
        /// How many suggestions have been merged into `into` now.
        merged: u32,
    },
    /// Suggestions of trusted authors are published without a reviewer's look, or no longer.
    AutoclearChanged {
        /// After how many published ones; `None`: no longer.
        after: Option<u8>,
    },
    /// New numbers of backers, one batch.
    Tally {
        /// The new totals, each suggestion at most once.
        totals: Vec<SupportTotal>,
    },
    /// The big screen shows another view.
    ScreenChanged {
        /// Which one.
        view: ScreenView,
    },
    /// The broadcast's overlay shows something else.
    OverlayChanged {
        /// What.
        overlay: Overlay,
    },
    /// Somebody else speaks.
    SpeakerChanged {
        /// Who; `None`: the agenda item's own speaker.
        name: Option<Label>,
    },
    /// An agenda item takes longer, or less long, than planned.
    ItemExtended {
        /// Which one.
        item: AgendaNo,
        /// Minutes planned now.
        planned_minutes: u16,
    },
    /// A line of what is being said.
    Captioned {
        /// The broadcast moment, ms from the start.
        moment_ms: u32,
        /// The line.
        text: Caption,
    },
    /// The chair asked a unit to respond.
    Asked {
        /// To which suggestion.
        no: SuggestionNo,
        /// Which unit.
        unit: Label,
    },
    /// A step on the floor.
    FloorChanged {
        /// Which suggestion.
        no: SuggestionNo,
        /// Its new floor state.
        floor: Floor,
    },
}

impl PublicEvent {
    pub(super) fn suggestion(&self) -> Option<SuggestionNo> {
        match self {
            Self::Published(published) => Some(published.no),
            Self::Unpublished { no, .. }
            | Self::Merged { no, .. }
            | Self::Unmerged { no, .. }
            | Self::FloorChanged { no, .. }
            | Self::Asked { no, .. } => Some(*no),
            Self::PhaseChanged { .. }
            | Self::ItemStarted { .. }
            | Self::IntakeChanged { .. }
            | Self::AutoclearChanged { .. }
            | Self::SettingsRevised { .. }
            | Self::ScreenChanged { .. }
            | Self::OverlayChanged { .. }
            | Self::SpeakerChanged { .. }
            | Self::ItemExtended { .. }
            | Self::Captioned { .. }
            | Self::Tally { .. } => None,
        }
    }
}
