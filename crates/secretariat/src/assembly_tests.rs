//! A log told event by event, and what the results make of it.

use super::*;
use domain::{
    Actor, Area, Decision, Event, MeetingCode, PersonId, Policy, PublicEvent, PublishedSuggestion, Recorded,
    SealedEvent, Settings, StaffEvent, StaffId, SubmittedSuggestion, SuggestionText, SupportTotal, Windows,
};

/// A log in the making, one event a second.
struct Told {
    chronicle: Chronicle,
    now: i64,
}

impl Told {
    fn new() -> Self {
        let mut told = Self { chronicle: Chronicle::new("park2026".parse().unwrap()), now: 0 };
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
        told.tell(Event::Staff(StaffEvent::MeetingCreated { settings: Box::new(settings), code }));
        told
    }

    fn tell(&mut self, event: Event) {
        self.now += 1_000;
        let seq = self.chronicle.record().seq().next();
        self.chronicle.apply(&Recorded { seq, at: UnixMs(self.now), actor: Actor::System, event });
        assert_eq!(self.chronicle.record().seq(), seq);
    }

    fn submit(&mut self, no: u32, text: &str) {
        self.tell(Event::Staff(StaffEvent::Submitted(Box::new(SubmittedSuggestion {
            no: SuggestionNo(no),
            author: PersonId([no as u8; 16]),
            entered_by: None,
            text: SuggestionText::new(text, 200).unwrap(),
            item: None,
            moment_ms: None,
            area: Area::new("河西").ok(),
            display_name: None,
            flags: Vec::new(),
            paper: None,
            source: None,
        }))));
    }

    fn decide(&mut self, no: u32, decision: Decision) {
        let effective_at = UnixMs(self.now + 5_000);
        self.tell(Event::Staff(StaffEvent::Decided { no: SuggestionNo(no), decision, by: StaffId(1), effective_at }));
    }

    fn publish(&mut self, no: u32, text: &str) {
        let shown = SuggestionText::new(text, 200).unwrap();
        self.decide(no, Decision::publish(shown.clone()));
        self.tell(Event::Public(PublicEvent::Published(PublishedSuggestion {
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
        })));
    }

    fn tally(&mut self, totals: &[(u32, u32)]) {
        let totals = totals.iter().map(|(no, supports)| SupportTotal { no: SuggestionNo(*no), supports: *supports });
        self.tell(Event::Public(PublicEvent::Tally { totals: totals.collect() }));
    }

    fn results(&self) -> ResultsReply {
        assemble(&self.chronicle, 9, UnixMs(self.now)).unwrap()
    }
}

#[test]
fn rows_are_ranked_and_the_states_sum_up_to_what_came_in() {
    let mut told = Told::new();
    for no in 1..=6 {
        told.submit(no, "多种些树，让孩子放学路上有阴凉");
    }
    for no in [1, 2, 3] {
        told.publish(no, "多种些树，让孩子放学路上有阴凉");
    }
    told.tally(&[(1, 2), (2, 5), (3, 2)]);
    told.tell(Event::Public(PublicEvent::Merged {
        no: SuggestionNo(4),
        into: SuggestionNo(3),
        supports: 3,
        merged: 1,
        supplement: None,
    }));
    told.tell(Event::Author(domain::AuthorEvent::Rejected {
        no: SuggestionNo(5),
        reason: RejectReason::Empty,
        note: None,
    }));
    let results = told.results();
    let order: Vec<_> = results.rows.iter().map(|row| (row.no.0, row.rank)).collect();
    assert_eq!(order, [(2, Some(1)), (3, Some(2)), (1, Some(3)), (4, None), (5, None), (6, None)]);
    let totals = results.totals;
    assert_eq!((totals.received, totals.published, totals.merged, totals.rejected, totals.pending), (6, 3, 1, 1, 1));
    assert_eq!(
        totals.received,
        totals.published
            + totals.merged
            + totals.rejected
            + totals.returned
            + totals.hidden
            + totals.withdrawn
            + totals.pending
    );
    assert_eq!((totals.supports, totals.people), (10, 9));
    assert_eq!(results.rows[3].merged_into, Some(SuggestionNo(3)));
    assert_eq!(results.reasons, [ReasonCount { reason: RejectReason::Empty, count: 1 }]);
    assert_eq!(results.ridge.suggestions.iter().sum::<u32>(), 6);
    assert_eq!(results.ridge.supports.iter().sum::<u32>(), 9);
}

