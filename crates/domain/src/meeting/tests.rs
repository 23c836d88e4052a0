//! The meeting machine as a table: every command in every phase, and what is refused.

use super::*;
use crate::{AgendaItem, Policy, Role, Roles, SubmittedSuggestion, Suggestion, SuggestionText, Windows};

const NOW: UnixMs = UnixMs(1_000_000);

fn actor(roles: &[Role]) -> Actor {
    Actor::Staff { id: crate::StaffId(1), roles: roles.iter().copied().collect::<Roles>() }
}

fn settings() -> Settings {
    let item = |title: &str| AgendaItem {
        title: title.to_owned(),
        speaker: String::new(),
        planned_minutes: 30,
        started_at: None,
        ended_at: None,
    };
    Settings {
        title: "公园城市规划建设".into(),
        organiser: String::new(),
        summary: String::new(),
        stream_url: String::new(),
        starts_at: None,
        agenda: vec![item("绿道"), item("公园")],
        windows: Windows::default(),
        policy: Policy::default(),
        ..Settings::default()
    }
}

fn meeting(phase: Phase) -> Meeting {
    let id = "park2026".parse().unwrap();
    Meeting { phase, ..Meeting::new(id, MeetingCode::from_number(48_392), settings()) }
}

/// The six phases in the order of a meeting's life.
fn phases() -> [Phase; 6] {
    let (since, ended, at) = (UnixMs(10), UnixMs(20), UnixMs(30));
    [
        Phase::Draft,
        Phase::Open,
        Phase::Live { since },
        Phase::Late { since, ended },
        Phase::Closed { at },
        Phase::Archived { at },
    ]
}

#[test]
fn every_command_in_every_phase_is_a_cell() {
    use MeetingCommand as C;
    let mut new_policy = settings();
    new_policy.policy.undo_s = 9;
    let mut new_title = settings();
    new_title.title = "另一个题目".into();
    // Columns: Draft Open Live Late Closed Archived. 'x' is allowed, '.' the wrong phase, 'l' locked rules, 'i' no such item.
    let table: [(C, &str); 10] = [
        (C::Revise(new_title), "xxxx.."),
        (C::Revise(new_policy), "xxll.."),
        (C::Open, "x....."),
        (C::GoLive, "xx...."),
        (C::StartItem(AgendaNo(2)), "..x..."),
        (C::StartItem(AgendaNo(3)), "..i..."),
        (C::EndLive, "..x..."),
        (C::Close, ".xxx.."),
        (C::Archive, "....x."),
        (C::SetIntake(Intake::Paused), ".xxx.."),
    ];
    for (command, row) in table {
        for (phase, cell) in phases().into_iter().zip(row.chars()) {
            let decided = meeting(phase).decide(&actor(&[Role::Secretary]), &command, NOW);
            let expected = match cell {
                'x' => None,
                'l' => Some(Refusal::RulesLocked),
                'i' => Some(Refusal::NoSuchItem),
                _ => Some(Refusal::WrongPhase),
            };
            assert_eq!(decided.err(), expected, "{command:?} in {phase:?}");
        }
    }
}

#[test]
fn every_allowed_command_leads_where_it_should() {
    let mut running = meeting(Phase::Draft);
    let mut after = |command: MeetingCommand, now: i64| {
        let events = running.decide(&actor(&[Role::Secretary]), &command, UnixMs(now)).unwrap();
        for event in &events {
            running.apply(event);
        }
        running.clone()
    };
    assert_eq!(after(MeetingCommand::Open, 1).phase, Phase::Open);
    assert_eq!(after(MeetingCommand::GoLive, 10).phase, Phase::Live { since: UnixMs(10) });
    let first = after(MeetingCommand::StartItem(AgendaNo(1)), 11);
    assert_eq!(first.current_item, Some(AgendaNo(1)));
    let second = after(MeetingCommand::StartItem(AgendaNo(2)), 20);
    assert_eq!(second.settings.agenda[0].ended_at, Some(UnixMs(20)));
    assert_eq!(second.settings.agenda[1].started_at, Some(UnixMs(20)));
    let back = after(MeetingCommand::StartItem(AgendaNo(1)), 25);
    assert_eq!((back.settings.agenda[0].started_at, back.settings.agenda[0].ended_at), (Some(UnixMs(11)), None));
    let slow = after(MeetingCommand::SetIntake(Intake::Slow { interval_s: 60 }), 26);
    assert_eq!((slow.intake, slow.interval_ms()), (Intake::Slow { interval_s: 60 }, 60_000));
    let late = after(MeetingCommand::EndLive, 30);
    assert_eq!((late.phase, late.current_item), (Phase::Late { since: UnixMs(10), ended: UnixMs(30) }, None));
    assert_eq!(late.settings.agenda[0].ended_at, Some(UnixMs(30)));
    assert_eq!(after(MeetingCommand::Close, 40).phase, Phase::Closed { at: UnixMs(40) });
    assert_eq!(after(MeetingCommand::Archive, 50).phase, Phase::Archived { at: UnixMs(50) });
}

