//! Leases: one item, one console.

use std::collections::BTreeSet;

use domain::{Command, Refusal, Suggestion, SuggestionCommand, SuggestionNo, UnixMs};
use futures_util::future::join_all;
use store::{Change, Holder, Lease, Store};

use crate::stand::{START, Stand, citizen, console, decide, moderator, publish, refusal, review, submit};

on_both_back_ends!(
    two_consoles_never_get_one_item,
    deal_follows_the_order_that_is_wanted,
    deal_tops_up_oldest_first,
    lease_runs_out_and_the_item_is_dealt_again,
    renewed_lease_lasts_and_a_released_one_ends,
    decision_over_anothers_lease_is_refused,
    item_taken_over_is_the_new_holders,
    decision_edit_and_withdrawal_end_the_lease,
    second_look_is_dealt_to_somebody_else,
    leases_survive_a_restart,
);

const LEASE_MS: i64 = 90_000;

/// Deals among everything there is.
async fn deal_at(
    store: &Store,
    id: &domain::MeetingId,
    holder: &Holder,
    want: usize,
    now: UnixMs,
) -> Vec<(Suggestion, UnixMs)> {
    let among: Vec<SuggestionNo> = store.suggestions(id).await.unwrap().iter().map(|one| one.no).collect();
    store.deal(id, holder, want, &among, now, LEASE_MS).await.unwrap()
}

async fn dealt(store: &Store, id: &domain::MeetingId, holder: &Holder, want: usize) -> Vec<u32> {
    deal_at(store, id, holder, want, START).await.into_iter().map(|(suggestion, _)| suggestion.no.0).collect()
}

fn decision(id: &domain::MeetingId, no: u32, holder: Option<Holder>) -> Change {
    let command = Command::Suggestion { no: SuggestionNo(no), command: decide(publish()) };
    let staff = holder.as_ref().map_or(2, |holder| holder.staff.0);
    Change { holder, ..Change::new(id.clone(), moderator(staff), command) }
}

async fn two_consoles_never_get_one_item(stand: &Stand) {
    let (one, id) = stand.open_meeting().await;
    let other = stand.open().await;
    join_all((0..60).map(|author| submit(&one, &id, author))).await;
    let consoles = (0..12).map(|number| {
        let (store, id) = (if number % 2 == 0 { one.clone() } else { other.clone() }, id.clone());
        tokio::spawn(async move { dealt(&store, &id, &console(number, "a"), 5).await })
    });
    let hands: Vec<_> = join_all(consoles).await.into_iter().map(|hand| hand.unwrap()).collect();
    assert!(hands.iter().all(|hand| hand.len() == 5));
    let different: BTreeSet<u32> = hands.into_iter().flatten().collect();
    assert_eq!(different.len(), 60);
}

async fn deal_tops_up_oldest_first(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    for author in 0..8 {
        stand.clock.advance_ms(1);
        submit(&store, &id, author).await;
    }
    let (mine, yours) = (console(2, "a"), console(2, "b"));
    assert_eq!(dealt(&store, &id, &mine, 3).await, [1, 2, 3]);
    assert_eq!(dealt(&store, &id, &yours, 2).await, [4, 5]);
    assert_eq!(dealt(&store, &id, &mine, 3).await, [1, 2, 3], "full already");
    store.change(decision(&id, 2, Some(mine.clone()))).await.unwrap();
    assert_eq!(dealt(&store, &id, &mine, 3).await, [1, 3, 6]);
    assert_eq!(dealt(&store, &id, &mine, 100).await, [1, 3, 6, 7, 8]);
}

async fn deal_follows_the_order_that_is_wanted(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    for author in 0..8 {
        stand.clock.advance_ms(1);
        submit(&store, &id, author).await;
    }
    let among = [7, 8, 1, 2].map(SuggestionNo);
    let dealt = store.deal(&id, &console(2, "a"), 3, &among, START, LEASE_MS).await.unwrap();
    assert_eq!(dealt.into_iter().map(|(suggestion, _)| suggestion.no.0).collect::<Vec<_>>(), [1, 7, 8]);
}

async fn lease_runs_out_and_the_item_is_dealt_again(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    submit(&store, &id, 1).await;
    let (mine, yours) = (console(2, "a"), console(3, "b"));
    let end = START.plus_ms(LEASE_MS);
    assert_eq!(deal_at(&store, &id, &mine, 1, START).await[0].1, end);
    assert!(deal_at(&store, &id, &yours, 1, end.plus_ms(-1)).await.is_empty());
    assert_eq!(deal_at(&store, &id, &yours, 1, end).await.len(), 1);
    assert_eq!(store.renew(&id, &mine, &[SuggestionNo(1)], end, LEASE_MS).await.unwrap(), [], "it is the other's now");
    let leases = store.leases(&id, end).await.unwrap();
    assert_eq!(leases, [Lease { no: SuggestionNo(1), holder: yours, until: end.plus_ms(LEASE_MS) }]);
}

