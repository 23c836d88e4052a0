//! Links that open a big screen or a broadcast overlay, and what an open one asks every few seconds.

use domain::{Seq, UnixMs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::frame::Totals;

/// An open screen asks for its pulse this often, in ms: often enough that a revoked link goes dark within 10 s.
pub const PULSE_INTERVAL_MS: u64 = 3_000;

/// What a link opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ScreenKind {
    /// The chamber's big screen.
    Screen,
    /// The transparent page over a broadcast.
    Overlay,
}

/// `POST …/screens`: make a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ScreenBody {
    /// What it is to open.
    pub kind: ScreenKind,
    /// What staff call it: 1–40 characters.
    pub label: String,
}

/// The answer to `POST …/screens`: the only time that the token is told.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ScreenLink {
    /// Which link.
    pub id: u32,
    /// What it opens.
    pub kind: ScreenKind,
    /// What staff call it.
    pub label: String,
    /// Path and query of the page, the token in it.
    pub path: String,
}

/// A link as the list shows it, without its token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ScreenLine {
    /// Which link.
    pub id: u32,
    /// What it opens.
    pub kind: ScreenKind,
    /// What staff call it.
    pub label: String,
    /// When it was made (ms since 1970).
    #[ts(type = "number")]
    pub created_at: UnixMs,
    /// Since when it opens nothing any more; `null` while it does.
    #[ts(type = "number | null")]
    pub revoked_at: Option<UnixMs>,
}

/// The answer to `GET …/screens`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ScreenList {
    /// The links, the newest first.
    pub screens: Vec<ScreenLine>,
}

/// `GET /screen/{meeting}/pulse?k=` and `GET /overlay/{meeting}/pulse?k=`: what frames do not carry, and the proof that the link still holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ScreenPulse {
    /// The place in the log that the board shows: who is far behind it shows old numbers.
    #[ts(type = "number")]
    pub seq: Seq,
    /// The meeting's clock now (ms since 1970).
    #[ts(type = "number")]
    pub at: UnixMs,
    /// How many watch the meeting now.
    #[ts(type = "number")]
    pub online: u64,
    /// Sums over the public suggestions.
    pub totals: Totals,
    /// Whether citizens may see the meeting: before that there is no board to follow.
    pub open: bool,
    /// The time axis as SVG; empty for overlays, which have none.
    pub axis: String,
}
