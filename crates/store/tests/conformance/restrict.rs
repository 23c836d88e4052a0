//! Who may not write for a while: refused on every way in, from the first change after it to the last before its end.

use domain::restriction::{Restrict, RestrictionKind};
use domain::{
    Command, DeskCommand, Event, MeetingId, Refusal, RejectReason, StaffEvent, SuggestionCommand, SuggestionNo,
};
use futures_util::future::join_all;
use store::{ChangeError, Store};

use crate::stand::{
    START, Stand, back, change, citizen, moderator, person, published, refusal, review, senior, submission, submit,
    suggestion, text, whole_log,
};

on_both_back_ends!(
    muted_person_suggests_nothing_and_backs_on,
    suspended_person_is_refused_among_others_of_one_batch,
    restriction_outlives_a_restart_and_ends_by_itself,
    lifted_person_writes_again,
    two_who_restrict_one_person_at_once_do_so_once,
);

async fn restrict(store: &Store, id: &MeetingId, whom: u16, wish: Wish) -> Result<u32, ChangeError> {
    let (kind, minutes) = wish;
    let reason = RejectReason::SpamFlood;
    let wish = Restrict { person: person(whom), no: None, kind, reason, note: None, minutes, replaces: None };
    let changed = change(store, id, senior(), Command::Desk(DeskCommand::Restrict(wish))).await?;
    Ok(changed.meeting.last_restriction)
}

type Wish = (RestrictionKind, Option<u32>);
const MUTE: Wish = (RestrictionKind::Mute, Some(10));
const SUSPEND: Wish = (RestrictionKind::Suspend, Some(10));

async fn muted_person_suggests_nothing_and_backs_on(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let theirs = submit(&store, &id, 5).await;
    let no = published(stand, &store, &id, 1).await;
    restrict(&store, &id, 5, MUTE).await.unwrap();
    let muted = Refusal::Muted { reason: RejectReason::SpamFlood, until: Some(START.plus_ms(605_000)) };
    assert_eq!(refusal(change(&store, &id, citizen(5), submission(5, "再多种几棵树吧")).await), muted);
    let edit = SuggestionCommand::Edit { text: text("另一句话而已"), flags: Vec::new() };
    assert_eq!(refusal(review(&store, &id, citizen(5), theirs, edit).await), muted);
    assert_eq!(back(&store, &id, 5, no, true).await.unwrap().supported, Some(true));
    review(&store, &id, citizen(5), theirs, SuggestionCommand::Withdraw).await.unwrap();
    submit(&store, &id, 6).await;
}

async fn suspended_person_is_refused_among_others_of_one_batch(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let no = published(stand, &store, &id, 1).await;
    back(&store, &id, 5, no, true).await.unwrap();
    restrict(&store, &id, 5, SUSPEND).await.unwrap();
    let answers = join_all((2..12).map(|backer| back(&store, &id, backer, no, backer != 5))).await;
    for (backer, answer) in (2..12).zip(answers) {
        if backer == 5 {
            assert!(matches!(refusal(answer), Refusal::Suspended { .. }), "nor take it back");
        } else {
            assert_eq!(answer.unwrap().supported, Some(true), "{backer}");
        }
    }
    assert_eq!(suggestion(&store, &id, no).await.supports, 10, "what they backed before stays");
    let refused = refusal(change(&store, &id, citizen(5), submission(5, "再多种几棵树吧")).await);
    assert!(matches!(refused, Refusal::Suspended { .. }));
}

async fn restriction_outlives_a_restart_and_ends_by_itself(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let no = published(stand, &store, &id, 1).await;
    restrict(&store, &id, 5, SUSPEND).await.unwrap();
    store.close().await;
    let store = stand.open().await;
    stand.clock.advance_ms(599_999);
    assert!(matches!(refusal(back(&store, &id, 5, no, true).await), Refusal::Suspended { .. }));
    stand.clock.advance_ms(1);
    back(&store, &id, 5, no, true).await.unwrap();
    submit(&store, &id, 5).await;
}

async fn lifted_person_writes_again(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let restriction = restrict(&store, &id, 5, (RestrictionKind::Suspend, None)).await.unwrap();
    let lift = |restriction| Command::Desk(DeskCommand::Lift { id: restriction });
    assert_eq!(refusal(change(&store, &id, moderator(2), lift(restriction)).await), Refusal::NotAllowed);
    change(&store, &id, senior(), lift(restriction)).await.unwrap();
    assert_eq!(refusal(change(&store, &id, senior(), lift(restriction)).await), Refusal::NothingToUndo);
    assert_eq!(submit(&store, &id, 5).await, SuggestionNo(1));
    let told = whole_log(&store, &id).await.into_iter().filter_map(|recorded| match recorded.event {
        Event::Staff(StaffEvent::Restricted { person, .. }) => Some(("restricted", person)),
        Event::Staff(StaffEvent::Lifted { person, .. }) => Some(("lifted", person)),
        _ => None,
    });
    assert_eq!(told.collect::<Vec<_>>(), [("restricted", person(5)), ("lifted", person(5))]);
}

async fn two_who_restrict_one_person_at_once_do_so_once(stand: &Stand) {
    let (one, id) = stand.open_meeting().await;
    let other = stand.open().await;
    let (first, second) = tokio::join!(restrict(&one, &id, 5, MUTE), restrict(&other, &id, 5, SUSPEND));
    let outcomes = [first, second];
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    let late = outcomes.into_iter().find(Result::is_err);
    assert_eq!(refusal(late.unwrap()), Refusal::AlreadyRestricted);
}
