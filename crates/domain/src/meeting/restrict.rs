//! Deciding who may not write for a while, and whom that keeps from what.

use crate::restriction::{
    BRIEF_MUTE_MINUTES_MAX, RESTRICTION_MINUTES_MAX, RESTRICTIONS_MAX, Restrict, Restriction, RestrictionKind,
};
use crate::{Actor, CommandKind, Meeting, PersonId, Phase, Refusal, StaffEvent, StaffId, UnixMs};

impl Meeting {
    /// What keeps this person from writing now.
    pub fn restriction_of(&self, person: PersonId, now: UnixMs) -> Option<&Restriction> {
        self.restrictions.get(&person).filter(|restriction| restriction.holds(now))
    }

    /// Refused when this person may not hand in or reword suggestions now.
    pub fn lets_suggest(&self, person: PersonId, now: UnixMs) -> Result<(), Refusal> {
        self.restriction_of(person, now).map_or(Ok(()), |restriction| Err(refusal_of(restriction)))
    }

    /// Refused when this person may not back or answer now.
    pub fn lets_back(&self, person: PersonId, now: UnixMs) -> Result<(), Refusal> {
        match self.restriction_of(person, now) {
            Some(suspended) if suspended.kind == RestrictionKind::Suspend => Err(refusal_of(suspended)),
            _ => Ok(()),
        }
    }

    pub(super) fn restrict(
        &self,
        actor: &Actor,
        by: StaffId,
        wish: &Restrict,
        now: UnixMs,
    ) -> Result<StaffEvent, Refusal> {
        let brief =
            wish.kind == RestrictionKind::Mute && wish.minutes.is_some_and(|minutes| minutes <= BRIEF_MUTE_MINUTES_MAX);
        let there = self.restriction_of(wish.person, now);
        if !actor.may(if brief { CommandKind::MuteBriefly } else { CommandKind::Restrict }) {
            return Err(Refusal::NotAllowed);
        }
        // What may not be lifted may not be replaced by something milder either.
        if let Some(there) = there {
            may_lift(actor, by, there)?;
        }
        if matches!(self.phase, Phase::Closed { .. }) {
            return Err(Refusal::WrongPhase);
        }
        if wish.minutes.is_some_and(|minutes| !(1..=RESTRICTION_MINUTES_MAX).contains(&minutes)) {
            return Err(Refusal::BadDuration { max: RESTRICTION_MINUTES_MAX });
        }
        if there.map(|there| there.id) != wish.replaces {
            return Err(Refusal::AlreadyRestricted);
        }
        let running = self.restrictions.values().filter(|one| one.holds(now)).count();
        if there.is_none() && running >= RESTRICTIONS_MAX {
            return Err(Refusal::TooManyRestrictions { max: RESTRICTIONS_MAX as u32 });
        }
        Ok(StaffEvent::Restricted {
            person: wish.person,
            restriction: Box::new(Restriction {
                id: self.last_restriction + 1,
                kind: wish.kind,
                reason: wish.reason,
                note: wish.note.clone(),
                no: wish.no.map(|no| self.known(no)).transpose()?,
                at: now,
                until: wish.minutes.map(|minutes| now.plus_s(minutes * 60)),
                by,
            }),
        })
    }

    pub(super) fn lift(&self, actor: &Actor, by: StaffId, id: u32, now: UnixMs) -> Result<StaffEvent, Refusal> {
        let found = self.restrictions.iter().find(|(_, one)| one.id == id && one.holds(now));
        // Whoever may restrict nobody learns nothing of who is.
        if !actor.may(CommandKind::MuteBriefly) {
            return Err(Refusal::NotAllowed);
        }
        let (person, there) = found.ok_or(Refusal::NothingToUndo)?;
        may_lift(actor, by, there)?;
        Ok(StaffEvent::Lifted { id, person: *person, no: there.no, by })
    }

    /// Whether this actor may end that restriction early: one's own brief mute, or anybody's with the right to restrict.
    pub fn may_lift(actor: &Actor, by: StaffId, restriction: &Restriction) -> bool {
        may_lift(actor, by, restriction).is_ok()
    }

