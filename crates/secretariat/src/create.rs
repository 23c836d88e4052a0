//! `POST /api/v1/meetings`: a new meeting, in draft.

use axum::Json;
use axum::extract::State;
use domain::CommandKind;
use http::StatusCode;
use identity::CurrentStaff;
use protocol::frame::MeetingCard;
use protocol::secretariat::{MeetingBody, MeetingReply};
use protocol::{ErrorCode, JsonBody, Problem};
use store::{ChangeError, StoreError};

use crate::access::{check, permit, refused};
use crate::state::SecretariatState;

/// Tries to find an id and a code that no other meeting has. Among 900,000 codes eight in a row are taken only when nearly all are.
const NAMING_TRIES_MAX: usize = 8;

pub(crate) async fn create(
    State(state): State<SecretariatState>,
    staff: CurrentStaff,
    JsonBody(body): JsonBody<MeetingBody>,
) -> Result<(StatusCode, Json<MeetingReply>), Problem> {
    let actor = permit(&staff, CommandKind::CreateMeeting)?;
    check(&body.settings)?;
    for _ in 0..NAMING_TRIES_MAX {
        let (id, code) = (identity::random_meeting_id(), identity::random_code());
        match state.store.create_meeting(&actor, id, code, body.settings.clone()).await {
            Ok(meeting) => {
                let reply = MeetingReply { id: meeting.id.clone(), code, meeting: MeetingCard::from(&meeting) };
                return Ok((StatusCode::CREATED, Json(reply)));
            }
            Err(ChangeError::Fault(StoreError::Taken { .. })) => {}
            Err(error) => return Err(refused(error, state.clock.now())),
        }
    }
    tracing::error!("no free meeting code in {NAMING_TRIES_MAX} tries");
    Err(Problem::new(ErrorCode::Internal))
}
