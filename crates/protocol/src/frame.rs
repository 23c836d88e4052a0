//! What watchers receive: the board (a snapshot over HTTP), frames (changes over a socket, SSE or segments).
//!
//! Every item carries absolute values, so applying one twice does no harm, and *board at seq n + frames after n = fresh board*.

use domain::{
    AgendaItem, AgendaNo, Edit, EditKind, Floor, Intake, Meeting, MeetingCode, MeetingId, Overlay, Phase, Policy,
    ScreenView, Seq, SuggestionNo, Supplement, UnixMs, UnpublishedBecause, Windows,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Suggestions on the first page of a board, and the default page size.
pub const BOARD_PAGE: usize = 50;
/// The largest page that may be asked for.
pub const BOARD_PAGE_MAX: usize = 200;
/// A frame at most this often per meeting.
pub const FRAME_INTERVAL_MS: u64 = 250;
/// Length of a segment on the meeting's log clock.
pub const SEGMENT_MS: i64 = 2_000;

/// A public suggestion as a card shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Card {
    /// Its number, which is also its id.
    #[ts(type = "number")]
    pub no: SuggestionNo,
    /// The public text.
    pub text: String,
    /// Its agenda item, from 1.
    #[ts(type = "number | null")]
    pub agenda_item: Option<AgendaNo>,
    /// The broadcast moment, ms from the start.
    pub moment_ms: Option<u32>,
    /// The place meant.
    pub area: Option<String>,
    /// The name shown.
    pub display_name: Option<String>,
    /// When it was handed in (ms since 1970).
    #[ts(type = "number")]
    pub submitted_at: UnixMs,
    /// When it became public (ms since 1970).
    #[ts(type = "number")]
    pub published_at: UnixMs,
    /// How many people back it.
    pub supports: u32,
    /// How many suggestions were merged into it.
    pub merged: u32,
    /// Whether staff or a mask changed the wording.
    pub edited: bool,
    /// In what way staff changed the wording, where they did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub edit: Option<CardEdit>,
    /// Close suggestions that stand beside it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<u32>>", optional)]
    pub related: Vec<SuggestionNo>,
    /// What was merged into it and stands below it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<CardSupplement>>", optional)]
    pub supplements: Vec<CardSupplement>,
    /// The unit that the chair asked to respond.
    pub asked: Option<String>,
    /// Where it stands on the floor.
    #[ts(type = "{ state: string, moment_ms?: number | null }")]
    pub floor: Floor,
}

/// A change of wording by staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CardEdit {
    /// In what way.
    #[ts(type = "'typo' | 'mask' | 'shorten'")]
    pub kind: EditKind,
    /// What it said before, personal data masked; `null` where that would uncover what was covered.
    pub before: Option<String>,
}

/// A text that was merged in and stands below.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CardSupplement {
    /// The number that it had.
    #[ts(type = "number")]
    pub no: SuggestionNo,
    /// The public text.
    pub text: String,
}

impl From<&Edit> for CardEdit {
    fn from(edit: &Edit) -> Self {
        Self { kind: edit.kind, before: edit.before.as_ref().map(|text| text.as_str().to_owned()) }
    }
}

impl From<&Supplement> for CardSupplement {
    fn from(supplement: &Supplement) -> Self {
        Self { no: supplement.no, text: supplement.text.as_str().to_owned() }
    }
}

