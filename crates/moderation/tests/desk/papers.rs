//! What people at the desk write for one another: run-book, canned replies, notes, calls for help; and the rule for trusted authors.

use domain::desk::CANNED_MAX;
use domain::{DESK_TEXT_CHARS_MAX, Event, PublicEvent, Role};
use serde_json::{Value, json};

use crate::house::{Answer, House};

async fn secretary(house: &House) -> String {
    house.staff("zhang", &[Role::Secretary]).await.1
}

async fn papers(house: &House, token: &str) -> Value {
    house.ask("GET", "/papers", token, None).await.ok()
}

async fn runbook(house: &House, token: &str, version: u32, text: &str) -> Answer {
    house.ask("PUT", "/papers/runbook", token, Some(json!({"version": version, "text": text}))).await
}

async fn canned(house: &House, token: &str, version: u32, replies: Value) -> Answer {
    house.ask("PUT", "/papers/canned", token, Some(json!({"version": version, "replies": replies}))).await
}

async fn hand_over(house: &House, token: &str, text: &str) -> Answer {
    house.ask("POST", "/papers/hand-over", token, Some(json!({"text": text}))).await
}

fn places() -> Value {
    json!([{"title": "缺地点", "text": "请写明具体地点，再提一次。"}, {"title": "已有同类", "text": "已有相同建议，可去附议。"}])
}

#[tokio::test]
async fn moderators_read_the_papers_and_those_who_lead_write_them() {
    on(&House::open().await).await;
}

#[tokio::test]
async fn the_papers_are_the_same_on_postgres() {
    on(&House::open_on_postgres().await).await;
}

async fn on(house: &House) {
    let (boss, one) = (secretary(house).await, house.moderator("li").await);
    let (lead, scribe) = (house.senior("wang").await, house.staff("wu", &[Role::Scribe]).await.1);
    let blank = papers(house, &one).await;
    assert_eq!(
        (&blank["runbook"]["version"], &blank["runbook"]["text"], &blank["changed"]),
        (&json!(0), &json!(""), &json!(0))
    );
    runbook(house, &boss, 0, "先看需留意，再看重复。").await.ok();
    let last = canned(house, &lead, 0, places()).await.ok();
    let read = papers(house, &one).await;
    assert_eq!(read["runbook"]["text"], "先看需留意，再看重复。");
    assert_eq!((&read["runbook"]["version"], &read["runbook"]["by"]), (&json!(1), &json!("zhang of the house")));
    assert_eq!((&read["canned"], &read["canned_version"]), (&places(), &json!(1)));
    assert_eq!(read["changed"], last["changed"]);
    assert_eq!(house.queue(&one, "a").await["papers"], read["changed"], "consoles learn that there is something new");
    assert_eq!(runbook(house, &one, 1, "x").await.code(), (403, "not_allowed"));
    assert_eq!(canned(house, &one, 1, json!([])).await.code(), (403, "not_allowed"));
    assert_eq!(house.ask("GET", "/papers", &scribe, None).await.code(), (403, "not_allowed"));
    assert_eq!(hand_over(house, &scribe, "x").await.code(), (403, "not_allowed"));
    assert_eq!(house.ask("GET", "/papers", "", None).await.code(), (401, "login_needed"));
    let gone = runbook(house, &boss, 1, "  ").await.ok();
    assert_eq!((&gone["runbook"]["text"], &gone["runbook"]["version"]), (&json!(""), &json!(2)));
}

#[tokio::test]
async fn two_who_write_at_once_do_not_overwrite_each_other() {
    let house = House::open().await;
    let (boss, lead) = (secretary(&house).await, house.senior("wang").await);
    let (first, second) = tokio::join!(runbook(&house, &boss, 0, "甲"), runbook(&house, &lead, 0, "乙"));
    let refused: Vec<_> = [&first, &second].into_iter().filter(|answer| !answer.status.is_success()).collect();
    assert_eq!(refused.iter().map(|answer| answer.code()).collect::<Vec<_>>(), [(409, "stale_version")]);
    canned(&house, &boss, 0, places()).await.ok();
    assert_eq!(canned(&house, &lead, 0, json!([])).await.code(), (409, "stale_version"));
    assert_eq!(papers(&house, &boss).await["canned"], places());
    canned(&house, &lead, 1, json!([])).await.ok();
}

