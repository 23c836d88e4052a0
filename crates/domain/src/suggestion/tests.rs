//! The review machine as tables: every command in every state, by everybody, and what is refused.

use super::*;
use crate::{
    Actor, AgendaItem, Appeal, Decision, Floor, FloorCommand, Intake, Meeting, MeetingCode, Note, Phase, Policy,
    Refusal, RejectReason, ReviewKind, Role, Roles, Settings, Submit, SuggestionCommand, Windows,
};

pub(super) const AUTHOR: PersonId = PersonId([1; 16]);
const OTHER: PersonId = PersonId([2; 16]);
/// When the suggestion of these tests was handed in; a decision then takes effect 5 s later.
pub(super) const HANDED_IN: UnixMs = UnixMs(1_000_000);

pub(super) fn staff(id: u32, roles: &[Role]) -> Actor {
    Actor::Staff { id: StaffId(id), roles: roles.iter().copied().collect::<Roles>() }
}

pub(super) fn moderator() -> Actor {
    staff(5, &[Role::Moderator])
}

pub(super) fn senior() -> Actor {
    staff(6, &[Role::SeniorModerator])
}

pub(super) fn text(words: &str) -> SuggestionText {
    SuggestionText::new(words, 1_000).unwrap()
}

pub(super) fn note() -> Note {
    Note::new("请看第三句").unwrap()
}

pub(super) fn meeting() -> Meeting {
    let item = AgendaItem {
        title: "绿道".into(),
        speaker: String::new(),
        planned_minutes: 30,
        started_at: None,
        ended_at: None,
    };
    let settings = Settings {
        title: "公园城市规划建设".into(),
        organiser: String::new(),
        summary: String::new(),
        stream_url: String::new(),
        starts_at: None,
        agenda: vec![item.clone(), item],
        windows: Windows::default(),
        policy: Policy::default(),
        ..Settings::default()
    };
    let new = Meeting::new("park2026".parse().unwrap(), MeetingCode::from_number(1), settings);
    Meeting { phase: Phase::Live { since: UnixMs(0) }, ..new }
}

fn publish() -> Decision {
    Decision::publish(text("请修一条绿道。"))
}

/// The ten states in the order of [`ReviewKind::ALL`].
fn states() -> [Review; 10] {
    let (at, reason) = (HANDED_IN, RejectReason::Empty);
    [
        Review::Pending,
        Review::Held { by: StaffId(5), note: Some(note()) },
        Review::Decided {
            decision: publish(),
            by: StaffId(5),
            effective_at: HANDED_IN.plus_s(5),
            held: None,
            appeal: None,
        },
        Review::Published { at, shown: text("请修一条绿道。"), edit: None },
        Review::Returned { at, reason, note: None },
        Review::Rejected { at, reason, note: None },
        Review::Hidden { at, reason },
        Review::Withdrawn { at },
        Review::Merged { into: SuggestionNo(2), at, was: None },
        Review::Appealed(Appeal { at, note: None, was: Box::new(Review::Rejected { at, reason, note: None }) }),
    ]
}

pub(super) fn suggestion(review: Review) -> Suggestion {
    let submitted = SubmittedSuggestion {
        no: SuggestionNo(1),
        author: AUTHOR,
        entered_by: None,
        text: text("请修一条绿道。"),
        item: None,
        moment_ms: Some(9),
        area: None,
        display_name: None,
        flags: Vec::new(),
        paper: None,
        source: None,
    };
    Suggestion { review, supports: 3, ..Suggestion::new(&submitted, HANDED_IN) }
}

pub(super) fn target(state: ReviewKind) -> MergeTarget {
    MergeTarget { no: SuggestionNo(2), state, supports_after: 8, merged: 1 }
}

/// What a cell of a table expects: the state reached, or the refusal.
fn cell(letter: char, state: ReviewKind) -> Result<ReviewKind, Refusal> {
    Ok(match letter {
        'P' => ReviewKind::Pending,
        'H' => ReviewKind::Held,
        'D' => ReviewKind::Decided,
        'U' => ReviewKind::Published,
        'R' => ReviewKind::Returned,
        'J' => ReviewKind::Rejected,
        'X' => ReviewKind::Hidden,
        'W' => ReviewKind::Withdrawn,
        'M' => ReviewKind::Merged,
        'Q' => ReviewKind::Appealed,
        'a' => return Err(Refusal::AlreadyDecided),
        's' => return Err(Refusal::WrongState { state }),
        'n' => return Err(Refusal::NotAllowed),
        'u' => return Err(Refusal::NothingToUndo),
        '?' => return Err(Refusal::NoSuchSuggestion),
        letter => panic!("no such letter {letter}"),
    })
}