/// What everybody may know of the meeting itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MeetingCard {
    /// Its id.
    #[ts(type = "string")]
    pub id: MeetingId,
    /// Its six-digit code.
    #[ts(type = "string")]
    pub code: MeetingCode,
    /// The topic.
    pub title: String,
    /// The body that holds it.
    pub organiser: String,
    /// What it is about.
    pub summary: String,
    /// HLS address; empty without a broadcast.
    pub stream_url: String,
    /// Address of the broadcast's sound alone; empty without one.
    #[serde(default)]
    pub audio_url: String,
    /// Address of the broadcast's captions (`WebVTT`); empty without any.
    #[serde(default)]
    pub captions_url: String,
    /// Seconds that the broadcast is behind, where the stream itself does not say.
    #[serde(default)]
    pub stream_delay_s: u16,
    /// The responsible units that may be asked to respond.
    #[serde(default)]
    pub units: Vec<String>,
    /// The other sites that may show the meeting in a frame.
    #[serde(default)]
    pub embed_from: Vec<String>,
    /// When the broadcast is planned to start.
    #[ts(type = "number | null")]
    pub starts_at: Option<UnixMs>,
    /// Where it stands.
    #[ts(type = "{ state: string, since?: number, ended?: number, at?: number }")]
    pub phase: Phase,
    /// How fast suggestions are taken.
    #[ts(type = "{ mode: 'normal' | 'slow' | 'paused', interval_s?: number }")]
    pub intake: Intake,
    /// After how many published suggestions an author is public before a reviewer looks; absent: nobody is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub autoclear: Option<u8>,
    /// The agenda item running now.
    #[ts(type = "number | null")]
    pub current_item: Option<AgendaNo>,
    /// The suggestion on the chamber's screen now.
    #[ts(type = "number | null")]
    pub on_screen: Option<SuggestionNo>,
    /// What the big screen shows.
    #[serde(default)]
    #[ts(type = "'auto' | 'rank' | 'focus' | 'timer' | 'wait' | 'blank'")]
    pub screen: ScreenView,
    /// What the broadcast's overlay shows.
    #[serde(default)]
    #[ts(type = "{ layout: 'off' | 'lower' | 'ticker' | 'rank' | 'qr' | 'timer', no: number | null }")]
    pub overlay: Overlay,
    /// Who speaks now; empty: the running item's own speaker.
    #[serde(default)]
    pub speaker: String,
    /// The agenda.
    #[ts(
        type = "Array<{ title: string, speaker: string, planned_minutes: number, started_at: number | null, ended_at: number | null }>"
    )]
    pub agenda: Vec<AgendaItem>,
    /// When suggestions are taken.
    #[ts(type = "{ pre: boolean, live: boolean, late: boolean, late_until: number | null }")]
    pub windows: Windows,
    /// The rules.
    #[ts(type = "Record<string, string | number | boolean>")]
    pub policy: Policy,
}

impl From<&Meeting> for MeetingCard {
    fn from(meeting: &Meeting) -> Self {
        let settings = meeting.settings.clone();
        Self {
            id: meeting.id.clone(),
            code: meeting.code,
            title: settings.title,
            organiser: settings.organiser,
            summary: settings.summary,
            stream_url: settings.stream_url,
            audio_url: settings.audio_url,
            captions_url: settings.captions_url,
            stream_delay_s: settings.stream_delay_s,
            units: settings.units,
            embed_from: settings.embed_from,
            starts_at: settings.starts_at,
            phase: meeting.phase,
            intake: meeting.intake,
            autoclear: meeting.autoclear,
            current_item: meeting.current_item,
            on_screen: meeting.on_screen,
            screen: meeting.screen,
            overlay: meeting.overlay,
            speaker: meeting.speaker.as_ref().map(|name| name.as_str().to_owned()).unwrap_or_default(),
            agenda: settings.agenda,
            windows: settings.windows,
            policy: settings.policy,
        }
    }
}

/// Sums over the public suggestions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Totals {
    /// Public suggestions.
    pub suggestions: u32,
    /// Backings of public suggestions.
    #[ts(type = "number")]
    pub supports: u64,
    /// Suggestions that live on in a public one.
    pub merged: u32,
}

/// How a board's suggestions are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BoardOrder {
    /// Most backed first; then the earlier published; then the lower number.
    #[default]
    Supports,
    /// Latest published first.
    Newest,
    /// By number.
    No,
}

/// A snapshot at `seq`: `GET …/board?order=&agenda_item=&page=&limit=`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Board {
    /// The place in the log that it shows. Ask for frames `since` this.
    #[ts(type = "number")]
    pub seq: Seq,
    /// The meeting's clock when it was made (ms since 1970).
    #[ts(type = "number")]
    pub at: UnixMs,
    /// The meeting.
    pub meeting: MeetingCard,
    /// Sums over all public suggestions, not only this page.
    pub totals: Totals,
    /// How the suggestions are ordered.
    pub order: BoardOrder,
    /// This page, from 1.
    pub page: u32,
    /// How many pages there are (at least 1).
    pub pages: u32,
    /// The suggestions of this page.
    pub suggestions: Vec<Card>,
}

