//! A job begins as it was counted, and ends one way or the other.

use std::sync::Arc;

use super::*;
use crate::invalidation::{Conditions, Ledger, LedgerStep};
use crate::{MeetingCode, PersonId, Role, Roles, Settings, StaffId, SuggestionNo};

const MINUTE: UnixMs = UnixMs(60_000);

fn picked() -> crate::invalidation::Picked {
    let mut ledger = Ledger::default();
    for place in 1..=2 {
        let person = PersonId([place as u8; 16]);
        ledger.add(LedgerStep { place, no: SuggestionNo(1), person, added: true, at: MINUTE, via: None });
    }
    ledger.pick(&conditions(), &[], None)
}

fn conditions() -> Conditions {
    Conditions { from: Some(MINUTE), ..Conditions::default() }
}

fn secretary() -> Actor {
    Actor::Staff { id: StaffId(1), roles: Roles::from_iter([Role::Secretary]) }
}

fn meeting() -> Meeting {
    Meeting::new("park2026".parse().unwrap(), MeetingCode::from_number(1), Settings::default())
}

fn begin(counted: u32, turn: u32) -> BeginInvalidation {
    BeginInvalidation {
        conditions: conditions(),
        reason: InvalidationReason::Burst,
        note: None,
        counted,
        turn,
        picked: Arc::new(picked()),
    }
}

#[test]
fn a_job_begins_only_as_it_was_counted() {
    let (mut meeting, at) = (meeting(), UnixMs(9));
    let senior = Actor::Staff { id: StaffId(2), roles: Roles::from_iter([Role::SeniorModerator]) };
    let tried =
        |meeting: &Meeting, begin: BeginInvalidation| begin.decide(meeting, &secretary(), at).map(|job| job.supports);
    assert_eq!(begin(2, 0).decide(&meeting, &senior, at), Err(Refusal::NotAllowed));
    assert_eq!(tried(&meeting, begin(2, 0)), Ok(2));
    assert_eq!(tried(&meeting, begin(5, 0)), Ok(2), "what people took back meanwhile is told as a difference");
    assert_eq!(tried(&meeting, begin(1, 0)), Err(Refusal::CountChanged { supports: 2 }));
    assert_eq!(tried(&meeting, begin(2, 1)), Err(Refusal::CountChanged { supports: 2 }));
    let other = BeginInvalidation { reason: InvalidationReason::Other, ..begin(2, 0) };
    assert_eq!(tried(&meeting, other), Err(Refusal::NoteNeeded));
    let none = BeginInvalidation { picked: Arc::default(), ..begin(2, 0) };
    assert_eq!(tried(&meeting, none), Err(Refusal::NoSupportsMeant));
    let job = begin(2, 0).decide(&meeting, &secretary(), at).unwrap();
    meeting.apply(&crate::Event::Staff(StaffEvent::InvalidationBegun(Box::new(job))));
    assert_eq!(tried(&meeting, begin(2, 1)), Err(Refusal::InvalidationAtWork { id: 1 }));
    meeting.phase = Phase::Archived { at };
    assert_eq!(tried(&meeting, begin(2, 1)), Err(Refusal::WrongPhase));
}

#[test]
fn a_job_is_cancelled_while_it_runs_and_reversed_when_it_is_done() {
    let (mut meeting, at) = (meeting(), UnixMs(9));
    let mut job = begin(2, 0).decide(&meeting, &secretary(), at).unwrap();
    let mut turn = |job: &mut Invalidation, event: StaffEvent| {
        job.apply(&event, UnixMs(20));
        meeting.apply(&crate::Event::Staff(event));
        meeting.clone()
    };
    let begun = StaffEvent::InvalidationBegun(Box::new(job.clone()));
    let now = turn(&mut job, begun);
    assert_eq!(job.reverse(&now, &secretary(), None), Err(Refusal::InvalidationAtWork { id: 1 }));
    let stopped = job.clone().cancel(&now, &secretary()).unwrap();
    let mut other = job.clone();
    turn(&mut other, stopped);
    assert_eq!((other.state, other.state.end()), (InvalidationState::Cancelling, InvalidationState::Cancelled));
    let ended = job.end(Vec::new());
    let now = turn(&mut job, ended);
    assert_eq!((job.state, now.invalidation_at_work), (InvalidationState::Done, None));
    assert_eq!(job.cancel(&now, &secretary()), Err(Refusal::InvalidationOver));
    let reversed = job.reverse(&now, &secretary(), None).unwrap();
    turn(&mut job, reversed);
    assert!(job.state.at_work() && job.changed_at == UnixMs(20));
    let ended = job.end(Vec::new());
    let now = turn(&mut job, ended);
    assert_eq!(job.state, InvalidationState::Reversed);
    assert_eq!(job.reverse(&now, &secretary(), None), Err(Refusal::InvalidationOver));
}
