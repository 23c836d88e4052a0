//! One meeting as the desk sees it, folded in memory from the log: who waits, who did what, how much pressure there is.
//!
//! Reads no store and no clock. It holds texts that are not public: only handlers for reviewers may look into it.

use std::collections::{BTreeSet, HashMap, VecDeque};

use domain::{
    Actor, Event, Flag, Meeting, MeetingId, PersonId, PublicEvent, Record, Recorded, Review, ReviewKind, SealedEvent,
    Seq, StaffEvent, StaffId, Suggestion, SuggestionNo, UnixMs,
};
use protocol::moderation::{ACTIVITY_MAX, QueueCounts};

use crate::gauge::Counter;

mod authors;
mod beside;
mod colleagues;
mod deeds;
mod item;
mod judgement;
mod near;
mod outlook;
mod papers;
mod sources;
mod topics;
mod watch;
mod words;

pub(crate) use beside::{Scope, candidates};
pub(crate) use colleagues::Colleagues;
pub(crate) use deeds::{Before, Deed, beginning, decision_parts, deed};
pub(crate) use judgement::{is_repeated, needs_care, wants_second};
pub(crate) use near::{Close, Near, Neighbours};
pub(crate) use papers::Papers;
pub(crate) use topics::Topics;

use judgement::{concerns, overturns};
pub(crate) use words::Sought;

use outlook::Foreseen;
use watch::Watch;
use words::Words;

/// Deeds of staff that are kept in mind, about 0.3 kB each: more than a hundred for each suggestion of the largest session.
const DEEDS_MAX: usize = 100_000;
/// Suggestions whose latest step on the floor is kept in mind: more than any meeting has ever dealt with in its chamber.
const FLOOR_MAX: usize = 500;
/// Texts whose neighbours are looked for at each look at the list: the list fills in, and no single answer waits for all.
const LOOKS_AT_ONCE: usize = 8;

/// The waiting list in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Sizes {
    pub(crate) counts: QueueCounts,
    /// When the item that waits longest was handed in.
    pub(crate) oldest: Option<UnixMs>,
}

/// The desk of one meeting.
pub(crate) struct Desk {
    record: Record,
    waiting: BTreeSet<SuggestionNo>,
    deciding: BTreeSet<SuggestionNo>,
    by_author: HashMap<PersonId, Vec<SuggestionNo>>,
    near: Near,
    topics: Topics,
    words: Words,
    watch: Watch,
    deeds: VecDeque<Deed>,
    papers: Papers,
    /// By their latest step on the floor, latest last.
    floor: VecDeque<SuggestionNo>,
    colleagues: Colleagues,
    /// Whose first decision a second look turned round, while that may still be undone and after.
    overturned: HashMap<SuggestionNo, StaffId>,
    /// The places in the log that are about each suggestion.
    places: HashMap<SuggestionNo, Vec<Seq>>,
    /// Where in the log the author last changed a text.
    reworded: HashMap<SuggestionNo, Seq>,
    arrivals: Counter,
    decisions: Counter,
    sizes: Option<Sizes>,
    foreseen: Foreseen,
}

