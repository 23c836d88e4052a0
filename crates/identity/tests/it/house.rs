//! A store in a temporary folder, a clock moved by hand, and the routes with their layers.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{ConnectInfo, FromRef, Path, State};
use axum::routing::{get, post};
use axum::{Form, Router, middleware};
use domain::{MeetingId, UnixMs};
use http::{HeaderMap, Request, StatusCode, header};
use identity::{Assets, Device, Identity, IdentityConfig, StaffPage, same_site};
use serde_json::{Value, json};
use store::{Store, StoreOptions};
use tempfile::TempDir;
use testkit::ManualClock;
use tower::ServiceExt;

/// A password long enough.
pub(crate) const PASSWORD: &str = "correct horse battery";

pub(crate) struct House {
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) identity: Identity,
    app: Router,
    _folder: TempDir,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// `name=value` of the cookie that is set.
    pub(crate) fn cookie(&self) -> Option<String> {
        let set = self.headers.get(header::SET_COOKIE)?.to_str().unwrap();
        set.split(';').next().map(str::to_owned)
    }
}

#[derive(Clone)]
struct Routes(Identity);

impl FromRef<Routes> for Identity {
    fn from_ref(routes: &Routes) -> Self {
        routes.0.clone()
    }
}

impl House {
    pub(crate) async fn new() -> Self {
        Self::with(IdentityConfig::default()).await
    }

    pub(crate) async fn with(config: IdentityConfig) -> Self {
        let folder = TempDir::new().unwrap();
        let clock = Arc::new(ManualClock::at(UnixMs(1_700_000_000_000)));
        let url = format!("sqlite:{}", folder.path().join("yanlu.db").display());
        let store = Store::open(StoreOptions::new(url.parse().unwrap()), clock.clone()).await.unwrap();
        let identity = Identity::open(store, clock.clone(), config).await.unwrap();
        let routes = Router::new()
            .route("/person/{meeting}", get(person).post(person))
            .route("/token", get(token))
            .route("/form", post(form))
            .route("/mod/{meeting}", get(async |_: StaffPage| "console"))
            .with_state(Routes(identity.clone()));
        let app = routes
            .merge(identity::router(identity.clone(), Assets::default()))
            .layer(middleware::from_fn_with_state(identity.clone(), same_site))
            .layer(middleware::from_fn(protocol::explain));
        Self { clock, identity, app, _folder: folder }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, 1 << 20).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub(crate) async fn get(&self, path: &str, cookie: Option<&str>) -> Answer {
        self.send(request("GET", path, cookie).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, cookie: Option<&str>, body: &Value) -> Answer {
        let request = request("POST", path, cookie).header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(body.to_string().into()).unwrap()).await
    }

    pub(crate) async fn log_in(&self, login: &str, password: &str, from: &str) -> Answer {
        let body = json!({ "login": login, "password": password }).to_string();
        let mut request = request("POST", "/api/v1/login", None)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body))
            .unwrap();
        let peer: SocketAddr = from.parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        self.send(request).await
    }

    /// The first account, through its link; gives the session's cookie.
    pub(crate) async fn set_up(&self) -> String {
        let token = self.identity.first_link().await.unwrap().unwrap();
        let body = json!({ "login": "chief", "name": "秘书", "password": PASSWORD });
        let answer = self.post(&format!("/api/v1/setup/{token}"), None, &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        answer.cookie().unwrap()
    }
}

pub(crate) fn request(method: &str, path: &str, cookie: Option<&str>) -> http::request::Builder {
    let request = Request::builder().method(method).uri(path).header(header::HOST, "yanlu.example");
    match cookie {
        Some(cookie) => request.header(header::COOKIE, cookie),
        None => request,
    }
}

async fn person(Path(meeting): Path<MeetingId>, device: Device) -> String {
    device.person(&meeting).to_string()
}

async fn token(State(identity): State<Identity>, device: Device) -> String {
    identity.csrf_token(&device)
}

async fn form(
    State(identity): State<Identity>,
    device: Device,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<&'static str, protocol::Problem> {
    let token = fields.iter().find(|(name, _)| name == "csrf").map_or("", |(_, value)| value);
    identity.check_csrf(&device, token).map(|()| "taken")
}
