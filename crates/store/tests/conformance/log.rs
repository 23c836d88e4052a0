//! The log: gapless, monotonic, the same as its projections.

use std::collections::BTreeSet;

use domain::ReviewKind as K;
use domain::{
    AgendaNo, Command, FloorCommand, MeetingCode, MeetingCommand, Record, Refusal, Seq, SuggestionCommand, UnixMs,
};
use futures_util::future::join_all;
use store::{ChangeError, StoreError};

use crate::stand::{
    START, Stand, back, chair, change, citizen, decide, make_meeting, moderator, publish, published, refusal, review,
    secretary, settings, submission, submit, whole_log,
};

on_both_back_ends!(
    concurrent_writers_leave_no_hole,
    two_processes_interleave_without_holes_or_duplicates,
    commits_are_told_whole_and_in_order,
    time_in_the_log_never_goes_back,
    refused_change_leaves_no_trace,
    meeting_id_and_code_are_given_once,
    log_folds_back_to_the_projections,
    log_is_read_by_place_and_by_time,
    acknowledged_changes_survive_without_close,
    public_state_holds_only_what_is_public,
    processes_may_open_one_empty_database_together,
);

async fn concurrent_writers_leave_no_hole(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let writers = (0..64).map(|author| {
        let (store, id) = (store.clone(), id.clone());
        tokio::spawn(async move {
            for _ in 0..5 {
                submit(&store, &id, author).await;
            }
        })
    });
    join_all(writers).await.into_iter().for_each(|writer| writer.unwrap());
    let log = whole_log(&store, &id).await;
    assert_eq!(log.len(), 2 + 320);
    assert!(log.iter().zip(1..).all(|(record, place)| record.seq == Seq(place)));
    let suggestions = store.suggestions(&id).await.unwrap();
    assert!(suggestions.iter().zip(1..).all(|(suggestion, no)| suggestion.no.0 == no));
    assert_eq!(store.meeting(&id).await.unwrap().unwrap().last_no, 320);
    assert_eq!(store.head(&id).await.unwrap().seq, Seq(322));
}

async fn two_processes_interleave_without_holes_or_duplicates(stand: &Stand) {
    let (one, id) = stand.open_meeting().await;
    let other = stand.open().await;
    let no = published(stand, &one, &id, 500).await;
    let before = one.head(&id).await.unwrap().seq;
    let (mut heard_one, mut heard_other) = (one.commits(), other.commits());
    let writers = (0..32).map(|author| {
        let (store, id) = (if author % 2 == 0 { one.clone() } else { other.clone() }, id.clone());
        tokio::spawn(async move {
            for _ in 0..4 {
                submit(&store, &id, author).await;
                back(&store, &id, author, no, true).await.unwrap();
            }
        })
    });
    join_all(writers).await.into_iter().for_each(|writer| writer.unwrap());
    let log = whole_log(&one, &id).await;
    assert!(log.iter().zip(1..).all(|(record, place)| record.seq == Seq(place)));
    assert_eq!(one.suggestions(&id).await.unwrap().len(), 1 + 128);
    assert_eq!(one.suggestion(&id, no).await.unwrap().unwrap().supports, 32);

    let mut told = BTreeSet::new();
    for heard in [&mut heard_one, &mut heard_other] {
        while let Ok(commit) = heard.try_recv() {
            assert!(commit.records.iter().all(|record| told.insert(record.seq)), "told twice");
        }
    }
    let appended: BTreeSet<Seq> = log.iter().map(|record| record.seq).filter(|seq| *seq > before).collect();
    assert_eq!(told, appended);
}

async fn commits_are_told_whole_and_in_order(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let mut commits = store.commits();
    join_all((0..40).map(|author| submit(&store, &id, author))).await;
    let mut next = store.head(&id).await.unwrap().seq.0 - 39;
    while let Ok(commit) = commits.try_recv() {
        assert_eq!((commit.meeting, commit.from), (id.clone(), Seq(next)));
        for record in commit.records.iter() {
            assert_eq!(record.seq, Seq(next));
            next += 1;
        }
        assert_eq!(commit.to, Seq(next - 1));
    }
    assert_eq!(store.head(&id).await.unwrap().seq, Seq(next - 1));
}

