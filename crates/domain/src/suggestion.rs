//! The review machine: from receipt to its ending, with the undo window as a state of its own.

use serde::{Deserialize, Serialize};

use crate::desk::WordLevel;
use crate::{
    AgendaNo, Area, DisplayName, Edit, Event, Flag, Floor, Label, PaperNo, PersonId, PublicEvent, PublishedSuggestion,
    Review, StaffId, SubmittedSuggestion, SuggestionNo, SuggestionText, Supplement, UnixMs, UnpublishedBecause,
};

mod apply;
mod decide;
mod outcome;
mod revise;
mod submit;

pub use decide::MergeTarget;
pub use submit::{AuthorRecord, cleared, published_at_once, submit, taken_as};

/// One suggestion's state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// Its number.
    pub no: SuggestionNo,
    /// Whose it is.
    pub author: PersonId,
    /// Who entered it for the author.
    pub entered_by: Option<StaffId>,
    /// The author's latest text. Never public itself: what is public is in [`Review::Published`].
    pub text: SuggestionText,
    /// Its agenda item.
    pub item: Option<AgendaNo>,
    /// The broadcast moment, ms from the start.
    pub moment_ms: Option<u32>,
    /// The place meant.
    pub area: Option<Area>,
    /// The name to show.
    pub display_name: Option<DisplayName>,
    /// What the checks noticed.
    pub flags: Vec<Flag>,
    /// When it was handed in.
    pub submitted_at: UnixMs,
    /// 1 at first, one more for every edit.
    pub revision: u32,
    /// Its review state.
    pub review: Review,
    /// Its floor state.
    pub floor: Floor,
    /// The unit that the chair asked to respond.
    #[serde(default)]
    pub asked: Option<Label>,
    /// When the chamber last dealt with it: asked a unit to respond, or answered, covered or deferred it.
    #[serde(default)]
    pub heard_at: Option<UnixMs>,
    /// The number of the paper form that it was entered from.
    #[serde(default)]
    pub paper: Option<PaperNo>,
    /// Whether its author has used the right to a second look.
    #[serde(default)]
    pub appealed: bool,
    /// How many people back it, without those whose support is set aside.
    pub supports: u32,
    /// How many more back it whose support is set aside; `None` while none ever was.
    #[serde(default)]
    pub aside: Option<u32>,
    /// How many suggestions were merged into it.
    pub merged: u32,
    /// What was merged into it and stands below it.
    #[serde(default)]
    pub supplements: Vec<Supplement>,
    /// Close suggestions that stand beside it.
    #[serde(default)]
    pub related: Vec<SuggestionNo>,
    /// Whose decision took effect last; a second look is somebody else's.
    #[serde(default)]
    pub decided_by: Option<StaffId>,
    /// Public without a look by staff, and nobody has looked yet.
    #[serde(default)]
    pub unread: bool,
}

impl Suggestion {
    /// The state right after its `Submitted` event.
    pub fn new(submitted: &SubmittedSuggestion, at: UnixMs) -> Self {
        Self {
            no: submitted.no,
            author: submitted.author,
            entered_by: submitted.entered_by,
            text: submitted.text.clone(),
            item: submitted.item,
            moment_ms: submitted.moment_ms,
            area: submitted.area.clone(),
            display_name: submitted.display_name.clone(),
            flags: submitted.flags.clone(),
            submitted_at: at,
            revision: 1,
            review: Review::Pending,
            floor: Floor::Off,
            asked: None,
            heard_at: None,
            paper: submitted.paper.clone(),
            appealed: false,
            supports: 0,
            aside: None,
            merged: 0,
            supplements: Vec::new(),
            related: Vec::new(),
            decided_by: None,
            unread: false,
        }
    }

    fn published(&self, shown: SuggestionText, edit: Option<Edit>) -> PublishedSuggestion {
        PublishedSuggestion {
            no: self.no,
            edited: shown != self.text,
            text: shown,
            item: self.item,
            moment_ms: self.moment_ms,
            area: self.area.clone(),
            display_name: self.display_name.clone(),
            submitted_at: self.submitted_at,
            supports: self.supports,
            merged: self.merged,
            edit,
            related: self.related.clone(),
            supplements: self.supplements.clone(),
        }
    }

    /// The suggestion that goes on in its place, where it was merged.
    pub fn lives_on_in(&self) -> Option<SuggestionNo> {
        match self.review {
            Review::Merged { into, .. } => Some(into),
            _ => None,
        }
    }

    /// Whether it waits for a moderator's look: nobody has decided it, or it became public without one.
    pub fn waits_for_look(&self) -> bool {
        match self.review {
            Review::Pending | Review::Held { .. } | Review::Appealed(_) => true,
            Review::Published { .. } => self.unread,
            _ => false,
        }
    }

    /// The same, with what the word lists say of its text now among what was noticed.
    #[must_use]
    pub fn with_words(&self, level: Option<WordLevel>) -> Self {
        Self { flags: Flag::reread(&self.flags, level), ..self.clone() }
    }

    /// Whether this person had the first look at what waits for a second one, which is another's.
    pub fn is_own_of(&self, staff: StaffId) -> bool {
        match &self.review {
            Review::Held { by, .. } => *by == staff,
            Review::Appealed(_) => self.decided_by == Some(staff),
            _ => false,
        }
    }

    fn unpublished(&self, because: UnpublishedBecause) -> Event {
        Event::Public(PublicEvent::Unpublished { no: self.no, because })
    }
}

#[cfg(test)]
mod desk_tests;
#[cfg(test)]
mod tests;
