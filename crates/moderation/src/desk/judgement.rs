//! What the desk reads off a suggestion, an event or a decision. Pure functions, no state.

use domain::{Decision, Event, Flag, PublicEvent, ReviewKind, StaffEvent, Suggestion, SuggestionNo};

/// Whether it waits for a second reviewer: a colleague or the author asked for one.
pub(crate) fn wants_second(suggestion: &Suggestion) -> bool {
    matches!(suggestion.review.kind(), ReviewKind::Held | ReviewKind::Appealed)
}

/// Whether a flag asks for a person who looks with care: such an item is never published in bulk.
pub(crate) fn needs_care(flags: &[Flag]) -> bool {
    flags.iter().any(|flag| match flag {
        Flag::PersonalData | Flag::Link | Flag::Review | Flag::Block | Flag::Flood => true,
        Flag::Watch | Flag::Similar | Flag::Duplicate => false,
    })
}

/// Whether it seems to say what another says.
pub(crate) fn is_repeated(flags: &[Flag]) -> bool {
    flags.iter().any(|flag| matches!(flag, Flag::Similar | Flag::Duplicate))
}

/// Whether a second look came to another end than the first.
pub(super) fn overturns(decision: &Decision, first: ReviewKind) -> bool {
    let second = match decision {
        Decision::Publish { .. } => ReviewKind::Published,
        Decision::Return { .. } => ReviewKind::Returned,
        Decision::Reject { .. } => ReviewKind::Rejected,
        Decision::Hide { .. } => ReviewKind::Hidden,
        Decision::Merge { .. } => ReviewKind::Merged,
    };
    second != first
}

/// The suggestions whose history an event belongs to.
pub(super) fn concerns(event: &Event) -> impl Iterator<Item = SuggestionNo> {
    let other = match event {
        Event::Public(PublicEvent::Merged { into, .. } | PublicEvent::Unmerged { into, .. }) => Some(*into),
        _ => None,
    };
    let moved = match event {
        Event::Staff(StaffEvent::InvalidationEnded { moved, .. }) => &moved[..],
        _ => &[],
    };
    event.suggestion().into_iter().chain(other).chain(moved.iter().map(|one| one.no))
}
