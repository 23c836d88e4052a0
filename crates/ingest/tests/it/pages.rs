//! Forms and one's own page, as a browser without scripts uses them.

use protocol::citizen::BODY_BYTES_MAX;

use crate::browser::Browser;
use crate::stage::{MEETING, Stage, TEXT};

#[tokio::test]
async fn a_suggestion_by_form_is_taken_once_and_leads_to_its_receipt() {
    let stage = Stage::open().await;
    let mut browser = Browser::open(&stage).await;
    let fields =
        [("key", "form-1"), ("text", "学校门口请装\r\n护栏"), ("agenda_item", "2"), ("area", ""), ("moment_ms", "")];
    let sent = browser.post(&format!("/m/{MEETING}/new"), &fields).await;
    assert_eq!((sent.status.as_u16(), sent.location.as_str()), (303, "/m/park2026/mine?no=2"));
    let twice = browser.post(&format!("/m/{MEETING}/new"), &fields).await;
    assert_eq!(twice.location, sent.location, "two clicks make one suggestion");
    let page = browser.get(&sent.location).await;
    assert!(page.html.contains("0002") && page.html.contains("park2026-0002-"), "number and receipt: {}", page.html);
    assert!(page.html.contains("待审核") && page.html.contains("学校门口请装\n护栏"));
}

#[tokio::test]
async fn what_cannot_be_taken_comes_back_as_typed_with_the_reason() {
    let stage = Stage::open().await;
    let mut browser = Browser::open(&stage).await;
    let page = browser.post(&format!("/m/{MEETING}/new"), &[("text", "<短>"), ("display_name", "老\"周")]).await;
    assert_eq!(page.status, 422);
    assert!(page.html.contains("至少 4 个字") && page.html.contains("&#60;短&#62;</textarea>"), "{}", page.html);
    assert!(page.html.contains("value=\"老&#34;周\""), "{}", page.html);
    let wrong = browser.post(&format!("/m/{MEETING}/new"), &[("text", TEXT), ("agenda_item", "x")]).await;
    assert_eq!(wrong.status, 422);
}

#[tokio::test]
async fn a_form_without_its_token_or_too_large_is_refused() {
    let stage = Stage::open().await;
    let mut browser = Browser::open(&stage).await;
    let token = std::mem::take(&mut browser.csrf);
    for path in ["new", "cards", "i/1/support", "i/1/edit", "i/1/withdraw", "i/1/appeal"] {
        let fields = [("text", TEXT), ("wish", "1")];
        assert_eq!(browser.post(&format!("/m/{MEETING}/{path}"), &fields).await.status, 403, "{path}");
    }
    browser.csrf = token;
    let large = "树".repeat(BODY_BYTES_MAX);
    assert_eq!(browser.post(&format!("/m/{MEETING}/new"), &[("text", &large)]).await.status, 413);
}

#[tokio::test]
async fn backing_by_form_returns_to_the_card_on_a_page_of_ours() {
    let stage = Stage::open().await;
    let mut browser = Browser::open(&stage).await;
    stage.publish(1).await;
    let path = format!("/m/{MEETING}/i/1/support");
    let sent = browser.post(&path, &[("wish", "1"), ("back", "/m/park2026?scope=all#n9")]).await;
    assert_eq!((sent.status.as_u16(), sent.location.as_str()), (303, "/m/park2026?scope=all#n1"));
    let sent = browser.post(&path, &[("wish", "0"), ("back", "//evil.example")]).await;
    assert_eq!(sent.location, "/m/park2026/i/1#n1");
    assert_eq!(browser.post(&path, &[("wish", "maybe")]).await.status, 422);
}

