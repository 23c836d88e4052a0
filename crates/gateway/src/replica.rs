//! What a watcher does with a board and frames, in the plainest form: the reference for clients, and the other half of the proof that
//! *board at seq n + frames after n = fresh board*. Synthetic viewers and tests use it; the gateway itself does not.

use std::collections::{BTreeMap, HashMap};

use domain::{Floor, Seq, SuggestionNo};
use protocol::frame::{Board, Card, Frame, Item, MeetingCard, Totals};

/// A watcher's copy of a meeting's public state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replica {
    seq: Seq,
    meeting: MeetingCard,
    cards: BTreeMap<SuggestionNo, Card>,
    merged: u32,
}

impl Replica {
    /// Starts from one page of a board. The other pages follow by [`Replica::add_page`].
    pub fn new(board: &Board) -> Self {
        let cards = board.suggestions.iter().map(|card| (card.no, card.clone())).collect();
        Self { seq: board.seq, meeting: board.meeting.clone(), cards, merged: board.totals.merged }
    }

    /// Adds another page, of the same moment or a later one (ask in the order by number, whose pages fit together). The copy counts
    /// from the earliest page: what the later ones already know comes once more by frames, which does no harm.
    pub fn add_page(&mut self, board: &Board) {
        if board.seq < self.seq {
            // From a process that was a little behind: the sums and the meeting must be of the moment that is counted from.
            (self.seq, self.merged) = (board.seq, board.totals.merged);
            self.meeting = board.meeting.clone();
        }
        self.cards.extend(board.suggestions.iter().map(|card| (card.no, card.clone())));
    }

    /// The place in the log up to which it has everything.
    pub fn seq(&self) -> Seq {
        self.seq
    }

    /// The public suggestions.
    pub fn cards(&self) -> &BTreeMap<SuggestionNo, Card> {
        &self.cards
    }

    /// The meeting.
    pub fn meeting(&self) -> &MeetingCard {
        &self.meeting
    }

    /// Sums over the public suggestions.
    pub fn totals(&self) -> Totals {
        let supports = self.cards.values().map(|card| u64::from(card.supports)).sum();
        Totals { suggestions: self.cards.len() as u32, supports, merged: self.merged }
    }

    /// Whether both show the same, wherever in the log they stand.
    pub fn same_as(&self, other: &Self) -> bool {
        self.cards == other.cards && self.meeting == other.meeting && self.merged == other.merged
    }

    /// Takes a frame in. A frame that is known already changes nothing; one that begins before [`Replica::seq`] and ends after it is
    /// applied whole. `false`: there is a hole before it, and nothing was changed; ask with `since`, or fetch the board.
    pub fn apply(&mut self, frame: &Frame) -> bool {
        if frame.to <= self.seq {
            return true;
        }
        if frame.from > self.seq.next() {
            return false;
        }
        let known = self.known_merges(frame);
        for item in &frame.items {
            self.take(item);
        }
        self.count_merges(frame, &known);
        self.seq = frame.to;
        true
    }

    fn take(&mut self, item: &Item) {
        match item {
            Item::Published(card) => {
                self.cards.insert(card.no, card.clone());
            }
            Item::Unpublished { no, .. } => self.vanish(*no),
            Item::Merged { no, into, supports, merged } => {
                self.vanish(*no);
                if let Some(card) = self.cards.get_mut(into) {
                    (card.supports, card.merged) = (*supports, *merged);
                }
            }
            Item::Supports { totals } => {
                for (no, supports) in totals {
                    if let Some(card) = self.cards.get_mut(no) {
                        card.supports = *supports;
                    }
                }
            }
            Item::Floor { no, floor } => self.step(*no, *floor),
            Item::Asked { no, unit } => {
                if let Some(card) = self.cards.get_mut(no) {
                    card.asked = Some(unit.clone());
                }
            }
            Item::Caption { .. } => {}
            Item::Meeting { meeting } => self.meeting = (**meeting).clone(),
        }
    }

    fn step(&mut self, no: SuggestionNo, floor: Floor) {
        if let Some(card) = self.cards.get_mut(&no) {
            card.floor = floor;
        }
        if floor == Floor::OnScreen {
            self.meeting.on_screen = Some(no);
        } else if self.meeting.on_screen == Some(no) {
            self.meeting.on_screen = None;
        }
    }

    fn vanish(&mut self, no: SuggestionNo) {
        self.cards.remove(&no);
        if self.meeting.on_screen == Some(no) {
            self.meeting.on_screen = None;
        }
        if self.meeting.overlay.no == Some(no) {
            self.meeting.overlay = domain::Overlay::default();
        }
    }

    /// In a frame that begins before `seq`: how many merges each target had before it. Empty when every merge in it is new.
    fn known_merges(&self, frame: &Frame) -> HashMap<SuggestionNo, Option<u32>> {
        if frame.from == self.seq.next() {
            return HashMap::new();
        }
        let merged = |into| self.cards.get(&into).map(|card| card.merged);
        let targets = frame.items.iter().filter_map(|item| match item {
            Item::Merged { into, .. } => Some(*into),
            _ => None,
        });
        targets.map(|into| (into, merged(into))).collect()
    }

    /// Adds the merges that are new. The number of merges of a target only grows, so a target that had as many already knows this
    /// one; a target that was not public before and is not now vanished, and its merges with it, before `seq`.
    fn count_merges(&mut self, frame: &Frame, known: &HashMap<SuggestionNo, Option<u32>>) {
        for item in &frame.items {
            let Item::Merged { into, merged, .. } = item else { continue };
            let new = match known.get(into) {
                None => true,
                Some(Some(before)) => before < merged,
                Some(None) => self.cards.contains_key(into),
            };
            self.merged += u32::from(new);
        }
    }
}
