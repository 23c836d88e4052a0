//! Review through the store: what a decision leaves in the rows, and post-moderation.

use domain::desk::CannedReply;
use domain::{
    Actor, Command, Decision, DeskCommand, DeskText, Label, MeetingCommand, Note, Policy, Refusal, RejectReason,
    ReviewKind, ReviewMode, Settings, Submit, SuggestionCommand, SuggestionNo,
};
use store::Change;

use crate::stand::{
    Stand, back, change, citizen, decide, make_meeting, moderator, person, published, refusal, review, secretary,
    senior, settings, submission, submit, suggestion, text,
};

on_both_back_ends!(
    every_ending_is_reached,
    post_moderation_publishes_at_once,
    import_keeps_its_numbers,
    hidden_suggestion_keeps_its_backers_for_the_record,
    a_trusted_author_is_published_after_the_undo_window,
    staff_arrangements_are_in_the_log,
);

async fn every_ending_is_reached(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let note = || Note::new("请说明具体地点").ok();
    let (reason, no) = (RejectReason::Empty, submit(&store, &id, 1).await);
    let endings = [
        (decide(Decision::Return { reason, note: note() }), ReviewKind::Returned),
        (decide(Decision::Reject { reason, note: note() }), ReviewKind::Rejected),
        (decide(Decision::Hide { reason, note: note() }), ReviewKind::Hidden),
    ];
    let settle = SuggestionCommand::Settle;
    for (at, (command, ending)) in endings.into_iter().enumerate() {
        let no = if at == 0 { no } else { submit(&store, &id, 1).await };
        review(&store, &id, senior(), no, command).await.unwrap();
        stand.clock.advance_ms(5_000);
        let settled = review(&store, &id, Actor::System, no, settle.clone()).await.unwrap();
        assert_eq!(*settled.suggestion.unwrap(), suggestion(&store, &id, no).await);
        assert_eq!(suggestion(&store, &id, no).await.review.kind(), ending);
    }
    let stale = SuggestionCommand::Decide { decision: crate::stand::publish(), revision: 7 };
    let pending = submit(&store, &id, 1).await;
    assert_eq!(refusal(review(&store, &id, moderator(2), pending, stale).await), Refusal::StaleRevision);
}

async fn post_moderation_publishes_at_once(stand: &Stand) {
    let store = stand.open().await;
    let policy = Policy { review: ReviewMode::Post, suggestion_interval_s: 0, ..Policy::default() };
    let id = make_meeting(&store, "park2026", 1, Settings { policy, ..settings() }).await;
    change(&store, &id, secretary(), Command::Meeting(MeetingCommand::Open)).await.unwrap();
    let with =
        |command, shown: &str| Change { shown: Some(text(shown)), ..Change::new(id.clone(), citizen(1), command) };
    let made = store.change(with(submission(1, "请打电话 13800000000"), "请打电话 ***")).await.unwrap();
    let no = made.suggestion.unwrap().no;
    let shown = async || store.public_state(&id).await.unwrap().unwrap().suggestions;
    assert_eq!(shown().await[0].review.kind(), ReviewKind::Published);
    back(&store, &id, 5, no, true).await.unwrap();
    let edit = SuggestionCommand::Edit { text: text("换一种说法吧"), flags: Vec::new() };
    let edited = store.change(with(Command::Suggestion { no, command: edit }, "换一种说法吧")).await.unwrap();
    assert_eq!(edited.suggestion.unwrap().review.kind(), ReviewKind::Published);
    assert_eq!((shown().await.len(), shown().await[0].supports), (1, 1));
}

async fn import_keeps_its_numbers(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let numbered = |no: u32| {
        let Command::Submit(submit) = submission(1, "多种几棵树吧") else { unreachable!() };
        Command::Submit(Submit { no: Some(SuggestionNo(no)), author: person(no as u16), ..submit })
    };
    change(&store, &id, Actor::System, numbered(40)).await.unwrap();
    change(&store, &id, Actor::System, numbered(7)).await.unwrap();
    let again = change(&store, &id, Actor::System, numbered(40)).await;
    assert_eq!(refusal(again), Refusal::WrongState { state: ReviewKind::Pending });
    assert_eq!(submit(&store, &id, 1).await, SuggestionNo(41));
}