fn check(actor: &Actor, command: &SuggestionCommand, now: UnixMs, row: &str) {
    for (review, letter) in states().into_iter().zip(row.chars()) {
        let before = suggestion(review);
        let expected = cell(letter, before.review.kind());
        let decided =
            before.decide(&meeting(), actor, command, Some(target(ReviewKind::Published)), now).map(|events| {
                let mut after = before.clone();
                for event in &events {
                    after.apply(event, now);
                }
                after.review.kind()
            });
        assert_eq!(decided, expected, "{command:?} by {actor:?} while {:?}", before.review.kind());
    }
}

#[test]
fn every_command_in_every_state_by_everybody_is_a_cell() {
    use SuggestionCommand as C;
    let (reason, decide) = (RejectReason::Empty, |decision| C::Decide { decision, revision: 1 });
    let author = Actor::Person(AUTHOR);
    let edit = C::Edit { text: text("请修两条绿道。"), flags: Vec::new() };
    let escalate = C::Escalate { note: Some(note()), revision: 1 };
    let merge = decide(Decision::merge(SuggestionNo(2)));
    let hide = decide(Decision::Hide { reason: RejectReason::IllegalContent, note: Some(note()) });
    let ret = decide(Decision::Return { reason, note: None });
    let reject = decide(Decision::Reject { reason, note: None });
    let in_window = HANDED_IN.plus_s(4);
    let over = HANDED_IN.plus_s(5);
    // Columns: Pending Held Decided Published Returned Rejected Hidden Withdrawn Merged Appealed
    for (actor, command, now, row) in [
        (&author, &edit, in_window, "PPPPPsssss"),
        (&author, &C::Withdraw, in_window, "WWWWWsssss"),
        (&Actor::Person(OTHER), &edit, in_window, "??????????"),
        (&Actor::Person(OTHER), &C::Withdraw, in_window, "??????????"),
        (&moderator(), &edit, in_window, "nnnnnnnnnn"),
        (&moderator(), &decide(publish()), in_window, "Dnaaaaasan"),
        (&senior(), &decide(publish()), in_window, "DDaaaaasaD"),
        (&moderator(), &ret, in_window, "Dnaaaaasan"),
        (&moderator(), &reject, in_window, "Dnaaaaasan"),
        (&moderator(), &merge, in_window, "DnaMaaasan"),
        (&moderator(), &hide, in_window, "nnnnnnnnnn"),
        (&senior(), &hide, in_window, "DDaXaaasaD"),
        (&author, &decide(publish()), in_window, "nnnnnnnnnn"),
        (&moderator(), &escalate, in_window, "Haaaaaasaa"),
        (&author, &escalate, in_window, "nnnnnnnnnn"),
        (&moderator(), &C::Retag { item: AgendaNo(2) }, in_window, "PHsssssssQ"),
        (&moderator(), &C::Undo, in_window, "uuPuuuuuuu"),
        (&moderator(), &C::Undo, over, "uuuuuuuuuu"),
        (&staff(7, &[Role::Moderator]), &C::Undo, in_window, "uuuuuuuuuu"),
        (&senior(), &C::Undo, in_window, "uuPuuuuuuu"),
        (&Actor::System, &C::Settle, in_window, "ssssssssss"),
        (&Actor::System, &C::Settle, over, "ssUsssssss"),
        (&senior(), &C::Settle, over, "nnnnnnnnnn"),
        (&author, &C::Appeal { note: Some(note()) }, in_window, "ssssQQssQs"),
        (&Actor::Person(OTHER), &C::Appeal { note: None }, in_window, "??????????"),
        (&senior(), &C::Appeal { note: None }, in_window, "nnnnnnnnnn"),
    ] {
        check(actor, command, now, row);
    }
}

#[test]
fn each_decision_settles_into_its_own_state() {
    let reason = RejectReason::Empty;
    for (decision, expected) in [
        (publish(), ReviewKind::Published),
        (Decision::Return { reason, note: Some(note()) }, ReviewKind::Returned),
        (Decision::Reject { reason, note: Some(note()) }, ReviewKind::Rejected),
        (Decision::Hide { reason, note: Some(note()) }, ReviewKind::Hidden),
        (Decision::merge(SuggestionNo(2)), ReviewKind::Merged),
    ] {
        let mut after =
            suggestion(Review::Decided { decision, by: StaffId(5), effective_at: HANDED_IN, held: None, appeal: None });
        let settle = SuggestionCommand::Settle;
        let events =
            after.decide(&meeting(), &Actor::System, &settle, Some(target(ReviewKind::Published)), HANDED_IN).unwrap();
        for event in &events {
            after.apply(event, HANDED_IN);
        }
        assert_eq!(after.review.kind(), expected);
    }
}

