//! A staff member who is logged in.

use axum::extract::{FromRef, FromRequestParts};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Actor, CommandKind, Role, Roles, StaffId};
use http::HeaderMap;
use http::request::Parts;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use protocol::staff::StaffCard;
use protocol::{ErrorCode, Problem};
use store::StaffRow;

use crate::cookies::{self, SESSION_COOKIE};
use crate::secret::token_hash;
use crate::{Identity, fault};

/// Tokens longer than ours are not looked up.
const TOKEN_CHARS_MAX: usize = 64;

/// The staff member of a session. Refused as `login_needed` without one.
#[derive(Debug, Clone)]
pub struct CurrentStaff {
    card: StaffCard,
    roles: Roles,
}

impl CurrentStaff {
    /// The account, as colleagues see it.
    pub fn card(&self) -> &StaffCard {
        &self.card
    }

    /// Which account.
    pub fn id(&self) -> StaffId {
        self.card.id
    }

    /// Its duties at this moment.
    pub fn roles(&self) -> Roles {
        self.roles
    }

    /// The staff member as the domain knows them.
    pub fn actor(&self) -> Actor {
        Actor::Staff { id: self.card.id, roles: self.roles }
    }

    /// Refused as `not_allowed` unless one of the duties may give such a command. For what is only looked at: commands are
    /// checked where they are decided.
    pub fn require(&self, kind: CommandKind) -> Result<(), Problem> {
        if self.roles.may(kind) { Ok(()) } else { Err(Problem::new(ErrorCode::NotAllowed)) }
    }

    /// Refused as `not_allowed` unless `role` is one of the duties.
    pub fn require_role(&self, role: Role) -> Result<(), Problem> {
        if self.roles.has(role) { Ok(()) } else { Err(Problem::new(ErrorCode::NotAllowed)) }
    }

    async fn find(headers: &HeaderMap, identity: &Identity) -> Result<Self, Problem> {
        let token = token(headers).ok_or_else(|| Problem::new(ErrorCode::LoginNeeded))?;
        let row = identity.store().session(token_hash(token), identity.now()).await;
        let row = row.map_err(|error| fault(&error))?.ok_or_else(|| Problem::new(ErrorCode::LoginNeeded))?;
        Ok(Self { roles: row.roles, card: card(row) })
    }
}

/// What colleagues see of an account's row.
pub(crate) fn card(row: StaffRow) -> StaffCard {
    StaffCard { id: row.id, login: row.login, name: row.name, roles: row.roles.into() }
}

/// The session's token in a request.
pub(crate) fn token(headers: &HeaderMap) -> Option<&str> {
    cookies::value(headers, SESSION_COOKIE).filter(|token| (1..=TOKEN_CHARS_MAX).contains(&token.len()))
}

impl<S: Send + Sync> FromRequestParts<S> for CurrentStaff
where
    Identity: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        Self::find(&parts.headers, &Identity::from_ref(state)).await
    }
}

/// The staff member who opens a page. Without a session the answer leads to the log-in and back.
#[derive(Debug, Clone)]
pub struct StaffPage(pub CurrentStaff);

impl<S: Send + Sync> FromRequestParts<S> for StaffPage
where
    Identity: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let found = CurrentStaff::find(&parts.headers, &Identity::from_ref(state)).await;
        found.map(Self).map_err(|problem| match problem.code() {
            ErrorCode::LoginNeeded => {
                let page = parts.uri.path_and_query().map_or("/", |page| page.as_str());
                let next = utf8_percent_encode(page, NON_ALPHANUMERIC);
                Redirect::to(&format!("/login?next={next}")).into_response()
            }
            _ => problem.into_response(),
        })
    }
}
