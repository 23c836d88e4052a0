//! A browser without scripts: keeps its cookies, follows nothing by itself, knows the token of its forms.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use http::{HeaderMap, Request, StatusCode, header};
use tower::ServiceExt;

use crate::stage::{MEETING, Stage, TEXT};

/// A browser that keeps its cookie and knows the token of its forms.
pub(crate) struct Browser<'a> {
    stage: &'a Stage,
    /// The device's cookie.
    pub(crate) cookie: String,
    pub(crate) csrf: String,
}

pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) headers: HeaderMap,
    pub(crate) html: String,
}

impl<'a> Browser<'a> {
    /// Hands in one suggestion as a script would, and so gets a cookie and forms on the page of its own.
    pub(crate) async fn open(stage: &'a Stage) -> Self {
        let mut browser = Self::bare(stage);
        let body = format!("{{\"text\":\"{TEXT}\"}}");
        let request = Request::post(format!("/api/v1/meetings/{MEETING}/suggestions"))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body))
            .expect("a request");
        browser.send(request).await;
        let page = browser.get(&format!("/m/{MEETING}/mine")).await;
        browser.learn_csrf(&page.html);
        browser
    }

    /// One that was never here.
    pub(crate) fn bare(stage: &'a Stage) -> Self {
        Self { stage, cookie: String::new(), csrf: String::new() }
    }

    /// Takes the token from the forms of a page.
    pub(crate) fn learn_csrf(&mut self, html: &str) {
        let from = html.split("name=\"csrf\" value=\"").nth(1).expect("the page has forms");
        from.split('"').next().expect("a quoted value").clone_into(&mut self.csrf);
    }

    pub(crate) async fn send(&mut self, request: Request<Body>) -> Page {
        let (mut parts, body) = request.into_parts();
        let peer: SocketAddr = "203.0.113.9:4711".parse().expect("an address");
        parts.extensions.insert(ConnectInfo(peer));
        if !self.cookie.is_empty() {
            parts.headers.insert(header::COOKIE, self.cookie.parse().expect("a cookie"));
        }
        let answer = self.stage.app.clone().oneshot(Request::from_parts(parts, body)).await.expect("an answer");
        let text =
            |name| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let mut set = answer.headers().get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
        if let Some(cookie) = set.find(|set| set.starts_with("yl_device=")).and_then(|set| set.split(';').next()) {
            cookie.clone_into(&mut self.cookie);
        }
        let (status, location, headers) = (answer.status(), text(header::LOCATION), answer.headers().clone());
        let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20).await.expect("a body");
        Page { status, location, headers, html: String::from_utf8_lossy(&bytes).into_owned() }
    }

    pub(crate) async fn get(&mut self, path: &str) -> Page {
        self.send(Request::get(path).body(Body::empty()).expect("a request")).await
    }

    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut url = reqwest::Url::parse("http://form").expect("an address");
        url.query_pairs_mut().extend_pairs(fields).append_pair("csrf", &self.csrf);
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(url.query().unwrap_or_default().to_owned()))
            .expect("a request");
        self.send(request).await
    }
}
