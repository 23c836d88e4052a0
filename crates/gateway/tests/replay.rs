//! The proof that *board at seq n + frames after n = fresh board*: random logs, bells that are lost, repeated and late, frames cut at
//! random moments, readers who come from another process with any `since`. Pure: no socket, no store, no clock.

#![expect(clippy::unwrap_used, reason = "what a test makes up is valid")]

use domain::{
    Actor, AgendaItem, AgendaNo, AuthorEvent, Caption, Event, Floor, Intake, Label, Meeting, MeetingCode, Overlay,
    OverlayLayout, Phase, Policy, PublicEvent, Publication, PublishedSuggestion, Recorded, Seq, Settings, SuggestionNo,
    SuggestionText, SupportTotal, UnixMs, UnpublishedBecause, Windows,
};
use gateway::board::{BoardQuery, BoardState};
use gateway::channel::{Channel, Heard, Limits, Since};
use gateway::frames::SharedFrame;
use gateway::history::{self, History};
use gateway::replica::Replica;
use proptest::prelude::*;
use proptest::sample::Index;
use protocol::frame::{BoardOrder, Frame, Resync};
use store::PublicState;

/// What may be appended; indexes choose among what is possible at that moment.
#[derive(Debug, Clone)]
enum Step {
    Publish { forward: bool },
    Again(Index),
    Unpublish(Index),
    Merge(Index, Index, bool),
    Unmerge(Index),
    Tally(Vec<(Index, u32)>),
    Floor(Index, Floor),
    Phase(bool),
    Item(u16),
    Intake(bool),
    Revise(u8),
    Overlay(Index),
    Asked(Index),
    Caption,
    Silent,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let floor =
        prop_oneof![Just(Floor::Shortlisted), Just(Floor::OnScreen), Just(Floor::ReadOut), Just(Floor::Deferred)];
    let tally = prop::collection::vec((any::<Index>(), 0..50_u32), 1..4);
    let step = prop_oneof![
        6 => any::<bool>().prop_map(|forward| Step::Publish { forward }),
        1 => any::<Index>().prop_map(Step::Again),
        2 => any::<Index>().prop_map(Step::Unpublish),
        3 => (any::<Index>(), any::<Index>(), any::<bool>()).prop_map(|(one, into, below)| Step::Merge(one, into, below)),
        2 => any::<Index>().prop_map(Step::Unmerge),
        8 => tally.prop_map(Step::Tally),
        3 => (any::<Index>(), floor).prop_map(|(no, floor)| Step::Floor(no, floor)),
        1 => any::<bool>().prop_map(Step::Phase),
        1 => (1..4_u16).prop_map(Step::Item),
        1 => any::<bool>().prop_map(Step::Intake),
        1 => any::<u8>().prop_map(Step::Revise),
        2 => any::<Index>().prop_map(Step::Overlay),
        1 => any::<Index>().prop_map(Step::Asked),
        1 => Just(Step::Caption),
        4 => Just(Step::Silent),
    ];
    prop::collection::vec(step, 1..60)
}

fn settings() -> Settings {
    let item = |title: &str| AgendaItem {
        title: title.to_owned(),
        speaker: String::new(),
        planned_minutes: 20,
        started_at: None,
        ended_at: None,
    };
    Settings {
        title: "公园城市座谈".to_owned(),
        organiser: String::new(),
        summary: String::new(),
        stream_url: String::new(),
        starts_at: None,
        agenda: vec![item("一"), item("二"), item("三")],
        windows: Windows::default(),
        policy: Policy::default(),
        ..Settings::default()
    }
}

fn meeting() -> Meeting {
    Meeting::new("park2026".parse().unwrap(), MeetingCode::from_number(48_392), settings())
}

/// Plays the part of `domain` and `store`: only what can happen is appended.
struct Author {
    meeting: Meeting,
    log: Vec<Recorded>,
    public: Vec<(u32, u32, u32)>,
    gone: Vec<(u32, u32, u32)>,
    /// What was merged, and into which.
    merged: Vec<((u32, u32, u32), u32)>,
    next: u32,
}