    pub(super) fn put_restriction(&mut self, person: PersonId, restriction: &Restriction) {
        // What has ended goes now: an end by itself is no event.
        self.restrictions.retain(|_, one| one.holds(restriction.at));
        self.last_restriction = restriction.id;
        self.restrictions.insert(person, restriction.clone());
    }
}

fn may_lift(actor: &Actor, by: StaffId, restriction: &Restriction) -> Result<(), Refusal> {
    let own = restriction.by == by && actor.may(CommandKind::MuteBriefly);
    if own || actor.may(CommandKind::Restrict) { Ok(()) } else { Err(Refusal::NotAllowed) }
}

fn refusal_of(restriction: &Restriction) -> Refusal {
    let Restriction { reason, until, .. } = *restriction;
    match restriction.kind {
        RestrictionKind::Mute => Refusal::Muted { reason, until },
        RestrictionKind::Suspend => Refusal::Suspended { reason, until },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DeskCommand, Event, MeetingCode, RejectReason, Role, Settings};

    const NOW: UnixMs = UnixMs(1_000_000);
    const PERSON: PersonId = PersonId([1; 16]);
    const OTHER: PersonId = PersonId([2; 16]);

    fn meeting() -> Meeting {
        let settings = Settings::default();
        Meeting {
            phase: Phase::Open,
            ..Meeting::new("park2026".parse().unwrap(), MeetingCode::from_number(1), settings)
        }
    }

    fn staff(id: u32, role: Role) -> Actor {
        Actor::Staff { id: StaffId(id), roles: [role].into_iter().collect() }
    }

    fn wish(kind: RestrictionKind, minutes: Option<u32>) -> Restrict {
        Restrict {
            person: PERSON,
            no: None,
            kind,
            reason: RejectReason::SpamFlood,
            note: None,
            minutes,
            replaces: None,
        }
    }

    fn carry_out(meeting: &mut Meeting, actor: &Actor, command: &DeskCommand, now: UnixMs) -> Result<(), Refusal> {
        let events: Vec<Event> = meeting.decide_desk(actor, command, now)?;
        for event in &events {
            meeting.apply(event);
        }
        Ok(())
    }

    #[test]
    fn a_mute_stops_suggestions_and_a_suspension_backing_too_until_it_ends() {
        let senior = staff(9, Role::SeniorModerator);
        let until = Some(NOW.plus_s(600));
        let reason = RejectReason::SpamFlood;
        for (kind, suggests, backs) in [
            (RestrictionKind::Mute, Err(Refusal::Muted { reason, until }), Ok(())),
            (
                RestrictionKind::Suspend,
                Err(Refusal::Suspended { reason, until }),
                Err(Refusal::Suspended { reason, until }),
            ),
        ] {
            let mut meeting = meeting();
            carry_out(&mut meeting, &senior, &DeskCommand::Restrict(wish(kind, Some(10))), NOW).unwrap();
            assert_eq!(meeting.lets_suggest(PERSON, NOW.plus_s(599)), suggests);
            assert_eq!(meeting.lets_back(PERSON, NOW.plus_s(599)), backs);
            assert_eq!(meeting.lets_suggest(OTHER, NOW), Ok(()));
            assert_eq!(meeting.lets_suggest(PERSON, NOW.plus_s(600)), Ok(()), "it ends by itself");
            assert_eq!(meeting.lets_back(PERSON, NOW.plus_s(600)), Ok(()));
        }
    }

    #[test]
    fn who_may_restrict_is_a_table() {
        use RestrictionKind as K;
        let cells = [(K::Mute, Some(60)), (K::Mute, Some(61)), (K::Mute, None), (K::Suspend, Some(1))];
        for (role, allowed) in [
            (Role::Moderator, [true, false, false, false]),
            (Role::SeniorModerator, [true; 4]),
            (Role::Secretary, [true; 4]),
            (Role::Chair, [false; 4]),
            (Role::Scribe, [false; 4]),
        ] {
            for ((kind, minutes), allowed) in cells.into_iter().zip(allowed) {
                let decided = meeting().decide_desk(&staff(3, role), &DeskCommand::Restrict(wish(kind, minutes)), NOW);
                assert_eq!(decided.is_ok(), allowed, "{role:?} {kind:?} {minutes:?}: {decided:?}");
            }
        }
    }

    #[test]
    fn a_second_restriction_names_the_first_and_a_lift_its_number() {
        let (senior, moderator) = (staff(9, Role::SeniorModerator), staff(3, Role::Moderator));
        let mut meeting = meeting();
        let mute = wish(RestrictionKind::Mute, Some(10));
        carry_out(&mut meeting, &moderator, &DeskCommand::Restrict(mute.clone()), NOW).unwrap();
        let again = carry_out(&mut meeting, &senior, &DeskCommand::Restrict(mute.clone()), NOW);
        assert_eq!(again, Err(Refusal::AlreadyRestricted), "a colleague was faster");
        let harder = Restrict { replaces: Some(1), ..wish(RestrictionKind::Suspend, None) };
        carry_out(&mut meeting, &senior, &DeskCommand::Restrict(harder), NOW).unwrap();
        assert_eq!(meeting.restriction_of(PERSON, NOW.plus_s(1_000_000)).map(|one| one.id), Some(2));
        let milder = Restrict { replaces: Some(2), ..mute.clone() };
        let milder = carry_out(&mut meeting, &moderator, &DeskCommand::Restrict(milder), NOW);
        assert_eq!(milder, Err(Refusal::NotAllowed), "what may not be lifted may not be made milder");
        assert_eq!(carry_out(&mut meeting, &senior, &DeskCommand::Lift { id: 1 }, NOW), Err(Refusal::NothingToUndo));
        assert_eq!(carry_out(&mut meeting, &moderator, &DeskCommand::Lift { id: 2 }, NOW), Err(Refusal::NotAllowed));
        carry_out(&mut meeting, &senior, &DeskCommand::Lift { id: 2 }, NOW).unwrap();
        assert_eq!(meeting.lets_back(PERSON, NOW), Ok(()));
        carry_out(&mut meeting, &moderator, &DeskCommand::Restrict(mute), NOW).unwrap();
        carry_out(&mut meeting, &moderator, &DeskCommand::Lift { id: 3 }, NOW).unwrap();
        assert_eq!(meeting.lets_suggest(PERSON, NOW), Ok(()), "one's own brief mute");
    }

    #[test]
    fn an_end_outside_the_range_and_one_too_many_are_refused() {
        let secretary = staff(1, Role::Secretary);
        let mut meeting = meeting();
        for minutes in [0, RESTRICTION_MINUTES_MAX + 1, u32::MAX] {
            let decided = carry_out(
                &mut meeting,
                &secretary,
                &DeskCommand::Restrict(wish(RestrictionKind::Mute, Some(minutes))),
                NOW,
            );
            assert_eq!(decided, Err(Refusal::BadDuration { max: RESTRICTION_MINUTES_MAX }), "{minutes}");
        }
        for at in 0..RESTRICTIONS_MAX as u8 {
            let wish = Restrict { person: PersonId([at; 16]), ..wish(RestrictionKind::Mute, Some(1)) };
            carry_out(&mut meeting, &secretary, &DeskCommand::Restrict(wish), NOW).unwrap();
        }
        let more = Restrict { person: PersonId([250; 16]), ..wish(RestrictionKind::Mute, Some(1)) };
        let full = carry_out(&mut meeting, &secretary, &DeskCommand::Restrict(more.clone()), NOW);
        assert_eq!(full, Err(Refusal::TooManyRestrictions { max: RESTRICTIONS_MAX as u32 }));
        carry_out(&mut meeting, &secretary, &DeskCommand::Restrict(more), NOW.plus_s(60)).unwrap();
        assert_eq!(meeting.restrictions.len(), 1, "what has ended made room");
    }

    #[test]
    fn meetings_kept_before_there_were_restrictions_are_read() {
        let kept = serde_json::to_value(meeting()).unwrap();
        assert!(kept.get("restrictions").is_none(), "and nothing is written of none");
        assert_eq!(serde_json::from_value::<Meeting>(kept).unwrap(), meeting());
        let mut restricted = meeting();
        let mute = DeskCommand::Restrict(wish(RestrictionKind::Mute, Some(10)));
        carry_out(&mut restricted, &staff(1, Role::Secretary), &mute, NOW).unwrap();
        let kept = serde_json::to_string(&restricted).unwrap();
        assert_eq!(serde_json::from_str::<Meeting>(&kept).unwrap(), restricted);
    }
}