impl Desk {
    /// The desk before the log's first event.
    pub(crate) fn new(id: MeetingId) -> Self {
        Self {
            record: Record::new(id),
            waiting: BTreeSet::new(),
            deciding: BTreeSet::new(),
            by_author: HashMap::new(),
            near: Near::default(),
            topics: Topics::default(),
            words: Words::default(),
            watch: Watch::default(),
            deeds: VecDeque::new(),
            papers: Papers::default(),
            floor: VecDeque::new(),
            colleagues: Colleagues::default(),
            overturned: HashMap::new(),
            places: HashMap::new(),
            reworded: HashMap::new(),
            arrivals: Counter::default(),
            decisions: Counter::default(),
            sizes: None,
            foreseen: Foreseen::default(),
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
    pub(crate) fn suggestions(&self) -> impl DoubleEndedIterator<Item = &Suggestion> {
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
        self.record().take(ACTIVITY_MAX)
    }

    /// Everything that staff did, latest first, at most [`DEEDS_MAX`].
    pub(crate) fn record(&self) -> impl Iterator<Item = &Deed> {
        self.deeds.iter().rev()
    }

    /// Run-book, canned replies, notes and calls for help.
    pub(crate) fn papers(&self) -> &Papers {
        &self.papers
    }

    /// What each colleague has done.
    pub(crate) fn colleagues(&self) -> &Colleagues {
        &self.colleagues
    }

    /// Who says the same.
    pub(crate) fn near(&self) -> &Near {
        &self.near
    }

    /// What it is all about.
    pub(crate) fn topics(&self) -> &Topics {
        &self.topics
    }

    /// The places in the log that are about a suggestion, in order.
    pub(crate) fn places(&self, no: SuggestionNo) -> &[Seq] {
        self.places.get(&no).map_or(&[], Vec::as_slice)
    }

    /// The place in the log where the author last changed the text; 0 for one that stands as it was handed in.
    pub(crate) fn reworded_at(&self, no: SuggestionNo) -> Seq {
        self.reworded.get(&no).copied().unwrap_or_default()
    }

    /// What was noticed of a suggestion: at its receipt, and in comparison with the others since.
    pub(crate) fn flags(&self, suggestion: &Suggestion) -> Vec<Flag> {
        let mut flags = self.own_flags(suggestion);
        let neighbours = self.near.neighbours(suggestion.no);
        let found = [
            (Flag::Duplicate, self.near.same_as(suggestion.no).next().is_some()),
            (Flag::Similar, neighbours.is_some_and(|one| one.similar)),
            (Flag::Flood, neighbours.is_some_and(Neighbours::is_flood)),
        ];
        flags.extend(found.into_iter().filter(|(_, found)| *found).map(|(flag, _)| flag));
        flags.sort_unstable();
        flags.dedup();
        flags
    }

    /// Looks for neighbours of what has come in, a little at a time.
    pub(crate) fn look_around(&mut self) {
        let suggestions = self.record.suggestions();
        let text = |no: SuggestionNo| suggestions.get(&no).map(|one| (one.text.as_str(), one.author));
        if self.near.look_around(LOOKS_AT_ONCE, text) {
            self.sizes = None;
        }
        self.gather(LOOKS_AT_ONCE);
    }

    /// The waiting list in numbers.
    pub(crate) fn sizes(&mut self) -> Sizes {
        if let Some(sizes) = self.sizes {
            return sizes;
        }
        let mut sizes = Sizes::default();
        for suggestion in self.waiting() {
            sizes.oldest = Some(sizes.oldest.map_or(suggestion.submitted_at, |old| old.min(suggestion.submitted_at)));
            if wants_second(suggestion) {
                sizes.counts.held += 1;
                continue;
            }
            let neighbours = self.near.neighbours(suggestion.no);
            let copied =
                || neighbours.is_some_and(|one| one.similar) || self.near.same_as(suggestion.no).next().is_some();
            sizes.counts.waiting += 1;
            sizes.counts.similar += u32::from(is_repeated(&suggestion.flags) || copied());
            sizes.counts.flagged +=
                u32::from(needs_care(&self.own_flags(suggestion)) || neighbours.is_some_and(Neighbours::is_flood));
        }
        self.sizes = Some(sizes);
        sizes
    }

    /// Folds the next event; one that is already in, or beyond a hole, changes nothing and gives `false`.
    pub(crate) fn apply(&mut self, recorded: &Recorded) -> bool {
        if recorded.seq != self.seq().next() {
            return false;
        }
        self.note(recorded);
        self.judge(&recorded.event);
        let suggestions = self.record.suggestions();
        self.papers.apply(recorded);
        self.watch.apply(recorded, |no| suggestions.get(&no).map_or(0, |one| one.supports));
        self.record.apply(recorded);
        match &recorded.event {
            Event::Staff(StaffEvent::Edited { no, .. }) => {
                self.reworded.insert(*no, recorded.seq);
            }
            Event::Staff(event) => self.apply_staff(event, recorded.at),
            Event::Public(PublicEvent::FloorChanged { no, .. }) => self.step(*no),
            _ => {}
        }
        for no in concerns(&recorded.event) {
            self.places.entry(no).or_default().push(recorded.seq);
            self.list(no);
        }
        self.sizes = None;
        true
    }

    fn apply_staff(&mut self, event: &StaffEvent, at: UnixMs) {
        match event {
            StaffEvent::Submitted(submitted) => {
                self.by_author.entry(submitted.author).or_default().push(submitted.no);
                self.arrivals.add(at);
            }
            StaffEvent::LexiconChanged { version, lists } => {
                self.words.set(*version, lists);
                // Also what came before the lists is sorted by them.
                for no in &self.waiting {
                    if let Some(suggestion) = self.record.suggestions().get(no) {
                        self.words.read(*no, suggestion.text.as_str());
                    }
                }
            }
            event => self.topics.apply(event),
        }
    }

    fn step(&mut self, no: SuggestionNo) {
        self.floor.retain(|other| *other != no);
        if self.floor.len() == FLOOR_MAX {
            self.floor.pop_front();
        }
        self.floor.push_back(no);
    }

    /// Puts a suggestion into the lists in which it belongs now.
    fn list(&mut self, no: SuggestionNo) {
        let Some(suggestion) = self.record.suggestions().get(&no) else {
            return;
        };
        let kind = suggestion.review.kind();
        for (list, belongs) in
            [(&mut self.waiting, suggestion.waits_for_look()), (&mut self.deciding, kind == ReviewKind::Decided)]
        {
            if belongs {
                list.insert(no);
            } else {
                list.remove(&no);
            }
        }
        if suggestion.waits_for_look() {
            self.words.read(no, suggestion.text.as_str());
        } else {
            self.words.forget(no);
        }
        if kind.waits() || kind == ReviewKind::Published {
            self.near.insert(no, suggestion.text.as_str());
            self.topics.read(no, suggestion.text.as_str());
        } else {
            self.near.remove(no);
            self.topics.forget(no);
        }
    }

    fn note(&mut self, recorded: &Recorded) {
        let Actor::Staff { id: who, .. } = recorded.actor else {
            return;
        };
        let suggestion = recorded.event.suggestion().and_then(|no| self.suggestion(no));
        let before = Before {
            text: suggestion.map(|one| one.text.as_str()),
            item: suggestion.and_then(|one| one.item),
            topic: suggestion.and_then(|one| self.topics.of(one.no)),
            intake: self.meeting().map(|meeting| meeting.intake),
            autoclear: self.meeting().and_then(|meeting| meeting.autoclear),
            papers: Some(&self.papers),
        };
        let Some(deed) = deed(&recorded.event, who, recorded.at, before) else {
            return;
        };
        if deed.is_decision() {
            // What was decided just now still waits here.
            let more = self.waiting.len() > 1;
            self.colleagues.decided(who, recorded.at, more);
            self.decisions.add(recorded.at);
        }
        if self.deeds.len() == DEEDS_MAX {
            self.deeds.pop_front();
        }
        self.deeds.push_back(deed);
    }

    /// Whose decision an event takes back, or shows not to have stood. The state is the one before the event.
    fn judge(&mut self, event: &Event) {
        let Some(suggestion) = event.suggestion().and_then(|no| self.record.suggestions().get(&no)) else {
            return;
        };
        let first = suggestion.decided_by;
        match (event, &suggestion.review) {
            (Event::Staff(StaffEvent::DecisionUndone { no }), Review::Decided { by, .. }) => {
                self.colleagues.undone(*by);
                if let Some(first) = self.overturned.remove(no) {
                    self.colleagues.restored(first);
                }
            }
            (Event::Staff(StaffEvent::Reopened { .. }) | Event::Public(PublicEvent::Unmerged { .. }), _)
            | (Event::Sealed(SealedEvent::Hidden { .. }), Review::Published { .. }) => {
                if let Some(first) = first {
                    self.colleagues.reversed(first);
                }
            }
            (Event::Staff(StaffEvent::Decided { no, decision, .. }), Review::Appealed(appeal)) => {
                if let Some(first) = first.filter(|_| overturns(decision, appeal.was.kind())) {
                    self.colleagues.reversed(first);
                    self.overturned.insert(*no, first);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
