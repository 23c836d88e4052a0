//! Staff accounts as rows. What a password or token is, only `identity` knows.

use domain::{Roles, StaffId};

/// One staff account.
#[derive(Clone, PartialEq, Eq)]
pub struct StaffRow {
    /// Its id, from 1.
    pub id: StaffId,
    /// What is typed to log in; unique.
    pub login: String,
    /// The name that colleagues see.
    pub name: String,
    /// The password's hash in PHC form. Never leaves the server, never logged.
    pub password_hash: String,
    /// What the account may do.
    pub roles: Roles,
}

impl std::fmt::Debug for StaffRow {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("StaffRow").field("id", &self.id).field("roles", &self.roles).finish_non_exhaustive()
    }
}