async fn time_in_the_log_never_goes_back(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    submit(&store, &id, 1).await;
    stand.clock.advance_ms(10_000);
    submit(&store, &id, 2).await;
    stand.clock.advance_ms(-60_000);
    submit(&store, &id, 3).await;
    stand.clock.advance_ms(61_000);
    submit(&store, &id, 4).await;
    let times: Vec<i64> = whole_log(&store, &id).await[2..].iter().map(|record| record.at.0 - START.0).collect();
    assert_eq!(times, [0, 10_000, 10_000, 11_000]);
}

async fn refused_change_leaves_no_trace(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let before = store.head(&id).await.unwrap();
    let command = Command::Meeting(MeetingCommand::StartItem(AgendaNo(1)));
    assert_eq!(refusal(change(&store, &id, secretary(), command.clone()).await), Refusal::WrongPhase);
    assert_eq!(refusal(change(&store, &id, citizen(1), command.clone()).await), Refusal::NotAllowed);
    let unknown = "nosuch1".parse().unwrap();
    assert_eq!(refusal(change(&store, &unknown, secretary(), command).await), Refusal::NoSuchMeeting);
    let no = domain::SuggestionNo(7);
    assert_eq!(refusal(back(&store, &unknown, 1, no, true).await), Refusal::NoSuchMeeting);
    assert_eq!(store.head(&id).await.unwrap(), before);
    assert_eq!(store.head(&unknown).await.unwrap().seq, Seq(0));
}

async fn meeting_id_and_code_are_given_once(stand: &Stand) {
    let store = stand.open().await;
    let id = make_meeting(&store, "park2026", 7, settings()).await;
    for (other, code) in [("park2026", 8), ("other2026", 7)] {
        let code = MeetingCode::from_number(code);
        let made = store.create_meeting(&secretary(), other.parse().unwrap(), code, settings()).await;
        assert!(matches!(made, Err(ChangeError::Fault(StoreError::Taken { what: "meeting" }))), "{made:?}");
    }
    let found = store.meeting_by_code(MeetingCode::from_number(7)).await.unwrap().unwrap();
    assert_eq!(found.id, id);
    assert_eq!(store.meeting_by_code(MeetingCode::from_number(8)).await.unwrap(), None);
    stand.clock.advance_ms(1);
    let newer = make_meeting(&store, "newer1", 9, settings()).await;
    let listed: Vec<_> = store.meetings(10).await.unwrap().into_iter().map(|meeting| meeting.id).collect();
    assert_eq!(listed, [newer, id]);
    let (author, code) = (citizen(1), MeetingCode::from_number(3));
    let made = store.create_meeting(&author, "mine2026".parse().unwrap(), code, settings()).await;
    assert_eq!(refusal(made), Refusal::NotAllowed);
}

async fn log_folds_back_to_the_projections(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let mut nos = Vec::new();
    for author in 0..8 {
        nos.push(published(stand, &store, &id, author).await);
    }
    change(&store, &id, secretary(), Command::Meeting(MeetingCommand::GoLive)).await.unwrap();
    change(&store, &id, chair(), Command::Meeting(MeetingCommand::StartItem(AgendaNo(2)))).await.unwrap();
    for backer in 0..20_u16 {
        let wishes = nos.iter().filter(|no| (u32::from(backer) * 7 + no.0) % 3 != 0);
        join_all(wishes.map(|no| back(&store, &id, backer, *no, true))).await;
        back(&store, &id, backer, nos[usize::from(backer) % 8], false).await.unwrap();
    }
    let waiting = submit(&store, &id, 30).await;
    review(&store, &id, moderator(2), waiting, SuggestionCommand::Escalate { note: None, revision: 1 }).await.unwrap();
    let edited = SuggestionCommand::Edit { text: crate::stand::text("换一种说法吧"), flags: Vec::new() };
    review(&store, &id, citizen(7), nos[7], edited).await.unwrap();
    review(&store, &id, citizen(6), nos[6], SuggestionCommand::Withdraw).await.unwrap();
    for command in [FloorCommand::Shortlist, FloorCommand::Show] {
        change(&store, &id, chair(), Command::Floor { no: nos[1], command }).await.unwrap();
    }
    review(&store, &id, moderator(2), nos[0], decide(domain::Decision::merge(nos[1]))).await.unwrap();
    review(&store, &id, moderator(2), submit(&store, &id, 31).await, decide(publish())).await.unwrap();
    back(&store, &id, 40, nos[1], true).await.unwrap();

    let mut record = Record::new(id.clone());
    assert!(whole_log(&store, &id).await.iter().all(|event| record.apply(event)));
    assert_eq!(record.meeting().cloned(), store.meeting(&id).await.unwrap());
    let folded: Vec<_> = record.suggestions().values().cloned().collect();
    assert_eq!(folded, store.suggestions(&id).await.unwrap());
    let head = store.head(&id).await.unwrap();
    assert_eq!((record.seq(), record.at()), (head.seq, head.at));
}

