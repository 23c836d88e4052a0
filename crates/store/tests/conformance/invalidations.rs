//! Setting supports aside: what is named is fixed, each counts once, and all of it can be put back.

use domain::invalidation::{Conditions, STEP};
use domain::{
    Decision, Event, Invalidation, InvalidationCommand, InvalidationReason, InvalidationState, MeetingId, PublicEvent,
    Refusal, StaffEvent, SuggestionCommand, SuggestionNo, UnixMs,
};
use futures_util::future::join_all;
use store::{ChangeError, InvalidationOrder, Store};

use crate::stand::{
    START, Stand, back, decide, moderator, person, published, refusal, review, secretary, senior, suggestion, whole_log,
};

on_both_back_ends!(
    supports_are_counted_before_they_are_set_aside,
    a_support_set_aside_is_out_of_the_number_and_stays_its_persons,
    what_was_not_counted_is_not_done,
    only_the_secretary_sets_aside_and_one_job_at_a_time,
    two_jobs_that_name_the_same_support_count_it_once,
    a_job_goes_on_where_another_process_left_it,
    a_job_that_is_cancelled_puts_back_what_it_did,
    what_a_person_took_back_and_gave_again_stays_aside,
    a_merge_carries_what_is_set_aside_and_leaves_it_behind_again,
    what_was_merged_is_set_aside_as_one,
    a_job_at_work_follows_a_merge,
    twenty_thousand_supports_are_set_aside_in_steps,
);

fn of(nos: &[SuggestionNo]) -> Conditions {
    Conditions { nos: nos.to_vec(), ..Conditions::default() }
}

async fn count(store: &Store, id: &MeetingId, conditions: &Conditions) -> (u32, u32, u32) {
    let counted = store.count_invalidation(id, conditions, None).await.unwrap().unwrap();
    (counted.picked.supports, counted.picked.people, counted.already)
}

async fn order(store: &Store, id: &MeetingId, conditions: Conditions) -> InvalidationOrder {
    let counted = store.count_invalidation(id, &conditions, None).await.unwrap().unwrap();
    InvalidationOrder {
        conditions,
        reason: InvalidationReason::Burst,
        note: None,
        as_of: counted.picked.as_of,
        turn: counted.turn,
        counted: counted.picked.supports,
    }
}

async fn begin(store: &Store, id: &MeetingId, conditions: Conditions) -> Invalidation {
    let order = order(store, id, conditions).await;
    store.begin_invalidation(id, secretary(), order).await.unwrap()
}

async fn finish(store: &Store, id: &MeetingId, job: u32) -> Invalidation {
    while store.step_invalidation(id, job).await.unwrap() {}
    store.invalidations(id).await.unwrap().into_iter().find(|one| one.id == job).unwrap()
}

async fn set_aside(store: &Store, id: &MeetingId, conditions: Conditions) -> Invalidation {
    let job = begin(store, id, conditions).await;
    finish(store, id, job.id).await
}

async fn turn(store: &Store, id: &MeetingId, job: u32, cancel: bool) -> Result<Invalidation, ChangeError> {
    let command = if cancel {
        InvalidationCommand::Cancel { id: job }
    } else {
        InvalidationCommand::Reverse { id: job, note: None }
    };
    store.turn_invalidation(id, secretary(), job, command).await
}

/// Without and with; also what the log says must be that.
async fn numbers(store: &Store, id: &MeetingId, no: SuggestionNo) -> (u32, u32) {
    let mut record = domain::Record::new(id.clone());
    for one in whole_log(store, id).await {
        assert!(record.apply(&one));
    }
    let (row, told) = (suggestion(store, id, no).await, &record.suggestions()[&no]);
    assert_eq!((row.supports, row.aside), (told.supports, told.aside), "row and log of {no}");
    (row.supports, row.supports + row.aside.unwrap_or_default())
}

