//! Links of big screens and overlays. A link is found by the hash of its token, within its meeting, until it is revoked.

use domain::{MeetingId, UnixMs};

use crate::error::StoreError;
use crate::screen::{NewScreen, ScreenKind, ScreenRow};
use crate::store::Store;

/// Links of one meeting that may be open at the same time.
pub const SCREENS_OPEN_MAX: u32 = 50;
/// Links of one meeting in a list, the newest first.
pub const SCREENS_LISTED_MAX: usize = 200;

impl Store {
    /// Makes a link. `None` while the meeting has [`SCREENS_OPEN_MAX`] that are not revoked.
    pub async fn create_screen(&self, new: NewScreen) -> Result<Option<ScreenRow>, StoreError> {
        let meeting = new.meeting.clone();
        // The meeting's head is held: two at once cannot both be the last that fits.
        self.aside(Some(&meeting), move |rows| {
            let new = new.clone();
            Box::pin(async move {
                if rows.open_screens(&new.meeting).await? >= SCREENS_OPEN_MAX {
                    return Ok(None);
                }
                rows.insert_screen(&new).await.map(Some)
            })
        })
        .await
    }

    /// What the link with this token opens in this meeting; `None` when there is none or it is revoked.
    pub async fn screen(&self, meeting: &MeetingId, token_hash: [u8; 32]) -> Result<Option<ScreenKind>, StoreError> {
        self.read().await?.screen(meeting, &token_hash).await
    }

    /// The meeting's links, revoked ones too, the newest first, at most [`SCREENS_LISTED_MAX`].
    pub async fn screens(&self, meeting: &MeetingId) -> Result<Vec<ScreenRow>, StoreError> {
        self.read().await?.screens(meeting, SCREENS_LISTED_MAX).await
    }

    /// Ends a link; ending it again changes nothing. False when the meeting has no such link.
    pub async fn revoke_screen(&self, meeting: &MeetingId, id: u32, at: UnixMs) -> Result<bool, StoreError> {
        let meeting = meeting.clone();
        self.aside(None, move |rows| {
            let meeting = meeting.clone();
            Box::pin(async move { rows.revoke_screen(&meeting, id, at).await })
        })
        .await
    }
}
