//! The synthetic people's way in: the same HTTP interface that browsers and scripts use, one cookie jar a person.

use std::sync::Mutex;
use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Tries of one request before a synthetic person gives up.
const TRIES_MAX: u32 = 40;
/// Longest wait between two tries, real time.
const PAUSE_MAX: Duration = Duration::from_secs(2);

/// Why a request of the demo failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ClientError {
    /// The server said no, with this code.
    #[error("{status} {code} for {what}")]
    Refused {
        /// What was asked for.
        what: String,
        /// HTTP status.
        status: StatusCode,
        /// The problem's code.
        code: String,
    },
    /// No answer, or not the one that was expected.
    #[error("no usable answer to {what}")]
    Broken {
        /// What was asked for.
        what: String,
        /// Why.
        source: reqwest::Error,
    },
    /// Busy for longer than a person waits.
    #[error("gave up on {what} after {TRIES_MAX} tries")]
    GaveUp {
        /// What was asked for.
        what: String,
    },
}

impl ClientError {
    /// The problem's code, when the server said no.
    pub(crate) fn code(&self) -> Option<&str> {
        match self {
            Self::Refused { code, .. } => Some(code),
            Self::Broken { .. } | Self::GaveUp { .. } => None,
        }
    }
}

/// The connections that all synthetic people share.
pub(crate) fn connections() -> reqwest::Client {
    reqwest::Client::builder()
        .pool_max_idle_per_host(256)
        .timeout(Duration::from_secs(30))
        .build()
        .expect("no option of these can fail")
}

/// One person's browser, as far as the demo needs one.
pub(crate) struct Client {
    http: reqwest::Client,
    base: String,
    /// Meeting time over real time: a `Retry-After` counts on the meeting's clock.
    speed: f64,
    cookies: Mutex<Vec<(String, String)>>,
    /// The address that this person is taken to come from: the demo's server believes its own machine.
    address: Option<String>,
}

impl Client {
    /// A new person at `base` (`http://host:port`), sharing connections with the others.
    pub(crate) fn new(http: reqwest::Client, base: &str, speed: f64) -> Self {
        Self { http, base: base.to_owned(), speed, cookies: Mutex::default(), address: None }
    }

    /// The same person, coming from this address.
    pub(crate) fn at(self, address: String) -> Self {
        Self { address: Some(address), ..self }
    }

    /// `GET`, decoded.
    pub(crate) async fn get<R: DeserializeOwned>(&self, path: &str) -> Result<R, ClientError> {
        self.send(Method::GET, path, None::<&()>, None).await
    }

    /// The raw bytes of a `GET`.
    pub(crate) async fn bytes(&self, path: &str) -> Result<Vec<u8>, ClientError> {
        let response = self.attempt(&Method::GET, path, None, None).await?;
        let body = response.bytes().await.map_err(|source| ClientError::Broken { what: path.to_owned(), source })?;
        Ok(body.to_vec())
    }

    /// `POST` of a JSON body; `key` is the idempotency key.
    pub(crate) async fn post<B: Serialize, R: DeserializeOwned>(
        &self,
        path: &str,
        body: &B,
        key: Option<&str>,
    ) -> Result<R, ClientError> {
        self.send(Method::POST, path, Some(body), key).await
    }

    /// `PUT` without a body.
    pub(crate) async fn put<R: DeserializeOwned>(&self, path: &str) -> Result<R, ClientError> {
        self.send(Method::PUT, path, None::<&()>, None).await
    }

    /// `DELETE`.
    pub(crate) async fn delete<R: DeserializeOwned>(&self, path: &str) -> Result<R, ClientError> {
        self.send(Method::DELETE, path, None::<&()>, None).await
    }

    async fn send<B: Serialize, R: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&B>,
        key: Option<&str>,
    ) -> Result<R, ClientError> {
        let body = body.map(|body| serde_json::to_vec(body).expect("bodies are plain structs"));
        let response = self.attempt(&method, path, body.as_deref(), key).await?;
        response.json().await.map_err(|source| ClientError::Broken { what: format!("{method} {path}"), source })
    }

    /// Sends until answered: a person whose request fails or is put off tries again, with the same key.
    async fn attempt(
        &self,
        method: &Method,
        path: &str,
        body: Option<&[u8]>,
        key: Option<&str>,
    ) -> Result<reqwest::Response, ClientError> {
        let what = format!("{method} {path}");
        for attempt in 0..TRIES_MAX {
            let mut request = self.http.request(method.clone(), format!("{}{path}", self.base));
            let cookies = self.cookie_header();
            if !cookies.is_empty() {
                request = request.header("cookie", cookies);
            }
            if let Some(address) = &self.address {
                request = request.header("x-forwarded-for", address);
            }
            if let Some(body) = body {
                request = request.header("content-type", "application/json").body(body.to_vec());
            }
            if let Some(key) = key {
                request = request.header("idempotency-key", key);
            }
            let response = match request.send().await {
                Ok(response) => response,
                Err(_) if attempt + 1 < TRIES_MAX => {
                    tokio::time::sleep(Duration::from_millis(50 * u64::from(attempt + 1)).min(PAUSE_MAX)).await;
                    continue;
                }
                Err(source) => return Err(ClientError::Broken { what, source }),
            };
            self.keep_cookies(&response);
            let status = response.status();
            if status.is_success() {
                return Ok(response);
            }
            let retry_after =
                response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse::<f64>().ok());
            if let Some(seconds) = retry_after.filter(|_| matches!(status.as_u16(), 429 | 503)) {
                tokio::time::sleep(Duration::from_secs_f64(seconds / self.speed).min(PAUSE_MAX)).await;
                continue;
            }
            let problem: serde_json::Value = response.json().await.unwrap_or_default();
            let code = problem["code"].as_str().unwrap_or("no_problem_document").to_owned();
            return Err(ClientError::Refused { what, status, code });
        }
        Err(ClientError::GaveUp { what })
    }

    fn cookie_header(&self) -> String {
        let cookies = self.cookies.lock().expect("no holder panics");
        cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn keep_cookies(&self, response: &reqwest::Response) {
        let mut cookies = self.cookies.lock().expect("no holder panics");
        for value in response.headers().get_all("set-cookie") {
            let pair = value.to_str().ok().and_then(|value| value.split(';').next()?.split_once('='));
            if let Some((name, value)) = pair {
                cookies.retain(|(kept, _)| kept != name);
                cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }
}
