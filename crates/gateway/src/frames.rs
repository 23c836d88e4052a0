//! Cutting frames: the publications of a tick become one frame, encoded once and shared by every reader. Pure.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use axum::extract::ws::Utf8Bytes;
use bytes::Bytes;
use domain::{PublicEvent, Publication, Seq, SuggestionNo};
use protocol::frame::{Frame, Item, MeetingCard, Resync};

use crate::card;

/// Collects a stretch of the log. Numbers of backers coalesce to the last of each suggestion, changes of the meeting to its last
/// face; everything else keeps its order.
#[derive(Debug)]
pub struct FrameBuilder {
    from: Seq,
    to: Seq,
    items: Vec<Item>,
    supports: BTreeMap<SuggestionNo, u32>,
    meeting_changed: bool,
}

impl FrameBuilder {
    /// A frame whose first place is `from`.
    pub fn new(from: Seq) -> Self {
        let to = Seq(from.0.saturating_sub(1));
        Self { from, to, items: Vec::new(), supports: BTreeMap::new(), meeting_changed: false }
    }

    /// Takes the next publication in; they come in the order of the log.
    pub fn push(&mut self, publication: &Publication) {
        self.cover(publication.seq);
        match &publication.event {
            PublicEvent::Published(published) => {
                self.supports.remove(&published.no);
                self.items.push(Item::Published(card::published(published, publication.at)));
            }
            PublicEvent::Unpublished { no, because } => {
                self.supports.remove(no);
                self.items.push(Item::Unpublished { no: *no, because: *because });
            }
            PublicEvent::Merged { no, into, supports, merged, supplement } => {
                self.supports.remove(no);
                // The item has the newer number; a later tally comes after it again.
                self.supports.remove(into);
                let supplement = supplement.as_ref().map(|text| text.as_str().to_owned());
                self.items.push(Item::Merged {
                    no: *no,
                    into: *into,
                    supports: *supports,
                    merged: *merged,
                    supplement,
                });
            }
            PublicEvent::Unmerged { no, into, supports, merged } => {
                self.supports.remove(into);
                self.items.push(Item::Unmerged { no: *no, into: *into, supports: *supports, merged: *merged });
            }
            PublicEvent::Tally { totals } => {
                self.supports.extend(totals.iter().map(|total| (total.no, total.supports)));
            }
            PublicEvent::Asked { no, unit } => {
                self.items.push(Item::Asked { no: *no, unit: unit.as_str().to_owned() });
            }
            PublicEvent::Captioned { moment_ms, text } => {
                self.items.push(Item::Caption { moment_ms: *moment_ms, text: text.as_str().to_owned() });
            }
            PublicEvent::FloorChanged { no, floor } => self.items.push(Item::Floor { no: *no, floor: *floor }),
            PublicEvent::PhaseChanged { .. }
            | PublicEvent::ItemStarted { .. }
            | PublicEvent::IntakeChanged { .. }
            | PublicEvent::AutoclearChanged { .. }
            | PublicEvent::SettingsRevised { .. }
            | PublicEvent::ScreenChanged { .. }
            | PublicEvent::OverlayChanged { .. }
            | PublicEvent::SpeakerChanged { .. }
            | PublicEvent::ItemExtended { .. } => self.meeting_changed = true,
        }
    }

    /// The log is covered up to `to`, public or not.
    pub fn cover(&mut self, to: Seq) {
        self.to = self.to.max(to);
    }

    /// The frame. `meeting` is the meeting's face at its last place; it is asked for only if it changed.
    pub fn finish(self, meeting: impl FnOnce() -> MeetingCard) -> Frame {
        let mut items = self.items;
        if !self.supports.is_empty() {
            items.push(Item::Supports { totals: self.supports.into_iter().collect() });
        }
        if self.meeting_changed {
            items.push(Item::Meeting { meeting: Box::new(meeting()) });
        }
        Frame { from: self.from, to: self.to, items }
    }
}

/// A frame, or the word that one must fetch the board, as it goes out: encoded once; a clone costs a count.
#[derive(Debug)]
pub struct SharedFrame {
    from: Seq,
    to: Seq,
    text: Utf8Bytes,
    event: OnceLock<Bytes>,
}

impl SharedFrame {
    /// Encodes a frame.
    pub fn new(frame: &Frame) -> Arc<Self> {
        let text = serde_json::to_string(frame).expect("a frame has string keys only");
        Arc::new(Self { from: frame.from, to: frame.to, text: text.into(), event: OnceLock::new() })
    }

    /// The word that everything up to `head` must be fetched anew.
    pub fn resync(head: Seq) -> Arc<Self> {
        let text = serde_json::to_string(&Resync { resync: true, seq: head }).expect("a flag and a number are JSON");
        // No id: a browser that reconnects must not claim to have what it has not fetched.
        let event = OnceLock::from(Bytes::from(format!("data: {text}\n\n")));
        Arc::new(Self { from: head.next(), to: head, text: text.into(), event })
    }

    /// The first place covered.
    pub fn from(&self) -> Seq {
        self.from
    }

    /// The last place covered.
    pub fn to(&self) -> Seq {
        self.to
    }

    /// The JSON, ready to be a WebSocket text message.
    pub fn text(&self) -> Utf8Bytes {
        self.text.clone()
    }

    /// The length of the JSON in bytes.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    /// The same JSON as an event of an event stream, with `to` as its id.
    pub fn event(&self) -> Bytes {
        let event = || Bytes::from(format!("id: {}\ndata: {}\n\n", self.to.0, self.text.as_str()));
        self.event.get_or_init(event).clone()
    }
}