/// The changes of a stretch of the log, `from` and `to` included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Frame {
    /// The first place covered: one after what the reader has, or earlier.
    #[ts(type = "number")]
    pub from: Seq,
    /// The last place covered.
    #[ts(type = "number")]
    pub to: Seq,
    /// The public changes among them, in order, counts coalesced.
    pub items: Vec<Item>,
}

/// One public change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum Item {
    /// A suggestion became public (or public again).
    Published(Card),
    /// A suggestion is no longer public.
    Unpublished {
        /// Which one.
        #[ts(type = "number")]
        no: SuggestionNo,
        /// Why.
        #[ts(type = "'withdrawn' | 'edited' | 'hidden' | 'declined' | 'reopened'")]
        because: UnpublishedBecause,
    },
    /// A suggestion lives on in another (it may never have been public itself).
    Merged {
        /// The one that ended.
        #[ts(type = "number")]
        no: SuggestionNo,
        /// The one that goes on.
        #[ts(type = "number")]
        into: SuggestionNo,
        /// Backers of the one that goes on.
        supports: u32,
        /// Suggestions merged into it.
        merged: u32,
        /// The text of the one that ended, where it stands below the other from now on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        supplement: Option<String>,
    },
    /// A merge was taken back. If the suggestion is public for itself again, that follows.
    Unmerged {
        /// The one that stands for itself again.
        #[ts(type = "number")]
        no: SuggestionNo,
        /// The one that it had been merged into.
        #[ts(type = "number")]
        into: SuggestionNo,
        /// Backers of that one.
        supports: u32,
        /// Suggestions merged into it.
        merged: u32,
    },
    /// New numbers of backers: pairs of number and backers.
    Supports {
        /// `[[no, supports], …]`, each suggestion at most once.
        #[ts(type = "Array<[number, number]>")]
        totals: Vec<(SuggestionNo, u32)>,
    },
    /// A step on the floor.
    Floor {
        /// Which suggestion.
        #[ts(type = "number")]
        no: SuggestionNo,
        /// Its new state.
        #[ts(type = "{ state: string, moment_ms?: number | null }")]
        floor: Floor,
    },
    /// The chair asked a unit to respond.
    Asked {
        /// To which suggestion.
        #[ts(type = "number")]
        no: SuggestionNo,
        /// Which unit.
        unit: String,
    },
    /// A line of what is being said. It is not part of the board.
    Caption {
        /// The broadcast moment, ms from the start.
        moment_ms: u32,
        /// The line.
        text: String,
    },
    /// The meeting itself changed: phase, item, intake or settings.
    Meeting {
        /// Its whole new public face.
        meeting: Box<MeetingCard>,
    },
}

/// What a socket or event stream says when it cannot go on from `since`: fetch the board again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Resync {
    /// Always `true`; the field's presence tells it from a frame.
    pub resync: bool,
    /// The head of the log now.
    #[ts(type = "number")]
    pub seq: Seq,
}

/// `…/feed/live.json`: which segments there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LiveSegments {
    /// The number of the newest closed segment; segment numbers are the log clock divided by 2,000 ms.
    #[ts(type = "number")]
    pub newest: i64,
    /// The last place in the log that the closed segments cover.
    #[ts(type = "number")]
    pub seq: Seq,
    /// The newest segments that are not empty, oldest first: number and the places that each covers.
    pub segments: Vec<SegmentRange>,
    /// Length of a segment in ms.
    #[ts(type = "number")]
    pub segment_ms: i64,
}

/// A segment's number and range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SegmentRange {
    /// `…/feed/{n}.json`.
    #[ts(type = "number")]
    pub n: i64,
    /// First place covered.
    #[ts(type = "number")]
    pub from: Seq,
    /// Last place covered.
    #[ts(type = "number")]
    pub to: Seq,
}

/// `…/feed/{n}.json`: one segment; immutable, the same bytes from every node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Segment {
    /// Its number.
    #[ts(type = "number")]
    pub n: i64,
    /// The changes of these two seconds, as one frame.
    #[serde(flatten)]
    pub frame: Frame,
}
