//! Merging: the union of the backers, and of the author of what ended.

use domain::{Actor, Decision, Event, PublicEvent, Refusal, ReviewKind, SuggestionCommand, SuggestionNo};

use crate::stand::{
    Stand, back, citizen, decide, moderator, person, published, refusal, review, submit, suggestion, whole_log,
};

on_both_back_ends!(
    merge_keeps_every_backer_once,
    merged_suggestion_points_to_the_one_that_goes_on,
    merge_in_the_undo_window_counts_when_it_settles,
    merge_into_what_is_gone_returns_to_the_queue,
    merge_into_nothing_is_refused,
    unmerge_gives_everybody_back_what_was_theirs,
    who_came_by_two_merges_stays_until_both_are_taken_back,
);

async fn merge_keeps_every_backer_once(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let into = published(stand, &store, &id, 1).await;
    let ended = published(stand, &store, &id, 2).await;
    for (no, backers) in [(into, [10, 11, 12]), (ended, [12, 13, 1])] {
        for backer in backers {
            back(&store, &id, backer, no, true).await.unwrap();
        }
    }
    let merged = review(&store, &id, moderator(3), ended, decide(Decision::merge(into))).await.unwrap();
    assert_eq!(merged.suggestion.unwrap().review.kind(), ReviewKind::Merged);
    // 10, 11, 12, 13, the author 1 of the one that goes on (who had backed the other), the author 2 of the ended.
    let goes_on = suggestion(&store, &id, into).await;
    assert_eq!((goes_on.supports, goes_on.merged), (6, 1));
    let backs = async |number| store.supported_by(&id, person(number)).await.unwrap();
    for backer in [1, 2, 10, 11, 12, 13] {
        assert!(backs(backer).await.contains(&into), "{backer}");
    }
    assert_eq!(backs(13).await, [into, ended], "the old rows stay, for an unmerge");
    let event = whole_log(&store, &id).await.pop().unwrap().event;
    assert_eq!(event, Event::Public(PublicEvent::Merged { no: ended, into, supports: 6, merged: 1, supplement: None }));

    back(&store, &id, 13, into, false).await.unwrap();
    back(&store, &id, 2, into, true).await.unwrap();
    assert_eq!(suggestion(&store, &id, into).await.supports, 5);
}

async fn merged_suggestion_points_to_the_one_that_goes_on(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let into = published(stand, &store, &id, 1).await;
    let ended = published(stand, &store, &id, 2).await;
    review(&store, &id, moderator(3), ended, decide(Decision::merge(into))).await.unwrap();
    assert_eq!(refusal(back(&store, &id, 5, ended, true).await), Refusal::Merged { into });
}

async fn merge_in_the_undo_window_counts_when_it_settles(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let into = published(stand, &store, &id, 1).await;
    let ended = submit(&store, &id, 2).await;
    review(&store, &id, moderator(3), ended, decide(Decision::merge(into))).await.unwrap();
    assert_eq!(suggestion(&store, &id, into).await.supports, 0);
    back(&store, &id, 7, into, true).await.unwrap();
    stand.clock.advance_ms(5_000);
    review(&store, &id, Actor::System, ended, SuggestionCommand::Settle).await.unwrap();
    let goes_on = suggestion(&store, &id, into).await;
    assert_eq!((goes_on.supports, goes_on.merged), (2, 1));
    assert_eq!(store.supported_by(&id, person(2)).await.unwrap(), [into]);
}

async fn merge_into_what_is_gone_returns_to_the_queue(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let into = published(stand, &store, &id, 1).await;
    let ended = submit(&store, &id, 2).await;
    review(&store, &id, moderator(3), ended, decide(Decision::merge(into))).await.unwrap();
    review(&store, &id, citizen(1), into, SuggestionCommand::Withdraw).await.unwrap();
    stand.clock.advance_ms(5_000);
    review(&store, &id, Actor::System, ended, SuggestionCommand::Settle).await.unwrap();
    assert_eq!(suggestion(&store, &id, ended).await.review.kind(), ReviewKind::Pending);
    assert_eq!(store.supported_by(&id, person(2)).await.unwrap(), []);
}

async fn merge_into_nothing_is_refused(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let no = published(stand, &store, &id, 1).await;
    let pending = submit(&store, &id, 2).await;
    for into in [no, pending, SuggestionNo(99)] {
        let merge = review(&store, &id, moderator(3), no, decide(Decision::merge(into))).await;
        assert_eq!(refusal(merge), Refusal::BadMergeTarget, "{into}");
    }
}

async fn unmerge_gives_everybody_back_what_was_theirs(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let into = published(stand, &store, &id, 1).await;
    let ended = published(stand, &store, &id, 2).await;
    for (no, backers) in [(into, [10, 11, 12]), (ended, [12, 13, 14])] {
        for backer in backers {
            back(&store, &id, backer, no, true).await.unwrap();
        }
    }
    review(&store, &id, moderator(3), ended, decide(Decision::merge(into))).await.unwrap();
    // 14 takes back what the merge brought; 13 does and comes again of their own will; 15 is new.
    for (backer, wish) in [(14, false), (13, false), (13, true), (15, true)] {
        back(&store, &id, backer, into, wish).await.unwrap();
    }
    assert_eq!(suggestion(&store, &id, into).await.supports, 6, "10, 11, 12, 13, 15 and the author 2");
    let parted = review(&store, &id, moderator(3), ended, SuggestionCommand::Unmerge).await.unwrap();
    let alone = parted.suggestion.unwrap();
    assert_eq!((alone.review.kind(), alone.supports), (ReviewKind::Published, 3));
    let goes_on = suggestion(&store, &id, into).await;
    assert_eq!((goes_on.supports, goes_on.merged), (5, 0));
    for (backer, backs) in [(2, vec![]), (12, vec![into, ended]), (13, vec![into, ended]), (14, vec![ended])] {
        assert_eq!(store.supported_by(&id, person(backer)).await.unwrap(), backs, "{backer}");
    }
    back(&store, &id, 16, ended, true).await.unwrap();
    assert_eq!(
        refusal(review(&store, &id, moderator(3), ended, SuggestionCommand::Unmerge).await),
        Refusal::WrongState { state: ReviewKind::Published }
    );
}

async fn who_came_by_two_merges_stays_until_both_are_taken_back(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let into = published(stand, &store, &id, 1).await;
    let first = published(stand, &store, &id, 2).await;
    let second = published(stand, &store, &id, 3).await;
    for no in [first, second] {
        back(&store, &id, 20, no, true).await.unwrap();
        review(&store, &id, moderator(3), no, decide(Decision::merge(into))).await.unwrap();
    }
    assert_eq!(suggestion(&store, &id, into).await.supports, 3);
    for (parted, left) in [(first, 2), (second, 0)] {
        review(&store, &id, moderator(3), parted, SuggestionCommand::Unmerge).await.unwrap();
        assert_eq!(suggestion(&store, &id, into).await.supports, left);
    }
    assert_eq!(store.supported_by(&id, person(20)).await.unwrap(), [first, second]);
}
