//! Forms and one's own page, as a browser without scripts uses them.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use http::{Request, StatusCode, header};
use protocol::citizen::BODY_BYTES_MAX;
use tower::ServiceExt;

use crate::stage::{MEETING, Stage, TEXT};

/// A browser that keeps its cookie and knows the token of its forms.
struct Browser<'a> {
    stage: &'a Stage,
    cookie: String,
    csrf: String,
}

struct Page {
    status: StatusCode,
    location: String,
    html: String,
}

impl<'a> Browser<'a> {
    /// Hands in one suggestion as a script would, and so gets a cookie and forms on the page of its own.
    async fn open(stage: &'a Stage) -> Self {
        let mut browser = Self { stage, cookie: String::new(), csrf: String::new() };
        let body = format!("{{\"text\":\"{TEXT}\"}}");
        let request = Request::post(format!("/api/v1/meetings/{MEETING}/suggestions"))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body))
            .expect("a request");
        browser.send(request).await;
        let page = browser.get(&format!("/m/{MEETING}/mine")).await;
        let from = page.html.split("name=\"csrf\" value=\"").nth(1).expect("the page has forms");
        from.split('"').next().expect("a quoted value").clone_into(&mut browser.csrf);
        browser
    }

    async fn send(&mut self, request: Request<Body>) -> Page {
        let (mut parts, body) = request.into_parts();
        let peer: SocketAddr = "203.0.113.9:4711".parse().expect("an address");
        parts.extensions.insert(ConnectInfo(peer));
        if !self.cookie.is_empty() {
            parts.headers.insert(header::COOKIE, self.cookie.parse().expect("a cookie"));
        }
        let answer = self.stage.app.clone().oneshot(Request::from_parts(parts, body)).await.expect("an answer");
        let text =
            |name| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        if let Some(cookie) = text(header::SET_COOKIE).split(';').next().filter(|cookie| !cookie.is_empty()) {
            cookie.clone_into(&mut self.cookie);
        }
        let (status, location) = (answer.status(), text(header::LOCATION));
        let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20).await.expect("a body");
        Page { status, location, html: String::from_utf8_lossy(&bytes).into_owned() }
    }

    async fn get(&mut self, path: &str) -> Page {
        self.send(Request::get(path).body(Body::empty()).expect("a request")).await
    }

    async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut url = reqwest::Url::parse("http://form").expect("an address");
        url.query_pairs_mut().extend_pairs(fields).append_pair("csrf", &self.csrf);
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(url.query().unwrap_or_default().to_owned()))
            .expect("a request");
        self.send(request).await
    }
}

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
    for path in ["new", "i/1/support", "i/1/edit", "i/1/withdraw"] {
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
    let mut stranger = Browser { stage: &stage, cookie: String::new(), csrf: String::new() };
    assert!(!stranger.get("/m/park2026/mine?no=1").await.html.contains("口袋公园"));
}