async fn renewed_lease_lasts_and_a_released_one_ends(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    join_all((0..2).map(|author| submit(&store, &id, author))).await;
    let (mine, yours) = (console(2, "a"), console(3, "b"));
    dealt(&store, &id, &mine, 2).await;
    let later = START.plus_ms(60_000);
    let renewed = store.renew(&id, &mine, &[SuggestionNo(1)], later, LEASE_MS).await.unwrap();
    let ends: Vec<_> = renewed.iter().map(|lease| (lease.no.0, lease.until)).collect();
    assert_eq!(ends, [(1, later.plus_ms(LEASE_MS)), (2, START.plus_ms(LEASE_MS))]);
    store.release(&id, &yours, &[SuggestionNo(1), SuggestionNo(2)]).await.unwrap();
    assert_eq!(store.leases(&id, START).await.unwrap().len(), 2, "nobody gives back what is another's");
    store.release(&id, &mine, &[SuggestionNo(1), SuggestionNo(2)]).await.unwrap();
    assert_eq!(dealt(&store, &id, &yours, 5).await, [1, 2]);
}

async fn decision_over_anothers_lease_is_refused(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    submit(&store, &id, 1).await;
    let (mine, yours) = (console(2, "a"), console(3, "b"));
    dealt(&store, &id, &mine, 1).await;
    assert_eq!(refusal(store.change(decision(&id, 1, Some(yours.clone()))).await), Refusal::NotLeased);
    assert_eq!(refusal(store.change(decision(&id, 1, None)).await), Refusal::NotLeased);
    stand.clock.advance_ms(LEASE_MS);
    store.change(decision(&id, 1, Some(yours.clone()))).await.unwrap();
    let late = store.change(decision(&id, 1, Some(mine))).await;
    assert_eq!(refusal(late), Refusal::AlreadyDecided, "the lease had run out");
}

async fn item_taken_over_is_the_new_holders(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    submit(&store, &id, 1).await;
    let (mine, yours) = (console(2, "a"), console(3, "b"));
    dealt(&store, &id, &mine, 1).await;
    let taken = store.take_over(&id, &yours, SuggestionNo(1), START, LEASE_MS).await.unwrap().unwrap();
    assert_eq!((taken.0.no, taken.1), (SuggestionNo(1), START.plus_ms(LEASE_MS)));
    assert_eq!(refusal(store.change(decision(&id, 1, Some(mine))).await), Refusal::NotLeased);
    store.change(decision(&id, 1, Some(yours.clone()))).await.unwrap();
    assert_eq!(store.take_over(&id, &yours, SuggestionNo(1), START, LEASE_MS).await.unwrap(), None, "it waits no more");
    assert_eq!(store.take_over(&id, &yours, SuggestionNo(9), START, LEASE_MS).await.unwrap(), None);
}

async fn decision_edit_and_withdrawal_end_the_lease(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    join_all((1..4).map(|author| submit(&store, &id, author))).await;
    let mine = console(2, "a");
    assert_eq!(dealt(&store, &id, &mine, 3).await, [1, 2, 3]);
    store.change(decision(&id, 1, Some(mine.clone()))).await.unwrap();
    let authors: Vec<u16> = store
        .suggestions(&id)
        .await
        .unwrap()
        .iter()
        .map(|one| u16::from_be_bytes([one.author.0[0], one.author.0[1]]))
        .collect();
    let edit = SuggestionCommand::Edit { text: crate::stand::text("换一种说法吧"), flags: Vec::new() };
    review(&store, &id, citizen(authors[1]), SuggestionNo(2), edit).await.unwrap();
    review(&store, &id, citizen(authors[2]), SuggestionNo(3), SuggestionCommand::Withdraw).await.unwrap();
    assert_eq!(store.leases(&id, START).await.unwrap(), []);
    assert_eq!(dealt(&store, &id, &console(3, "b"), 5).await, [2]);
}

async fn second_look_is_dealt_to_somebody_else(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let no = submit(&store, &id, 1).await;
    let mine = console(2, "a");
    dealt(&store, &id, &mine, 1).await;
    let command = Command::Suggestion { no, command: SuggestionCommand::Escalate { note: None, revision: 1 } };
    let escalate = Change { holder: Some(mine.clone()), ..Change::new(id.clone(), moderator(2), command) };
    store.change(escalate).await.unwrap();
    assert!(dealt(&store, &id, &mine, 1).await.is_empty());
    assert_eq!(dealt(&store, &id, &console(9, "s"), 1).await, [no.0]);
}

async fn leases_survive_a_restart(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    submit(&store, &id, 1).await;
    dealt(&store, &id, &console(2, "a"), 1).await;
    drop(store);
    let store = stand.open().await;
    assert!(dealt(&store, &id, &console(3, "b"), 1).await.is_empty());
    assert_eq!(dealt(&store, &id, &console(2, "a"), 1).await, [1]);
}