#[tokio::test]
async fn what_is_too_long_or_empty_is_refused_with_its_place() {
    let house = House::open().await;
    let boss = secretary(&house).await;
    runbook(&house, &boss, 0, &"长".repeat(DESK_TEXT_CHARS_MAX)).await.ok();
    let refused = runbook(&house, &boss, 1, &"长".repeat(DESK_TEXT_CHARS_MAX + 1)).await;
    assert_eq!((refused.code(), &refused.body["field"]), ((422, "text_too_long"), &json!("text")));
    assert_eq!(hand_over(&house, &boss, " \n").await.code(), (422, "text_too_short"));
    let lines = |title: &str, text: &str| json!([{"title": "好", "text": "好"}, {"title": title, "text": text}]);
    for (title, text, code, field) in [
        (" ", "好", "text_too_short", "title"),
        ("好", "", "text_too_short", "text"),
        (&*"长".repeat(41), "好", "text_too_long", "title"),
        ("好", &*"长".repeat(501), "text_too_long", "text"),
    ] {
        let refused = canned(&house, &boss, 0, lines(title, text)).await;
        assert_eq!((refused.code(), &refused.body["field"]), ((422, code), &json!(field)));
        assert_eq!(refused.body["line"], 2);
    }
    let many = |count| json!(vec![json!({"title": "好", "text": "好"}); count]);
    let refused = canned(&house, &boss, 0, many(CANNED_MAX + 1)).await;
    assert_eq!((refused.code(), &refused.body["field"]), ((422, "bad_field"), &json!("replies")));
    canned(&house, &boss, 0, many(CANNED_MAX)).await.ok();
}