#[test]
fn a_merge_needs_another_public_target_and_goes_back_to_the_queue_when_it_has_gone() {
    let decide = |into: u32| SuggestionCommand::Decide { decision: Decision::merge(SuggestionNo(into)), revision: 1 };
    let pending = suggestion(Review::Pending);
    for (command, target) in [
        (decide(2), None),
        (decide(2), Some(target(ReviewKind::Pending))),
        (decide(3), Some(target(ReviewKind::Published))),
        (decide(1), Some(MergeTarget { no: SuggestionNo(1), ..target(ReviewKind::Published) })),
    ] {
        assert_eq!(pending.decide(&meeting(), &moderator(), &command, target, HANDED_IN), Err(Refusal::BadMergeTarget));
    }
    let decision = Decision::merge(SuggestionNo(2));
    let mut decided =
        suggestion(Review::Decided { decision, by: StaffId(5), effective_at: HANDED_IN, held: None, appeal: None });
    let gone = Some(target(ReviewKind::Withdrawn));
    let events = decided.decide(&meeting(), &Actor::System, &SuggestionCommand::Settle, gone, HANDED_IN).unwrap();
    for event in &events {
        decided.apply(event, HANDED_IN);
    }
    assert_eq!(decided.review, Review::Pending);
}

#[test]
fn a_merge_tells_the_union_and_counts_what_was_merged_before() {
    let mut ended = suggestion(Review::Published { at: HANDED_IN, shown: text("请修一条绿道。"), edit: None });
    ended.merged = 2;
    let command = SuggestionCommand::Decide { decision: Decision::merge(SuggestionNo(2)), revision: 1 };
    let events =
        ended.decide(&meeting(), &moderator(), &command, Some(target(ReviewKind::Published)), HANDED_IN).unwrap();
    let merged =
        PublicEvent::Merged { no: SuggestionNo(1), into: SuggestionNo(2), supports: 8, merged: 4, supplement: None };
    assert_eq!(events, [Event::Public(merged.clone())]);
    let mut goes_on = suggestion(Review::Published { at: HANDED_IN, shown: text("请修绿道。"), edit: None });
    goes_on.no = SuggestionNo(2);
    goes_on.apply(&Event::Public(merged), HANDED_IN);
    assert_eq!((goes_on.supports, goes_on.merged), (8, 4));
}

#[test]
fn a_decision_on_a_text_that_changed_is_stale() {
    let pending = Suggestion { revision: 2, ..suggestion(Review::Pending) };
    for command in [
        SuggestionCommand::Decide { decision: publish(), revision: 1 },
        SuggestionCommand::Escalate { note: None, revision: 1 },
    ] {
        assert_eq!(pending.decide(&meeting(), &moderator(), &command, None, HANDED_IN), Err(Refusal::StaleRevision));
    }
}

#[test]
fn hiding_needs_a_note_and_leaves_the_public_at_once() {
    let public = suggestion(Review::Published { at: HANDED_IN, shown: text("请修一条绿道。"), edit: None });
    let hide = |note| SuggestionCommand::Decide {
        decision: Decision::Hide { reason: RejectReason::StateSecret, note },
        revision: 1,
    };
    assert_eq!(public.decide(&meeting(), &senior(), &hide(None), None, HANDED_IN), Err(Refusal::NoteNeeded));
    let events = public.decide(&meeting(), &senior(), &hide(Some(note())), None, HANDED_IN).unwrap();
    assert!(matches!(events[0], Event::Public(PublicEvent::Unpublished { because: UnpublishedBecause::Hidden, .. })));
    assert_eq!(events[1].audience(), crate::Audience::Sealed);
}

#[test]
fn undoing_a_decision_on_a_held_item_holds_it_again() {
    let mut held = suggestion(Review::Held { by: StaffId(5), note: Some(note()) });
    let before = held.review.clone();
    let decide = SuggestionCommand::Decide { decision: publish(), revision: 1 };
    for command in [decide, SuggestionCommand::Undo] {
        let events = held.decide(&meeting(), &senior(), &command, None, HANDED_IN).unwrap();
        for event in &events {
            held.apply(event, HANDED_IN);
        }
    }
    assert_eq!(held.review, before);
}

