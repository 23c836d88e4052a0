//! What the word lists say of a text at its receipt and when it is decided.

use domain::desk::{WordLevel, WordList, WordsRead};
use domain::{
    Actor, Command, DeskCommand, Flag, Label, MeetingCommand, MeetingId, Policy, Refusal, ReviewKind, ReviewMode,
    Settings, Suggestion, SuggestionCommand, SuggestionNo,
};
use store::{Change, ChangeError, Store};

use crate::stand::{
    Stand, change, citizen, decide, make_meeting, moderator, publish, published, refusal, review, secretary, senior,
    settings, submission, suggestion, text,
};

on_both_back_ends!(
    lists_in_force_are_told_with_their_version,
    a_word_that_holds_is_not_public_at_once,
    a_word_that_holds_is_not_cleared_for_a_trusted_author,
    what_other_lists_said_is_refused_and_what_nobody_read_waits,
    a_blocked_word_takes_a_second_person_by_the_lists_of_now,
);

const WORDS: &str = "再多种几棵树吧";

fn lists(level: WordLevel) -> Vec<WordList> {
    let name = Label::new("街道提示词").unwrap();
    vec![WordList { name, level, words: vec!["种树".into()], allow: Vec::new(), off: false }]
}

async fn set(store: &Store, id: &MeetingId, version: u32, lists: Vec<WordList>) {
    change(store, id, senior(), Command::Desk(DeskCommand::SetLexicon { version, lists })).await.unwrap();
}

fn read(version: u32, level: Option<WordLevel>) -> WordsRead {
    WordsRead { version, level }
}

/// Hands a text in as ingest does.
async fn hand_in(
    store: &Store,
    id: &MeetingId,
    author: u16,
    words: Option<WordsRead>,
) -> Result<Suggestion, ChangeError> {
    let command = submission(author, WORDS).with_words(words.and_then(|words| words.level));
    let change = Change { words, shown: Some(text(WORDS)), ..Change::new(id.clone(), citizen(author), command) };
    Ok((*store.change(change).await?.suggestion.unwrap()).clone())
}

async fn post_moderated(stand: &Stand) -> (Store, MeetingId) {
    let store = stand.open().await;
    let policy = Policy { review: ReviewMode::Post, ..settings().policy };
    let id = make_meeting(&store, "park2026", 1, Settings { policy, ..settings() }).await;
    change(&store, &id, secretary(), Command::Meeting(MeetingCommand::Open)).await.unwrap();
    (store, id)
}

async fn lists_in_force_are_told_with_their_version(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    assert_eq!(store.lexicon(&id).await.unwrap(), (0, Vec::new()));
    set(&store, &id, 0, lists(WordLevel::Watch)).await;
    set(&store, &id, 1, lists(WordLevel::Block)).await;
    hand_in(&store, &id, 1, None).await.unwrap();
    assert_eq!(stand.open().await.lexicon(&id).await.unwrap(), (2, lists(WordLevel::Block)));
    assert_eq!(store.lexicon(&"elsewhere".parse().unwrap()).await.unwrap(), (0, Vec::new()));
}

async fn a_word_that_holds_is_not_public_at_once(stand: &Stand) {
    let (store, id) = post_moderated(stand).await;
    set(&store, &id, 0, lists(WordLevel::Review)).await;
    for (author, level, kind, flags) in [
        (1, None, ReviewKind::Published, vec![]),
        (2, Some(WordLevel::Watch), ReviewKind::Published, vec![Flag::Watch]),
        (3, Some(WordLevel::Review), ReviewKind::Pending, vec![Flag::Review]),
        (4, Some(WordLevel::Block), ReviewKind::Pending, vec![Flag::Block]),
    ] {
        let taken = hand_in(&store, &id, author, Some(read(1, level))).await.unwrap();
        assert_eq!((taken.review.kind(), &taken.flags), (kind, &flags), "{level:?}");
        assert_eq!(suggestion(&store, &id, taken.no).await, taken);
    }
    // A new text of what is public is read again.
    let edit = SuggestionCommand::Edit { text: text(WORDS), flags: Vec::new() };
    let edit = Command::Suggestion { no: SuggestionNo(1), command: edit }.with_words(Some(WordLevel::Review));
    let words = Some(read(1, Some(WordLevel::Review)));
    let edited = Change { words, shown: Some(text(WORDS)), ..Change::new(id.clone(), citizen(1), edit) };
    let edited = store.change(edited).await.unwrap().suggestion.unwrap();
    assert_eq!((edited.review.kind(), &edited.flags[..]), (ReviewKind::Pending, &[Flag::Review][..]));
    assert_eq!(store.public_state(&id).await.unwrap().unwrap().suggestions.len(), 1);
}