impl Author {
    fn write(steps: &[Step]) -> Vec<Recorded> {
        let (public, gone, merged) = (Vec::new(), Vec::new(), Vec::new());
        let mut author = Self { meeting: meeting(), log: Vec::new(), public, gone, merged, next: 1 };
        for step in steps {
            author.step(step);
        }
        author.log
    }

    fn append(&mut self, event: Event) {
        self.meeting.apply(&event);
        let seq = Seq(self.log.len() as u64 + 1);
        self.log.push(Recorded { seq, at: UnixMs(1_000 * seq.0 as i64), actor: Actor::System, event });
    }

    fn public(&mut self, event: PublicEvent) {
        self.append(Event::Public(event));
    }

    fn publish(&mut self, (no, supports, merged): (u32, u32, u32)) {
        self.public.push((no, supports, merged));
        self.public(PublicEvent::Published(PublishedSuggestion {
            no: SuggestionNo(no),
            text: SuggestionText::new(&format!("第 {no} 条建议，修一条路"), 200).unwrap(),
            item: Some(AgendaNo(1 + (no % 3) as u16)),
            moment_ms: None,
            area: None,
            display_name: None,
            submitted_at: UnixMs(i64::from(no)),
            supports,
            merged,
            edited: false,
            edit: None,
            related: Vec::new(),
            supplements: Vec::new(),
        }));
    }

    fn merge(&mut self, one: Index, into: Index, below: bool) {
        let ended = self.public.remove(one.index(self.public.len()));
        let at = into.index(self.public.len());
        let target = &mut self.public[at];
        (target.1, target.2) = (target.1 + ended.1 + 1, target.2 + 1 + ended.2);
        let (into, supports, merged) = *target;
        self.merged.push((ended, into));
        let (no, into) = (SuggestionNo(ended.0), SuggestionNo(into));
        let supplement = below.then(|| SuggestionText::new("还有一句", 200).unwrap());
        self.public(PublicEvent::Merged { no, into, supports, merged, supplement });
    }

    fn part(&mut self, which: Index) {
        let (ended, into) = self.merged.remove(which.index(self.merged.len()));
        // What has been merged further, or is not public now, is not taken apart.
        let Some(target) = self.public.iter_mut().find(|target| target.0 == into) else { return };
        (target.1, target.2) = (target.1.saturating_sub(1), target.2 - 1 - ended.2);
        let (into, supports, merged) = *target;
        let (no, into) = (SuggestionNo(ended.0), SuggestionNo(into));
        self.public(PublicEvent::Unmerged { no, into, supports, merged });
        self.publish(ended);
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Publish { forward } => {
                let no = self.next;
                self.next += 1;
                self.publish((no, 0, 0));
                if *forward {
                    self.public(PublicEvent::FloorChanged { no: SuggestionNo(no), floor: Floor::Shortlisted });
                }
            }
            Step::Again(which) if !self.gone.is_empty() => {
                let which = which.index(self.gone.len());
                let back = self.gone.remove(which);
                self.publish(back);
            }
            Step::Unpublish(which) if !self.public.is_empty() => {
                let gone = self.public.remove(which.index(self.public.len()));
                self.gone.push(gone);
                self.public(PublicEvent::Unpublished { no: SuggestionNo(gone.0), because: UnpublishedBecause::Edited });
            }
            Step::Merge(one, into, below) if self.public.len() > 1 => self.merge(*one, *into, *below),
            Step::Unmerge(which) if !self.merged.is_empty() => self.part(*which),
            Step::Tally(totals) if !self.public.is_empty() => {
                let mut list: Vec<SupportTotal> = Vec::new();
                for (which, supports) in totals {
                    let at = which.index(self.public.len());
                    self.public[at].1 = *supports;
                    let no = SuggestionNo(self.public[at].0);
                    list.retain(|total| total.no != no);
                    list.push(SupportTotal { no, supports: *supports });
                }
                self.public(PublicEvent::Tally { totals: list });
            }
            Step::Floor(which, floor) if !self.public.is_empty() => {
                let no = SuggestionNo(self.public[which.index(self.public.len())].0);
                self.public(PublicEvent::FloorChanged { no, floor: *floor });
            }
            Step::Overlay(which) if !self.public.is_empty() => {
                let no = Some(SuggestionNo(self.public[which.index(self.public.len())].0));
                self.public(PublicEvent::OverlayChanged { overlay: Overlay { layout: OverlayLayout::Lower, no } });
            }
            Step::Asked(which) if !self.public.is_empty() => {
                let no = SuggestionNo(self.public[which.index(self.public.len())].0);
                self.public(PublicEvent::Asked { no, unit: Label::new("住建局").unwrap() });
            }
            Step::Caption => self.public(caption()),
            Step::Phase(live) => {
                let since = UnixMs(5);
                let phase = if *live { Phase::Live { since } } else { Phase::Late { since, ended: UnixMs(9) } };
                self.public(PublicEvent::PhaseChanged { phase });
            }
            Step::Item(item) => self.public(PublicEvent::ItemStarted { item: AgendaNo(*item), at: UnixMs(7) }),
            Step::Intake(paused) => {
                let intake = if *paused { Intake::Paused } else { Intake::Normal };
                self.public(PublicEvent::IntakeChanged { intake });
            }
            Step::Revise(word) => {
                let settings = Box::new(Settings { title: format!("议题 {word}"), ..settings() });
                self.public(PublicEvent::SettingsRevised { settings });
            }
            _ => self.append(Event::Author(AuthorEvent::Withdrawn { no: SuggestionNo(9_999) })),
        }
    }
}