#[test]
fn the_edit_window_ends_after_ten_minutes_and_with_the_meeting() {
    let pending = suggestion(Review::Pending);
    let author = Actor::Person(AUTHOR);
    let edit = SuggestionCommand::Edit { text: text("请修两条绿道。"), flags: vec![Flag::Link] };
    assert!(pending.decide(&meeting(), &author, &edit, None, HANDED_IN.plus_s(600)).is_ok());
    let late = HANDED_IN.plus_s(600).plus_ms(1);
    for command in [&edit, &SuggestionCommand::Withdraw] {
        assert_eq!(pending.decide(&meeting(), &author, command, None, late), Err(Refusal::EditWindowOver));
    }
    let closed = Meeting { phase: Phase::Closed { at: HANDED_IN }, ..meeting() };
    assert_eq!(pending.decide(&closed, &author, &edit, None, HANDED_IN), Err(Refusal::WrongPhase));
    let long = SuggestionCommand::Edit { text: text(&"路".repeat(201)), flags: Vec::new() };
    let refused = pending.decide(&meeting(), &author, &long, None, HANDED_IN);
    assert_eq!(refused, Err(Refusal::TextTooLong { chars: 201, max: 200 }));
}

#[test]
fn an_edited_public_text_leaves_the_board_and_is_a_new_revision() {
    let mut public = suggestion(Review::Published { at: HANDED_IN, shown: text("请修一条绿道。"), edit: None });
    let edit = SuggestionCommand::Edit { text: text("请修两条绿道。"), flags: Vec::new() };
    let events = public.decide(&meeting(), &Actor::Person(AUTHOR), &edit, None, HANDED_IN).unwrap();
    assert!(matches!(events[0], Event::Public(PublicEvent::Unpublished { because: UnpublishedBecause::Edited, .. })));
    for event in &events {
        public.apply(event, HANDED_IN);
    }
    assert_eq!(
        (public.review.kind(), public.revision, public.text.as_str()),
        (ReviewKind::Pending, 2, "请修两条绿道。")
    );
    assert_eq!(public.supports, 3, "backers stay through a new review");
}

#[test]
fn forwarding_puts_a_published_item_on_the_host_s_list() {
    let decision = Decision::Publish { shown: text("请修一条绿道。"), forward: true, edit: None, related: None };
    let mut decided =
        suggestion(Review::Decided { decision, by: StaffId(5), effective_at: HANDED_IN, held: None, appeal: None });
    let events = decided.decide(&meeting(), &Actor::System, &SuggestionCommand::Settle, None, HANDED_IN).unwrap();
    for event in &events {
        decided.apply(event, HANDED_IN);
    }
    assert_eq!(decided.floor, Floor::Shortlisted);
}

fn wish() -> Submit {
    Submit {
        author: AUTHOR,
        text: text("请修一条绿道。"),
        item: None,
        moment_ms: None,
        area: None,
        display_name: None,
        flags: Vec::new(),
        no: None,
        paper: None,
        source: None,
    }
}