async fn supports_are_counted_before_they_are_set_aside(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let (one, other) = (published(stand, &store, &id, 1).await, published(stand, &store, &id, 2).await);
    for backer in 10..14 {
        back(&store, &id, backer, one, true).await.unwrap();
    }
    stand.clock.advance_ms(60_000);
    let later = UnixMs(store.head(&id).await.unwrap().at.0 + 1);
    for (backer, no) in [(20, one), (10, other)] {
        back(&store, &id, backer, no, true).await.unwrap();
    }
    back(&store, &id, 13, one, false).await.unwrap();
    assert_eq!(count(&store, &id, &of(&[one])).await, (4, 4, 0));
    assert_eq!(count(&store, &id, &of(&[one, other])).await, (5, 4, 0));
    assert_eq!(count(&store, &id, &Conditions { from: Some(later), ..of(&[]) }).await, (2, 2, 0));
    assert_eq!(count(&store, &id, &Conditions { until: Some(later), ..of(&[one]) }).await, (3, 3, 0));
    assert_eq!(count(&store, &id, &Conditions { came_from: Some(later), ..of(&[]) }).await, (1, 1, 0));
    assert_eq!(count(&store, &id, &of(&[SuggestionNo(99)])).await, (0, 0, 0));
    assert_eq!(numbers(&store, &id, one).await, (4, 4), "counting changes nothing");
    let nowhere = "other".parse().unwrap();
    assert_eq!(store.count_invalidation(&nowhere, &of(&[one]), None).await.unwrap(), None);
}

async fn a_support_set_aside_is_out_of_the_number_and_stays_its_persons(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let no = published(stand, &store, &id, 1).await;
    for backer in 10..13 {
        back(&store, &id, backer, no, true).await.unwrap();
    }
    let job = set_aside(&store, &id, of(&[no])).await;
    assert_eq!((job.state, job.supports, job.people, job.done, job.suggestions), (InvalidationState::Done, 3, 3, 3, 1));
    assert_eq!(numbers(&store, &id, no).await, (0, 3));
    assert_eq!(store.supported_by(&id, person(10)).await.unwrap(), [no], "nobody is told that they did not back it");
    assert_eq!(count(&store, &id, &of(&[no])).await, (3, 3, 3), "they are still there to be seen");
    back(&store, &id, 30, no, true).await.unwrap();
    assert_eq!(numbers(&store, &id, no).await, (1, 4));
    let log = whole_log(&store, &id).await;
    let public = log.iter().rev().find_map(|record| match &record.event {
        Event::Public(PublicEvent::Tally { totals }) if record.actor == secretary() => Some(totals[0].supports),
        _ => None,
    });
    assert_eq!(public, Some(0), "what changed by the secretary's order says so");
    let told: Vec<_> = log
        .iter()
        .filter_map(|record| match &record.event {
            Event::Staff(StaffEvent::InvalidationBegun(job)) => Some((record.actor, job.id, 0)),
            Event::Staff(StaffEvent::InvalidationEnded { id, moved, .. }) => Some((record.actor, *id, moved[0].count)),
            _ => None,
        })
        .collect();
    assert_eq!(told, [(secretary(), 1, 0), (secretary(), 1, 3)]);
    turn(&store, &id, job.id, false).await.unwrap();
    let job = finish(&store, &id, job.id).await;
    assert_eq!((job.state, job.done), (InvalidationState::Reversed, 0));
    assert_eq!(numbers(&store, &id, no).await, (4, 4));
    assert_eq!(refusal(turn(&store, &id, job.id, false).await), Refusal::InvalidationOver);
}

async fn what_was_not_counted_is_not_done(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let no = published(stand, &store, &id, 1).await;
    for backer in 10..14 {
        back(&store, &id, backer, no, true).await.unwrap();
    }
    let counted = order(&store, &id, of(&[no])).await;
    back(&store, &id, 10, no, false).await.unwrap();
    back(&store, &id, 20, no, true).await.unwrap();
    let fewer = InvalidationOrder { counted: 2, ..counted.clone() };
    let refused = store.begin_invalidation(&id, secretary(), fewer).await;
    assert_eq!(refusal(refused), Refusal::CountChanged { supports: 3 });
    let job = store.begin_invalidation(&id, secretary(), counted).await.unwrap();
    assert_eq!((job.counted, job.supports), (4, 3), "the difference is told");
    finish(&store, &id, job.id).await;
    assert_eq!(numbers(&store, &id, no).await, (1, 4), "who came after the count is not meant");
}

