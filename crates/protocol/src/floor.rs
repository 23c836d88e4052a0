//! The chamber: what host and director are shown and send.

use domain::{OverlayLayout, Review, ScreenView, Seq, Suggestion, SuggestionNo, UnixMs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::frame::{Card, CardEdit, CardSupplement, MeetingCard};

/// Suggestions that were read out and wait for their answer, in one answer.
pub const READ_OUT_MAX: usize = 20;
/// Suggestions with an outcome, in one answer.
pub const ENDED_MAX: usize = 10;

impl Card {
    /// The card of a suggestion; `None` unless it is public.
    pub fn of(suggestion: &Suggestion) -> Option<Self> {
        let Review::Published { at, shown, edit } = &suggestion.review else {
            return None;
        };
        Some(Self {
            no: suggestion.no,
            text: shown.as_str().to_owned(),
            agenda_item: suggestion.item,
            moment_ms: suggestion.moment_ms,
            area: suggestion.area.as_ref().map(|area| area.as_str().to_owned()),
            display_name: suggestion.display_name.as_ref().map(|name| name.as_str().to_owned()),
            submitted_at: suggestion.submitted_at,
            published_at: *at,
            supports: suggestion.supports,
            merged: suggestion.merged,
            edited: *shown != suggestion.text,
            edit: edit.as_ref().map(CardEdit::from),
            related: suggestion.related.clone(),
            supplements: suggestion.supplements.iter().map(CardSupplement::from).collect(),
            asked: suggestion.asked.as_ref().map(|unit| unit.as_str().to_owned()),
            floor: suggestion.floor,
        })
    }
}

/// `GET …/host`: the chamber at `seq`. Everything in it is public but the order and length of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HostReply {
    /// The place in the log that it shows. Frames of the meeting go on from here.
    #[ts(type = "number")]
    pub seq: Seq,
    /// The meeting's clock (ms since 1970).
    #[ts(type = "number")]
    pub at: UnixMs,
    /// The meeting.
    pub meeting: MeetingCard,
    /// The candidates, in the host's order.
    pub shortlist: Vec<Card>,
    /// The suggestion on the chamber's screen.
    pub on_screen: Option<Card>,
    /// What was read out and waits for its answer, latest first, at most 20.
    pub read_out: Vec<Card>,
    /// What was answered, covered or deferred, latest first, at most 10.
    pub ended: Vec<Card>,
    /// Public suggestions without an outcome.
    pub open: u32,
}

/// `POST …/suggestions/{no}/floor`. Answered with the floor state that follows: `{"state":"answered","moment_ms":61000}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FloorBody {
    /// Put on the host's list.
    Shortlist,
    /// Take off the host's list.
    Unlist,
    /// Put on the screen.
    Show,
    /// Take off the screen.
    TakeDown,
    /// Answered in the chamber.
    Answer {
        /// Milliseconds from the start of the broadcast.
        #[serde(default)]
        moment_ms: Option<u32>,
    },
    /// Answered indirectly.
    Cover {
        /// Milliseconds from the start of the broadcast.
        #[serde(default)]
        moment_ms: Option<u32>,
    },
    /// Will be answered in writing.
    Defer,
    /// Ask a unit to respond; the latest request stands.
    Ask {
        /// Which unit, 1–40 characters.
        unit: String,
    },
    /// Take an outcome back.
    Reopen,
}

/// `POST …/stage`: what the chamber sees around the suggestions. Answered with the meeting's card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum StageBody {
    /// The big screen's view.
    View {
        /// Which one.
        #[ts(type = "'auto' | 'rank' | 'focus' | 'timer' | 'wait' | 'blank'")]
        view: ScreenView,
    },
    /// The broadcast's overlay; `off` clears it.
    Overlay {
        /// How.
        #[ts(type = "'off' | 'lower' | 'ticker' | 'rank' | 'qr' | 'timer'")]
        layout: OverlayLayout,
        /// Which suggestion is in the lower third; `null`: whichever is on the screen.
        #[serde(default)]
        #[ts(optional, type = "number | null")]
        no: Option<SuggestionNo>,
    },
    /// Who speaks now.
    Speaker {
        /// At most 40 characters; empty: the agenda item's own speaker.
        name: String,
    },
    /// The running item takes so many minutes longer.
    Extend {
        /// −120 to 120.
        minutes: i16,
    },
    /// The order of the host's list; what is on it and not named follows.
    Order {
        /// The candidates, first to last.
        #[ts(type = "number[]")]
        nos: Vec<SuggestionNo>,
    },
    /// A line of what is being said.
    Caption {
        /// Milliseconds from the start of the broadcast; `null`: now.
        #[serde(default)]
        #[ts(optional, type = "number | null")]
        moment_ms: Option<u32>,
        /// The line, 1–200 characters.
        text: String,
    },
}