#[tokio::test]
async fn a_note_reaches_the_next_shift_latest_first_and_stands_in_the_record() {
    let house = House::open().await;
    let (boss, one, other) = (secretary(&house).await, house.moderator("li").await, house.moderator("zhou").await);
    hand_over(&house, &one, "停车的议题多，请留意。").await.ok();
    house.clock.advance_ms(60_000);
    hand_over(&house, &boss, "第二场提前十分钟。").await.ok();
    let read = papers(&house, &other).await;
    let texts: Vec<_> = read["notes"].as_array().unwrap().iter().map(|note| note["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["第二场提前十分钟。", "停车的议题多，请留意。"]);
    let (late, early) = (&read["notes"][0], &read["notes"][1]);
    assert_eq!((&early["by"], &early["mine"]), (&json!("li of the house"), &json!(false)));
    assert_eq!(late["at"].as_i64().unwrap() - early["at"].as_i64().unwrap(), 60_000);
    assert_eq!(papers(&house, &one).await["notes"][1]["mine"], true);
    runbook(&house, &boss, 0, "先看需留意").await.ok();
    runbook(&house, &boss, 1, "先看重复").await.ok();
    canned(&house, &boss, 0, places()).await.ok();
    house.ask("POST", "/help", &one, Some(json!({"note": "积压太多"}))).await.ok();
    let record = house.ask("GET", "/record", &one, None).await.ok();
    let deeds: Vec<_> = record["entries"].as_array().unwrap().iter().map(|one| (&one["verb"], &one["after"])).collect();
    let expected = [
        ("help", "积压太多"),
        ("canned", "缺地点 · 已有同类"),
        ("runbook", "先看重复"),
        ("runbook", "先看需留意"),
        ("hand_over", "第二场提前十分钟。"),
        ("hand_over", "停车的议题多，请留意。"),
    ];
    let expected: Vec<_> = expected.map(|(verb, after)| (json!(verb), json!(after))).into();
    assert_eq!(deeds, expected.iter().map(|(verb, after)| (verb, after)).collect::<Vec<_>>());
    assert_eq!(record["entries"][2]["before"], "先看需留意");
    assert_eq!(house.queue(&other, "a").await["activity"][0]["verb"], "help");
}

#[tokio::test]
async fn a_call_for_help_is_seen_by_those_it_is_for_and_for_ten_minutes() {
    let house = House::open().await;
    let (boss, one) = (secretary(&house).await, house.moderator("li").await);
    let (named, other) = (house.staff("zhou", &[Role::Moderator]).await, house.moderator("wu").await);
    let chair = house.staff("chen", &[Role::Chair]).await;
    let callable = papers(&house, &one).await["callable"].clone();
    let callees: Vec<_> = callable.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(
        callees,
        ["wu of the house", "zhang of the house", "zhou of the house"],
        "not the caller, not the chair"
    );
    let call = |body| house.ask("POST", "/help", &one, Some(body));
    assert_eq!(call(json!({"to": [chair.0.0]})).await.code(), (422, "bad_field"));
    assert_eq!(call(json!({"note": "长".repeat(501)})).await.code(), (422, "text_too_long"));
    let told = call(json!({"note": "留意一下停车", "to": [named.0.0]})).await.ok();
    assert_eq!((&told["help"]["mine"], &told["help_in_force"]), (&json!(true), &json!(true)));
    let heard = async |token: &str| house.queue(token, "a").await["help"][0]["for_me"].clone();
    assert_eq!((heard(&named.1).await, heard(&other).await), (json!(true), json!(false)));
    house.clock.advance_ms(300_000);
    call(json!({})).await.ok();
    assert_eq!(heard(&other).await, true, "nobody named means everybody");
    assert_eq!(house.ask("POST", "/help", &chair.1, Some(json!({}))).await.code(), (403, "not_allowed"));
    house.clock.advance_ms(600_000);
    assert_eq!(house.queue(&other, "a").await["help"], json!([]));
    let read = papers(&house, &boss).await;
    assert_eq!((&read["help"]["by"], &read["help_in_force"]), (&json!("li of the house"), &json!(false)));
}

#[tokio::test]
async fn the_rule_for_trusted_authors_is_off_until_somebody_who_leads_sets_it_and_citizens_are_told() {
    let house = House::open().await;
    let (boss, one) = (secretary(&house).await, house.moderator("li").await);
    let set =
        async |token: &str, after: Value| house.ask("PUT", "/autoclear", token, Some(json!({"after": after}))).await;
    assert_eq!(papers(&house, &one).await["autoclear"], Value::Null);
    assert_eq!(set(&one, json!(2)).await.code(), (403, "not_allowed"));
    for after in [0, 51] {
        let refused = set(&boss, json!(after)).await;
        assert_eq!((refused.code(), &refused.body["field"]), ((422, "bad_field"), &json!("after")));
    }
    assert_eq!(set(&boss, json!(1)).await.ok()["autoclear"], 1);
    assert!(house.public_events().await.contains(&Event::Public(PublicEvent::AutoclearChanged { after: Some(1) })));
    house.published(&one, 1, "希望社区在路口装一盏路灯").await;
    let no = house.submit(1, "公园里多放几张长椅给老人歇脚").await;
    assert_eq!(house.settle().await, 1, "nobody decided");
    let row = house.queue(&one, "a").await["waiting"][0].clone();
    assert_eq!((&row["no"], &row["state"], &row["unread"]), (&json!(no.0), &json!("published"), &json!(true)));
    house.decide(&one, "a", no, 1, json!({"kind": "publish"})).await.ok();
    assert_eq!(house.queue(&one, "a").await["waiting"], json!([]));
    assert_eq!(set(&boss, Value::Null).await.ok()["autoclear"], Value::Null);
    let activity = house.queue(&one, "a").await["activity"].clone();
    let levers: Vec<_> = activity.as_array().unwrap().iter().filter(|deed| deed["verb"] == "autoclear").collect();
    assert_eq!((&levers[0]["before"], &levers[0]["after"]), (&json!("1"), &json!("off")));
    assert_eq!(levers.len(), 2);
}