async fn only_the_secretary_sets_aside_and_one_job_at_a_time(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let no = published(stand, &store, &id, 1).await;
    back(&store, &id, 10, no, true).await.unwrap();
    let counted = order(&store, &id, of(&[no])).await;
    for actor in [senior(), moderator(2)] {
        let refused = store.begin_invalidation(&id, actor, counted.clone()).await;
        assert_eq!(refusal(refused), Refusal::NotAllowed);
    }
    let both =
        join_all([counted.clone(), counted.clone()].map(|one| store.begin_invalidation(&id, secretary(), one))).await;
    let begun: Vec<_> = both.iter().filter_map(|one| one.as_ref().ok()).collect();
    assert_eq!(begun.len(), 1, "{both:?}");
    assert_eq!(refusal(both.into_iter().find(Result::is_err).unwrap()), Refusal::InvalidationAtWork { id: 1 });
    assert_eq!(refusal(turn(&store, &id, 1, false).await), Refusal::InvalidationAtWork { id: 1 });
    assert_eq!(refusal(turn(&store, &id, 9, true).await), Refusal::NoSuchInvalidation);
    let by_hand = domain::Command::Invalidation(InvalidationCommand::Step { id: 1 });
    assert_eq!(refusal(crate::stand::change(&store, &id, secretary(), by_hand).await), Refusal::NotAllowed);
    finish(&store, &id, 1).await;
    let stale = store.begin_invalidation(&id, secretary(), counted).await;
    assert_eq!(refusal(stale), Refusal::CountChanged { supports: 1 }, "somebody else did it first");
    let nothing = order(&store, &id, of(&[SuggestionNo(99)])).await;
    assert_eq!(refusal(store.begin_invalidation(&id, secretary(), nothing).await), Refusal::NoSupportsMeant);
    assert_eq!(refusal(turn(&store, &id, 1, true).await), Refusal::InvalidationOver);
}

async fn two_jobs_that_name_the_same_support_count_it_once(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let no = published(stand, &store, &id, 1).await;
    let mut middle = START;
    for backer in 10..16 {
        if backer == 13 {
            stand.clock.advance_ms(60_000);
            middle = UnixMs(store.head(&id).await.unwrap().at.0 + 1);
        }
        back(&store, &id, backer, no, true).await.unwrap();
    }
    let late = set_aside(&store, &id, Conditions { from: Some(middle), ..of(&[no]) }).await;
    assert_eq!(numbers(&store, &id, no).await, (3, 6));
    let counted = store.count_invalidation(&id, &of(&[no]), None).await.unwrap().unwrap();
    assert_eq!((counted.already, counted.losses[&no]), (3, 3));
    let all = set_aside(&store, &id, of(&[no])).await;
    assert_eq!(numbers(&store, &id, no).await, (0, 6));
    turn(&store, &id, all.id, false).await.unwrap();
    finish(&store, &id, all.id).await;
    assert_eq!(numbers(&store, &id, no).await, (3, 6), "what the other names stays aside");
    turn(&store, &id, late.id, false).await.unwrap();
    finish(&store, &id, late.id).await;
    assert_eq!(numbers(&store, &id, no).await, (6, 6));
}

