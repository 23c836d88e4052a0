//! From a request to a permitted wish, and from a refusal to a problem: what every operation here shares.
//!
//! Permission is asked of the domain's role × command table only.

use domain::{Actor, BadText, CommandKind, Note, StaffId, UnixMs};
use identity::CurrentStaff;
use protocol::{ErrorCode, Problem};
use store::{ChangeError, Holder, StoreError};

/// The longest console name, in characters.
const CONSOLE_CHARS_MAX: usize = 40;

/// Who asks, once the table lets them.
pub(crate) struct Permitted {
    pub(crate) id: StaffId,
    pub(crate) actor: Actor,
}

/// Refused as `not_allowed` unless the table lets this account give such a command.
pub(crate) fn permit(staff: &CurrentStaff, kind: CommandKind) -> Result<Permitted, Problem> {
    let actor = staff.actor();
    if actor.may(kind) { Ok(Permitted { id: staff.id(), actor }) } else { Err(Problem::new(ErrorCode::NotAllowed)) }
}

/// Refused as `not_allowed` unless the table lets this account give one of such commands.
pub(crate) fn permit_any(staff: &CurrentStaff, kinds: &[CommandKind]) -> Result<(), Problem> {
    let actor = staff.actor();
    if kinds.iter().any(|kind| actor.may(*kind)) { Ok(()) } else { Err(Problem::new(ErrorCode::NotAllowed)) }
}

/// The holder of leases that a console of this account is. Refused unless the name has 1–40 characters of `a-zA-Z0-9_-`.
pub(crate) fn holder(staff: StaffId, console: &str) -> Result<Holder, Problem> {
    let fits = (1..=CONSOLE_CHARS_MAX).contains(&console.len())
        && console.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    if fits {
        Ok(Holder { staff, console: console.to_owned() })
    } else {
        Err(Problem::new(ErrorCode::BadField).field("console"))
    }
}

/// A note as a value type; nothing but blanks is no note.
pub(crate) fn note(text: Option<&str>) -> Result<Option<Note>, Problem> {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
        return Ok(None);
    };
    Note::new(text).map(Some).map_err(|bad| bad_text(bad).field("note"))
}

/// The problem that a text's fault is.
pub(crate) fn bad_text(bad: BadText) -> Problem {
    match bad {
        BadText::TooShort { chars, min } => {
            Problem::new(ErrorCode::TextTooShort).value("chars", chars).value("min", min)
        }
        BadText::TooLong { chars, max } => Problem::new(ErrorCode::TextTooLong).value("chars", chars).value("max", max),
        BadText::Control { at } => Problem::new(ErrorCode::TextBadCharacter).value("at", at),
    }
}

/// Seconds after which a full writer's queue is worth another try.
const BUSY_RETRY_S: u32 = 1;

/// The problem that a change's refusal is; a fault is logged here, once.
pub(crate) fn refused(error: ChangeError, now: UnixMs) -> Problem {
    match error {
        ChangeError::Refused(refusal) => Problem::refused(refusal, now),
        ChangeError::Busy | ChangeError::Closed => busy(),
        ChangeError::KeyReused => Problem::new(ErrorCode::KeyReused),
        ChangeError::Fault(error) => fault(error),
    }
}

/// The problem that a failed read is; logged here, once.
#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` gives")]
pub(crate) fn fault(error: StoreError) -> Problem {
    // Also what another connection was in the way of: the same request may succeed a moment later.
    if matches!(error, StoreError::Busy | StoreError::Closed) || error.passes() {
        return busy();
    }
    identity::fault(&error)
}

fn busy() -> Problem {
    Problem::new(ErrorCode::Busy).retry_after(BUSY_RETRY_S).value("s", BUSY_RETRY_S)
}
