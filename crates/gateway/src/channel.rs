//! A meeting's channel: the board, what has been heard since its last frame, and the newest frames. Pure: who rings, reads the log and
//! keeps time is `feeder`'s business.
//!
//! The board always stands where the last frame ended, so whoever fetches it finds a frame that begins right after it.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, OnceLock};

use domain::{PublicEvent, Publication, Recorded, Seq};
use protocol::frame::MeetingCard;

use crate::board::{BoardState, View};
use crate::card;
use crate::frames::{FrameBuilder, SharedFrame};
use crate::history::{self, History, Past};

/// Different `since` whose joined frames are kept until the next frame. More are made anew for every reader.
const JOINED_MAX: usize = 64;
/// How much one frame carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// A frame takes about this many bytes of publications at most (numbers of backers, which coalesce, not counted): a large
    /// message would stay in every reader's socket buffer for its lifetime.
    pub frame_bytes_max: usize,
    /// With this many bytes waiting, the board is fetched faster than the frames would come.
    pub flood_bytes_min: usize,
}

impl Default for Limits {
    /// 32 KiB, and a second of such frames.
    fn default() -> Self {
        Self { frame_bytes_max: 32 * 1_024, flood_bytes_min: 128 * 1_024 }
    }
}

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
    /// More publications than frames should carry: readers will be told to fetch the board.
    Flood,
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
    /// The meeting's face where the board stands.
    meeting: Arc<MeetingCard>,
    view: Option<Arc<View>>,
    known: Seq,
    pending: VecDeque<Publication>,
    pending_bytes: usize,
    limits: Limits,
    history: History,
    joined: HashMap<Seq, Arc<OnceLock<Vec<Arc<SharedFrame>>>>>,
}

impl Channel {
    /// A channel that begins at `board`; `history` is empty.
    pub fn new(board: BoardState, history: History, limits: Limits) -> Self {
        let known = board.seq();
        let meeting = Arc::new(MeetingCard::from(board.meeting()));
        Self {
            board,
            meeting,
            view: None,
            known,
            pending: VecDeque::new(),
            pending_bytes: 0,
            limits,
            history,
            joined: HashMap::new(),
        }
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
        publications.into_iter().filter(|publication| publication.seq > known).for_each(|new| self.push(new));
        self.known = to;
        Heard::New
    }

    /// A stretch of the log that begins at or before the first unknown place.
    pub fn read(&mut self, records: &[Recorded]) {
        for record in records {
            if record.seq == self.known.next() {
                if let Some(new) = Publication::of(record) {
                    self.push(new);
                }
                self.known = record.seq;
            }
        }
    }

    fn push(&mut self, publication: Publication) {
        self.pending_bytes += weight(&publication);
        self.pending.push_back(publication);
    }

    /// What waits for the next frame.
    pub fn waiting(&self) -> Waiting {
        match (self.pending.is_empty(), self.known > self.board.seq()) {
            (false, _) if self.pending_bytes >= self.limits.flood_bytes_min => Waiting::Flood,
            (false, _) => Waiting::Publications,
            (true, true) => Waiting::Silent,
            (true, false) => Waiting::Nothing,
        }
    }

    /// Cuts a frame of what waits and folds it into the board, with the publications in it. What is too much for one frame stays for
    /// the next; in a flood everything is folded, and what goes out is the word to fetch the board.
    pub fn cut(&mut self) -> Option<(Arc<SharedFrame>, Vec<Publication>)> {
        let frame = match self.waiting() {
            Waiting::Nothing => return None,
            Waiting::Flood => self.give_up(),
            Waiting::Silent | Waiting::Publications => self.cut_frame(),
        };
        self.view = None;
        self.joined.clear();
        Some(frame)
    }

    fn give_up(&mut self) -> (Arc<SharedFrame>, Vec<Publication>) {
        let publications: Vec<_> = std::mem::take(&mut self.pending).into();
        self.pending_bytes = 0;
        for publication in &publications {
            self.board.fold(publication);
        }
        self.board.cover(self.known);
        self.look_at_meeting();
        self.history.clear();
        (SharedFrame::resync(self.known), publications)
    }

    fn cut_frame(&mut self) -> (Arc<SharedFrame>, Vec<Publication>) {
        let mut builder = FrameBuilder::new(self.board.seq().next());
        let (mut publications, mut bytes) = (Vec::new(), 0);
        while let Some(next) = self.pending.front() {
            let weight = weight(next);
            if bytes > 0 && bytes + weight > self.limits.frame_bytes_max {
                break;
            }
            bytes += weight;
            builder.push(next);
            self.board.fold(next);
            publications.extend(self.pending.pop_front());
        }
        self.pending_bytes -= bytes;
        if self.pending.is_empty() {
            builder.cover(self.known);
            self.board.cover(self.known);
        }
        self.look_at_meeting();
        let frame = SharedFrame::new(&builder.finish(|| (*self.meeting).clone()));
        let bytes = publications.iter().map(card::weight).sum::<usize>() + frame.bytes();
        let meeting = Arc::clone(&self.meeting);
        self.history.push(Past { frame: Arc::clone(&frame), publications: publications.clone(), meeting, bytes });
        (frame, publications)
    }

    /// Frames share one face of the meeting until it changes.
    fn look_at_meeting(&mut self) {
        let meeting = MeetingCard::from(self.board.meeting());
        if meeting != *self.meeting {
            self.meeting = Arc::new(meeting);
        }
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
        let made = self.joined.get(&since).cloned().unwrap_or_default();
        if self.joined.len() < JOINED_MAX {
            self.joined.insert(since, Arc::clone(&made));
        }
        Since::Frames(CatchUp { since, pasts, made })
    }
}

/// What counts towards the size of a frame. Numbers of backers coalesce: a frame has each suggestion at most once, however many
/// tallies it is made of, and were they to wait, they would wait for ever under a steady load.
fn weight(publication: &Publication) -> usize {
    if matches!(publication.event, PublicEvent::Tally { .. }) { 0 } else { card::weight(publication) }
}