async fn a_job_goes_on_where_another_process_left_it(stand: &Stand) {
    let (one, id) = stand.open_meeting().await;
    let no = published(stand, &one, &id, 1).await;
    let backers = STEP as u16 * 2 + 7;
    join_all((0..backers).map(|backer| back(&one, &id, backer + 100, no, true))).await;
    assert_eq!(one.invalidations_at_work(5).await.unwrap(), []);
    let job = begin(&one, &id, of(&[no])).await.id;
    assert!(one.step_invalidation(&id, job).await.unwrap());
    assert_eq!(numbers(&one, &id, no).await, (u32::from(backers) - STEP as u32, backers.into()));
    one.close().await;
    let other = stand.open().await;
    assert_eq!(other.invalidations_at_work(5).await.unwrap(), [(id.clone(), job)]);
    let done = finish(&other, &id, job).await;
    assert_eq!((done.state, done.done), (InvalidationState::Done, backers.into()));
    assert_eq!(numbers(&other, &id, no).await, (0, backers.into()));
    assert_eq!(other.invalidations_at_work(5).await.unwrap(), []);
}

async fn a_job_that_is_cancelled_puts_back_what_it_did(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let no = published(stand, &store, &id, 1).await;
    let backers = STEP as u16 + 9;
    join_all((0..backers).map(|backer| back(&store, &id, backer + 100, no, true))).await;
    let job = begin(&store, &id, of(&[no])).await.id;
    store.step_invalidation(&id, job).await.unwrap();
    assert_eq!(numbers(&store, &id, no).await, (9, backers.into()));
    let cancelled = turn(&store, &id, job, true).await.unwrap();
    assert_eq!((cancelled.state, cancelled.turned_by), (InvalidationState::Cancelling, Some(secretary())));
    let over = finish(&store, &id, job).await;
    assert_eq!((over.state, over.done), (InvalidationState::Cancelled, 0));
    assert_eq!(numbers(&store, &id, no).await, (backers.into(), backers.into()));
}

async fn what_a_person_took_back_and_gave_again_stays_aside(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let no = published(stand, &store, &id, 1).await;
    for backer in [10, 11] {
        back(&store, &id, backer, no, true).await.unwrap();
    }
    let job = begin(&store, &id, of(&[no])).await.id;
    back(&store, &id, 10, no, false).await.unwrap();
    finish(&store, &id, job).await;
    assert_eq!(numbers(&store, &id, no).await, (0, 1));
    let again = back(&store, &id, 10, no, true).await.unwrap();
    assert_eq!((again.supported, numbers(&store, &id, no).await), (Some(true), (0, 2)));
    back(&store, &id, 11, no, false).await.unwrap();
    assert_eq!(numbers(&store, &id, no).await, (0, 1));
    turn(&store, &id, job, false).await.unwrap();
    finish(&store, &id, job).await;
    assert_eq!(numbers(&store, &id, no).await, (1, 1), "11 took it back by their own hand");
}

async fn a_merge_carries_what_is_set_aside_and_leaves_it_behind_again(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let (into, ended) = (published(stand, &store, &id, 1).await, published(stand, &store, &id, 2).await);
    for backer in 10..13 {
        back(&store, &id, backer, ended, true).await.unwrap();
    }
    for backer in [12, 20] {
        back(&store, &id, backer, into, true).await.unwrap();
    }
    let job = set_aside(&store, &id, of(&[ended])).await;
    assert_eq!(numbers(&store, &id, ended).await, (0, 3));
    let after = store.supports_after_merge(&id, ended, into).await.unwrap();
    review(&store, &id, moderator(3), ended, decide(Decision::merge(into))).await.unwrap();
    // 12 and 20 by their own support, the author 2; 10 and 11 came with what is set aside.
    assert_eq!((numbers(&store, &id, into).await, after), ((3, 5), Some(3)));
    turn(&store, &id, job.id, false).await.unwrap();
    finish(&store, &id, job.id).await;
    assert_eq!(numbers(&store, &id, into).await, (5, 5));
    set_aside(&store, &id, of(&[into])).await;
    assert_eq!(numbers(&store, &id, into).await, (1, 5), "its author backs it by no support that was given");
    review(&store, &id, moderator(3), ended, SuggestionCommand::Unmerge).await.unwrap();
    assert_eq!(numbers(&store, &id, into).await, (0, 2));
    assert_eq!(numbers(&store, &id, ended).await, (0, 3));
    back(&store, &id, 10, into, true).await.unwrap();
    assert_eq!(numbers(&store, &id, into).await, (1, 3), "what was set aside on the other is not aside here");
}

