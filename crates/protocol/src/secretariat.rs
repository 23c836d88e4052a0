//! The secretary's desk: set-up, running, results.

use domain::{AgendaNo, MeetingCode, MeetingId, Phase, RejectReason, ReviewKind, Settings, SuggestionNo, UnixMs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::frame::MeetingCard;

/// `POST /api/v1/meetings` (create) and `PUT /api/v1/meetings/{meeting}` (revise).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeetingBody {
    /// The settings.
    pub settings: Settings,
}

/// The answer to creating: 201.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MeetingReply {
    /// Its id.
    #[ts(type = "string")]
    pub id: MeetingId,
    /// Its six-digit code.
    #[ts(type = "string")]
    pub code: MeetingCode,
    /// Its public face.
    pub meeting: MeetingCard,
}

/// `GET /api/v1/meetings`: what the reader may see, newest first (drafts for staff only).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MeetingList {
    /// At most 200.
    pub meetings: Vec<MeetingLine>,
}

/// A meeting in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MeetingLine {
    /// Its id.
    #[ts(type = "string")]
    pub id: MeetingId,
    /// Its six-digit code.
    #[ts(type = "string")]
    pub code: MeetingCode,
    /// The topic.
    pub title: String,
    /// Where it stands.
    #[ts(type = "{ state: string, since?: number, ended?: number, at?: number }")]
    pub phase: Phase,
    /// When the broadcast is planned.
    #[ts(type = "number | null")]
    pub starts_at: Option<UnixMs>,
}

/// `POST /api/v1/meetings/{meeting}/run`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "action", rename_all = "snake_case", deny_unknown_fields)]
pub enum RunBody {
    /// Open the pre-collection window.
    Open,
    /// The broadcast starts.
    GoLive,
    /// This agenda item begins.
    StartItem {
        /// From 1.
        #[ts(type = "number")]
        item: AgendaNo,
    },
    /// The item after the running one begins.
    NextItem,
    /// The broadcast ends.
    EndLive,
    /// No more changes by citizens.
    Close,
    /// The record is complete.
    Archive,
}

/// `GET /api/v1/meetings/{meeting}/results`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ResultsReply {
    /// The meeting.
    pub meeting: MeetingCard,
    /// The meeting's clock when this was made.
    #[ts(type = "number")]
    pub at: UnixMs,
    /// The log's head that it shows.
    #[ts(type = "number")]
    pub seq: domain::Seq,
    /// The sums.
    pub totals: ResultTotals,
    /// Not taken up, by reason, most frequent first.
    pub reasons: Vec<ReasonCount>,
    /// Public suggestions in their order, then the rest by number.
    pub rows: Vec<ResultRow>,
    /// Arrivals and backings per bucket, for the ridge.
    pub ridge: Ridge,
}

/// Sums over all suggestions of a meeting. `received` = the sum of all the states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct ResultTotals {
    /// Handed in.
    pub received: u32,
    /// Public.
    pub published: u32,
    /// Living on in another.
    pub merged: u32,
    /// Not taken up.
    pub rejected: u32,
    /// Given back.
    pub returned: u32,
    /// Out of sight.
    pub hidden: u32,
    /// Taken back.
    pub withdrawn: u32,
    /// Still to be decided (in the undo window included).
    pub pending: u32,
    /// Backings of public suggestions, without those that are set aside.
    #[ts(type = "number")]
    pub supports: u64,
    /// How many more of them are set aside.
    #[ts(type = "number")]
    #[serde(default)]
    pub aside: u64,
    /// Different people who suggested or backed.
    pub people: u32,
    /// Waiting time from receipt to decision, median, ms of the meeting's clock.
    #[ts(type = "number")]
    pub p50_wait_ms: i64,
    /// The same, 95th percentile.
    #[ts(type = "number")]
    pub p95_wait_ms: i64,
}

/// How many were not taken up for a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReasonCount {
    /// The reason's code.
    #[ts(type = "string")]
    pub reason: RejectReason,
    /// How many.
    pub count: u32,
}

/// One suggestion in the results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ResultRow {
    /// Its number.
    #[ts(type = "number")]
    pub no: SuggestionNo,
    /// Its place; ties share one; `null` when it is not public.
    pub rank: Option<u32>,
    /// The public text, or the author's where it never became public; empty when it is out of sight.
    pub text: String,
    /// Its review state.
    #[ts(type = "string")]
    pub state: ReviewKind,
    /// Its agenda item.
    #[ts(type = "number | null")]
    pub agenda_item: Option<AgendaNo>,
    /// Its backers, without those whose support is set aside.
    pub supports: u32,
    /// How many more back it whose support is set aside.
    #[serde(default)]
    pub aside: u32,
    /// Its place if nobody's support were set aside.
    #[serde(default)]
    pub rank_with: Option<u32>,
    /// Suggestions merged into it.
    pub merged: u32,
    /// Where it lives on.
    #[ts(type = "number | null")]
    pub merged_into: Option<SuggestionNo>,
    /// Why it was returned, rejected or hidden.
    #[ts(type = "string | null")]
    pub reason: Option<RejectReason>,
    /// The place meant.
    pub area: Option<String>,
    /// The name shown.
    pub display_name: Option<String>,
    /// The broadcast moment.
    pub moment_ms: Option<u32>,
    /// When it was handed in.
    #[ts(type = "number")]
    pub submitted_at: UnixMs,
    /// When it was published or otherwise ended.
    #[ts(type = "number | null")]
    pub decided_at: Option<UnixMs>,
    /// Where it stands on the floor.
    pub floor: String,
}

/// Counts over time.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Ridge {
    /// When the first bucket begins (ms since 1970).
    #[ts(type = "number")]
    pub from: UnixMs,
    /// Length of a bucket in ms.
    #[ts(type = "number")]
    pub bucket_ms: i64,
    /// Suggestions handed in, at most 240 buckets.
    pub suggestions: Vec<u32>,
    /// Backings, the same buckets.
    pub supports: Vec<u32>,
}

/// Formats of `GET /api/v1/meetings/{meeting}/export?format=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// A workbook.
    Xlsx,
    /// UTF-8 with byte order mark.
    Csv,
    /// With a published schema.
    Json,
}