#[test]
fn equal_support_shares_a_rank() {
    let mut told = Told::new();
    for no in 1..=3 {
        told.submit(no, "多种些树，让孩子放学路上有阴凉");
        told.publish(no, "多种些树，让孩子放学路上有阴凉");
    }
    told.tally(&[(2, 1), (3, 1)]);
    let ranks: Vec<_> = told.results().rows.iter().map(|row| (row.no.0, row.rank)).collect();
    assert_eq!(ranks, [(2, Some(1)), (3, Some(1)), (1, Some(3))]);
}

#[test]
fn what_is_hidden_has_no_text_and_what_was_never_public_is_masked() {
    let mut told = Told::new();
    told.submit(1, "请打电话 13800005521 找我谈谈");
    told.submit(2, "请打电话 13800005522 找我谈谈");
    told.submit(3, "请打电话 13800005523 找我谈谈");
    let hidden = SealedEvent::Hidden { no: SuggestionNo(1), reason: RejectReason::Privacy, note: None };
    told.tell(Event::Sealed(hidden));
    told.publish(3, "请打电话 138****5523 找我谈谈");
    told.tell(Event::Author(domain::AuthorEvent::Withdrawn { no: SuggestionNo(3) }));
    let rows = told.results().rows;
    assert_eq!((rows[0].text.as_str(), rows[0].area.as_deref()), ("", None));
    assert_eq!(rows[1].text, "请打电话 138****5522 找我谈谈");
    assert_eq!(rows[2].text, "请打电话 138****5523 找我谈谈");
}

#[test]
fn a_wait_ends_with_the_first_decision_that_was_not_taken_back() {
    let mut told = Told::new();
    told.submit(1, "多种些树，让孩子放学路上有阴凉"); // at 2 s
    told.decide(1, Decision::Reject { reason: RejectReason::Empty, note: None }); // at 3 s
    told.tell(Event::Staff(StaffEvent::DecisionUndone { no: SuggestionNo(1) }));
    assert_eq!(told.results().totals.p50_wait_ms, 0);
    told.publish(1, "多种些树，让孩子放学路上有阴凉"); // decided at 5 s
    told.decide(1, Decision::Hide { reason: RejectReason::Rumour, note: None });
    told.tell(Event::Staff(StaffEvent::DecisionUndone { no: SuggestionNo(1) }));
    assert_eq!((told.results().totals.p50_wait_ms, told.results().totals.p95_wait_ms), (3_000, 3_000));
}

#[test]
fn percentiles_are_values_that_occurred() {
    let waits: Vec<i64> = (1..=100).collect();
    assert_eq!((percentile(&waits, 50), percentile(&waits, 95)), (50, 95));
    assert_eq!((percentile(&[7], 50), percentile(&[7], 95), percentile(&[], 50)), (7, 7, 0));
}

#[test]
fn what_is_set_aside_stands_beside_the_official_number_and_moves_its_place() {
    let mut told = Told::new();
    for no in [1, 2] {
        told.submit(no, "多种些树吧");
        told.publish(no, "多种些树吧");
    }
    let tally = |one, other| {
        let total = |no, supports| SupportTotal { no: SuggestionNo(no), supports };
        Event::Public(PublicEvent::Tally { totals: vec![total(1, one), total(2, other)] })
    };
    told.tell(tally(310, 200));
    let totals = vec![domain::invalidation::AsideTotal { no: SuggestionNo(1), supports: 124, aside: 186 }];
    told.tell(Event::Staff(StaffEvent::SupportsMoved { id: 1, done: 186, totals }));
    let results = told.results();
    let rows: Vec<_> =
        results.rows.iter().map(|row| (row.no.0, row.rank, row.rank_with, row.supports, row.aside)).collect();
    assert_eq!(rows, [(2, Some(1), Some(2), 200, 0), (1, Some(2), Some(1), 124, 186)]);
    assert_eq!((results.totals.supports, results.totals.aside), (324, 186));
}
