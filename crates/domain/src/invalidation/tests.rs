//! Who may order a job that sets supports aside, and what it turns into.

use std::collections::BTreeMap;

use super::*;
use crate::PersonId;

const NO: fn(u32) -> SuggestionNo = SuggestionNo;

fn person(number: u8) -> PersonId {
    PersonId([number; 16])
}

/// A ledger of `(no, person, added, minute, via)`.
fn ledger(steps: &[(u32, u8, bool, i64, Option<u32>)]) -> Ledger {
    let mut ledger = Ledger::default();
    for (place, (no, who, added, minute, via)) in steps.iter().enumerate() {
        ledger.add(LedgerStep {
            place: place as i64 + 1,
            no: NO(*no),
            person: person(*who),
            added: *added,
            at: UnixMs(minute * 60_000),
            via: via.map(NO),
        });
    }
    ledger
}

fn pairs(picked: &Picked) -> Vec<(u32, u8)> {
    picked.named.iter().map(|one| (one.no.0, one.person.0[0])).collect()
}

fn minutes(from: i64, until: i64) -> Conditions {
    Conditions { from: Some(UnixMs(from * 60_000)), until: Some(UnixMs(until * 60_000)), ..Conditions::default() }
}

#[test]
fn every_condition_must_be_met_by_what_stands() {
    let ledger = ledger(&[
        (1, 1, true, 0, None),
        (1, 2, true, 5, None),
        (2, 2, true, 6, None),
        (1, 3, true, 5, None),
        (1, 3, false, 6, None),
        (1, 4, true, 10, None),
    ]);
    assert_eq!(pairs(&ledger.pick(&minutes(5, 10), &[], None)), [(1, 2), (2, 2)], "3 took it back, 4 came later");
    let one = Conditions { nos: vec![NO(1)], ..minutes(5, 10) };
    let picked = ledger.pick(&one, &[], None);
    assert_eq!((pairs(&picked), picked.supports, picked.people), (vec![(1, 2)], 1, 1));
    assert_eq!(picked.by_suggestion, BTreeMap::from([(NO(1), 1)]));
    let came = Conditions { came_until: Some(UnixMs(60_000)), ..Conditions::default() };
    assert_eq!(pairs(&ledger.pick(&came, &[], None)), [(1, 1)]);
    let all = Conditions { nos: vec![NO(1), NO(2)], ..Conditions::default() };
    assert_eq!(pairs(&ledger.pick(&all, &[], Some(2))), [(1, 1), (1, 2)], "what came after the count is not meant");
}

#[test]
fn a_pace_tells_those_who_run_through_the_list_from_those_who_came_for_one() {
    let mut steps: Vec<_> = (1..=4).map(|no| (no, 1, true, i64::from(no), None)).collect();
    steps.extend((1..=4).map(|no| (no, 2, true, i64::from(no) * 30, None)));
    steps.push((4, 3, true, 7, None));
    let ledger = ledger(&steps);
    let at = |bound, count, minutes| Conditions { pace: Some(Pace { bound, count, minutes }), ..Conditions::default() };
    let who = |conditions: &Conditions| {
        let mut who: Vec<u8> = pairs(&ledger.pick(conditions, &[], None)).into_iter().map(|(_, who)| who).collect();
        who.sort_unstable();
        who.dedup();
        who
    };
    assert_eq!(who(&at(PaceBound::AtLeast, 4, 3)), [1]);
    assert_eq!(who(&at(PaceBound::AtLeast, 4, 90)), [1, 2]);
    assert_eq!(who(&at(PaceBound::AtMost, 1, 1)), [3]);
    assert_eq!(who(&at(PaceBound::AtMost, 4, 3)), [1, 3]);
}

#[test]
fn what_a_merge_brought_is_meant_with_all_that_it_stands_on() {
    // 2 was merged into 1: 5 backed only 2, and late; 6 backed both, 1 early; 7 wrote 2; 8 backed 1 late.
    let ledger = ledger(&[
        (1, 6, true, 0, None),
        (2, 5, true, 8, None),
        (2, 6, true, 8, None),
        (2, 7, true, 8, None),
        (1, 8, true, 8, None),
        (1, 5, true, 20, Some(2)),
        (1, 7, true, 20, Some(2)),
    ]);
    let merged = [MergedOne { no: NO(2), into: NO(1), author: person(7) }];
    let picked = ledger.pick(&Conditions { nos: vec![NO(1)], ..minutes(5, 10) }, &merged, None);
    assert_eq!(pairs(&picked), [(1, 5), (1, 8), (2, 5), (2, 6), (2, 7)]);
    assert_eq!((picked.supports, picked.people), (4, 4), "what the merge copied is no support of its own");
    assert_eq!(
        picked.by_suggestion,
        BTreeMap::from([(NO(1), 2)]),
        "6 still backs by an honest support, 7 as its author"
    );
    assert_eq!(picked.named[0].via, Some(NO(2)));
}

#[test]
fn conditions_outside_their_range_are_named() {
    let pace = |count, minutes| Conditions {
        pace: Some(Pace { bound: PaceBound::AtLeast, count, minutes }),
        ..Conditions::default()
    };
    for (conditions, fault) in [
        (Conditions::default(), Some("conditions")),
        (Conditions { nos: vec![NO(1); NOS_MAX + 1], ..Conditions::default() }, Some("nos")),
        (minutes(5, 5), Some("until")),
        (
            Conditions { came_from: Some(UnixMs(2)), came_until: Some(UnixMs(1)), ..Conditions::default() },
            Some("came_until"),
        ),
        (pace(0, 5), Some("pace")),
        (pace(5, 0), Some("pace")),
        (pace(PACE_COUNT_MAX, PACE_MINUTES_MAX), None),
        (minutes(5, 6), None),
    ] {
        assert_eq!(conditions.fault(), fault, "{conditions:?}");
    }
}
