//! Word lists at the receipt of a text: what they hold, what they only note, and that no citizen is told.

use domain::desk::{WordLevel, WordList};
use domain::{Actor, Command, DeskCommand, Flag, Label, Policy, ReviewKind, ReviewMode, SuggestionNo};
use http::StatusCode;
use serde_json::json;
use store::{Change, Store};

use crate::stage::{Options, Stage, TEXT, id, quick_policy};

const WORDED: &str = "小区门口有人赌博，请管一管";

fn list(level: WordLevel, off: bool) -> Vec<WordList> {
    let name = Label::new("街道提示词").unwrap();
    vec![WordList { name, level, words: vec!["赌博".into()], allow: vec!["禁止赌博".into()], off }]
}

async fn set(store: &Store, lists: Vec<WordList>) {
    let version = store.meeting(&id()).await.unwrap().unwrap().lexicon_version;
    let command = Command::Desk(DeskCommand::SetLexicon { version, lists });
    store.change(Change::new(id(), Actor::System, command)).await.unwrap();
}

async fn post_moderated() -> Stage {
    let policy = Policy { review: ReviewMode::Post, ..quick_policy() };
    Stage::with(Options { policy: Some(policy), ..Options::default() }).await
}

async fn kept(stage: &Stage, no: u32) -> (ReviewKind, Vec<Flag>) {
    let kept = stage.store.suggestion(&id(), SuggestionNo(no)).await.unwrap().unwrap();
    (kept.review.kind(), kept.flags)
}

#[tokio::test]
async fn a_word_holds_what_would_be_public_at_once_by_its_level() {
    for (level, state, expected) in [
        (WordLevel::Watch, "published", (ReviewKind::Published, vec![Flag::Watch])),
        (WordLevel::Review, "pending", (ReviewKind::Pending, vec![Flag::Review])),
        (WordLevel::Block, "pending", (ReviewKind::Pending, vec![Flag::Block])),
    ] {
        let stage = post_moderated().await;
        set(&stage.store, list(level, false)).await;
        let answer = stage.citizen().suggest(WORDED).await;
        assert_eq!((answer.no(), &answer.json["state"]), (1, &json!(state)), "{level:?}");
        assert_eq!(kept(&stage, 1).await, expected, "{level:?}");
        for harmless in [TEXT, "建议挂上禁止赌博的牌子"] {
            let no = stage.citizen().suggest(harmless).await.no();
            assert_eq!(kept(&stage, no).await, (ReviewKind::Published, Vec::new()), "{harmless}");
        }
    }
}

#[tokio::test]
async fn a_word_that_only_sounds_so_holds_and_never_blocks() {
    let stage = post_moderated().await;
    set(&stage.store, list(WordLevel::Block, false)).await;
    for (text, expected) in [
        ("小区门口有人dubo", (ReviewKind::Pending, vec![Flag::Review])),
        ("小区门口有人赌bo", (ReviewKind::Pending, vec![Flag::Review])),
        ("小区门口有人独播剧", (ReviewKind::Published, Vec::new())),
    ] {
        let no = stage.citizen().suggest(text).await.no();
        assert_eq!(kept(&stage, no).await, expected, "{text}");
    }
    let stage = post_moderated().await;
    set(&stage.store, list(WordLevel::Watch, false)).await;
    let no = stage.citizen().suggest("小区门口有人dubo").await.no();
    assert_eq!(kept(&stage, no).await, (ReviewKind::Published, vec![Flag::Watch]), "no more than the list says");
}

#[tokio::test]
async fn a_citizen_is_told_nothing_of_lists() {
    let stage = post_moderated().await;
    set(&stage.store, list(WordLevel::Block, false)).await;
    let citizen = stage.citizen();
    let answer = citizen.suggest(WORDED).await;
    let mine = citizen.mine().await;
    assert_eq!(mine["suggestions"][0]["state"], "pending");
    for told in [answer.json.to_string(), mine.to_string()] {
        assert!(!told.contains("block") && !told.contains("街道提示词") && !told.contains("flags"), "{told}");
    }
}

#[tokio::test]
async fn an_edit_is_read_again() {
    let stage = post_moderated().await;
    set(&stage.store, list(WordLevel::Review, false)).await;
    let citizen = stage.citizen();
    let no = citizen.suggest(TEXT).await.no();
    let edited = citizen.edit(no, WORDED).await;
    assert_eq!((edited.status, &edited.json["state"]), (StatusCode::OK, &json!("pending")));
    assert_eq!(kept(&stage, no).await, (ReviewKind::Pending, vec![Flag::Review]));
    citizen.edit(no, TEXT).await;
    assert_eq!(kept(&stage, no).await, (ReviewKind::Pending, Vec::new()), "it waits for the one who was asked");
}

#[tokio::test]
async fn lists_changed_elsewhere_are_in_force_at_the_next_suggestion() {
    let stage = post_moderated().await;
    let elsewhere = stage.another_store().await;
    let expected = |level: Option<Flag>| level.into_iter().collect::<Vec<_>>();
    for (lists, flag) in [
        (None, None),
        (Some(list(WordLevel::Watch, false)), Some(Flag::Watch)),
        (Some(list(WordLevel::Review, false)), Some(Flag::Review)),
        (Some(list(WordLevel::Review, true)), None),
        (Some(Vec::new()), None),
        (Some(list(WordLevel::Block, false)), Some(Flag::Block)),
    ] {
        if let Some(lists) = lists {
            set(&elsewhere, lists).await;
        }
        let no = stage.citizen().suggest(WORDED).await.no();
        assert_eq!(kept(&stage, no).await.1, expected(flag));
    }
}

#[tokio::test]
async fn many_at_once_are_all_read_by_the_new_lists() {
    let stage = post_moderated().await;
    let citizens: Vec<_> = (0..20).map(|_| stage.citizen()).collect();
    set(&stage.store, list(WordLevel::Review, false)).await;
    let taken = citizens.iter().map(|citizen| citizen.suggest(WORDED));
    for answer in futures_util::future::join_all(taken).await {
        assert_eq!(kept(&stage, answer.no()).await, (ReviewKind::Pending, vec![Flag::Review]));
    }
}
