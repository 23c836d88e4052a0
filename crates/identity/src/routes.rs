//! Addresses of this crate: log-in, accounts, and the pages of the staff app that need no meeting.

use axum::extract::{FromRef, Path, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use http::{HeaderMap, StatusCode, header};
use protocol::staff::{LoginBody, SetupBody, StaffBody, StaffCard, StaffList};
use protocol::{JsonBody, Locale, Problem};

use crate::account::Begun;
use crate::session::token;
use crate::{Assets, ClientAddress, CurrentStaff, Identity, cookies, staff_shell};

/// Bodies of log-in and accounts: a few short fields.
const BODY_BYTES_MAX: usize = 4 * 1_024;

#[derive(Clone)]
struct Routes {
    identity: Identity,
    assets: Assets,
}

impl FromRef<Routes> for Identity {
    fn from_ref(routes: &Routes) -> Self {
        routes.identity.clone()
    }
}

/// `POST /api/v1/login`, `/api/v1/logout`, `/api/v1/setup/{token}`, `GET /api/v1/me`, `GET` and `POST /api/v1/staff`; pages `/login`,
/// `/setup/{token}`, `/desk/staff`.
pub fn router(identity: Identity, assets: Assets) -> Router {
    Router::new()
        .route("/api/v1/login", post(log_in))
        .route("/api/v1/logout", post(log_out))
        .route("/api/v1/me", get(me))
        .route("/api/v1/setup/{token}", post(set_up))
        .route("/api/v1/staff", get(all_staff).post(add_staff))
        .route("/login", get(page))
        .route("/setup/{token}", get(page))
        .route("/desk/staff", get(page))
        .with_state(Routes { identity, assets })
}

async fn log_in(
    State(identity): State<Identity>,
    from: ClientAddress,
    JsonBody(body): JsonBody<LoginBody, BODY_BYTES_MAX>,
) -> Result<Response, Problem> {
    identity.log_in(from, body).await.map(begun)
}

async fn set_up(
    State(identity): State<Identity>,
    Path(token): Path<String>,
    JsonBody(body): JsonBody<SetupBody, BODY_BYTES_MAX>,
) -> Result<Response, Problem> {
    identity.set_up(&token, body).await.map(begun)
}

fn begun(begun: Begun) -> Response {
    ([(header::SET_COOKIE, begun.cookie)], private(begun.card)).into_response()
}

fn private(body: impl serde::Serialize) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}

async fn log_out(State(identity): State<Identity>, headers: HeaderMap) -> Result<Response, Problem> {
    if let Some(token) = token(&headers) {
        identity.log_out(token).await?;
    }
    let gone = cookies::no_session(identity.config().secure_cookies);
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, gone)]).into_response())
}

async fn me(staff: CurrentStaff) -> Response {
    private(staff.card())
}

async fn all_staff(State(identity): State<Identity>, staff: CurrentStaff) -> Result<Response, Problem> {
    let staff = identity.all_staff(&staff).await?;
    Ok(private(StaffList { staff }))
}

async fn add_staff(
    State(identity): State<Identity>,
    staff: CurrentStaff,
    JsonBody(body): JsonBody<StaffBody, BODY_BYTES_MAX>,
) -> Result<(StatusCode, Json<StaffCard>), Problem> {
    Ok((StatusCode::CREATED, Json(identity.add_staff(&staff, body).await?)))
}

async fn page(State(routes): State<Routes>, request: Request) -> Response {
    let locale = Locale::of(request.headers(), request.uri().query());
    let mut response = staff_shell(&routes.assets, locale);
    // The address of a set-up link is a secret: it must not travel on in a `Referer`.
    response.headers_mut().insert(header::REFERRER_POLICY, http::HeaderValue::from_static("no-referrer"));
    response
}