async fn what_was_merged_is_set_aside_as_one(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let into = published(stand, &store, &id, 1).await;
    let first = published(stand, &store, &id, 2).await;
    let second = published(stand, &store, &id, 3).await;
    for (no, backers) in [(first, 10..13), (second, 12..14)] {
        for backer in backers {
            back(&store, &id, backer, no, true).await.unwrap();
        }
        review(&store, &id, moderator(3), no, decide(Decision::merge(into))).await.unwrap();
    }
    assert_eq!(numbers(&store, &id, into).await, (6, 6), "10 to 13, and two authors");
    let job = set_aside(&store, &id, of(&[first])).await;
    assert_eq!((job.supports, job.people, job.rows), (3, 3, 5));
    assert_eq!(numbers(&store, &id, into).await, (4, 6), "12 still backs by the other");
    review(&store, &id, moderator(3), first, SuggestionCommand::Unmerge).await.unwrap();
    assert_eq!(numbers(&store, &id, into).await, (3, 3), "12, 13 and the author 3");
    assert_eq!(numbers(&store, &id, first).await, (0, 3));
    set_aside(&store, &id, of(&[second])).await;
    assert_eq!(numbers(&store, &id, into).await, (1, 3));
    review(&store, &id, moderator(3), second, SuggestionCommand::Unmerge).await.unwrap();
    assert_eq!(numbers(&store, &id, into).await, (0, 0));
}

async fn a_job_at_work_follows_a_merge(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let (into, ended) = (published(stand, &store, &id, 1).await, published(stand, &store, &id, 2).await);
    for backer in 10..13 {
        back(&store, &id, backer, ended, true).await.unwrap();
    }
    let counted = order(&store, &id, of(&[ended])).await;
    let job = begin(&store, &id, of(&[ended])).await.id;
    review(&store, &id, moderator(3), ended, decide(Decision::merge(into))).await.unwrap();
    assert_eq!(numbers(&store, &id, into).await, (4, 4));
    finish(&store, &id, job).await;
    assert_eq!(numbers(&store, &id, into).await, (1, 4));
    turn(&store, &id, job, false).await.unwrap();
    finish(&store, &id, job).await;
    assert_eq!(numbers(&store, &id, into).await, (4, 4));
    let stale = InvalidationOrder { turn: order(&store, &id, of(&[ended])).await.turn, ..counted };
    let job = store.begin_invalidation(&id, secretary(), stale).await.unwrap();
    assert_eq!((job.supports, job.rows), (3, 6), "the merge is seen as it is when the job begins");
}

async fn twenty_thousand_supports_are_set_aside_in_steps(stand: &Stand) {
    const BACKERS: u16 = 20_000;
    let (store, id) = stand.open_meeting().await;
    let no = published(stand, &store, &id, 1).await;
    let rows: Vec<_> = (0..BACKERS).map(|number| (person(number), no, START)).collect();
    store.import_supports(&id, &rows).await.unwrap();
    let before = store.head(&id).await.unwrap().seq.0;
    let job = set_aside(&store, &id, of(&[no])).await;
    assert_eq!((job.state, job.done), (InvalidationState::Done, u32::from(BACKERS)));
    assert_eq!(numbers(&store, &id, no).await, (0, u32::from(BACKERS)));
    let events = store.head(&id).await.unwrap().seq.0 - before;
    assert_eq!(events, 2 + 2 * u64::from(BACKERS) / STEP as u64, "begun, ended, and two for each step");
    turn(&store, &id, job.id, false).await.unwrap();
    finish(&store, &id, job.id).await;
    assert_eq!(numbers(&store, &id, no).await, (u32::from(BACKERS), u32::from(BACKERS)));
}