#[test]
fn roles_that_may_not_are_refused_before_anything_else() {
    for (role, command) in [
        (Role::Moderator, MeetingCommand::Open),
        (Role::Chair, MeetingCommand::Revise(settings())),
        (Role::Scribe, MeetingCommand::SetIntake(Intake::Paused)),
    ] {
        let decided = meeting(Phase::Archived { at: NOW }).decide(&actor(&[role]), &command, NOW);
        assert_eq!(decided, Err(Refusal::NotAllowed), "{role:?} {command:?}");
    }
    let code = MeetingCode::from_number(1);
    assert_eq!(Meeting::create(&actor(&[Role::Moderator]), &settings(), code), Err(Refusal::NotAllowed));
    assert!(Meeting::create(&actor(&[Role::Secretary]), &settings(), code).is_ok());
}

#[test]
fn settings_outside_their_range_are_refused() {
    let changes: [fn(&mut Settings); 9] = [
        |settings| settings.title = "  ".into(),
        |settings| settings.title = "长".repeat(300),
        |settings| settings.summary = "长".repeat(5_000),
        |settings| settings.agenda = vec![settings.agenda[0].clone(); 61],
        |settings| settings.agenda[0].title.clear(),
        |settings| settings.policy.suggestion_chars_max = 1_001,
        |settings| settings.policy.suggestions_per_person = 0,
        |settings| settings.policy.undo_s = 16,
        |settings| settings.policy.edit_window_s = 86_401,
    ];
    for (at, change) in changes.into_iter().enumerate() {
        let mut settings = settings();
        change(&mut settings);
        assert_eq!(settings.check(), Err(Refusal::BadSetting), "change {at}");
    }
    let slow = |interval_s| MeetingCommand::SetIntake(Intake::Slow { interval_s });
    for interval_s in [0, 601] {
        let decided = meeting(Phase::Open).decide(&actor(&[Role::Moderator]), &slow(interval_s), NOW);
        assert_eq!(decided, Err(Refusal::BadSetting));
    }
}

#[test]
fn an_agenda_item_in_use_cannot_vanish() {
    let mut shorter = settings();
    shorter.agenda.pop();
    let revise = MeetingCommand::Revise(shorter);
    let secretary = actor(&[Role::Secretary]);
    assert!(meeting(Phase::Open).decide(&secretary, &revise, NOW).is_ok());
    let used = Meeting { last_no: 1, ..meeting(Phase::Open) };
    assert_eq!(used.decide(&secretary, &revise, NOW), Err(Refusal::NoSuchItem));
}

#[test]
fn windows_and_intake_decide_when_suggestions_are_taken() {
    // Columns: pre live late. Rows: what is taken in Draft Open Live Late Closed Archived.
    for (windows, row) in
        [((true, true, true), ".xxx.."), ((false, true, false), "..x..."), ((true, false, false), ".x....")]
    {
        for (phase, cell) in phases().into_iter().zip(row.chars()) {
            let mut meeting = meeting(phase);
            meeting.settings.windows = Windows { pre: windows.0, live: windows.1, late: windows.2, late_until: None };
            let expected = if cell == 'x' { Ok(()) } else { Err(Refusal::IntakeClosed) };
            assert_eq!(meeting.takes_suggestions(NOW), expected, "{windows:?} {phase:?}");
        }
    }
    let paused = Meeting { intake: Intake::Paused, ..meeting(Phase::Open) };
    assert_eq!(paused.takes_suggestions(NOW), Err(Refusal::IntakePaused));
    let mut late = meeting(phases()[3]);
    late.settings.windows.late_until = Some(NOW);
    assert_eq!(late.takes_suggestions(NOW), Ok(()));
    assert_eq!(late.takes_suggestions(NOW.plus_ms(1)), Err(Refusal::IntakeClosed));
}

#[test]
fn backing_is_open_from_opening_to_close() {
    for (phase, cell) in phases().into_iter().zip(".xxx..".chars()) {
        let expected = if cell == 'x' { Ok(()) } else { Err(Refusal::SupportClosed) };
        assert_eq!(meeting(phase).takes_supports(), expected, "{phase:?}");
    }
}

#[test]
fn what_is_no_longer_public_leaves_the_screen() {
    let no = SuggestionNo(7);
    let shown = Event::Public(PublicEvent::FloorChanged { no, floor: Floor::OnScreen });
    let gone = [
        PublicEvent::Unpublished { no, because: crate::UnpublishedBecause::Hidden },
        PublicEvent::Merged { no, into: SuggestionNo(8), supports: 1, merged: 1, supplement: None },
        PublicEvent::FloorChanged { no, floor: Floor::ReadOut },
    ];
    for event in gone {
        let mut meeting = meeting(phases()[2]);
        meeting.apply(&shown);
        assert_eq!(meeting.on_screen, Some(no));
        meeting.apply(&Event::Public(event));
        assert_eq!(meeting.on_screen, None);
    }
}

#[test]
fn the_highest_number_given_is_remembered() {
    let mut meeting = meeting(Phase::Open);
    let text = SuggestionText::new("请修一条绿道。", 200).unwrap();
    let submitted = SubmittedSuggestion {
        no: SuggestionNo(12),
        author: crate::PersonId([1; 16]),
        entered_by: None,
        text,
        item: None,
        moment_ms: None,
        area: None,
        display_name: None,
        flags: Vec::new(),
        paper: None,
        source: None,
    };
    assert_eq!(Suggestion::new(&submitted, NOW).revision, 1);
    meeting.apply(&Event::Staff(StaffEvent::Submitted(Box::new(submitted))));
    assert_eq!(meeting.last_no, 12);
}