#[tokio::test]
async fn own_suggestion_is_changed_and_taken_back_by_form() {
    let stage = Stage::open().await;
    let mut browser = Browser::open(&stage).await;
    let sent = browser.post(&format!("/m/{MEETING}/i/1/edit"), &[("text", "老旧小区多建口袋公园和步道")]).await;
    assert_eq!(sent.location, "/m/park2026/mine?done=edit#n1");
    let refused = browser.post(&format!("/m/{MEETING}/i/1/edit"), &[("text", "短")]).await;
    assert!(refused.status == 422 && refused.html.contains(">短</textarea>"), "{}", refused.html);
    let sent = browser.post(&format!("/m/{MEETING}/i/1/withdraw"), &[]).await;
    assert_eq!(sent.location, "/m/park2026/mine?done=withdraw#n1");
    let page = browser.get("/m/park2026/mine").await;
    assert!(page.html.contains("已撤回") && !page.html.contains("/withdraw\""));
    let mut stranger = Browser::bare(&stage);
    assert!(!stranger.get("/m/park2026/mine?no=1").await.html.contains("口袋公园"));
}

#[tokio::test]
async fn a_second_look_is_asked_for_by_form() {
    let stage = Stage::open().await;
    let mut browser = Browser::open(&stage).await;
    let reject = domain::Decision::Reject { reason: domain::RejectReason::OutOfScope, note: None };
    stage.decide(1, reject).await;
    let page = browser.get("/m/park2026/mine").await;
    for part in ["未采用", "原因：", "i/1/appeal\"", "/m/park2026/new?from=1"] {
        assert!(page.html.contains(part), "{part} is missing: {}", page.html);
    }
    let sent = browser.post("/m/park2026/i/1/appeal", &[("note", "这条就是\r\n说公园的")]).await;
    assert_eq!(sent.location, "/m/park2026/mine?done=appeal#n1");
    let page = browser.get(&sent.location).await;
    assert!(page.html.contains("复核中") && page.html.contains("复核申请已收到"), "{}", page.html);
    let twice = browser.post("/m/park2026/i/1/appeal", &[("note", "")]).await;
    assert_eq!(twice.status, 409);
}

#[tokio::test]
async fn outcome_is_marked_until_the_page_was_seen() {
    let stage = Stage::open().await;
    let mut browser = Browser::open(&stage).await;
    stage.clock.advance_ms(1_000);
    stage.publish(1).await;
    // This browser keeps no cookie but the device's, so it never remembers having looked.
    let page = browser.get("/m/park2026/mine").await;
    assert!(page.html.contains("新结果") && page.html.contains("id=\"mine-queued\""), "{}", page.html);
    let set = page.headers.get_all("set-cookie").iter().any(|set| set.as_bytes().starts_with(b"seen_park2026="));
    assert!(set, "the page says that it was seen");
}

#[tokio::test]
async fn cards_are_answered_by_form() {
    let stage = Stage::open().await;
    let mut browser = Browser::open(&stage).await;
    for serial in 0..3 {
        let no = stage.citizen().suggest(&format!("第{serial}条值得评议的建议")).await.no();
        stage.publish(no).await;
    }
    stage.clock.advance_ms(1_000);
    let page = browser.get("/m/park2026/cards").await;
    let token = |html: &str, no: u32| {
        let from = html.split(&format!("name=\"token.{no}\" value=\"")).nth(1).expect("a token").to_owned();
        from.split('"').next().expect("a quoted value").to_owned()
    };
    let (two, three) = (token(&page.html, 2), token(&page.html, 3));
    let fields = [("token.2", two.as_str()), ("answer.2", "support"), ("token.3", &three), ("answer.3", "not_now")];
    let sent = browser.post("/m/park2026/cards", &fields).await;
    assert_eq!((sent.status.as_u16(), sent.location.as_str()), (303, "/m/park2026/cards?done=2"));
    let thanks = browser.get(&sent.location).await;
    assert!(thanks.html.contains("收到您对 2 条建议的看法") && !thanks.html.contains("token."), "{}", thanks.html);
    let twice = browser.post("/m/park2026/cards", &fields).await;
    assert!(twice.status == 409 && twice.html.contains("已经评议过"), "{}", twice.html);
    let none = browser.post("/m/park2026/cards", &[("token.4", "x")]).await;
    assert!(none.status == 200 && none.html.contains("请至少选一条") && none.html.contains("token.4"), "{}", none.html);
    assert_eq!(browser.post("/m/park2026/cards", &[("token.4", "x"), ("answer.4", "like")]).await.status, 422);
}
