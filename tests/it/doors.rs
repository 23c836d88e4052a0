//! What comes to the door of the whole process: headers, unknown addresses, cross-site requests, the reader's language.

use reqwest::Method;
use serde_json::json;
use testkit::ServerProcess;

use crate::client::{Client, connections};
use crate::office::{live_meeting, secretary, settings, yanlu};

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_carries_the_policy_and_a_request_id_and_pages_have_nothing_inline() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(yanlu(&["serve", "--data", folder.path().to_str().unwrap()])).await;
    let http = connections();
    let secretary = secretary(&http, &server).await;
    let meeting = live_meeting(&secretary, &settings("doors")).await;
    let id = meeting.rsplit('/').next().unwrap();
    let pages = [
        "/",
        &format!("/m/{id}"),
        &format!("/m/{id}/new"),
        &format!("/m/{id}/agenda"),
        &format!("/m/{id}/mine"),
        "/login",
    ];
    for path in pages.into_iter().chain(["/api/v1/meetings", "/no/such/page"]) {
        let response = http.get(format!("{}{path}", server.url())).send().await.unwrap();
        let header =
            |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("").to_owned();
        assert!(header("content-security-policy").contains("script-src 'self'"), "{path}");
        assert!(!header("content-security-policy").contains("unsafe"), "{path}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert!(!header("x-request-id").is_empty(), "{path}");
        let html = response.text().await.unwrap();
        for inline in [" style=\"", " onclick=", "javascript:", "<style"] {
            assert!(!html.contains(inline), "{path} has {inline}");
        }
        let scripts = html.matches("<script").count();
        let harmless =
            html.matches("<script type=\"application/json\"").count() + html.matches(" src=\"/assets/").count();
        assert!(scripts <= harmless, "{path} has an inline script");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_speak_the_reader_s_language_and_name_the_request() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(yanlu(&["serve", "--data", folder.path().to_str().unwrap()])).await;
    let http = connections();
    let mut titles = Vec::new();
    for language in ["zh-CN", "zh-TW", "en"] {
        let url = format!("{}/api/v1/meetings/nowhere/board", server.url());
        let response = http.get(url).header("accept-language", language).send().await.unwrap();
        assert_eq!(response.status(), 404);
        assert_eq!(response.headers()["content-type"], "application/problem+json");
        let problem: serde_json::Value = response.json().await.unwrap();
        assert_eq!(problem["code"], "no_such_meeting");
        assert!(problem["request_id"].is_string());
        titles.push(problem["title"].as_str().unwrap().to_owned());
    }
    titles.dedup();
    assert_eq!(titles.len(), 3, "{titles:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_from_another_site_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(yanlu(&["serve", "--data", folder.path().to_str().unwrap()])).await;
    let http = connections();
    let secretary = secretary(&http, &server).await;
    let meeting = live_meeting(&secretary, &settings("cross-site")).await;
    let url = format!("{}{meeting}/suggestions", server.url());
    let body = json!({ "text": "请在公园门口装直饮水点。" });
    for (name, value) in [("origin", "https://elsewhere.example"), ("sec-fetch-site", "cross-site")] {
        let response = http.post(&url).header(name, value).json(&body).send().await.unwrap();
        assert_eq!(response.status(), 403, "{name}");
    }
    let form = http.post(format!("{}/m/{}/new", server.url(), meeting.rsplit('/').next().unwrap()));
    let response = form
        .header("content-type", "application/x-www-form-urlencoded")
        .body("text=公园门口装直饮水点")
        .send()
        .await
        .unwrap();
    assert!(response.status().is_client_error(), "a form without its token: {}", response.status());
    let results = secretary.get(&format!("{meeting}/results")).await.ok();
    assert_eq!(results["totals"]["received"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_addresses_are_closed_to_citizens() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(yanlu(&["serve", "--data", folder.path().to_str().unwrap()])).await;
    let http = connections();
    let secretary = secretary(&http, &server).await;
    let meeting = live_meeting(&secretary, &settings("closed doors")).await;
    let citizen = Client::new(&http, &server.url());
    for path in ["queue?console=x", "results", "export?format=json"] {
        let answer = citizen.get(&format!("{meeting}/{path}")).await;
        assert_eq!((answer.status.as_u16(), answer.code()), (401, "login_needed"), "{path}");
    }
    let run =
        citizen.send(Method::POST, &format!("{meeting}/run"), Some(&json!({ "action": "close" })), None).await.unwrap();
    assert_eq!(run.status.as_u16(), 401);
    let metrics = citizen.get("/metrics").await;
    assert!(metrics.text.contains("yanlu_http_requests_total"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backing_is_answered_alike_past_the_router_and_by_it() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(yanlu(&["serve", "--data", folder.path().to_str().unwrap()])).await;
    let http = connections();
    let secretary = secretary(&http, &server).await;
    let meeting = live_meeting(&secretary, &settings("two ways")).await;
    // A digit written as an escape is the same number, which only the router reads.
    for (method, elsewhere) in [(Method::PUT, false), (Method::DELETE, false), (Method::PUT, true)] {
        let ask = async |no: &str| {
            let request = http.request(method.clone(), format!("{}{meeting}/suggestions/{no}/support", server.url()));
            let request = if elsewhere { request.header("sec-fetch-site", "cross-site") } else { request };
            let response = request.send().await.unwrap();
            let (status, mut headers) = (response.status(), response.headers().clone());
            for different in ["date", "x-request-id", "set-cookie"] {
                assert_eq!(headers.remove(different).is_some(), different != "set-cookie" || !elsewhere, "{different}");
            }
            let mut problem: serde_json::Value = response.json().await.unwrap();
            assert!(problem.as_object_mut().unwrap().remove("request_id").is_some());
            (status, headers, problem)
        };
        let past = ask("7").await;
        assert_eq!(past.0, if elsewhere { 403 } else { 404 });
        assert!(past.1.contains_key("content-security-policy"));
        assert_eq!(past, ask("%37").await, "{method}");
    }
}
