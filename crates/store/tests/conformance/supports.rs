//! Supports: exact, once a person, whatever happens at the same time.

use std::collections::BTreeMap;

use domain::{Event, MeetingId, PublicEvent, Refusal, SuggestionNo};
use futures_util::future::join_all;
use store::Store;

use crate::stand::{
    START, Stand, back, change, moderator, person, published, refusal, secretary, submit, suggestion, whole_log,
};

on_both_back_ends!(
    totals_are_exact_under_concurrent_toggles,
    wishes_of_one_batch_are_decided_in_order,
    backing_twice_counts_once,
    only_what_is_public_can_be_backed,
    a_batch_of_supports_is_one_event,
    closed_meeting_takes_no_supports,
    import_adds_each_backer_once,
);

/// Counts the rows of the current table through the people, and compares with every place that carries a total.
async fn recount(store: &Store, id: &MeetingId, people: u16) {
    let mut counted: BTreeMap<SuggestionNo, u32> = BTreeMap::new();
    for number in 0..people {
        for no in store.supported_by(id, person(number)).await.unwrap() {
            *counted.entry(no).or_default() += 1;
        }
    }
    let mut told: BTreeMap<SuggestionNo, u32> = BTreeMap::new();
    for record in whole_log(store, id).await {
        if let Event::Public(PublicEvent::Tally { totals }) = record.event {
            told.extend(totals.into_iter().map(|total| (total.no, total.supports)));
        }
    }
    for suggestion in store.suggestions(id).await.unwrap() {
        let rows = counted.get(&suggestion.no).copied().unwrap_or(0);
        assert_eq!(suggestion.supports, rows, "column and rows of {}", suggestion.no);
        assert_eq!(told.get(&suggestion.no).copied().unwrap_or(0), rows, "log and rows of {}", suggestion.no);
    }
}

async fn totals_are_exact_under_concurrent_toggles(stand: &Stand) {
    const PEOPLE: u16 = 40;
    let (one, id) = stand.open_meeting().await;
    let other = stand.open().await;
    let mut nos = Vec::new();
    for author in 100..105 {
        nos.push(published(stand, &one, &id, author).await);
    }
    let people = (0..PEOPLE).map(|backer| {
        let (one, other, id, nos) = (one.clone(), other.clone(), id.clone(), nos.clone());
        tokio::spawn(async move {
            let mut state = usize::from(backer) * 7_919 % 65_537;
            for _ in 0..10 {
                state = state * 75 % 65_537;
                let (no, wish) = (nos[state % nos.len()], state % 3 != 0);
                let store = if state % 2 == 0 { &one } else { &other };
                let changed = back(store, &id, backer, no, wish).await.unwrap();
                assert_eq!(changed.supported, Some(wish));
            }
        })
    });
    join_all(people).await.into_iter().for_each(|person| person.unwrap());
    recount(&one, &id, PEOPLE).await;
}

async fn wishes_of_one_batch_are_decided_in_order(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let no = published(stand, &store, &id, 1).await;
    let wishes = [true, false, true, true, false, true];
    let answers = join_all(wishes.map(|wish| back(&store, &id, 2, no, wish))).await;
    let supported: Vec<_> = answers.iter().map(|answer| answer.as_ref().unwrap().supported.unwrap()).collect();
    assert_eq!(supported, wishes);
    assert_eq!(suggestion(&store, &id, no).await.supports, 1);
    recount(&store, &id, 5).await;
}

async fn backing_twice_counts_once(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let no = published(stand, &store, &id, 1).await;
    let first = back(&store, &id, 2, no, true).await.unwrap();
    let second = back(&store, &id, 2, no, true).await.unwrap();
    assert_eq!((first.seq, first.suggestion.unwrap().supports), (second.seq, second.suggestion.unwrap().supports));
    back(&store, &id, 1, no, true).await.unwrap();
    assert_eq!(suggestion(&store, &id, no).await.supports, 2, "an author may back their own, once");
    back(&store, &id, 2, no, false).await.unwrap();
    let last = back(&store, &id, 2, no, false).await.unwrap();
    assert_eq!((last.supported, last.suggestion.unwrap().supports), (Some(false), 1));
    recount(&store, &id, 5).await;
}

async fn only_what_is_public_can_be_backed(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let waiting = submit(&store, &id, 1).await;
    assert_eq!(refusal(back(&store, &id, 2, waiting, true).await), Refusal::NoSuchSuggestion);
    assert_eq!(refusal(back(&store, &id, 2, SuggestionNo(99), true).await), Refusal::NoSuchSuggestion);
    let by_staff = domain::Command::Support { no: waiting, wish: true };
    assert_eq!(refusal(change(&store, &id, moderator(2), by_staff).await), Refusal::NotAllowed);
    assert_eq!(store.supported_by(&id, person(2)).await.unwrap(), []);
}

async fn a_batch_of_supports_is_one_event(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let no = published(stand, &store, &id, 1).await;
    let before = store.head(&id).await.unwrap().seq;
    // All are queued before the writer's task runs, or within a few of its batches.
    join_all((10..210).map(|backer| back(&store, &id, backer, no, true))).await;
    let events = store.head(&id).await.unwrap().seq.0 - before.0;
    assert!(events < 20, "{events} events for 200 supports");
    assert_eq!(suggestion(&store, &id, no).await.supports, 200);
    assert_eq!(store.counts(&id).await.unwrap().people, 201);
}

async fn closed_meeting_takes_no_supports(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let no = published(stand, &store, &id, 1).await;
    let close = domain::Command::Meeting(domain::MeetingCommand::Close);
    change(&store, &id, secretary(), close).await.unwrap();
    assert_eq!(refusal(back(&store, &id, 2, no, true).await), Refusal::SupportClosed);
}

async fn import_adds_each_backer_once(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let no = published(stand, &store, &id, 1).await;
    let waiting = submit(&store, &id, 1).await;
    back(&store, &id, 0, no, true).await.unwrap();
    let close = domain::Command::Meeting(domain::MeetingCommand::Close);
    change(&store, &id, secretary(), close).await.unwrap();
    let rows: Vec<_> = (0..6_000_u16).map(|number| (person(number), no, START)).collect();
    assert_eq!(store.import_supports(&id, &rows).await.unwrap(), 5_999);
    assert_eq!(store.import_supports(&id, &rows).await.unwrap(), 0, "a second time does no harm");
    assert_eq!(suggestion(&store, &id, no).await.supports, 6_000);
    let hidden = [(person(1), waiting, START)];
    assert_eq!(refusal(store.import_supports(&id, &hidden).await), Refusal::NoSuchSuggestion);
}
