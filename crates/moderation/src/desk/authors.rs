//! Authors as the desk knows them: by a pseudonym and by what became of their suggestions.

use domain::{PersonId, ReviewKind, Suggestion};
use protocol::moderation::AuthorCounts;

use super::Desk;

/// Characters of an author's handle: enough that no two people of a meeting share one (48 bits, 100,000 people: 1 in 56,000).
const HANDLE_CHARS: usize = 12;

impl Desk {
    /// The author as the desk knows them.
    pub(crate) fn author(&self, person: PersonId) -> AuthorCounts {
        let mut counts = AuthorCounts { id: handle(person), ..AuthorCounts::default() };
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
}

/// The handle by which staff speak of a person: the beginning of the pseudonym.
fn handle(person: PersonId) -> String {
    let mut handle = person.to_string();
    handle.truncate(HANDLE_CHARS);
    handle
}
