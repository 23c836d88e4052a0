//! A meeting's channel: the board, what has been heard since its last frame, and the newest frames. Pure: who rings, reads the log and
//! keeps time is [`crate::feeder`]'s business.
//!
//! The board always stands where the last frame ended, so whoever fetches it finds a frame that begins right after it.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, OnceLock};

use domain::{Publication, Recorded, Seq};

use crate::board::{BoardState, View};
use crate::card;
use crate::frames::{FrameBuilder, SharedFrame};
use crate::history::{self, History, Past};

/// Different `since` whose joined frames are kept until the next frame. More are made anew for every reader.
const JOINED_MAX: usize = 64;

/// What a bell told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// Something new, without a hole before it.
    New,
    /// Nothing new.
    Known,
    /// There is a hole before it: read the log.
    Hole,
}

/// What waits for the next frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// Nothing.
    Nothing,
    /// The log grew by what is not for everybody.
    Silent,
    /// Publications.
    Publications,
}

/// The answer to `since`.
#[derive(Debug)]
pub enum Since {
    /// The reader has everything.
    UpToDate,
    /// The frames in between.
    Frames(CatchUp),
    /// Older than the history: the log may help.
    TooOld,
    /// The reader knows more than this channel does (yet).
    Ahead,
}

/// Frames to be made (once) outside the channel's lock.
#[derive(Debug, Clone)]
pub struct CatchUp {
    since: Seq,
    pasts: Vec<Arc<Past>>,
    made: Arc<OnceLock<Vec<Arc<SharedFrame>>>>,
}

impl CatchUp {
    /// The frames, first to last.
    pub fn frames(&self) -> &[Arc<SharedFrame>] {
        self.made.get_or_init(|| history::catch_up(&self.pasts, self.since))
    }
}

/// A meeting's channel.
#[derive(Debug)]
pub struct Channel {
    board: BoardState,
    view: Option<Arc<View>>,
    known: Seq,
    pending: VecDeque<Publication>,
    history: History,
    joined: HashMap<Seq, Arc<OnceLock<Vec<Arc<SharedFrame>>>>>,
}

impl Channel {
    /// A channel that begins at `board`; `history` is empty.
    pub fn new(board: BoardState, history: History) -> Self {
        let known = board.seq();
        Self { board, view: None, known, pending: VecDeque::new(), history, joined: HashMap::new() }
    }

    /// Where the last frame ended, and the board stands.
    pub fn boundary(&self) -> Seq {
        self.board.seq()
    }

    /// Up to where the log is known.
    pub fn known(&self) -> Seq {
        self.known
    }

    /// The board, shared until the next frame.
    pub fn view(&mut self) -> Arc<View> {
        let board = &self.board;
        Arc::clone(self.view.get_or_insert_with(|| Arc::new(board.view())))
    }

    /// A bell: the places `from` to `to` were appended, `publications` are those for everybody.
    pub fn hear(&mut self, from: Seq, to: Seq, publications: Vec<Publication>) -> Heard {
        if to <= self.known {
            return Heard::Known;
        }
        if from > self.known.next() {
            return Heard::Hole;
        }
        let known = self.known;
        self.pending.extend(publications.into_iter().filter(|publication| publication.seq > known));
        self.known = to;
        Heard::New
    }

    /// A stretch of the log that begins at or before the first unknown place.
    pub fn read(&mut self, records: &[Recorded]) {
        for record in records {
            if record.seq == self.known.next() {
                self.pending.extend(Publication::of(record));
                self.known = record.seq;
            }
        }
    }

    /// What waits for the next frame.
    pub fn waiting(&self) -> Waiting {
        match (self.pending.is_empty(), self.known > self.board.seq()) {
            (false, _) => Waiting::Publications,
            (true, true) => Waiting::Silent,
            (true, false) => Waiting::Nothing,
        }
    }

    /// Cuts a frame of what waits, at most about `bytes_max` of it (one publication at least), and folds it into the board. What is
    /// too much stays for the next frame.
    pub fn cut(&mut self, bytes_max: usize) -> Option<(Arc<SharedFrame>, Vec<Publication>)> {
        if self.waiting() == Waiting::Nothing {
            return None;
        }
        let mut builder = FrameBuilder::new(self.board.seq().next());
        let (mut publications, mut bytes) = (Vec::new(), 0);
        while let Some(next) = self.pending.front() {
            let weight = card::weight(next);
            if bytes > 0 && bytes + weight > bytes_max {
                break;
            }
            bytes += weight;
            builder.push(next);
            self.board.fold(next);
            publications.extend(self.pending.pop_front());
        }
        if self.pending.is_empty() {
            builder.cover(self.known);
            self.board.cover(self.known);
        }
        let meeting = builder.has_meeting().then(|| Arc::new(card::meeting_card(self.board.meeting())));
        let frame = builder.finish(|| card::meeting_card(self.board.meeting()));
        let frame = SharedFrame::new(&frame);
        let bytes = bytes + frame.bytes();
        self.history.push(Past { frame: Arc::clone(&frame), publications: publications.clone(), meeting, bytes });
        self.view = None;
        self.joined.clear();
        Some((frame, publications))
    }

    /// What a reader who has everything up to `since` lacks.
    pub fn since(&mut self, since: Seq) -> Since {
        let boundary = self.board.seq();
        if since == boundary {
            return Since::UpToDate;
        }
        if since > boundary {
            return Since::Ahead;
        }
        let Some(pasts) = self.history.after(since) else {
            return Since::TooOld;
        };
        let made = match self.joined.get(&since) {
            Some(made) => Arc::clone(made),
            None => {
                let made = Arc::default();
                if self.joined.len() < JOINED_MAX {
                    self.joined.insert(since, Arc::clone(&made));
                }
                made
            }
        };
        Since::Frames(CatchUp { since, pasts, made })
    }
}