async fn hidden_suggestion_keeps_its_backers_for_the_record(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let no = published(stand, &store, &id, 1).await;
    back(&store, &id, 2, no, true).await.unwrap();
    let hide = Decision::Hide { reason: RejectReason::Privacy, note: Note::new("含他人电话").ok() };
    let hidden = review(&store, &id, senior(), no, decide(hide)).await.unwrap();
    assert_eq!(hidden.suggestion.unwrap().supports, 1);
    assert_eq!(store.counts(&id).await.unwrap().supports, 0, "only what is public counts");
    assert_eq!(refusal(back(&store, &id, 3, no, true).await), Refusal::NoSuchSuggestion);
}

async fn a_trusted_author_is_published_after_the_undo_window(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let autoclear = Command::Desk(DeskCommand::SetAutoclear { after: Some(1) });
    assert_eq!(refusal(change(&store, &id, moderator(2), autoclear.clone()).await), Refusal::NotAllowed);
    change(&store, &id, senior(), autoclear).await.unwrap();
    let hand_in = async |author| {
        let mut change = Change::new(id.clone(), citizen(author), submission(author, "再多种几棵树吧"));
        change.shown = Some(text("再多种几棵树吧"));
        store.change(change).await.unwrap().suggestion.unwrap()
    };
    assert_eq!(hand_in(1).await.review.kind(), ReviewKind::Pending, "nobody is trusted from the start");
    published(stand, &store, &id, 2).await;
    let cleared = hand_in(2).await;
    assert_eq!(cleared.review.kind(), ReviewKind::Decided);
    stand.clock.advance_ms(5_000);
    review(&store, &id, Actor::System, cleared.no, SuggestionCommand::Settle).await.unwrap();
    let public = suggestion(&store, &id, cleared.no).await;
    assert_eq!((public.review.kind(), public.unread), (ReviewKind::Published, true), "and somebody looks afterwards");
}

async fn staff_arrangements_are_in_the_log(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    let no = submit(&store, &id, 1).await;
    let arranged = [
        DeskCommand::CallHelp { note: None, to: Vec::new() },
        DeskCommand::HandOver { text: DeskText::new("夜班请留意停车的议题").unwrap() },
        DeskCommand::AssignTopic { no, topic: no },
    ];
    for command in arranged {
        change(&store, &id, moderator(2), Command::Desk(command)).await.unwrap();
    }
    let nowhere = DeskCommand::AssignTopic { no, topic: SuggestionNo(9) };
    assert_eq!(refusal(change(&store, &id, moderator(2), Command::Desk(nowhere)).await), Refusal::NoSuchSuggestion);
    let lexicon = |version| Command::Desk(DeskCommand::SetLexicon { version, lists: Vec::new() });
    change(&store, &id, senior(), lexicon(0)).await.unwrap();
    assert_eq!(refusal(change(&store, &id, senior(), lexicon(0)).await), Refusal::StaleVersion, "another was faster");
    change(&store, &id, senior(), lexicon(1)).await.unwrap();
    let runbook = |version| DeskCommand::SetRunbook { version, text: DeskText::new("先看需留意").ok() };
    let canned = |version| {
        let reply =
            CannedReply { title: Label::new("缺地点").unwrap(), text: Note::new("请写明地点").unwrap() };
        DeskCommand::SetCanned { version, replies: vec![reply] }
    };
    for command in [runbook(0), runbook(1), canned(0)] {
        change(&store, &id, senior(), Command::Desk(command)).await.unwrap();
    }
    for late in [runbook(1), canned(0)] {
        assert_eq!(refusal(change(&store, &id, senior(), Command::Desk(late)).await), Refusal::StaleVersion);
    }
    let meeting = store.meeting(&id).await.unwrap().unwrap();
    assert_eq!((meeting.lexicon_version, meeting.runbook_version, meeting.canned_version), (2, 2, 1));
}
