//! The chamber: host and director, what they may do, who is first when two press at once, and what leaves the screen.

use domain::{Event, Floor, PublicEvent, Role, SuggestionNo};
use serde_json::{Value, json};

use crate::house::House;

const LAMP: &str = "建议在河边绿道加装夜间照明灯";
const BENCH: &str = "公园里多放几张长椅给老人歇脚";
const TREES: &str = "多种些树，让孩子放学路上有阴凉";

async fn host(house: &House, token: &str) -> Value {
    house.ask("GET", "/host", token, None).await.ok()
}

async fn stage(house: &House, token: &str, body: Value) -> crate::house::Answer {
    house.ask("POST", "/stage", token, Some(body)).await
}

async fn floor(house: &House, token: &str, no: SuggestionNo, body: Value) -> crate::house::Answer {
    house.ask("POST", &format!("/suggestions/{}/floor", no.0), token, Some(body)).await
}

fn nos(cards: &Value) -> Vec<u32> {
    cards.as_array().unwrap().iter().map(|card| card["no"].as_u64().unwrap() as u32).collect()
}

/// A live meeting with its first item running, a chair, and three public suggestions on the list.
async fn chamber() -> (House, String, String, [SuggestionNo; 3]) {
    let house = House::open().await;
    let moderator = house.moderator("li").await;
    let chair = house.staff("wang", &[Role::Chair]).await.1;
    let mut listed = [SuggestionNo(0); 3];
    for (at, text) in [LAMP, BENCH, TREES].into_iter().enumerate() {
        listed[at] = house.published(&moderator, at as u8 + 1, text).await;
        floor(&house, &chair, listed[at], json!("shortlist")).await.ok();
    }
    house.go_live().await;
    (house, moderator, chair, listed)
}

#[tokio::test]
async fn only_those_who_run_the_chamber_reach_it() {
    let (house, ..) = chamber().await;
    let view = json!({"kind": "view", "view": "rank"});
    let line = json!({"kind": "caption", "text": "请住建局回应"});
    // Columns: GET host, a view, a line of captions, a step on the floor.
    let table = [
        (Role::Moderator, "...."),
        (Role::SeniorModerator, "...."),
        (Role::Chair, "xx.x"),
        (Role::Director, "xxxx"),
        (Role::Scribe, "..x."),
        (Role::Secretary, "xxxx"),
        (Role::SystemAdmin, "...."),
    ];
    for (role, cells) in table {
        let token = house.staff(&format!("{role:?}"), &[role]).await.1;
        let answers = [
            house.ask("GET", "/host", &token, None).await,
            stage(&house, &token, view.clone()).await,
            stage(&house, &token, line.clone()).await,
            floor(&house, &token, SuggestionNo(1), json!({"ask": {"unit": "住建局"}})).await,
        ];
        for (answer, cell) in answers.iter().zip(cells.chars()) {
            assert_eq!(answer.status.as_u16(), if cell == 'x' { 200 } else { 403 }, "{role:?}: {:?}", answer.body);
        }
    }
    assert_eq!(house.ask("GET", "/host", "", None).await.code(), (401, "login_needed"));
    assert_eq!(stage(&house, "", view).await.code(), (401, "login_needed"));
}

