//! The board in memory: a meeting's public state, folded from its publications. Pure; who feeds it and who asks is not known here.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

use domain::{AgendaNo, Event, Meeting, Phase, PublicEvent, Publication, Seq, SuggestionNo, UnixMs};
use protocol::Locale;
use protocol::frame::{BOARD_PAGE, Board, BoardOrder, Card, CardSupplement, MeetingCard, Totals};
use store::PublicState;

use crate::card;

/// A meeting's public state at one place of its log.
#[derive(Debug, Clone)]
pub struct BoardState {
    seq: Seq,
    meeting: Meeting,
    cards: BTreeMap<SuggestionNo, Arc<Card>>,
    supports: u64,
}

impl BoardState {
    /// The state as the store has it.
    pub fn new(state: PublicState) -> Self {
        let cards: BTreeMap<_, _> =
            state.suggestions.iter().filter_map(card::card).map(|card| (card.no, Arc::new(card))).collect();
        let supports = cards.values().map(|card| u64::from(card.supports)).sum();
        Self { seq: state.seq, meeting: state.meeting, cards, supports }
    }

    /// The place in the log that it shows.
    pub fn seq(&self) -> Seq {
        self.seq
    }

    /// The meeting.
    pub fn meeting(&self) -> &Meeting {
        &self.meeting
    }

    /// Takes one publication in. It must be the first public one after [`BoardState::seq`]; an older one is ignored.
    pub fn fold(&mut self, publication: &Publication) {
        if publication.seq <= self.seq {
            return;
        }
        self.seq = publication.seq;
        match &publication.event {
            PublicEvent::Published(published) => self.put(card::published(published, publication.at)),
            PublicEvent::Unpublished { no, .. } => self.take(*no),
            PublicEvent::Merged { no, into, supports, merged, supplement } => {
                self.take(*no);
                let supplement =
                    supplement.as_ref().map(|text| CardSupplement { no: *no, text: text.as_str().to_owned() });
                self.change(*into, |card| {
                    (card.supports, card.merged) = (*supports, *merged);
                    card.supplements.extend(supplement);
                });
            }
            PublicEvent::Unmerged { no, into, supports, merged } => self.change(*into, |card| {
                (card.supports, card.merged) = (*supports, *merged);
                card.supplements.retain(|one| one.no != *no);
            }),
            PublicEvent::Tally { totals } => {
                for total in totals {
                    self.change(total.no, |card| card.supports = total.supports);
                }
                return;
            }
            PublicEvent::FloorChanged { no, floor } => self.change(*no, |card| card.floor = *floor),
            PublicEvent::Asked { no, unit } => {
                self.change(*no, |card| card.asked = Some(unit.as_str().to_owned()));
            }
            PublicEvent::Captioned { .. } => return,
            PublicEvent::PhaseChanged { .. }
            | PublicEvent::ItemStarted { .. }
            | PublicEvent::IntakeChanged { .. }
            | PublicEvent::AutoclearChanged { .. }
            | PublicEvent::SettingsRevised { .. }
            | PublicEvent::ScreenChanged { .. }
            | PublicEvent::OverlayChanged { .. }
            | PublicEvent::SpeakerChanged { .. }
            | PublicEvent::ItemExtended { .. } => {}
        }
        self.meeting.apply(&Event::Public(publication.event.clone()));
    }

    /// The log has been read up to `to`; what lay in between was not for everybody.
    pub fn cover(&mut self, to: Seq) {
        self.seq = self.seq.max(to);
    }

    /// What readers share until the next change.
    pub fn view(&self) -> View {
        View {
            seq: self.seq,
            meeting: Arc::new(MeetingCard::from(&self.meeting)),
            totals: Totals {
                suggestions: self.cards.len() as u32,
                supports: self.supports,
                merged: self.cards.values().map(|card| card.merged).sum(),
            },
            cards: self.cards.values().cloned().collect(),
            by_supports: OnceLock::new(),
            by_newest: OnceLock::new(),
            drawings: Default::default(),
        }
    }

    /// The card of a public suggestion.
    pub fn card(&self, no: SuggestionNo) -> Option<&Arc<Card>> {
        self.cards.get(&no)
    }

    fn put(&mut self, card: Card) {
        self.supports += u64::from(card.supports);
        if let Some(before) = self.cards.insert(card.no, Arc::new(card)) {
            self.supports -= u64::from(before.supports);
        }
    }

    fn take(&mut self, no: SuggestionNo) {
        if let Some(card) = self.cards.remove(&no) {
            self.supports -= u64::from(card.supports);
        }
    }

    fn change(&mut self, no: SuggestionNo, change: impl FnOnce(&mut Card)) {
        if let Some(card) = self.cards.get_mut(&no) {
            let before = card.supports;
            let card = Arc::make_mut(card);
            change(card);
            self.supports = self.supports - u64::from(before) + u64::from(card.supports);
        }
    }
}

/// Which part of a board is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BoardQuery {
    /// How the suggestions are ordered.
    pub order: BoardOrder,
    /// Only those of this agenda item.
    pub agenda_item: Option<AgendaNo>,
    /// From 1.
    pub page: u32,
    /// Suggestions a page, 1–[`protocol::frame::BOARD_PAGE_MAX`].
    pub limit: usize,
}

