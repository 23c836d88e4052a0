//! Accounts of staff: log-in, set-up, who am I.

use domain::{Role, StaffId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The largest JSON body taken from staff.
pub const BODY_BYTES_MAX: usize = 256 * 1_024;

/// `POST /api/v1/login`.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LoginBody {
    /// The account's login name.
    pub login: String,
    /// Its password.
    pub password: String,
}

/// `POST /api/v1/setup/{token}`: the first account, through the one-time link.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetupBody {
    /// The login name to create: 2–40 characters of `a-z0-9._-`.
    pub login: String,
    /// The name that colleagues see.
    pub name: String,
    /// 12 characters at least.
    pub password: String,
}

/// `POST /api/v1/staff`: another account, by a system administrator.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StaffBody {
    /// The login name.
    pub login: String,
    /// The name that colleagues see.
    pub name: String,
    /// 12 characters at least.
    pub password: String,
    /// Its duties.
    #[ts(type = "string[]")]
    pub roles: Vec<Role>,
}

/// An account, as staff see it; the answer to log-in, set-up and `GET /api/v1/me`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StaffCard {
    /// Which account.
    #[ts(type = "number")]
    pub id: StaffId,
    /// Its login name.
    pub login: String,
    /// The name that colleagues see.
    pub name: String,
    /// Its duties.
    #[ts(type = "string[]")]
    pub roles: Vec<Role>,
}

/// The answer to `GET /api/v1/staff`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StaffList {
    /// Every account.
    pub staff: Vec<StaffCard>,
}
