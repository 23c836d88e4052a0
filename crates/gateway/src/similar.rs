//! Suggestions that are written like a text, from a meeting's public ones. Built when it is first asked for and kept up to date from
//! then on. A likeness is a hint to the author before sending; nothing depends on it.

use std::sync::{Arc, Mutex};

use domain::{PublicEvent, Publication, SuggestionNo};
use text::{Near, SimilarIndex};

use crate::board::View;

/// Suggestions in an answer.
pub(crate) const SIMILAR_MAX: usize = 3;
/// The least likeness that is worth a reader's look.
const SCORE_MIN: f32 = 0.3;
/// Changes that wait for the next question; beyond it the index is built anew then.
const CHANGES_MAX: usize = 10_000;

/// A meeting's index.
#[derive(Debug, Default)]
pub(crate) struct Similar {
    /// Held while building and searching, by blocking threads only.
    index: Mutex<Option<SimilarIndex>>,
    /// Held for moments.
    changes: Mutex<Changes>,
}

/// What changed since the index was last used; `None`: the index must be built.
#[derive(Debug, Default)]
struct Changes(Option<Vec<(SuggestionNo, Option<String>)>>);

impl Similar {
    /// Takes note of what became public or vanished; does nothing while nobody has asked for the index.
    pub(crate) fn note(&self, publications: &[Publication]) {
        let mut changes = self.changes.lock().expect("no holder panics");
        let Some(list) = &mut changes.0 else { return };
        for publication in publications {
            match &publication.event {
                PublicEvent::Published(published) => {
                    list.push((published.no, Some(published.text.as_str().to_owned())));
                }
                PublicEvent::Unpublished { no, .. } | PublicEvent::Merged { no, .. } => list.push((*no, None)),
                _ => {}
            }
        }
        if list.len() > CHANGES_MAX {
            changes.0 = None;
        }
    }

    /// The suggestions most like `text`. Blocks: milliseconds, and at first as long as building takes.
    pub(crate) fn nearest(&self, view: impl FnOnce() -> Arc<View>, text: &str) -> Vec<Near> {
        let mut index = self.index.lock().expect("no holder panics");
        // From here on changes are noted; those that the view already has are applied again, which does no harm.
        let noted = self.changes.lock().expect("no holder panics").0.replace(Vec::new());
        let index = match (&mut *index, noted) {
            (Some(index), Some(noted)) => {
                for (no, text) in noted {
                    match text {
                        Some(text) => _ = index.insert(u64::from(no.0), &text),
                        None => _ = index.remove(u64::from(no.0)),
                    }
                }
                index
            }
            (slot, _) => {
                let index = slot.insert(SimilarIndex::new());
                for card in view().cards() {
                    index.insert(u64::from(card.no.0), &card.text);
                }
                index
            }
        };
        index.nearest(text, SIMILAR_MAX, SCORE_MIN)
    }
}
