//! Who may do what: one table, role × command, tested cell by cell.

use serde::{Deserialize, Serialize};

/// The rows of the role × command table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CommandKind {
    /// Hand in a suggestion.
    Submit,
    /// Back or unback.
    Support,
    /// Answer a card.
    Answer,
    /// Change one's own text.
    EditOwn,
    /// Take one's own suggestion back.
    WithdrawOwn,
    /// Ask for a second look at one's own.
    AppealOwn,
    /// Decide, tag, escalate, undo.
    Review,
    /// Decide what was held for a second reviewer.
    ReviewHeld,
    /// Take a text out of sight, evidence kept.
    Hide,
    /// Slow mode, pause.
    SetIntake,
    /// Shortlist, show, mark answered.
    Floor,
    /// Say what screen and overlay show, who speaks, how long an item takes.
    Stage,
    /// Write what is being said.
    Caption,
    /// Call for help, hand over, name topics.
    Arrange,
    /// Word lists, canned replies, the run-book, the rule for trusted authors.
    Govern,
    /// Keep somebody from suggesting for an hour at most.
    MuteBriefly,
    /// Keep somebody from writing for longer, or from backing.
    Restrict,
    /// Set supports aside, or count them again.
    Invalidate,
    /// Create a meeting.
    CreateMeeting,
    /// Change its settings.
    ReviseMeeting,
    /// Open, start, next item, close.
    RunMeeting,
    /// Carry out a decision whose undo window is over.
    Settle,
}

impl CommandKind {
    /// Every kind.
    pub const ALL: [Self; 22] = [
        Self::Submit,
        Self::Support,
        Self::Answer,
        Self::EditOwn,
        Self::WithdrawOwn,
        Self::AppealOwn,
        Self::Review,
        Self::ReviewHeld,
        Self::Hide,
        Self::SetIntake,
        Self::Floor,
        Self::Stage,
        Self::Caption,
        Self::Arrange,
        Self::Govern,
        Self::MuteBriefly,
        Self::Restrict,
        Self::Invalidate,
        Self::CreateMeeting,
        Self::ReviseMeeting,
        Self::RunMeeting,
        Self::Settle,
    ];
}

/// A duty that a staff account carries (`Role::Participant` is every citizen).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 網民/群眾: suggests and backs.
    Participant,
    /// 審核員: decides what becomes public.
    Moderator,
    /// 審核組長: also decides what was held for a second look.
    SeniorModerator,
    /// 主席/主持人: runs the floor.
    Chair,
    /// 導播: puts an item on the picture.
    Director,
    /// 代錄員: enters what others say.
    Scribe,
    /// 秘書: sets the meeting up, runs it, hands over the record.
    Secretary,
    /// Accounts and configuration; sees no meeting content.
    SystemAdmin,
}

impl Role {
    /// Every role, in the order of the table.
    pub const ALL: [Self; 8] = [
        Self::Participant,
        Self::Moderator,
        Self::SeniorModerator,
        Self::Chair,
        Self::Director,
        Self::Scribe,
        Self::Secretary,
        Self::SystemAdmin,
    ];

    /// Whether somebody with this role alone may give such a command.
    pub fn may(self, kind: CommandKind) -> bool {
        use CommandKind as K;
        match kind {
            K::Submit => matches!(self, Self::Participant | Self::Scribe),
            K::Support | K::Answer | K::EditOwn | K::WithdrawOwn | K::AppealOwn => self == Self::Participant,
            K::Review => matches!(self, Self::Moderator | Self::SeniorModerator),
            K::ReviewHeld | K::Hide => self == Self::SeniorModerator,
            K::SetIntake | K::Arrange | K::MuteBriefly => {
                matches!(self, Self::Moderator | Self::SeniorModerator | Self::Secretary)
            }
            K::Govern | K::Restrict => matches!(self, Self::SeniorModerator | Self::Secretary),
            K::Floor | K::Stage => matches!(self, Self::Chair | Self::Director | Self::Secretary),
            K::Caption => matches!(self, Self::Director | Self::Scribe | Self::Secretary),
            K::CreateMeeting | K::ReviseMeeting | K::Invalidate => self == Self::Secretary,
            K::RunMeeting => matches!(self, Self::Secretary | Self::Chair),
            // Only the clock's own arm settles an undo window; no person may shorten it.
            K::Settle => false,
        }
    }
}

/// The roles of one staff account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(from = "Vec<Role>", into = "Vec<Role>")]
pub struct Roles(u16);

impl Roles {
    /// Whether `role` is among them.
    pub fn has(self, role: Role) -> bool {
        self.0 & (1 << role as u16) != 0
    }

    /// Whether any of them may give such a command.
    pub fn may(self, kind: CommandKind) -> bool {
        self.iter().any(|role| role.may(kind))
    }

    /// The roles in the table's order.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.has(*role))
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        Self(roles.into_iter().fold(0, |bits, role| bits | 1 << role as u16))
    }
}

impl From<Vec<Role>> for Roles {
    fn from(roles: Vec<Role>) -> Self {
        roles.into_iter().collect()
    }
}

impl From<Roles> for Vec<Role> {
    fn from(roles: Roles) -> Self {
        roles.iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_role_by_command_table_holds_cell_by_cell() {
        use CommandKind as K;
        // Columns: Participant Moderator SeniorModerator Chair Director Scribe Secretary SystemAdmin
        let table: [(K, &str); 23] = [
            (K::Submit, "x....x.."),
            (K::Support, "x......."),
            (K::Answer, "x......."),
            (K::EditOwn, "x......."),
            (K::WithdrawOwn, "x......."),
            (K::AppealOwn, "x......."),
            (K::Review, ".xx....."),
            (K::ReviewHeld, "..x....."),
            (K::Hide, "..x....."),
            (K::SetIntake, ".xx...x."),
            (K::Floor, "...xx.x."),
            (K::Stage, "...xx.x."),
            (K::Caption, "....xxx."),
            (K::Arrange, ".xx...x."),
            (K::Govern, "..x...x."),
            (K::MuteBriefly, ".xx...x."),
            (K::Restrict, "..x...x."),
            (K::Invalidate, "......x."),
            (K::CreateMeeting, "......x."),
            (K::ReviseMeeting, "......x."),
            (K::RunMeeting, "...x..x."),
            (K::Settle, "........"),
            (K::Submit, "x....x.."),
        ];
        for (kind, row) in table {
            for (role, cell) in Role::ALL.into_iter().zip(row.chars()) {
                assert_eq!(role.may(kind), cell == 'x', "{role:?} × {kind:?}");
            }
        }
        assert!(CommandKind::ALL.iter().all(|kind| table.iter().any(|(row, _)| row == kind)), "a command is missing");
    }

    #[test]
    fn several_roles_may_what_any_of_them_may() {
        let both: Roles = [Role::Moderator, Role::Secretary].into_iter().collect();
        assert!(both.may(CommandKind::Review) && both.may(CommandKind::CreateMeeting));
        assert!(!both.may(CommandKind::ReviewHeld));
        assert_eq!(Vec::from(both), [Role::Moderator, Role::Secretary]);
    }
}
