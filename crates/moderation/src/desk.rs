//! One meeting as the desk sees it, folded in memory from the log: who waits, who did what, how much pressure there is.
//!
//! Reads no store and no clock. It holds texts that are not public: only handlers for reviewers may look into it.

use std::collections::{BTreeSet, HashMap, VecDeque};

use domain::{
    Actor, Decision, Event, Floor, Meeting, MeetingId, PersonId, PublicEvent, Record, Recorded, RejectReason, Review,
    ReviewKind, SealedEvent, Seq, StaffEvent, StaffId, Suggestion, SuggestionNo, UnixMs,
};
use protocol::citizen::SimilarCard;
use protocol::moderation::{ACTIVITY_MAX, AuthorCounts};
use text::SimilarIndex;

use crate::gauge::Counter;

/// Cosine from which two texts are worth showing side by side: measured on real suggestions, 13 of 14 pairs above it meant the same.
const SIMILAR_SCORE_MIN: f32 = 0.5;
/// Cosine from which a text has something of a search of a few characters in it: one pair of two hundred is 0.07.
const SEARCH_SCORE_MIN: f32 = 0.05;

/// Suggestions whose latest step on the floor is kept in mind: more than any meeting has ever dealt with in its chamber.
const FLOOR_MAX: usize = 500;

/// Something that a member of staff did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Deed {
    pub(crate) at: UnixMs,
    pub(crate) who: StaffId,
    pub(crate) verb: &'static str,
    pub(crate) no: Option<SuggestionNo>,
    pub(crate) into: Option<SuggestionNo>,
    pub(crate) reason: Option<RejectReason>,
}

/// The desk of one meeting.
pub(crate) struct Desk {
    record: Record,
    waiting: BTreeSet<SuggestionNo>,
    deciding: BTreeSet<SuggestionNo>,
    by_author: HashMap<PersonId, Vec<SuggestionNo>>,
    similar: SimilarIndex,
    deeds: VecDeque<Deed>,
    /// By their latest step on the floor, latest last.
    floor: VecDeque<SuggestionNo>,
    handled: HashMap<StaffId, u32>,
    arrivals: Counter,
    decisions: Counter,
}

impl Desk {
    /// The desk before the log's first event.
    pub(crate) fn new(id: MeetingId) -> Self {
        Self {
            record: Record::new(id),
            waiting: BTreeSet::new(),
            deciding: BTreeSet::new(),
            by_author: HashMap::new(),
            similar: SimilarIndex::new(),
            deeds: VecDeque::new(),
            floor: VecDeque::new(),
            handled: HashMap::new(),
            arrivals: Counter::default(),
            decisions: Counter::default(),
        }
    }

    pub(crate) fn seq(&self) -> Seq {
        self.record.seq()
    }

    pub(crate) fn meeting(&self) -> Option<&Meeting> {
        self.record.meeting()
    }

    pub(crate) fn suggestion(&self, no: SuggestionNo) -> Option<&Suggestion> {
        self.record.suggestions().get(&no)
    }

    /// Every suggestion, by number.
    pub(crate) fn suggestions(&self) -> impl Iterator<Item = &Suggestion> {
        self.record.suggestions().values()
    }

    /// The suggestions that took a step on the floor, the latest step first, at most [`FLOOR_MAX`].
    pub(crate) fn on_floor(&self) -> impl Iterator<Item = &Suggestion> {
        self.floor.iter().rev().filter_map(|no| self.suggestion(*no))
    }

    /// The waiting suggestions, oldest first.
    pub(crate) fn waiting(&self) -> impl Iterator<Item = &Suggestion> {
        self.waiting.iter().filter_map(|no| self.suggestion(*no))
    }

    /// The suggestions in their undo window.
    pub(crate) fn deciding(&self) -> impl Iterator<Item = &Suggestion> {
        self.deciding.iter().filter_map(|no| self.suggestion(*no))
    }