fn caption() -> PublicEvent {
    PublicEvent::Captioned { moment_ms: 9, text: Caption::new("下面请住建局回应。").unwrap() }
}

/// The board that the store would give at `seq`.
fn fresh(log: &[Recorded], seq: usize) -> BoardState {
    let empty = PublicState { seq: Seq(0), at: UnixMs(0), meeting: meeting(), suggestions: Vec::new() };
    let mut board = BoardState::new(empty);
    for record in &log[..seq] {
        if let Some(publication) = Publication::of(record) {
            board.fold(&publication);
        }
        board.cover(record.seq);
    }
    board
}

/// A reader's copy of a whole board, page by page.
fn copy(board: &BoardState) -> Replica {
    let view = board.view();
    let page = |page| view.page(&BoardQuery { order: BoardOrder::No, agenda_item: None, page, limit: 7 }, UnixMs(0));
    let first = page(1);
    let mut replica = Replica::new(&first);
    for number in 2..=first.pages {
        replica.add_page(&page(number));
    }
    assert_eq!(replica.totals(), view.totals());
    replica
}

/// What a process does in one moment.
#[derive(Debug, Clone)]
enum Moment {
    /// A bell for this part of what was appended, however late or repeated.
    Bell(Index, u8),
    /// A frame is cut.
    Cut,
    /// The log grows: this many more records exist now.
    Grow(u8),
}

fn moments() -> impl Strategy<Value = Vec<Moment>> {
    let moment = prop_oneof![
        4 => (any::<Index>(), 1..6_u8).prop_map(|(from, many)| Moment::Bell(from, many)),
        3 => Just(Moment::Cut),
        5 => (1..5_u8).prop_map(Moment::Grow),
    ];
    prop::collection::vec(moment, 1..120)
}

/// Frames of one publication each, of a few, or of all that waits.
fn limits() -> impl Strategy<Value = Limits> {
    let frame_bytes_max = prop_oneof![Just(1_usize), Just(800), Just(1 << 20)];
    frame_bytes_max.prop_map(|frame_bytes_max| Limits { frame_bytes_max, flood_bytes_min: usize::MAX })
}

/// What a reader is told.
#[derive(Debug)]
enum Told {
    Frame(Frame),
    Resync(Seq),
}