async fn log_is_read_by_place_and_by_time(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    for author in 0..6 {
        stand.clock.advance_ms(1_000);
        submit(&store, &id, author).await;
    }
    let page = store.log(&id, Seq(3), 2).await.unwrap();
    assert_eq!(page.iter().map(|record| record.seq.0).collect::<Vec<_>>(), [4, 5]);
    let at = |seconds: i64| UnixMs(START.0 + seconds * 1_000);
    let span = store.log_between(&id, at(2), at(4)).await.unwrap();
    assert_eq!(span.iter().map(|record| record.at).collect::<Vec<_>>(), [at(2), at(3)]);
    assert!(store.log_between(&id, at(4), at(4)).await.unwrap().is_empty());
    assert!(store.log(&id, Seq(100), 10).await.unwrap().is_empty());
}

async fn acknowledged_changes_survive_without_close(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let nos = join_all((0..50).map(|author| submit(&store, &id, author))).await;
    drop(store);
    let store = stand.open().await;
    for no in nos {
        assert!(store.suggestion(&id, no).await.unwrap().is_some(), "{no} is lost");
    }
    assert_eq!(store.head(&id).await.unwrap().seq, Seq(52));
}

async fn public_state_holds_only_what_is_public(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let shown = published(stand, &store, &id, 1).await;
    let gone = published(stand, &store, &id, 2).await;
    submit(&store, &id, 3).await;
    review(&store, &id, moderator(2), gone, decide(domain::Decision::merge(shown))).await.unwrap();
    let state = store.public_state(&id).await.unwrap().unwrap();
    assert_eq!(state.suggestions.iter().map(|suggestion| suggestion.no).collect::<Vec<_>>(), [shown]);
    assert_eq!((state.suggestions[0].supports, state.suggestions[0].merged), (1, 1));
    assert_eq!(
        (state.seq, state.meeting),
        (store.head(&id).await.unwrap().seq, store.meeting(&id).await.unwrap().unwrap())
    );
    assert_eq!(store.public_state(&"nosuch1".parse().unwrap()).await.unwrap(), None);
    let counts = store.counts(&id).await.unwrap();
    let of = |kind| counts.by_state.iter().find(|(state, _)| *state == kind).unwrap().1;
    assert_eq!([K::Pending, K::Published, K::Merged, K::Held].map(of), [1, 1, 1, 0]);
    assert_eq!((counts.supports, counts.people), (1, 3));
}

async fn processes_may_open_one_empty_database_together(stand: &Stand) {
    let stores = join_all((0..4).map(|_| stand.open())).await;
    let id = make_meeting(&stores[0], "park2026", 1, settings()).await;
    change(&stores[1], &id, secretary(), Command::Meeting(MeetingCommand::Open)).await.unwrap();
    change(&stores[2], &id, citizen(1), submission(1, "多种几棵树吧")).await.unwrap();
    assert_eq!(stores[3].head(&id).await.unwrap().seq, Seq(3));
    join_all(stores.iter().map(store::Store::close)).await;
}
