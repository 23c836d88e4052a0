//! Authors as the desk knows them: by a pseudonym, by what became of their suggestions, and by what they may not do for now.

use std::collections::HashMap;

use domain::restriction::Restriction;
use domain::{Actor, Meeting, PersonId, ReviewKind, StaffId, Suggestion, UnixMs};
use protocol::abuse::{RESTRICTED_NOS_MAX, RestrictionLine};
use protocol::moderation::{AuthorCounts, AuthorRestriction};

use super::Desk;

/// Characters of an author's handle: enough that no two people of a meeting share one (48 bits, 100,000 people: 1 in 56,000).
const HANDLE_CHARS: usize = 12;

impl Desk {
    /// The author as the desk knows them.
    pub(crate) fn author(&self, person: PersonId, now: UnixMs) -> AuthorCounts {
        let there = self.meeting().and_then(|meeting| meeting.restriction_of(person, now));
        let restricted = there.map(|there| AuthorRestriction {
            id: there.id,
            kind: there.kind,
            reason: there.reason,
            until: there.until,
        });
        let mut counts = AuthorCounts { id: handle(person), restricted, ..AuthorCounts::default() };
        for suggestion in self.suggestions_of(person) {
            counts.submitted += 1;
            match suggestion.review.kind() {
                ReviewKind::Published => counts.published += 1,
                ReviewKind::Merged => counts.merged += 1,
                ReviewKind::Returned | ReviewKind::Rejected | ReviewKind::Hidden => counts.declined += 1,
                ReviewKind::Pending
                | ReviewKind::Held
                | ReviewKind::Appealed
                | ReviewKind::Decided
                | ReviewKind::Withdrawn => {}
            }
        }
        counts
    }

    /// An author's suggestions, by number.
    pub(crate) fn suggestions_of(&self, person: PersonId) -> impl Iterator<Item = &Suggestion> {
        self.by_author.get(&person).into_iter().flatten().filter_map(|no| self.suggestion(*no))
    }

    /// The author with this handle.
    pub(crate) fn author_of(&self, handle_asked: &str) -> Option<PersonId> {
        self.by_author.keys().find(|person| handle(**person) == handle_asked).copied()
    }

    /// Who may not write now, the latest first.
    pub(crate) fn restricted(&self, now: UnixMs) -> Vec<(PersonId, Restriction)> {
        let all = self.meeting().into_iter().flat_map(|meeting| &meeting.restrictions);
        let mut held: Vec<_> = all.filter(|(_, one)| one.holds(now)).map(|(who, one)| (*who, one.clone())).collect();
        held.sort_by_key(|(_, one)| std::cmp::Reverse(one.id));
        held
    }

    /// A restriction as `reader` is told of it.
    pub(crate) fn restriction_line(
        &self,
        (person, there): (PersonId, Restriction),
        (reader, actor): (StaffId, &Actor),
        names: &HashMap<StaffId, String>,
    ) -> RestrictionLine {
        let own: Vec<_> = self.suggestions_of(person).map(|one| one.no).collect();
        RestrictionLine {
            id: there.id,
            author: handle(person),
            nos: own[own.len().saturating_sub(RESTRICTED_NOS_MAX)..].to_vec(),
            kind: there.kind,
            reason: there.reason,
            note: there.note.as_ref().map(|note| note.as_str().to_owned()),
            by: names.get(&there.by).cloned().unwrap_or_default(),
            at: there.at,
            until: there.until,
            may_lift: Meeting::may_lift(actor, reader, &there),
        }
    }
}

/// The handle by which staff speak of a person: the beginning of the pseudonym.
pub(super) fn handle(person: PersonId) -> String {
    let mut handle = person.to_string();
    handle.truncate(HANDLE_CHARS);
    handle
}