impl Hash for BoardQuery {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // The order is an enum of the wire, which has no hash.
        (self.order as u8, self.agenda_item, self.page, self.limit).hash(state);
    }
}

impl Default for BoardQuery {
    fn default() -> Self {
        Self { order: BoardOrder::default(), agenda_item: None, page: 1, limit: BOARD_PAGE }
    }
}

/// The public state at one place of the log, unchanging and shared by all who read it. Each order is sorted once, when it is first
/// asked for.
#[derive(Debug)]
pub struct View {
    seq: Seq,
    meeting: Arc<MeetingCard>,
    totals: Totals,
    /// By number.
    cards: Vec<Arc<Card>>,
    /// Indexes into `cards`.
    by_supports: OnceLock<Vec<u32>>,
    by_newest: OnceLock<Vec<u32>>,
    /// The time axis as a page draws it, in each language.
    drawings: [OnceLock<Arc<str>>; Locale::ALL.len()],
}

impl View {
    /// The time axis in a language, drawn by the first who asks.
    pub(crate) fn drawing<E>(&self, locale: Locale, draw: impl FnOnce() -> Result<String, E>) -> Result<String, E> {
        let kept = &self.drawings[locale as usize];
        if let Some(drawing) = kept.get() {
            return Ok(drawing.to_string());
        }
        let drawing = draw()?;
        Ok(kept.get_or_init(|| drawing.into()).to_string())
    }

    /// The place in the log that it shows.
    pub fn seq(&self) -> Seq {
        self.seq
    }

    /// The meeting.
    pub fn meeting(&self) -> &Arc<MeetingCard> {
        &self.meeting
    }

    /// Sums over all public suggestions.
    pub fn totals(&self) -> Totals {
        self.totals
    }

    /// Every card, by number.
    pub fn cards(&self) -> &[Arc<Card>] {
        &self.cards
    }

    /// The card of a public suggestion.
    pub fn card(&self, no: SuggestionNo) -> Option<&Arc<Card>> {
        self.cards.binary_search_by_key(&no, |card| card.no).ok().map(|at| &self.cards[at])
    }

    /// Whether citizens may know of the meeting.
    pub fn is_public(&self) -> bool {
        self.meeting.phase != Phase::Draft
    }

    /// One page. `at` is the meeting's clock now. A page after the last one is empty.
    ///
    /// In the order by number, page *p* holds the numbers `(p − 1) × limit + 1` to `p × limit`, as far as they are public: so pages
    /// that were fetched at different moments fit together, whatever vanished in between. In the other orders a page is a stretch
    /// of the list.
    pub fn page(&self, query: &BoardQuery, at: UnixMs) -> Board {
        let page = query.page.max(1);
        let limit = query.limit.max(1);
        let wanted = |card: &&Arc<Card>| query.agenda_item.is_none_or(|item| card.agenda_item == Some(item));
        let (pages, suggestions): (u32, Vec<Card>) = match query.order {
            BoardOrder::No => {
                let highest = self.cards.last().map_or(0, |card| card.no.0);
                let first = (u64::from(page) - 1).saturating_mul(limit as u64) + 1;
                let start = self.cards.partition_point(|card| u64::from(card.no.0) < first);
                let range = self.cards[start..].iter().take_while(|card| u64::from(card.no.0) < first + limit as u64);
                (highest.div_ceil(limit as u32), range.filter(wanted).map(|card| (**card).clone()).collect())
            }
            BoardOrder::Supports => self.stretch(self.by_supports(), wanted, page, limit),
            BoardOrder::Newest => self.stretch(self.by_newest(), wanted, page, limit),
        };
        Board {
            seq: self.seq,
            at,
            meeting: (*self.meeting).clone(),
            totals: self.totals,
            order: query.order,
            page,
            pages: pages.max(1),
            suggestions,
        }
    }

    fn stretch(
        &self,
        order: &[u32],
        wanted: impl Fn(&&Arc<Card>) -> bool,
        page: u32,
        limit: usize,
    ) -> (u32, Vec<Card>) {
        let listed: Vec<_> = order.iter().map(|at| &self.cards[*at as usize]).filter(wanted).collect();
        let skip = (page as usize - 1).saturating_mul(limit);
        let cards = listed.iter().skip(skip).take(limit).map(|card| (***card).clone()).collect();
        (listed.len().div_ceil(limit) as u32, cards)
    }

    fn by_supports(&self) -> &[u32] {
        self.by_supports.get_or_init(|| self.sorted(|card| (Reverse(card.supports), card.published_at, card.no)))
    }

    fn by_newest(&self) -> &[u32] {
        self.by_newest.get_or_init(|| self.sorted(|card| (Reverse(card.published_at), Reverse(card.no))))
    }

    fn sorted<K: Ord>(&self, key: impl Fn(&Card) -> K) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.cards.len() as u32).collect();
        order.sort_unstable_by_key(|at| key(&self.cards[*at as usize]));
        order
    }
}
