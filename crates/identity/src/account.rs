//! Staff accounts: the first by a one-time link, others by a system administrator, and logging in and out.

use domain::{Role, Roles};
use http::HeaderValue;
use protocol::staff::{LoginBody, SetupBody, StaffBody, StaffCard};
use protocol::{ErrorCode, Problem};
use store::StoreError;

use crate::secret::{random_token, token_hash};
use crate::session::{CurrentStaff, card};
use crate::{ClientAddress, Identity, cookies, fault};

/// The longest login name, in characters; the shortest has 2.
pub const LOGIN_CHARS_MAX: usize = 40;
/// The longest name shown to colleagues, in characters.
pub const NAME_CHARS_MAX: usize = 40;
/// The shortest password, in characters (NIST SP 800-63B asks for 8 with a second factor and 15 without; OWASP for 12 or more).
pub const PASSWORD_CHARS_MIN: usize = 12;
/// The longest password, in bytes: hashing time must not depend on what a stranger sends.
pub const PASSWORD_BYTES_MAX: usize = 256;

/// A session that begins: who, and the cookie that proves it.
pub(crate) struct Begun {
    /// Who.
    pub(crate) card: StaffCard,
    /// The session's cookie.
    pub(crate) cookie: HeaderValue,
}

impl Identity {
    /// Begins a session. An unknown login and a wrong password are told alike, and take alike long.
    pub(crate) async fn log_in(&self, from: ClientAddress, body: LoginBody) -> Result<Begun, Problem> {
        self.count_login(from.network(), &body.login)
            .map_err(|seconds| Problem::new(ErrorCode::RateLimited).retry_after(seconds).value("s", seconds))?;
        if body.password.len() > PASSWORD_BYTES_MAX {
            return Err(Problem::new(ErrorCode::BadLogin));
        }
        let row = if is_login(&body.login) { self.store().staff_by_login(&body.login).await } else { Ok(None) };
        let row = row.map_err(|error| fault(&error))?;
        let hash = row.as_ref().map(|row| row.password_hash.clone());
        let right = self.passwords().matches(body.password, hash).await.map_err(|error| fault(&error))?;
        match row.filter(|_| right) {
            Some(row) => self.begin(card(row)).await,
            None => Err(Problem::new(ErrorCode::BadLogin)),
        }
    }

    /// Makes an account with every duty of staff, once for each link, and begins its session.
    pub(crate) async fn set_up(&self, token: &str, body: SetupBody) -> Result<Begun, Problem> {
        check(&body.login, &body.name, &body.password)?;
        self.check_free(&body.login).await?;
        let valid = self.store().take_setup_link(token_hash(token), self.now()).await;
        if !valid.map_err(|error| fault(&error))? {
            return Err(Problem::new(ErrorCode::LinkSpent));
        }
        let roles = Role::ALL.into_iter().filter(|role| *role != Role::Participant).collect();
        let card =
            self.create(StaffBody { login: body.login, name: body.name, password: body.password, roles }).await?;
        self.begin(card).await
    }

    /// Makes an account, by a system administrator.
    pub(crate) async fn add_staff(&self, by: &CurrentStaff, body: StaffBody) -> Result<StaffCard, Problem> {
        by.require_role(Role::SystemAdmin)?;
        check(&body.login, &body.name, &body.password)?;
        if body.roles.is_empty() || body.roles.contains(&Role::Participant) {
            return Err(Problem::new(ErrorCode::BadField).field("roles"));
        }
        self.check_free(&body.login).await?;
        self.create(body).await
    }

    /// Every account, for a system administrator.
    pub(crate) async fn all_staff(&self, by: &CurrentStaff) -> Result<Vec<StaffCard>, Problem> {
        by.require_role(Role::SystemAdmin)?;
        let rows = self.store().staff_list().await.map_err(|error| fault(&error))?;
        Ok(rows.into_iter().map(card).collect())
    }

    /// Ends the session of this token.
    pub(crate) async fn log_out(&self, token: &str) -> Result<(), Problem> {
        self.store().delete_session(token_hash(token)).await.map_err(|error| fault(&error))
    }

    async fn check_free(&self, login: &str) -> Result<(), Problem> {
        let row = self.store().staff_by_login(login).await.map_err(|error| fault(&error))?;
        if row.is_none() { Ok(()) } else { Err(login_taken()) }
    }

    async fn create(&self, body: StaffBody) -> Result<StaffCard, Problem> {
        let StaffBody { login, name, password, roles } = body;
        let roles: Roles = roles.into();
        let hash = self.passwords().hash(password).await.map_err(|error| fault(&error))?;
        match self.store().create_staff(&login, name.trim(), &hash, roles, self.now()).await {
            Ok(id) => Ok(StaffCard { id, login, name: name.trim().to_owned(), roles: roles.into() }),
            Err(StoreError::Taken { .. }) => Err(login_taken()),
            Err(error) => Err(fault(&error)),
        }
    }

    async fn begin(&self, card: StaffCard) -> Result<Begun, Problem> {
        let token = random_token();
        let config = self.config();
        let (now, expires) = (self.now(), self.in_hours(config.session_hours));
        let store = self.store();
        store.prune_sessions(now).await.map_err(|error| fault(&error))?;
        store.create_session(token_hash(&token), card.id, now, expires).await.map_err(|error| fault(&error))?;
        Ok(Begun { card, cookie: cookies::session(&token, config.session_hours, config.secure_cookies) })
    }
}

fn login_taken() -> Problem {
    Problem::new(ErrorCode::LoginTaken).field("login")
}

fn is_login(login: &str) -> bool {
    let letters = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte);
    (2..=LOGIN_CHARS_MAX).contains(&login.len()) && login.bytes().all(letters)
}

/// Refused as `bad_field` or `weak_password`, with the field.
fn check(login: &str, name: &str, password: &str) -> Result<(), Problem> {
    let bad = |field| Err(Problem::new(ErrorCode::BadField).field(field));
    if !is_login(login) {
        return bad("login");
    }
    if !(1..=NAME_CHARS_MAX).contains(&name.trim().chars().count()) || name.chars().any(char::is_control) {
        return bad("name");
    }
    if password.len() > PASSWORD_BYTES_MAX {
        return bad("password");
    }
    if password.chars().count() < PASSWORD_CHARS_MIN {
        return Err(Problem::new(ErrorCode::WeakPassword).field("password").value("min", PASSWORD_CHARS_MIN));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_account_s_fields_are_checked_one_by_one() {
        let code =
            |login: &str, name: &str, password: &str| check(login, name, password).map_err(|problem| problem.code());
        let good = "twelve chars";
        assert_eq!(code("li.jie", "李洁", good), Ok(()));
        for login in ["", "x", "LiJie", "李洁", "a b", "../etc", &"a".repeat(41)] {
            assert_eq!(code(login, "李洁", good), Err(ErrorCode::BadField), "{login}");
        }
        for name in ["", "  ", "李\u{7}洁", &"名".repeat(41)] {
            assert_eq!(code("li", name, good), Err(ErrorCode::BadField), "{name}");
        }
        assert_eq!(code("li", "李洁", "eleven char"), Err(ErrorCode::WeakPassword));
        assert_eq!(code("li", "李洁", "十二个字的口令也算够长了"), Ok(()));
        assert_eq!(code("li", "李洁", &"p".repeat(257)), Err(ErrorCode::BadField));
    }
}