fn told(frame: &SharedFrame) -> Told {
    let text = frame.text();
    match serde_json::from_str(text.as_str()) {
        Ok(frame) => Told::Frame(frame),
        Err(_) => Told::Resync(serde_json::from_str::<Resync>(text.as_str()).unwrap().seq),
    }
}

/// A process: a channel that hears bells badly, and what it told its readers.
struct Process {
    channel: Channel,
    sent: Vec<Told>,
}

impl Process {
    fn start(log: &[Recorded], at: usize, frames_max: usize, limits: Limits) -> Self {
        let history = History::new(frames_max, 1 << 20);
        Self { channel: Channel::new(fresh(log, at), history, limits), sent: Vec::new() }
    }

    fn frames(&self) -> Vec<&Frame> {
        let frame = |told: &'_ Told| matches!(told, Told::Frame(_));
        assert!(self.sent.iter().all(frame), "no flood");
        self.sent.iter().filter_map(|told| if let Told::Frame(frame) = told { Some(frame) } else { None }).collect()
    }

    fn bell(&mut self, log: &[Recorded], from: usize, to: usize) {
        let publications = log[from..to].iter().filter_map(Publication::of).collect();
        let (first, last) = (log[from].seq, log[to - 1].seq);
        if self.channel.hear(first, last, publications) == Heard::Hole {
            self.channel.read(&log[self.channel.known().0 as usize..]);
        }
    }

    fn cut(&mut self) {
        if let Some((frame, _)) = self.channel.cut() {
            self.sent.push(told(&frame));
        }
    }

    fn live(&mut self, log: &[Recorded], moments: &[Moment], start: usize) {
        let mut grown = start;
        for moment in moments {
            match moment {
                Moment::Grow(many) => grown = (grown + usize::from(*many)).min(log.len()),
                Moment::Cut => self.cut(),
                Moment::Bell(from, many) if grown > 0 => {
                    let from = from.index(grown);
                    self.bell(log, from, (from + usize::from(*many)).min(grown));
                }
                Moment::Bell(..) => {}
            }
        }
        // A second of silence: the log is read, and everything that waits goes out.
        self.channel.read(&log[self.channel.known().0 as usize..]);
        while self.channel.boundary() < Seq(log.len() as u64) {
            self.cut();
        }
    }

    /// The frames for a reader with `since`, from the history or the log.
    fn after(&mut self, log: &[Recorded], since: Seq) -> Vec<Frame> {
        let boundary = self.channel.boundary();
        let frames = match self.channel.since(since) {
            Since::UpToDate => Vec::new(),
            Since::Frames(catch_up) => catch_up.frames().to_vec(),
            Since::TooOld => {
                let missing = &log[since.0 as usize..boundary.0 as usize];
                let publications: Vec<_> = missing.iter().filter_map(Publication::of).collect();
                history::from_log(since, boundary, &publications, self.channel.view().meeting())
            }
            Since::Ahead => panic!("nobody is ahead of the log's end"),
        };
        frames.iter().map(|frame| serde_json::from_str(frame.text().as_str()).unwrap()).collect()
    }
}

