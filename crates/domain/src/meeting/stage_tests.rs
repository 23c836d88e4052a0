//! What the chamber sees, as tables: who may change it, and what becomes of it.

use super::*;
use crate::{
    AgendaItem, Floor, MeetingCode, OverlayLayout, Role, Roles, ScreenView, Settings, StaffId, UnpublishedBecause,
};

const NOW: UnixMs = UnixMs(100_000);

fn staff(role: Role) -> Actor {
    Actor::Staff { id: StaffId(1), roles: [role].into_iter().collect::<Roles>() }
}

fn meeting() -> Meeting {
    let item = AgendaItem {
        title: "绿道".into(),
        speaker: "园林局".into(),
        planned_minutes: 30,
        started_at: None,
        ended_at: None,
    };
    let settings = Settings { title: "公园城市".into(), agenda: vec![item], ..Settings::default() };
    let meeting = Meeting::new("park2026".parse().unwrap(), MeetingCode::from_number(1), settings);
    Meeting {
        phase: Phase::Live { since: UnixMs(40_000) },
        current_item: Some(crate::AgendaNo(1)),
        last_no: 9,
        ..meeting
    }
}

fn after(mut meeting: Meeting, command: &StageCommand) -> Meeting {
    for event in meeting.decide_stage(&staff(Role::Director), command, NOW).unwrap() {
        meeting.apply(&event);
    }
    meeting
}

fn line() -> StageCommand {
    StageCommand::Caption { moment_ms: None, text: Caption::new("下面请住建局回应。").unwrap() }
}

fn lower(no: u32) -> Overlay {
    Overlay { layout: OverlayLayout::Lower, no: Some(SuggestionNo(no)) }
}

#[test]
fn roles_and_phases_decide_what_may_be_shown() {
    let view = StageCommand::View { view: ScreenView::Blank };
    let archived = Meeting { phase: Phase::Archived { at: NOW }, ..meeting() };
    let open = Meeting { phase: Phase::Open, ..meeting() };
    let person = Actor::Person(crate::PersonId([1; 16]));
    let denied = Some(Refusal::NotAllowed);
    for (name, meeting, actor, command, refusal) in [
        ("chair", &meeting(), staff(Role::Chair), &view, None),
        ("director", &meeting(), staff(Role::Director), &view, None),
        ("moderator", &meeting(), staff(Role::Moderator), &view, denied),
        ("scribe's view", &meeting(), staff(Role::Scribe), &view, denied),
        ("citizen", &meeting(), person, &view, denied),
        ("scribe's caption", &meeting(), staff(Role::Scribe), &line(), None),
        ("chair's caption", &meeting(), staff(Role::Chair), &line(), denied),
        ("after the record is complete", &archived, staff(Role::Chair), &view, Some(Refusal::WrongPhase)),
        ("a caption before the broadcast", &open, staff(Role::Scribe), &line(), Some(Refusal::WrongPhase)),
    ] {
        assert_eq!(meeting.decide_stage(&actor, command, NOW).err(), refusal, "{name}");
    }
}

#[test]
fn a_caption_without_a_moment_is_of_now() {
    let events = meeting().decide_stage(&staff(Role::Scribe), &line(), NOW).unwrap();
    let Event::Public(PublicEvent::Captioned { moment_ms, .. }) = &events[0] else { panic!("{events:?}") };
    assert_eq!(*moment_ms, 60_000);
}

#[test]
fn the_running_item_grows_and_shrinks_within_reason() {
    let extend = |minutes| StageCommand::Extend { minutes };
    assert_eq!(after(meeting(), &extend(5)).settings.agenda[0].planned_minutes, 35);
    assert_eq!(after(meeting(), &extend(-29)).settings.agenda[0].planned_minutes, 1);
    for minutes in [-30, 121, i16::MIN] {
        let refused = meeting().decide_stage(&staff(Role::Chair), &extend(minutes), NOW);
        assert_eq!(refused, Err(Refusal::BadSetting), "{minutes}");
    }
    let between = Meeting { current_item: None, ..meeting() };
    assert_eq!(between.decide_stage(&staff(Role::Chair), &extend(1), NOW), Err(Refusal::WrongPhase));
}

#[test]
fn the_list_keeps_its_order_and_forgets_what_left() {
    let mut meeting = meeting();
    let step = |no, floor| Event::Public(PublicEvent::FloorChanged { no: SuggestionNo(no), floor });
    for no in [3, 5, 7, 3] {
        meeting.apply(&step(no, Floor::Shortlisted));
    }
    let nos = |meeting: &Meeting| meeting.shortlist.iter().map(|no| no.0).collect::<Vec<_>>();
    assert_eq!(nos(&meeting), [3, 5, 7]);
    let order = |nos: &[u32]| StageCommand::Order { nos: nos.iter().copied().map(SuggestionNo).collect() };
    // 4 was taken off by another host meanwhile; 5 was put forward meanwhile.
    let mut meeting = after(meeting, &order(&[7, 4, 3]));
    assert_eq!(nos(&meeting), [7, 3, 5]);
    meeting.apply(&step(7, Floor::OnScreen));
    meeting
        .apply(&Event::Public(PublicEvent::Unpublished { no: SuggestionNo(3), because: UnpublishedBecause::Edited }));
    assert_eq!(nos(&meeting), [5]);
    for slip in [&[5, 5][..], &[10], &[0]] {
        let refused = meeting.decide_stage(&staff(Role::Chair), &order(slip), NOW);
        assert_eq!(refused, Err(Refusal::BadSetting), "{slip:?}");
    }
}

#[test]
fn what_is_no_longer_public_leaves_the_overlay() {
    let mut meeting = after(meeting(), &StageCommand::Overlay { overlay: lower(4) });
    assert_eq!(meeting.overlay, lower(4));
    let other = PublicEvent::Unpublished { no: SuggestionNo(5), because: UnpublishedBecause::Hidden };
    meeting.apply(&Event::Public(other));
    assert_eq!(meeting.overlay, lower(4));
    meeting.apply(&Event::Public(PublicEvent::Merged {
        no: SuggestionNo(4),
        into: SuggestionNo(5),
        supports: 1,
        merged: 1,
        supplement: None,
    }));
    assert_eq!(meeting.overlay, Overlay::default());
}

#[test]
fn a_new_item_brings_its_own_speaker() {
    let name = crate::Label::new("李局长").ok();
    let mut meeting = after(meeting(), &StageCommand::Speaker { name: name.clone() });
    assert_eq!(meeting.speaker, name);
    meeting.apply(&Event::Public(PublicEvent::ItemStarted { item: crate::AgendaNo(1), at: NOW }));
    assert_eq!(meeting.speaker, None);
}

#[test]
fn stage_commands_read_as_their_documentation_says() {
    let read = |json: &str| serde_json::from_str::<StageCommand>(json).unwrap();
    assert_eq!(read(r#"{"kind":"view","view":"rank"}"#), StageCommand::View { view: ScreenView::Rank });
    assert_eq!(read(r#"{"kind":"overlay","layout":"lower","no":4}"#), StageCommand::Overlay { overlay: lower(4) });
    let off = StageCommand::Overlay { overlay: Overlay::default() };
    assert_eq!(read(r#"{"kind":"overlay","layout":"off"}"#), off);
    assert_eq!(read(r#"{"kind":"speaker","name":null}"#), StageCommand::Speaker { name: None });
}
