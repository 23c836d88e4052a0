//! What the chamber sees around the suggestions: the big screen's view, the broadcast's overlay, who speaks, how long an item takes,
//! captions, the order of the host's list.

use serde::{Deserialize, Serialize};

use crate::{Caption, Label, SuggestionNo};

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