    /// What staff did lately, latest first, at most [`ACTIVITY_MAX`].
    pub(crate) fn deeds(&self) -> impl Iterator<Item = &Deed> {
        self.deeds.iter().rev()
    }

    /// How many decisions each member of staff has made in this meeting.
    pub(crate) fn handled(&self) -> &HashMap<StaffId, u32> {
        &self.handled
    }

    /// Arrivals and decisions over time.
    pub(crate) fn counters(&self) -> (&Counter, &Counter) {
        (&self.arrivals, &self.decisions)
    }

    /// Folds the next event; one that is already in, or beyond a hole, changes nothing and gives `false`.
    pub(crate) fn apply(&mut self, recorded: &Recorded) -> bool {
        let decided_by = recorded.event.suggestion().and_then(|no| self.decided_by(no));
        if !self.record.apply(recorded) {
            return false;
        }
        match &recorded.event {
            Event::Staff(StaffEvent::Submitted(submitted)) => {
                self.by_author.entry(submitted.author).or_default().push(submitted.no);
                self.arrivals.add(recorded.at);
            }
            Event::Staff(StaffEvent::DecisionUndone { .. }) => {
                if let Some(count) = decided_by.and_then(|by| self.handled.get_mut(&by)) {
                    *count = count.saturating_sub(1);
                }
            }
            Event::Public(event) => self.index(event),
            _ => {}
        }
        self.note(recorded);
        if let Some(no) = recorded.event.suggestion() {
            self.list(no);
        }
        true
    }

    fn decided_by(&self, no: SuggestionNo) -> Option<StaffId> {
        match self.suggestion(no)?.review {
            Review::Decided { by, .. } => Some(by),
            _ => None,
        }
    }

    fn index(&mut self, event: &PublicEvent) {
        match event {
            PublicEvent::Published(published) => {
                self.similar.insert(u64::from(published.no.0), published.text.as_str());
            }
            PublicEvent::Unpublished { no, .. } | PublicEvent::Merged { no, .. } => {
                self.similar.remove(u64::from(no.0));
            }
            PublicEvent::FloorChanged { no, .. } => {
                self.floor.retain(|other| other != no);
                if self.floor.len() == FLOOR_MAX {
                    self.floor.pop_front();
                }
                self.floor.push_back(*no);
            }
            _ => {}
        }
    }

    fn list(&mut self, no: SuggestionNo) {
        let kind = self.suggestion(no).map(|suggestion| suggestion.review.kind());
        for (list, belongs) in [
            (&mut self.waiting, matches!(kind, Some(ReviewKind::Pending | ReviewKind::Held | ReviewKind::Appealed))),
            (&mut self.deciding, kind == Some(ReviewKind::Decided)),
        ] {
            if belongs {
                list.insert(no);
            } else {
                list.remove(&no);
            }
        }
    }

    fn note(&mut self, recorded: &Recorded) {
        let Actor::Staff { id: who, .. } = recorded.actor else {
            return;
        };
        let Some(deed) = deed(&recorded.event, who, recorded.at) else {
            return;
        };
        if matches!(deed.verb, "publish" | "return" | "reject" | "hide" | "merge") {
            *self.handled.entry(who).or_default() += 1;
            self.decisions.add(recorded.at);
        }
        if self.deeds.len() == ACTIVITY_MAX {
            self.deeds.pop_front();
        }
        self.deeds.push_back(deed);
    }

    /// At most `k` public suggestions that say something close to `text`, closest first; `except` is left out.
    pub(crate) fn similar(&self, text: &str, except: Option<SuggestionNo>, k: usize) -> Vec<SimilarCard> {
        self.nearest(text, except, k, SIMILAR_SCORE_MIN)
    }

    /// At most `k` public suggestions that have something of `words` in them, closest first; `except` is left out.
    pub(crate) fn search(&self, words: &str, except: Option<SuggestionNo>, k: usize) -> Vec<SimilarCard> {
        self.nearest(words, except, k, SEARCH_SCORE_MIN)
    }

