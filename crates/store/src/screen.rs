//! Links of big screens and overlays as rows. What a token is, only `identity` knows; what a kind shows, only `gateway`.

use domain::{MeetingId, StaffId, UnixMs};

use crate::error::StoreError;

/// What a link opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScreenKind {
    /// The chamber's big screen.
    Screen,
    /// The transparent page over a broadcast.
    Overlay,
}

impl ScreenKind {
    /// The word in the row.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Screen => "screen",
            Self::Overlay => "overlay",
        }
    }

    /// The kind with this word.
    pub(crate) fn of(word: &str) -> Option<Self> {
        [Self::Screen, Self::Overlay].into_iter().find(|kind| kind.word() == word)
    }
}

/// A link to be made.
#[derive(Debug, Clone)]
pub struct NewScreen {
    /// The meeting that it shows.
    pub meeting: MeetingId,
    /// What it opens.
    pub kind: ScreenKind,
    /// What staff call it.
    pub label: String,
    /// SHA-256 of its token.
    pub token_hash: [u8; 32],
    /// Who made it.
    pub created_by: StaffId,
    /// When.
    pub created_at: UnixMs,
}

/// One link. Its token's hash stays in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenRow {
    /// Its id, from 1, unique over all meetings.
    pub id: u32,
    /// What it opens.
    pub kind: ScreenKind,
    /// What staff call it.
    pub label: String,
    /// Who made it.
    pub created_by: StaffId,
    /// When.
    pub created_at: UnixMs,
    /// Since when it opens nothing any more.
    pub revoked_at: Option<UnixMs>,
}

/// Columns `id, kind, label, created_by, created_at, revoked_at`.
pub(crate) type ScreenColumns = (i64, String, String, i64, i64, Option<i64>);

/// A link from its columns.
pub(crate) fn row(columns: ScreenColumns) -> Result<ScreenRow, StoreError> {
    let (id, kind, label, created_by, created_at, revoked_at) = columns;
    Ok(ScreenRow {
        id: id as u32,
        kind: self::kind(&kind)?,
        label,
        created_by: StaffId(created_by as u32),
        created_at: UnixMs(created_at),
        revoked_at: revoked_at.map(UnixMs),
    })
}

/// Column `kind`.
pub(crate) fn kind(word: &str) -> Result<ScreenKind, StoreError> {
    ScreenKind::of(word).ok_or_else(|| StoreError::row("screens"))
}
