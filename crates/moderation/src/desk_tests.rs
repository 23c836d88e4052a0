//! A log told event by event, and what the desk makes of it.

use super::*;
use domain::{
    Flag, MeetingCode, Policy, PublishedSuggestion, Role, Settings, SubmittedSuggestion, SuggestionText, Windows,
};

/// A log in the making.
struct Told {
    desk: Desk,
    now: i64,
}

const LI: StaffId = StaffId(1);

impl Told {
    fn new() -> Self {
        let mut told = Self { desk: Desk::new("park2026".parse().unwrap()), now: 1_000 };
        let settings = Settings {
            title: "公园城市".into(),
            organiser: String::new(),
            summary: String::new(),
            stream_url: String::new(),
            starts_at: None,
            agenda: Vec::new(),
            windows: Windows::default(),
            policy: Policy::default(),
            ..Settings::default()
        };
        let code = MeetingCode::from_number(1);
        told.tell(Actor::System, Event::Staff(StaffEvent::MeetingCreated { settings: Box::new(settings), code }));
        told
    }

    fn tell(&mut self, actor: Actor, event: Event) {
        self.now += 1_000;
        let recorded = Recorded { seq: self.desk.seq().next(), at: UnixMs(self.now), actor, event };
        assert!(self.desk.apply(&recorded));
        assert!(!self.desk.apply(&recorded), "a second time changes nothing");
    }

    fn staff(&mut self, event: StaffEvent) {
        let roles = [Role::SeniorModerator].into_iter().collect();
        self.tell(Actor::Staff { id: LI, roles }, Event::Staff(event));
    }

    fn submit(&mut self, no: u32, author: u8, text: &str, flags: &[Flag]) {
        let author = PersonId([author; 16]);
        let submitted = SubmittedSuggestion {
            no: SuggestionNo(no),
            author,
            entered_by: None,
            text: SuggestionText::new(text, 200).unwrap(),
            item: None,
            moment_ms: None,
            area: None,
            display_name: None,
            flags: flags.to_vec(),
            paper: None,
            source: None,
        };
        self.tell(Actor::Person(author), Event::Staff(StaffEvent::Submitted(Box::new(submitted))));
    }

    fn decide(&mut self, no: u32, decision: Decision) {
        self.staff(StaffEvent::Decided {
            no: SuggestionNo(no),
            decision,
            by: LI,
            effective_at: UnixMs(self.now + 5_000),
        });
    }

    fn publish(&mut self, no: u32) {
        let shown = self.desk.suggestion(SuggestionNo(no)).unwrap().text.clone();
        self.decide(no, Decision::publish(shown.clone()));
        self.tell(
            Actor::System,
            Event::Public(PublicEvent::Published(PublishedSuggestion {
                no: SuggestionNo(no),
                text: shown,
                item: None,
                moment_ms: None,
                area: None,
                display_name: None,
                submitted_at: UnixMs(0),
                supports: 0,
                merged: 0,
                edited: false,
                edit: None,
                related: Vec::new(),
                supplements: Vec::new(),
            })),
        );
    }

    fn waiting(&self) -> Vec<u32> {
        self.desk.waiting().map(|suggestion| suggestion.no.0).collect()
    }

    fn verbs(&self) -> Vec<&'static str> {
        self.desk.deeds().map(|deed| deed.verb).collect()
    }
}

#[test]
fn what_waits_is_what_nobody_has_decided() {
    let mut told = Told::new();
    for no in 1..=4 {
        told.submit(no, no as u8, "多种些树，让孩子放学路上有阴凉", &[]);
    }
    told.publish(1);
    told.decide(2, Decision::Reject { reason: RejectReason::Empty, note: None });
    told.staff(StaffEvent::Escalated { no: SuggestionNo(3), by: LI, note: None });
    assert_eq!(told.waiting(), [3, 4]);
    assert_eq!(told.desk.deciding().map(|one| one.no.0).collect::<Vec<_>>(), [2]);
    told.staff(StaffEvent::DecisionUndone { no: SuggestionNo(2) });
    assert_eq!(told.waiting(), [2, 3, 4]);
    assert_eq!(told.verbs(), ["undo", "escalate", "reject", "publish"]);
    assert_eq!(told.desk.handled()[&LI], 1, "what was taken back does not count");
}

#[test]
fn only_public_suggestions_are_similar() {
    let mut told = Told::new();
    told.submit(1, 1, "建议在河边绿道加装夜间照明灯", &[]);
    told.submit(2, 2, "建议在河边绿道多装夜间照明灯", &[]);
    assert!(told.desk.similar("建议在河边绿道加装夜间照明灯", None, 3).is_empty());
    told.publish(1);
    let similar = told.desk.similar("建议在河边绿道多装夜间照明灯", Some(SuggestionNo(2)), 3);
    assert_eq!(similar.iter().map(|card| card.no.0).collect::<Vec<_>>(), [1]);
    assert!((50..=100).contains(&similar[0].percent));
    assert_eq!(told.desk.search("照明", None, 5).len(), 1);
    let hidden = SealedEvent::Hidden { no: SuggestionNo(1), reason: RejectReason::Rumour, note: None };
    let gone = PublicEvent::Unpublished { no: SuggestionNo(1), because: domain::UnpublishedBecause::Hidden };
    told.tell(Actor::System, Event::Public(gone));
    told.tell(Actor::System, Event::Sealed(hidden));
    assert!(told.desk.similar("建议在河边绿道多装夜间照明灯", None, 3).is_empty());
    assert!(told.waiting() == [2]);
}

#[test]
fn an_author_is_known_by_the_fate_of_their_suggestions() {
    let mut told = Told::new();
    for no in 1..=3 {
        told.submit(no, 7, "多种些树，让孩子放学路上有阴凉", &[]);
    }
    told.publish(1);
    let rejected = domain::AuthorEvent::Rejected { no: SuggestionNo(2), reason: RejectReason::Empty, note: None };
    told.tell(Actor::System, Event::Author(rejected));
    let merged =
        PublicEvent::Merged { no: SuggestionNo(3), into: SuggestionNo(1), supports: 1, merged: 1, supplement: None };
    told.tell(Actor::System, Event::Public(merged));
    let counts = told.desk.author(PersonId([7; 16]));
    assert_eq!(counts, AuthorCounts { submitted: 3, published: 1, merged: 1, declined: 1 });
    assert_eq!(told.desk.author(PersonId([8; 16])), AuthorCounts::default());
}

#[test]
fn the_activity_stream_is_bounded() {
    let mut told = Told::new();
    for no in 1..=60 {
        told.submit(no, 1, "多种些树，让孩子放学路上有阴凉", &[]);
        told.staff(StaffEvent::Retagged { no: SuggestionNo(no), item: domain::AgendaNo(1) });
    }
    assert_eq!(told.desk.deeds().count(), ACTIVITY_MAX);
    assert_eq!(told.desk.deeds().next().and_then(|deed| deed.no), Some(SuggestionNo(60)));
}