    fn nearest(&self, text: &str, except: Option<SuggestionNo>, k: usize, score_min: f32) -> Vec<SimilarCard> {
        let near = self.similar.nearest(text, k + 1, score_min);
        let cards = near.into_iter().filter_map(|near| {
            let no = SuggestionNo(u32::try_from(near.no).ok()?);
            (Some(no) != except).then(|| self.card(no, near.score))?
        });
        cards.take(k).collect()
    }

    /// A public suggestion as a candidate; `score` from 0 to 1.
    pub(crate) fn card(&self, no: SuggestionNo, score: f32) -> Option<SimilarCard> {
        let suggestion = self.suggestion(no)?;
        let Review::Published { shown, .. } = &suggestion.review else {
            return None;
        };
        let percent = (score.clamp(0.0, 1.0) * 100.0).round() as u8;
        Some(SimilarCard { no, text: shown.as_str().to_owned(), supports: suggestion.supports, percent })
    }

    /// How an author's suggestions in this meeting stand.
    pub(crate) fn author(&self, person: PersonId) -> AuthorCounts {
        let mut counts = AuthorCounts::default();
        let own = self.by_author.get(&person).into_iter().flatten();
        for suggestion in own.filter_map(|no| self.suggestion(*no)) {
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
}

/// The stable word of a decision, the one that it goes into, and its reason.
pub(crate) fn decision_parts(decision: &Decision) -> (&'static str, Option<SuggestionNo>, Option<RejectReason>) {
    match decision {
        Decision::Publish { .. } => ("publish", None, None),
        Decision::Return { reason, .. } => ("return", None, Some(*reason)),
        Decision::Reject { reason, .. } => ("reject", None, Some(*reason)),
        Decision::Hide { reason, .. } => ("hide", None, Some(*reason)),
        Decision::Merge { into, .. } => ("merge", Some(*into), None),
    }
}

/// What an event says that `who` did, where it is a deed of staff. Hidden and merged stand here on their own only when that
/// happened to something public; else the clock's arm carries out what was decided before.
fn deed(event: &Event, who: StaffId, at: UnixMs) -> Option<Deed> {
    let about = |verb, no| Deed { at, who, verb, no, into: None, reason: None };
    let plain = |verb| about(verb, event.suggestion());
    Some(match event {
        Event::Staff(StaffEvent::Decided { no, decision, .. }) => {
            let (verb, into, reason) = decision_parts(decision);
            Deed { into, reason, ..about(verb, Some(*no)) }
        }
        Event::Staff(StaffEvent::DecisionUndone { .. }) => plain("undo"),
        Event::Staff(StaffEvent::Reopened { .. }) => plain("reopen"),
        Event::Staff(StaffEvent::Confirmed { .. }) => plain("confirm"),
        Event::Staff(StaffEvent::Escalated { .. }) => plain("escalate"),
        Event::Staff(StaffEvent::Retagged { .. }) => plain("retag"),
        Event::Sealed(SealedEvent::Hidden { no, reason, .. }) => {
            Deed { reason: Some(*reason), ..about("hide", Some(*no)) }
        }
        Event::Public(PublicEvent::Merged { no, into, .. }) => Deed { into: Some(*into), ..about("merge", Some(*no)) },
        Event::Public(PublicEvent::Unmerged { no, into, .. }) => {
            Deed { into: Some(*into), ..about("unmerge", Some(*no)) }
        }
        Event::Public(PublicEvent::FloorChanged { floor: Floor::OnScreen, .. }) => plain("show"),
        Event::Public(PublicEvent::IntakeChanged { .. }) => plain("intake"),
        Event::Public(PublicEvent::PhaseChanged { .. }) => plain("phase"),
        _ => return None,
    })
}

#[cfg(test)]
#[path = "desk_tests.rs"]
mod tests;