fn handed_in(
    meeting: &Meeting,
    record: AuthorRecord,
    actor: &Actor,
    wish: &Submit,
) -> Result<SubmittedSuggestion, Refusal> {
    let events = submit(meeting, record, actor, wish, HANDED_IN)?;
    match events.into_iter().next() {
        Some(Event::Staff(crate::StaffEvent::Submitted(submitted))) => Ok(*submitted),
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_refusal_of_a_submission_is_a_row() {
    let author = Actor::Person(AUTHOR);
    let record = |submitted, ago_ms: i64| AuthorRecord { submitted, last_at: Some(HANDED_IN.plus_ms(-ago_ms)) };
    let fresh = AuthorRecord::default();
    let slow = Meeting { intake: Intake::Slow { interval_s: 60 }, ..meeting() };
    let closed = Meeting { phase: Phase::Closed { at: UnixMs(0) }, ..meeting() };
    let paused = Meeting { intake: Intake::Paused, ..meeting() };
    let long = Submit { text: text(&"路".repeat(201)), ..wish() };
    let astray = Submit { item: Some(AgendaNo(3)), ..wish() };
    let again_at = HANDED_IN.plus_ms(1);
    let rows: [(&str, &Meeting, AuthorRecord, &Actor, &Submit, Refusal); 10] = [
        ("in another's name", &meeting(), fresh, &Actor::Person(OTHER), &wish(), Refusal::NotAllowed),
        ("by a moderator", &meeting(), fresh, &moderator(), &wish(), Refusal::NotAllowed),
        ("closed", &closed, fresh, &author, &wish(), Refusal::IntakeClosed),
        ("paused", &paused, fresh, &author, &wish(), Refusal::IntakePaused),
        ("too long", &meeting(), fresh, &author, &long, Refusal::TextTooLong { chars: 201, max: 200 }),
        ("quota", &meeting(), record(10, 99_999), &author, &wish(), Refusal::QuotaUsed { max: 10 }),
        ("interval", &meeting(), record(1, 29_999), &author, &wish(), Refusal::TooSoon { again_at }),
        ("slow mode", &slow, record(1, 59_999), &author, &wish(), Refusal::TooSoon { again_at }),
        ("no such item", &meeting(), fresh, &author, &astray, Refusal::NoSuchItem),
        ("a scribe after the end", &closed, fresh, &staff(9, &[Role::Scribe]), &wish(), Refusal::IntakeClosed),
    ];
    for (name, meeting, record, actor, wish, refusal) in rows {
        assert_eq!(handed_in(meeting, record, actor, wish).err(), Some(refusal), "{name}");
    }
}

#[test]
fn a_submission_gets_the_next_number_and_the_running_item() {
    let running = Meeting { current_item: Some(AgendaNo(2)), last_no: 41, ..meeting() };
    let record = AuthorRecord { submitted: 9, last_at: Some(HANDED_IN.plus_s(0).plus_ms(-30_000)) };
    let submitted = handed_in(&running, record, &Actor::Person(AUTHOR), &wish()).unwrap();
    assert_eq!((submitted.no, submitted.item, submitted.entered_by), (SuggestionNo(42), Some(AgendaNo(2)), None));
    let scribe = handed_in(&running, record, &staff(9, &[Role::Scribe]), &wish()).unwrap();
    assert_eq!(scribe.entered_by, Some(StaffId(9)));
}

#[test]
fn only_an_import_chooses_numbers_and_skips_limits() {
    let closed = Meeting { phase: Phase::Closed { at: UnixMs(0) }, ..meeting() };
    let numbered = Submit { no: Some(SuggestionNo(900)), text: text(&"路".repeat(900)), ..wish() };
    let record = AuthorRecord { submitted: 999, last_at: Some(HANDED_IN) };
    assert_eq!(handed_in(&closed, record, &Actor::System, &numbered).unwrap().no, SuggestionNo(900));
    let by_author = Submit { no: Some(SuggestionNo(900)), ..wish() };
    let submitted = handed_in(&meeting(), AuthorRecord::default(), &Actor::Person(AUTHOR), &by_author).unwrap();
    assert_eq!(submitted.no, SuggestionNo(1));
}

#[test]
fn in_post_moderation_a_suggestion_is_public_at_once() {
    let mut meeting = meeting();
    let pending = suggestion(Review::Pending);
    assert_eq!(published_at_once(&meeting, &pending, text("请修一条绿道。")), None);
    meeting.settings.policy.review = crate::ReviewMode::Post;
    let event = published_at_once(&meeting, &pending, text("电话138****5521，请修路。")).unwrap();
    let Event::Public(PublicEvent::Published(published)) = event else { panic!() };
    assert!(published.edited, "a mask is a change of wording that readers are told of");
}

#[test]
fn the_floor_is_for_public_suggestions_and_the_screen_holds_one() {
    let host = staff(8, &[Role::Chair]);
    let public = suggestion(Review::Published { at: HANDED_IN, shown: text("请修一条绿道。"), edit: None });
    assert!(public.decide_floor(&meeting(), &host, &FloorCommand::Show).is_ok());
    let busy = Meeting { on_screen: Some(SuggestionNo(9)), ..meeting() };
    let shown = public.decide_floor(&busy, &host, &FloorCommand::Show);
    assert_eq!(shown, Err(Refusal::ScreenBusy { on_screen: SuggestionNo(9) }));
    assert_eq!(public.decide_floor(&meeting(), &moderator(), &FloorCommand::Show), Err(Refusal::NotAllowed));
    assert_eq!(public.decide_floor(&meeting(), &host, &FloorCommand::TakeDown), Err(Refusal::WrongFloorState));
    for review in states().into_iter().filter(|review| review.kind() != ReviewKind::Published) {
        let state = review.kind();
        let refused = suggestion(review).decide_floor(&meeting(), &host, &FloorCommand::Shortlist);
        assert_eq!(refused, Err(Refusal::WrongState { state }));
    }
}

#[test]
fn backing_is_a_table_of_state_and_wish() {
    use crate::support::{Change, Wish, decide};
    let asked = |backs_now, wish| Wish { person: AUTHOR, backs_now, wish };
    for review in states() {
        let decided = [(false, true), (true, false), (true, true), (false, false)]
            .map(|(backs_now, wish)| decide(&meeting(), &review, asked(backs_now, wish), HANDED_IN));
        let expected = match review.kind() {
            ReviewKind::Published => [Ok(Change::Added), Ok(Change::Removed), Ok(Change::Nothing), Ok(Change::Nothing)],
            ReviewKind::Merged => [Err(Refusal::Merged { into: SuggestionNo(2) }); 4],
            _ => [Err(Refusal::NoSuchSuggestion); 4],
        };
        assert_eq!(decided, expected, "{:?}", review.kind());
    }
    let closed = Meeting { phase: Phase::Closed { at: HANDED_IN }, ..meeting() };
    assert_eq!(decide(&closed, &Review::Pending, asked(false, true), HANDED_IN), Err(Refusal::SupportClosed));
}

#[test]
fn a_second_look_is_had_once_in_time_and_by_a_senior() {
    let reason = RejectReason::Empty;
    let mut rejected = suggestion(Review::Rejected { at: HANDED_IN, reason, note: Some(note()) });
    let (author, appeal) = (Actor::Person(AUTHOR), SuggestionCommand::Appeal { note: Some(note()) });
    let last = HANDED_IN.plus_s(meeting().settings.policy.appeal_window_s);
    let late = rejected.decide(&meeting(), &author, &appeal, None, last.plus_ms(1));
    assert_eq!(late, Err(Refusal::AppealOver));
    let closed = Meeting { phase: Phase::Closed { at: HANDED_IN }, ..meeting() };
    let mut take = |actor: &Actor, command: &SuggestionCommand, at| {
        let events = rejected.decide(&closed, actor, command, None, at)?;
        for event in &events {
            rejected.apply(event, at);
        }
        Ok::<_, Refusal>(rejected.review.kind())
    };
    assert_eq!(take(&author, &appeal, last), Ok(ReviewKind::Appealed), "also after the meeting");
    let decide = SuggestionCommand::Decide { decision: Decision::Reject { reason, note: None }, revision: 1 };
    assert_eq!(take(&moderator(), &decide, last), Err(Refusal::NotAllowed));
    assert_eq!(take(&senior(), &decide, last), Ok(ReviewKind::Decided));
    assert_eq!(take(&senior(), &SuggestionCommand::Undo, last), Ok(ReviewKind::Appealed), "undone, it waits again");
    assert_eq!(take(&senior(), &decide, last), Ok(ReviewKind::Decided));
    assert_eq!(take(&Actor::System, &SuggestionCommand::Settle, last.plus_s(5)), Ok(ReviewKind::Rejected));
    assert_eq!(take(&author, &appeal, last.plus_s(6)), Err(Refusal::AppealOver));
}

#[test]
fn the_asked_unit_is_forgotten_when_the_suggestion_leaves_the_public() {
    let mut public = suggestion(Review::Published { at: HANDED_IN, shown: text("请修一条绿道。"), edit: None });
    let ask = FloorCommand::Ask { unit: crate::Label::new("住建局").unwrap() };
    let events = public.decide_floor(&meeting(), &staff(8, &[Role::Chair]), &ask).unwrap();
    for event in &events {
        public.apply(event, HANDED_IN);
    }
    assert_eq!(public.asked.as_ref().map(crate::Label::as_str), Some("住建局"));
    public.apply(&public.unpublished(UnpublishedBecause::Hidden), HANDED_IN);
    assert_eq!(public.asked, None);
}

#[test]
fn only_what_somebody_enters_for_somebody_else_has_a_paper_number() {
    let paper = Submit { paper: Some(crate::PaperNo::new("A-17").unwrap()), ..wish() };
    let fresh = AuthorRecord::default();
    assert_eq!(handed_in(&meeting(), fresh, &Actor::Person(AUTHOR), &paper).unwrap().paper, None);
    let entered = handed_in(&meeting(), fresh, &staff(9, &[Role::Scribe]), &paper).unwrap();
    assert_eq!(entered.paper, paper.paper);
}
