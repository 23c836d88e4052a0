//! Word lists: what they find, how they sort, and that none of them refuses anything.

use domain::{Flag, Role};
use serde_json::{Value, json};

use crate::house::House;

fn lists(level: &str, words: &[&str], allow: &[&str]) -> Value {
    json!([{"name": "街道提示词", "level": level, "words": words, "allow": allow, "off": false}])
}

async fn secretary(house: &House) -> String {
    house.staff("zhang", &[Role::Secretary]).await.1
}

async fn put(house: &House, token: &str, version: u32, lists: Value) -> crate::house::Answer {
    house.ask("PUT", "/lexicon", token, Some(json!({"version": version, "lists": lists}))).await
}

#[tokio::test]
async fn a_word_is_shown_with_the_name_of_its_list_however_it_is_dressed() {
    let house = House::open().await;
    let (boss, one) = (secretary(&house).await, house.moderator("li").await);
    put(&house, &boss, 0, lists("review", &["赌博"], &["禁止赌博"])).await.ok();
    let plain = house.submit(1, "小区门口有人賭.博，请管一管").await;
    house.submit(2, "建议挂上禁止赌博的牌子").await;
    let queue = house.queue(&one, "a").await;
    assert_eq!(queue["waiting"][0]["flags"], json!(["review"]), "{queue}");
    assert_eq!(queue["waiting"][1]["flags"], json!([]), "within an allowed phrase");
    let item = &house.deal(&one, "a", 1).await.ok()["items"][0];
    assert_eq!(
        (&item["no"], &item["hits"][0]["list"], &item["hits"][0]["word"]),
        (&json!(plain.0), &json!("街道提示词"), &json!("赌博"))
    );
    assert_eq!((&item["hits"][0]["from"], &item["hits"][0]["to"]), (&json!(6), &json!(9)));
}

#[tokio::test]
async fn lists_sort_what_waits_already_and_a_blocked_word_takes_a_second_person() {
    let house = House::open().await;
    let (boss, one) = (secretary(&house).await, house.moderator("li").await);
    let no = house.submit(1, "小区门口有人赌博").await;
    assert_eq!(house.queue(&one, "a").await["waiting"][0]["flags"], json!([]));
    put(&house, &boss, 0, lists("block", &["赌博"], &[])).await.ok();
    assert_eq!(house.queue(&one, "a").await["waiting"][0]["flags"], json!(["block"]));
    house.deal(&one, "a", 1).await.ok();
    let refused = house.decide(&one, "a", no, 1, json!({"kind": "publish"})).await;
    assert_eq!(refused.code(), (409, "second_person_needed"));
    let bulk = json!({"console": "a", "nos": [no.0], "decision": {"kind": "publish"}});
    let bulk = house.ask("POST", "/bulk", &one, Some(bulk)).await.ok();
    assert_eq!((&bulk["done"], &bulk["skipped"][0]["code"]), (&json!([]), &json!("flagged")));
    put(&house, &boss, 1, lists("watch", &["赌博"], &[])).await.ok();
    house.decide(&one, "a", no, 1, json!({"kind": "publish"})).await.ok();
}

#[tokio::test]
async fn a_blocked_word_s_text_is_no_supplement_by_one_person() {
    let house = House::open().await;
    let (boss, one) = (secretary(&house).await, house.moderator("li").await);
    put(&house, &boss, 0, lists("block", &["赌博"], &[])).await.ok();
    house.published(&one, 1, "小区门口有人吵闹").await;
    let no = house.submit(2, "小区门口有人赌博").await;
    let merge = |kind: &str| json!({"kind": "merge", "into": 1, "into_kind": kind});
    let refused = house.decide(&one, "a", no, 1, merge("supplement")).await;
    assert_eq!(refused.code(), (409, "second_person_needed"));
    house.decide(&one, "a", no, 1, merge("backer")).await.ok();
}

#[tokio::test]
async fn a_word_that_only_sounds_so_is_told_as_such_and_needs_no_second_person() {
    let house = House::open().await;
    let (boss, one) = (secretary(&house).await, house.moderator("li").await);
    put(&house, &boss, 0, lists("block", &["赌博"], &[])).await.ok();
    let no = house.submit(1, "小区门口有人du bo").await;
    assert_eq!(house.queue(&one, "a").await["waiting"][0]["flags"], json!(["review"]));
    let hit = &house.deal(&one, "a", 1).await.ok()["items"][0]["hits"][0];
    let expected =
        json!({"from": 6, "to": 11, "list": "街道提示词", "level": "review", "word": "赌博", "by_sound": true});
    assert_eq!(*hit, expected);
    house.decide(&one, "a", no, 1, json!({"kind": "publish"})).await.ok();
}

#[tokio::test]
async fn what_was_noticed_at_the_receipt_gives_way_to_the_lists_of_now() {
    let house = House::open().await;
    let (boss, one) = (secretary(&house).await, house.moderator("li").await);
    house.submit_with(1, "小区门口有人赌博", &[Flag::Link, Flag::Block]).await;
    assert_eq!(house.queue(&one, "a").await["waiting"][0]["flags"], json!(["link", "block"]));
    put(&house, &boss, 0, lists("watch", &["赌博"], &[])).await.ok();
    assert_eq!(house.queue(&one, "a").await["waiting"][0]["flags"], json!(["link", "watch"]));
}

#[tokio::test]
async fn two_who_change_the_lists_do_not_overwrite_each_other() {
    let house = House::open().await;
    let (boss, one) = (secretary(&house).await, house.moderator("li").await);
    let first = put(&house, &boss, 0, lists("watch", &["赌博"], &[])).await.ok();
    assert_eq!((&first["version"], &first["lists"][0]["words"]), (&json!(1), &json!(["赌博"])));
    assert_eq!(put(&house, &boss, 0, json!([])).await.code().0, 409);
    assert_eq!(put(&house, &one, 1, json!([])).await.code(), (403, "not_allowed"));
    assert_eq!(house.ask("GET", "/lexicon", &one, None).await.ok()["version"], 1);
    assert_eq!(put(&house, &boss, 1, json!([])).await.ok()["version"], 2);
}

#[tokio::test]
async fn a_trial_tells_what_lists_would_find_and_changes_nothing() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    house.submit(1, "小区门口有人赌博").await;
    house.submit(2, "多种些树").await;
    let before = house.log().await.len();
    let trial = json!({"lists": lists("watch", &["赌博"], &[])});
    let found = house.ask("POST", "/lexicon/dry-run", &one, Some(trial)).await.ok();
    assert_eq!((&found["read"], &found["found"], &found["suggestions"][0]["no"]), (&json!(2), &json!(1), &json!(1)));
    assert_eq!(house.log().await.len(), before);
}

#[tokio::test]
async fn a_file_of_words_is_read_whole_or_refused_with_its_line() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    let import = async |text: &str| {
        house.send("POST", "/api/v1/meetings/park2026/lexicon/import", &one, Some(text.to_owned())).await
    };
    let read = import("\u{FEFF}# 街道\r\n赌博\r\n\r\n  传销 \n赌博\n").await.ok();
    assert_eq!((&read["words"], &read["repeated"]), (&json!(["赌博", "传销"]), &json!(1)));
    let long = format!("赌博\n{}\n", "长".repeat(60));
    let refused = import(&long).await;
    assert_eq!((refused.code(), &refused.body["line"]), ((422, "text_too_long"), &json!(2)));
}
