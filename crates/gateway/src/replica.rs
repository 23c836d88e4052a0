//! What a watcher does with a board and frames, in the plainest form: the reference for clients, and the other half of the proof that
//! *board at seq n + frames after n = fresh board*. Synthetic viewers and tests use it; the gateway itself does not.

use std::collections::BTreeMap;

use domain::{Floor, Seq, SuggestionNo};
use protocol::frame::{Board, Card, CardSupplement, Frame, Item, MeetingCard, Totals};

/// A watcher's copy of a meeting's public state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replica {
    seq: Seq,
    meeting: MeetingCard,
    cards: BTreeMap<SuggestionNo, Card>,
}

impl Replica {
    /// Starts from one page of a board. The other pages follow by [`Replica::add_page`].
    pub fn new(board: &Board) -> Self {
        let cards = board.suggestions.iter().map(|card| (card.no, card.clone())).collect();
        Self { seq: board.seq, meeting: board.meeting.clone(), cards }
    }

    /// Adds another page, of the same moment or a later one (ask in the order by number, whose pages fit together). The copy counts
    /// from the earliest page: what the later ones already know comes once more by frames, which does no harm.
    pub fn add_page(&mut self, board: &Board) {
        if board.seq < self.seq {
            // From a process that was a little behind: the meeting must be of the moment that is counted from.
            self.seq = board.seq;
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
        let merged = self.cards.values().map(|card| card.merged).sum();
        Totals { suggestions: self.cards.len() as u32, supports, merged }
    }

    /// Whether both show the same, wherever in the log they stand.
    pub fn same_as(&self, other: &Self) -> bool {
        self.cards == other.cards && self.meeting == other.meeting
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
        for item in &frame.items {
            self.take(item);
        }
        self.seq = frame.to;
        true
    }

    fn take(&mut self, item: &Item) {
        match item {
            Item::Published(card) => {
                self.cards.insert(card.no, card.clone());
            }
            Item::Unpublished { no, .. } => self.vanish(*no),
            Item::Merged { no, into, supports, merged, supplement } => {
                self.vanish(*no);
                if let Some(card) = self.cards.get_mut(into) {
                    (card.supports, card.merged) = (*supports, *merged);
                    card.supplements.retain(|one| one.no != *no);
                    card.supplements.extend(supplement.clone().map(|text| CardSupplement { no: *no, text }));
                }
            }
            Item::Unmerged { no, into, supports, merged } => {
                if let Some(card) = self.cards.get_mut(into) {
                    (card.supports, card.merged) = (*supports, *merged);
                    card.supplements.retain(|one| one.no != *no);
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
}
