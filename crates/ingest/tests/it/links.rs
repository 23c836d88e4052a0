//! One's own list on another device: a link that is looked at stays, and one that is followed is spent.

use axum::body::Body;
use http::{Request, header};

use crate::browser::Browser;
use crate::stage::{MEETING, Stage, TEXT};

/// The address of the link on the page.
async fn made(browser: &mut Browser<'_>) -> String {
    let page = browser.post("/me/link", &[("meeting", MEETING)]).await;
    assert_eq!(page.status, 200, "{}", page.html);
    let from = page.html.split("readonly>").nth(1).expect("the page shows the link");
    let link = from.split('<').next().expect("the end of the text");
    link.split_once("/me/link/").map(|(_, token)| format!("/me/link/{token}")).expect("a link of ours")
}

#[tokio::test]
async fn list_opens_on_another_device_after_a_button_and_once() {
    let stage = Stage::open().await;
    let mut phone = Browser::open(&stage).await;
    let link = made(&mut phone).await;
    let bare = link.split('?').next().expect("a path").to_owned();
    // A chat's preview looks at it, twice.
    for _ in 0..2 {
        let mut preview = Browser::bare(&stage);
        assert_eq!(preview.get(&link).await.status, 200);
    }
    let mut desk = Browser::bare(&stage);
    let page = desk.get(&link).await;
    assert!(page.html.contains("在这台设备打开我的建议") && !page.html.contains(TEXT), "{}", page.html);
    desk.learn_csrf(&page.html);
    let before = desk.cookie.clone();
    let opened = desk.post(&bare, &[("meeting", MEETING)]).await;
    assert_eq!((opened.status.as_u16(), opened.location.as_str()), (303, "/m/park2026/mine?done=link"));
    assert!(desk.cookie != before && desk.cookie == phone.cookie, "it is the same device now");
    let mine = desk.get(&opened.location).await;
    assert!(mine.html.contains(TEXT) && mine.html.contains("已接上"), "{}", mine.html);
    let mut third = Browser::bare(&stage);
    let spent = third.get(&link).await;
    assert!(spent.status == 410 && spent.html.contains("这个链接不能用了"), "{}", spent.html);
    third.learn_csrf(&desk.get(&format!("/m/{MEETING}/mine")).await.html);
}

#[tokio::test]
async fn link_ends_after_fifteen_minutes() {
    let stage = Stage::open().await;
    let mut phone = Browser::open(&stage).await;
    let link = made(&mut phone).await;
    let mut desk = Browser::bare(&stage);
    let page = desk.get(&link).await;
    desk.learn_csrf(&page.html);
    stage.clock.advance_ms(15 * 60_000);
    let late = desk.post(link.split('?').next().expect("a path"), &[("meeting", MEETING)]).await;
    assert!(late.status == 410 && late.html.contains("15 分钟"), "{}", late.html);
    assert!(!desk.get(&format!("/m/{MEETING}/mine")).await.html.contains(TEXT));
    let nonsense = desk.get("/me/link/nonsense").await;
    assert_eq!(nonsense.status, 410);
}

#[tokio::test]
async fn link_needs_its_form_and_its_page_tells_nobody() {
    let stage = Stage::open().await;
    let mut phone = Browser::open(&stage).await;
    let token = std::mem::take(&mut phone.csrf);
    assert_eq!(phone.post("/me/link", &[("meeting", MEETING)]).await.status, 403);
    phone.csrf = token;
    let link = made(&mut phone).await;
    let request = Request::get(&link).header(header::HOST, "yanlu.example").body(Body::empty()).expect("a request");
    let answer = phone.send(request).await;
    assert_eq!(answer.headers[header::REFERRER_POLICY], "no-referrer");
    assert_eq!(answer.headers[header::CACHE_CONTROL], "private, no-store");
}
