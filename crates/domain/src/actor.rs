//! Who gives a command.

use serde::{Deserialize, Serialize};

use crate::{CommandKind, PersonId, Role, Roles, StaffId};

/// Who gives a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// A citizen, by the meeting's pseudonym.
    Person(PersonId),
    /// A staff account with its roles at that moment.
    Staff {
        /// Which account.
        id: StaffId,
        /// What it may do.
        roles: Roles,
    },
    /// The house itself: timers and imports.
    System,
}

impl Actor {
    /// Whether the role × command table lets this actor give such a command.
    pub fn may(&self, kind: CommandKind) -> bool {
        match self {
            Self::Person(_) => Role::Participant.may(kind),
            Self::Staff { roles, .. } => roles.may(kind),
            Self::System => true,
        }
    }
}