async fn a_word_that_holds_is_not_cleared_for_a_trusted_author(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    change(&store, &id, senior(), Command::Desk(DeskCommand::SetAutoclear { after: Some(1) })).await.unwrap();
    set(&store, &id, 0, lists(WordLevel::Review)).await;
    published(stand, &store, &id, 1).await;
    for (level, kind) in [
        (Some(WordLevel::Review), ReviewKind::Pending),
        (Some(WordLevel::Block), ReviewKind::Pending),
        (Some(WordLevel::Watch), ReviewKind::Decided),
        (None, ReviewKind::Decided),
    ] {
        let taken = hand_in(&store, &id, 1, Some(read(1, level))).await.unwrap();
        assert_eq!(taken.review.kind(), kind, "{level:?}");
    }
}

async fn what_other_lists_said_is_refused_and_what_nobody_read_waits(stand: &Stand) {
    let (store, id) = post_moderated(stand).await;
    set(&store, &id, 0, lists(WordLevel::Review)).await;
    let other = stand.open().await;
    set(&other, &id, 1, lists(WordLevel::Block)).await;
    let stale = hand_in(&store, &id, 1, Some(read(1, None))).await;
    assert_eq!(refusal(stale), Refusal::StaleRevision);
    assert_eq!(store.suggestions(&id).await.unwrap(), [], "nothing of it is kept");
    let unread = hand_in(&store, &id, 1, None).await.unwrap();
    assert_eq!(unread.review.kind(), ReviewKind::Pending);
}

async fn a_blocked_word_takes_a_second_person_by_the_lists_of_now(stand: &Stand) {
    let (store, id) = stand.open_meeting().await;
    set(&store, &id, 0, lists(WordLevel::Block)).await;
    let blocked = hand_in(&store, &id, 1, Some(read(1, Some(WordLevel::Block)))).await.unwrap().no;
    let plain = hand_in(&store, &id, 2, Some(read(1, None))).await.unwrap().no;
    let make = async |actor: Actor, no, words| {
        let command = Command::Suggestion { no, command: decide(publish()) };
        store.change(Change { words, ..Change::new(id.clone(), actor, command) }).await
    };
    assert_eq!(refusal(make(senior(), blocked, None).await), Refusal::SecondPersonNeeded);
    set(&store, &id, 1, lists(WordLevel::Watch)).await;
    let (light, heavy) = (Some(WordLevel::Watch), Some(WordLevel::Block));
    assert_eq!(refusal(make(senior(), blocked, Some(read(1, light))).await), Refusal::StaleRevision, "lists of before");
    assert_eq!(refusal(make(moderator(2), plain, Some(read(2, heavy))).await), Refusal::SecondPersonNeeded);
    let escalate = SuggestionCommand::Escalate { note: None, revision: 1 };
    review(&store, &id, moderator(2), plain, escalate).await.unwrap();
    make(senior(), plain, Some(read(2, heavy))).await.unwrap();
    let one = make(moderator(2), blocked, Some(read(2, light))).await.unwrap().suggestion.unwrap();
    assert_eq!(one.review.kind(), ReviewKind::Decided);
    assert_eq!(
        suggestion(&store, &id, blocked).await.flags,
        [Flag::Block],
        "what was noticed at its receipt stays on record"
    );
}
