//! From a request to a permitted wish, and from a refusal to a problem: what every operation here shares.
//!
//! Permission is asked of the domain's role × command table only.

use domain::{Actor, CommandKind, Settings, UnixMs};
use identity::CurrentStaff;
use protocol::{ErrorCode, Problem};
use store::{ChangeError, StoreError};

/// The record of a meeting is for those who set it up or run it.
const READS_RECORD: [CommandKind; 2] = [CommandKind::ReviseMeeting, CommandKind::RunMeeting];
/// Lists of meetings are for everybody who works in one; accounts that only administer see none.
const WORKS_IN_MEETINGS: [CommandKind; 6] = [
    CommandKind::Submit,
    CommandKind::Review,
    CommandKind::SetIntake,
    CommandKind::Floor,
    CommandKind::ReviseMeeting,
    CommandKind::RunMeeting,
];

/// Refused as `not_allowed` unless the table lets this account give such a command.
pub(crate) fn permit(staff: &CurrentStaff, kind: CommandKind) -> Result<Actor, Problem> {
    permit_any(staff, &[kind])
}

/// Refused unless the account may read the results.
pub(crate) fn permit_record(staff: &CurrentStaff) -> Result<Actor, Problem> {
    permit_any(staff, &READS_RECORD)
}

/// Refused unless the account may know of meetings that are not announced.
pub(crate) fn permit_list(staff: &CurrentStaff) -> Result<Actor, Problem> {
    permit_any(staff, &WORKS_IN_MEETINGS)
}

fn permit_any(staff: &CurrentStaff, kinds: &[CommandKind]) -> Result<Actor, Problem> {
    let actor = staff.actor();
    let may = kinds.iter().any(|kind| actor.may(*kind));
    if may { Ok(actor) } else { Err(Problem::new(ErrorCode::NotAllowed)) }
}

/// Refused as `bad_field`, with the field's name, when a setting is outside its range.
pub(crate) fn check(settings: &Settings) -> Result<(), Problem> {
    match settings.fault() {
        None => Ok(()),
        Some(field) => Err(Problem::new(ErrorCode::BadField).field(field)),
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
    if matches!(error, StoreError::Busy | StoreError::Closed) {
        return busy();
    }
    identity::fault(&error)
}

fn busy() -> Problem {
    Problem::new(ErrorCode::Busy).retry_after(BUSY_RETRY_S).value("s", BUSY_RETRY_S)
}