proptest! {
    #[test]
    fn a_live_reader_ends_with_the_fresh_board(
        steps in steps(),
        moments in moments(),
        start in any::<Index>(),
        limits in limits(),
    ) {
        let log = Author::write(&steps);
        let start = start.index(log.len() + 1);
        let mut process = Process::start(&log, start, 2_048, limits);
        let mut replica = copy(&fresh(&log, start));
        process.live(&log, &moments, start);
        for frame in process.frames() {
            // Frames follow each other without a hole, and at each of them the copy is exact.
            prop_assert_eq!(frame.from, replica.seq().next());
            prop_assert!(replica.apply(frame));
            prop_assert_eq!(&replica, &copy(&fresh(&log, frame.to.0 as usize)));
            // A frame that arrives twice does no harm.
            prop_assert!(replica.apply(frame));
        }
        prop_assert_eq!(&replica, &copy(&fresh(&log, log.len())));
    }

    #[test]
    fn a_reader_who_comes_back_anywhere_ends_with_the_fresh_board(
        steps in steps(),
        moments in moments(),
        (start, since) in any::<(Index, Index)>(),
        frames_max in prop_oneof![Just(2_048_usize), Just(3), Just(1)],
        limits in limits(),
    ) {
        let log = Author::write(&steps);
        let start = start.index(log.len() + 1);
        let since = since.index(log.len() + 1);
        let mut replica = copy(&fresh(&log, since));
        let mut process = Process::start(&log, start, frames_max, limits);
        process.live(&log, &moments, start);
        for frame in process.after(&log, replica.seq()) {
            prop_assert_eq!(frame.from, replica.seq().next());
            prop_assert!(replica.apply(&frame));
        }
        prop_assert_eq!(&replica, &copy(&fresh(&log, log.len())));
    }

    #[test]
    fn frames_that_begin_before_the_reader_do_no_harm(
        steps in steps(),
        moments in moments(),
        since in any::<Index>(),
    ) {
        let log = Author::write(&steps);
        let mut process = Process::start(&log, 0, 2_048, Limits::default());
        process.live(&log, &moments, 0);
        let mut replica = copy(&fresh(&log, since.index(log.len() + 1)));
        for frame in process.frames() {
            prop_assert!(replica.apply(frame));
        }
        let end = copy(&fresh(&log, log.len()));
        prop_assert_eq!(replica.cards(), end.cards());
        prop_assert_eq!(replica.meeting(), end.meeting());
    }

    #[test]
    fn in_a_flood_readers_fetch_the_board_and_go_on_from_there(steps in steps(), moments in moments()) {
        let log = Author::write(&steps);
        let mut process = Process::start(&log, 0, 2_048, Limits { frame_bytes_max: 1, flood_bytes_min: 1_500 });
        process.live(&log, &moments, 0);
        let mut replica = copy(&fresh(&log, 0));
        for told in &process.sent {
            match told {
                Told::Frame(frame) => prop_assert!(replica.apply(frame)),
                Told::Resync(seq) => replica = copy(&fresh(&log, seq.0 as usize)),
            }
        }
        prop_assert_eq!(&replica, &copy(&fresh(&log, log.len())));
    }

    #[test]
    fn a_hole_is_noticed_and_changes_nothing(steps in steps()) {
        let log = Author::write(&steps);
        let mut process = Process::start(&log, 0, 2_048, Limits::default());
        for at in 0..log.len() {
            process.bell(&log, at, at + 1);
            process.cut();
        }
        prop_assume!(process.frames().len() > 1);
        let mut replica = copy(&fresh(&log, 0));
        let before = replica.clone();
        prop_assert!(!replica.apply(process.frames()[1]));
        prop_assert_eq!(replica, before);
    }

    #[test]
    fn pages_of_different_moments_and_the_frames_after_the_first_are_the_fresh_board(
        steps in steps(),
        moments in prop::collection::vec(any::<Index>(), 10),
    ) {
        let log = Author::write(&steps);
        let mut at: Vec<usize> = moments.iter().map(|moment| moment.index(log.len() + 1)).collect();
        at.sort_unstable();
        let page = |number: u32| {
            let board = fresh(&log, at[(number as usize - 1).min(at.len() - 1)]);
            board.view().page(&BoardQuery { order: BoardOrder::No, agenda_item: None, page: number, limit: 7 }, UnixMs(0))
        };
        let first = page(1);
        let mut replica = Replica::new(&first);
        let mut next = 2;
        let mut pages = first.pages;
        while next <= pages {
            let board = page(next);
            pages = board.pages;
            replica.add_page(&board);
            next += 1;
        }
        let mut process = Process::start(&log, 0, 2_048, Limits::default());
        process.live(&log, &[], 0);
        for frame in process.after(&log, replica.seq()) {
            prop_assert!(replica.apply(&frame));
        }
        let end = copy(&fresh(&log, log.len()));
        prop_assert_eq!(replica.cards(), end.cards());
        prop_assert_eq!(replica.meeting(), end.meeting());
    }
}