#[tokio::test]
async fn the_host_sees_the_list_the_screen_and_what_is_still_open() {
    let (house, moderator, chair, [lamp, bench, trees]) = chamber().await;
    house.submit(9, "这一条还没有审核").await;
    floor(&house, &chair, lamp, json!("show")).await.ok();
    let seen = host(&house, &chair).await;
    assert_eq!(nos(&seen["shortlist"]), [bench.0, trees.0]);
    assert_eq!((&seen["on_screen"]["no"], &seen["on_screen"]["text"]), (&json!(lamp.0), &json!(LAMP)));
    assert_eq!((&seen["open"], &seen["meeting"]["on_screen"]), (&json!(3), &json!(lamp.0)));
    assert_eq!(seen["seq"].as_u64().unwrap(), house.log().await.len() as u64);
    let deed = &house.queue(&moderator, "a").await["activity"][0];
    assert_eq!((&deed["verb"], &deed["no"]), (&json!("show"), &json!(lamp.0)), "moderators see what the chamber sees");
    floor(&house, &chair, lamp, json!("take_down")).await.ok();
    floor(&house, &chair, bench, json!({"answer": {"moment_ms": 61_000}})).await.ok();
    let seen = host(&house, &chair).await;
    assert_eq!((nos(&seen["read_out"]), nos(&seen["ended"])), (vec![lamp.0], vec![bench.0]));
    assert_eq!(seen["ended"][0]["floor"], json!({"state": "answered", "moment_ms": 61_000}));
    assert_eq!((&seen["open"], &seen["on_screen"]), (&json!(2), &Value::Null));
    let more = house.published(&moderator, 7, "公交站台加装遮雨棚").await;
    assert_eq!(host(&house, &chair).await["open"], 3);
    assert_eq!(nos(&host(&house, &chair).await["shortlist"]), [trees.0], "public is not yet put forward");
    floor(&house, &chair, more, json!("shortlist")).await.ok();
    assert_eq!(nos(&host(&house, &chair).await["shortlist"]), [trees.0, more.0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hosts_who_show_at_once_leave_exactly_one_on_the_screen() {
    for _ in 0..10 {
        let (house, _, chair, [lamp, bench, _]) = chamber().await;
        let other = house.staff("zhao", &[Role::Director]).await.1;
        let (one, two) =
            tokio::join!(floor(&house, &chair, lamp, json!("show")), floor(&house, &other, bench, json!("show")));
        let ((won, lost), shown) = if one.status == 200 { ((one, two), lamp) } else { ((two, one), bench) };
        assert_eq!(won.ok(), json!({"state": "on_screen"}));
        assert_eq!((lost.code(), &lost.body["no"]), ((409, "screen_busy"), &json!(shown.0)));
        let screens =
            house.public_events().await.into_iter().filter(|event| {
                matches!(event, Event::Public(PublicEvent::FloorChanged { floor: Floor::OnScreen, .. }))
            });
        assert_eq!(screens.count(), 1);
        assert_eq!(host(&house, &chair).await["on_screen"]["no"], shown.0);
    }
}

#[tokio::test]
async fn what_a_colleague_has_done_is_not_done_twice() {
    let (house, _, chair, [lamp, ..]) = chamber().await;
    floor(&house, &chair, lamp, json!("show")).await.ok();
    floor(&house, &chair, lamp, json!({"answer": {}})).await.ok();
    assert_eq!(floor(&house, &chair, lamp, json!({"cover": {}})).await.code(), (409, "wrong_floor_state"));
    assert_eq!(floor(&house, &chair, lamp, json!("take_down")).await.code(), (409, "wrong_floor_state"));
    assert_eq!(floor(&house, &chair, lamp, json!("reopen")).await.ok(), json!({"state": "read_out"}));
    assert_eq!(floor(&house, &chair, lamp, json!("show")).await.ok(), json!({"state": "on_screen"}));
}

#[tokio::test]
async fn what_is_hidden_leaves_screen_overlay_and_list_at_once() {
    let (house, _, chair, [lamp, bench, trees]) = chamber().await;
    let senior = house.senior("chen").await;
    floor(&house, &chair, lamp, json!("show")).await.ok();
    let lower = json!({"kind": "overlay", "layout": "lower", "no": lamp.0});
    assert_eq!(stage(&house, &chair, lower.clone()).await.ok()["overlay"], json!({"layout": "lower", "no": lamp.0}));
    let hide = json!({"kind": "hide", "reason": "privacy", "note": "写了住址"});
    house.decide(&senior, "s", lamp, 1, hide.clone()).await.ok();
    house.decide(&senior, "s", bench, 1, hide).await.ok();
    let seen = host(&house, &chair).await;
    assert_eq!((&seen["on_screen"], &seen["meeting"]["on_screen"]), (&Value::Null, &Value::Null));
    assert_eq!(seen["meeting"]["overlay"], json!({"layout": "off", "no": null}));
    assert_eq!((nos(&seen["shortlist"]), &seen["open"]), (vec![trees.0], &json!(1)));
    assert_eq!(floor(&house, &chair, lamp, json!("show")).await.code(), (409, "wrong_state"));
    assert_eq!(stage(&house, &chair, lower).await.code(), (404, "no_such_suggestion"));
}

#[tokio::test]
async fn the_list_stands_in_the_host_s_order() {
    let (house, moderator, chair, [lamp, bench, trees]) = chamber().await;
    let order = |nos: Vec<u32>| json!({"kind": "order", "nos": nos});
    stage(&house, &chair, order(vec![trees.0, lamp.0])).await.ok();
    assert_eq!(nos(&host(&house, &chair).await["shortlist"]), [trees.0, lamp.0, bench.0], "what is not named follows");
    floor(&house, &chair, lamp, json!("unlist")).await.ok();
    stage(&house, &chair, order(vec![bench.0, lamp.0, trees.0])).await.ok();
    assert_eq!(nos(&host(&house, &chair).await["shortlist"]), [bench.0, trees.0], "one that has gone harms nobody");
    let refused = stage(&house, &chair, order(vec![bench.0, bench.0])).await;
    assert_eq!((refused.code(), &refused.body["field"]), ((422, "bad_field"), &json!("nos")));
    let before = house.public_events().await;
    stage(&house, &chair, order(vec![trees.0, bench.0])).await.ok();
    assert_eq!(house.public_events().await, before, "the order is the house's own");
    let forwarded = house.submit(8, "公交站台加装遮雨棚").await;
    house.decide(&moderator, "p", forwarded, 1, json!({"kind": "publish", "forward": true})).await.ok();
    house.settle().await;
    assert_eq!(nos(&host(&house, &chair).await["shortlist"]), [trees.0, bench.0, forwarded.0]);
}

#[tokio::test]
async fn the_chair_asks_a_unit_and_the_latest_request_stands() {
    let (house, _, chair, [lamp, ..]) = chamber().await;
    floor(&house, &chair, lamp, json!("show")).await.ok();
    for unit in ["园林局", "住建局"] {
        assert_eq!(
            floor(&house, &chair, lamp, json!({"ask": {"unit": unit}})).await.ok(),
            json!({"state": "on_screen"})
        );
    }
    assert_eq!(host(&house, &chair).await["on_screen"]["asked"], "住建局");
    for unit in [String::new(), " ".into(), "局".repeat(41)] {
        let refused = floor(&house, &chair, lamp, json!({"ask": {"unit": unit}})).await;
        assert_eq!((refused.status.as_u16(), &refused.body["field"]), (422, &json!("unit")), "{unit:?}");
    }
}

#[tokio::test]
async fn the_stage_follows_the_director_and_the_chair() {
    let (house, _, chair, _) = chamber().await;
    let set = async |body: Value| stage(&house, &chair, body).await;
    assert_eq!(set(json!({"kind": "view", "view": "blank"})).await.ok()["screen"], "blank");
    assert_eq!(
        set(json!({"kind": "overlay", "layout": "qr", "no": 1})).await.ok()["overlay"],
        json!({"layout": "qr", "no": null})
    );
    assert_eq!(set(json!({"kind": "overlay", "layout": "off"})).await.ok()["overlay"]["layout"], "off");
    assert_eq!(set(json!({"kind": "speaker", "name": "王委员"})).await.ok()["speaker"], "王委员");
    assert_eq!(set(json!({"kind": "speaker", "name": " "})).await.ok()["speaker"], "");
    assert_eq!(set(json!({"kind": "extend", "minutes": 5})).await.ok()["agenda"][0]["planned_minutes"], 25);
    let table = [
        (json!({"kind": "extend", "minutes": 121}), (422, "bad_field"), Some("minutes")),
        (json!({"kind": "speaker", "name": "长".repeat(41)}), (422, "text_too_long"), Some("name")),
        (json!({"kind": "view", "view": "party"}), (400, "bad_body"), None),
        (json!({"kind": "overlay", "layout": "lower", "no": 99}), (404, "no_such_suggestion"), None),
        (json!({"kind": "overlay", "layout": "lower", "x": 1}), (400, "unknown_field"), None),
        (json!({"kind": "dance"}), (400, "bad_body"), None),
    ];
    for (body, code, field) in table {
        let refused = set(body.clone()).await;
        assert_eq!((refused.code(), refused.body["field"].as_str()), (code, field), "{body}");
    }
}

#[tokio::test]
async fn captions_are_stamped_with_the_broadcast_moment() {
    let (house, ..) = chamber().await;
    let scribe = house.staff("shen", &[Role::Scribe]).await.1;
    house.clock.advance_ms(61_000);
    let said = async |text: &str| stage(&house, &scribe, json!({"kind": "caption", "text": text})).await;
    said("下面请住建局回应").await.ok();
    stage(&house, &scribe, json!({"kind": "caption", "text": "先前的一句", "moment_ms": 5_000})).await.ok();
    let captions: Vec<_> = house
        .public_events()
        .await
        .into_iter()
        .filter_map(|event| match event {
            Event::Public(PublicEvent::Captioned { moment_ms, text }) => Some((moment_ms, text.as_str().to_owned())),
            _ => None,
        })
        .collect();
    assert_eq!(captions, [(61_000, "下面请住建局回应".to_owned()), (5_000, "先前的一句".to_owned())]);
    for text in [String::new(), "长".repeat(201), "铃\u{7}声".into()] {
        let refused = said(&text).await;
        assert_eq!((refused.status.as_u16(), &refused.body["field"]), (422, &json!("text")), "{text:?}");
    }
}

#[tokio::test]
async fn hosts_find_among_all_that_is_public() {
    let (house, _, chair, [lamp, ..]) = chamber().await;
    let pending = house.submit(9, LAMP).await;
    let found = house.ask("GET", &format!("/candidates?text={}", lamp.0), &chair, None).await.ok();
    assert_eq!(nos(&found["similar"]), [lamp.0]);
    let found = house.ask("GET", &format!("/candidates?text={}", pending.0), &chair, None).await.ok();
    assert!(nos(&found["similar"]).is_empty(), "it is not public");
}

#[tokio::test]
async fn the_host_s_page_leads_strangers_to_the_log_in() {
    let (house, _, chair, _) = chamber().await;
    let stranger = house.send("GET", "/host/park2026?role=director", "", None).await;
    let way = stranger.location.as_deref();
    assert_eq!((stranger.status.as_u16(), way), (303, Some("/login?next=%2Fhost%2Fpark2026%3Frole%3Ddirector")));
    assert_eq!(house.send("GET", "/host/park2026", &chair, None).await.status, 200);
}
