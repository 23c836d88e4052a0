//! A client with cookies of its own, as little as a test needs.

use std::sync::Mutex;
use std::time::Duration;

use reqwest::{Method, Response, StatusCode};
use serde_json::Value;

/// One person's browser.
pub(crate) struct Client {
    http: reqwest::Client,
    base: Mutex<String>,
    cookies: Mutex<Vec<(String, String)>>,
}

/// An answer, read whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: Value,
    pub(crate) text: String,
}

impl Answer {
    /// The problem's code.
    pub(crate) fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or("")
    }

    /// The body of an answer that must be a success.
    #[track_caller]
    pub(crate) fn ok(self) -> Value {
        assert!(self.status.is_success(), "{} {}", self.status, self.text);
        self.body
    }
}

/// Connections for everybody in a test.
pub(crate) fn connections() -> reqwest::Client {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(20))
        .pool_max_idle_per_host(256)
        .build()
        .unwrap()
}

impl Client {
    pub(crate) fn new(http: &reqwest::Client, base: &str) -> Self {
        Self { http: http.clone(), base: Mutex::new(base.to_owned()), cookies: Mutex::default() }
    }

    /// From now on speaks to another process.
    pub(crate) fn turn_to(&self, base: &str) {
        base.clone_into(&mut self.base.lock().unwrap());
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None, None).await.unwrap()
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, Some(body), None).await.unwrap()
    }

    /// Sends until it is answered by something else than "busy": a client that retries through a crash.
    pub(crate) async fn insist(&self, method: Method, path: &str, body: Option<&Value>, key: Option<&str>) -> Answer {
        for _ in 0..600 {
            match self.send(method.clone(), path, body, key).await {
                Ok(answer) if !matches!(answer.status.as_u16(), 429 | 502 | 503) => return answer,
                _ => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
        panic!("{method} {path} was never answered");
    }

    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        key: Option<&str>,
    ) -> reqwest::Result<Answer> {
        let url = format!("{}{path}", self.base.lock().unwrap());
        let mut request = self.http.request(method, url).header("accept-language", "en");
        let cookies =
            self.cookies.lock().unwrap().iter().map(|(n, v)| format!("{n}={v}")).collect::<Vec<_>>().join("; ");
        if !cookies.is_empty() {
            request = request.header("cookie", cookies);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        let response = request.send().await?;
        self.keep(&response);
        let status = response.status();
        let text = response.text().await?;
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Ok(Answer { status, body, text })
    }

    fn keep(&self, response: &Response) {
        let mut cookies = self.cookies.lock().unwrap();
        for value in response.headers().get_all("set-cookie") {
            if let Some((name, value)) = value.to_str().ok().and_then(|value| value.split(';').next()?.split_once('='))
            {
                cookies.retain(|(kept, _)| kept != name);
                cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }
}
