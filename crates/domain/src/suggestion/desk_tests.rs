//! Wordings by staff, second persons, what became public without a look, and taking back what has taken effect.

use super::tests::{AUTHOR, HANDED_IN, meeting, moderator, note, senior, staff, suggestion, target, text};
use super::*;
use crate::desk::{WordLevel, WordsRead};
use crate::{
    Actor, Decision, EditKind, Meeting, MergedText, Refusal, RejectReason, ReviewKind, ReviewMode, Role, StaffEvent,
    SuggestionCommand,
};

fn decide(decision: Decision) -> SuggestionCommand {
    SuggestionCommand::Decide { decision, revision: 1 }
}

fn reworded(shown: &str, kind: EditKind, before: Option<&str>) -> Decision {
    let edit = Some(Edit { kind, before: before.map(text) });
    Decision::Publish { shown: text(shown), forward: false, edit, related: None }
}

/// Decides and applies; the events.
fn take(
    suggestion: &mut Suggestion,
    actor: &Actor,
    command: &SuggestionCommand,
    target: Option<MergeTarget>,
    at: UnixMs,
) -> Result<Vec<Event>, Refusal> {
    let events = suggestion.decide(&meeting(), actor, command, target, at)?;
    for event in &events {
        suggestion.apply(event, at);
    }
    Ok(events)
}

fn settled(suggestion: &mut Suggestion, target: Option<MergeTarget>) -> Vec<Event> {
    take(suggestion, &Actor::System, &SuggestionCommand::Settle, target, HANDED_IN.plus_s(5)).unwrap()
}

#[test]
fn a_wording_by_staff_is_public_with_what_it_said_before_and_no_more_than_its_kind() {
    let before = "我住三栋，请修一条绿道。";
    let mut one = Suggestion { text: text(before), ..suggestion(Review::Pending) };
    for (decision, fits) in [
        (reworded("请修一条绿道。", EditKind::Shorten, Some(before)), true),
        (reworded("请修一条绿道。", EditKind::Shorten, Some("我住＊＊，请修一条绿道。")), true),
        (reworded("请修一条绿道。", EditKind::Shorten, Some("他住三栋，请修一条绿道。")), false),
        (reworded("请修一条绿道。", EditKind::Shorten, None), false),
        (reworded("我住＊栋，请修一条绿道。", EditKind::Mask, None), true),
        (reworded("我住＊栋，请修一条绿道。", EditKind::Mask, Some(before)), false),
        (reworded("我住三栋，请拆一条绿道。", EditKind::Mask, None), false),
        (reworded("我住三栋，请修二条绿道。", EditKind::Typo, Some(before)), true),
    ] {
        let made = one.decide(&meeting(), &moderator(), &decide(decision.clone()), None, HANDED_IN);
        assert_eq!(made.is_ok(), fits, "{decision:?}");
    }
    take(&mut one, &moderator(), &decide(reworded("请修一条绿道。", EditKind::Shorten, Some(before))), None, HANDED_IN)
        .unwrap();
    let events = settled(&mut one, None);
    let Event::Public(PublicEvent::Published(published)) = &events[0] else { panic!("{events:?}") };
    assert!(published.edited);
    assert_eq!(published.edit, Some(Edit { kind: EditKind::Shorten, before: Some(text(before)) }));
}

#[test]
fn keeping_both_names_the_other_only_while_that_is_public() {
    let both = |into| Decision::Publish {
        shown: text("请修一条绿道。"),
        forward: false,
        edit: None,
        related: Some(SuggestionNo(into)),
    };
    let mut one = suggestion(Review::Pending);
    for target in [None, Some(target(ReviewKind::Withdrawn))] {
        let refused = one.decide(&meeting(), &moderator(), &decide(both(2)), target, HANDED_IN);
        assert_eq!(refused, Err(Refusal::BadMergeTarget));
    }
    let public = Some(target(ReviewKind::Published));
    take(&mut one, &moderator(), &decide(both(2)), public, HANDED_IN).unwrap();
    settled(&mut one, None);
    assert_eq!(one.related, [SuggestionNo(2)]);
}

#[test]
fn what_is_merged_as_a_supplement_stands_below_until_it_is_parted() {
    let shown = text("请修一条绿道。");
    let below = Decision::Merge { into: SuggestionNo(2), text: MergedText::Supplement { shown: shown.clone() } };
    let mut ended = suggestion(Review::Published { at: HANDED_IN, shown: shown.clone(), edit: None });
    ended.merged = 1;
    let was = ended.review.clone();
    let mut other = suggestion(Review::Published { at: HANDED_IN, shown: text("请修绿道。"), edit: None });
    (other.no, other.merged) = (SuggestionNo(2), 1);
    let events =
        take(&mut ended, &moderator(), &decide(below), Some(target(ReviewKind::Published)), HANDED_IN).unwrap();
    other.apply(&events[0], HANDED_IN);
    assert_eq!(other.supplements, [Supplement { no: SuggestionNo(1), text: shown }]);
    assert_eq!((other.supports, other.merged), (8, 3));

    let left = MergeTarget { supports_after: 5, merged: 3, ..target(ReviewKind::Published) };
    let gone = Some(MergeTarget { state: ReviewKind::Merged, ..left });
    for target in [None, gone] {
        let refused = ended.decide(&meeting(), &moderator(), &SuggestionCommand::Unmerge, target, HANDED_IN);
        assert_eq!(refused, Err(Refusal::BadMergeTarget));
    }
    let at = HANDED_IN.plus_s(60);
    let events = take(&mut ended, &moderator(), &SuggestionCommand::Unmerge, Some(left), at).unwrap();
    for event in &events {
        other.apply(event, at);
    }
    assert_eq!((other.supports, other.merged, other.supplements.len()), (5, 1, 0));
    assert!(matches!(&events[1], Event::Public(PublicEvent::Published(again)) if again.supports == 3));
    let (Review::Published { shown, .. }, Review::Published { shown: before, .. }) = (&ended.review, &was) else {
        panic!("{:?}", ended.review)
    };
    assert_eq!((shown, ended.unread), (before, false), "as public as before, and nobody need look again");
    let again = ended.decide(&meeting(), &moderator(), &SuggestionCommand::Unmerge, Some(left), at);
    assert_eq!(again, Err(Refusal::WrongState { state: ReviewKind::Published }));
}

#[test]
fn what_had_never_been_public_waits_again_when_it_is_parted() {
    let mut ended = suggestion(Review::Pending);
    let public = Some(target(ReviewKind::Published));
    take(&mut ended, &moderator(), &decide(Decision::merge(SuggestionNo(2))), public, HANDED_IN).unwrap();
    settled(&mut ended, public);
    let events = take(&mut ended, &moderator(), &SuggestionCommand::Unmerge, public, HANDED_IN).unwrap();
    assert_eq!((events.len(), &ended.review), (1, &Review::Pending));
}

#[test]
fn a_second_look_is_another_person_s_than_the_first() {
    let senior_5 = staff(5, &[Role::SeniorModerator]);
    let held = suggestion(Review::Held { by: StaffId(5), note: Some(note()) });
    let publish = decide(Decision::publish(text("请修一条绿道。")));
    let own = held.decide(&meeting(), &senior_5, &publish, None, HANDED_IN);
    assert_eq!(own, Err(Refusal::OwnDecision));
    assert!(held.decide(&meeting(), &senior(), &publish, None, HANDED_IN).is_ok());

    let mut one = suggestion(Review::Pending);
    let reject = decide(Decision::Reject { reason: RejectReason::Empty, note: None });
    take(&mut one, &senior_5, &reject, None, HANDED_IN).unwrap();
    settled(&mut one, None);
    take(&mut one, &Actor::Person(AUTHOR), &SuggestionCommand::Appeal { note: None }, None, HANDED_IN.plus_s(9))
        .unwrap();
    let own = one.decide(&meeting(), &senior_5, &publish, None, HANDED_IN.plus_s(10));
    assert_eq!(own, Err(Refusal::OwnDecision));
    assert!(one.decide(&meeting(), &senior(), &publish, None, HANDED_IN.plus_s(10)).is_ok());
}

#[test]
fn a_blocked_word_takes_two_people_to_publish_and_one_to_decline() {
    let mut one = Suggestion { flags: vec![Flag::Block], ..suggestion(Review::Pending) };
    let publish = decide(Decision::publish(text("请修一条绿道。")));
    let alone = one.decide(&meeting(), &senior(), &publish, None, HANDED_IN);
    assert_eq!(alone, Err(Refusal::SecondPersonNeeded));
    let reject = decide(Decision::Reject { reason: RejectReason::Empty, note: None });
    assert!(one.decide(&meeting(), &moderator(), &reject, None, HANDED_IN).is_ok());
    take(&mut one, &moderator(), &SuggestionCommand::Escalate { note: None, revision: 1 }, None, HANDED_IN).unwrap();
    assert!(one.decide(&meeting(), &senior(), &publish, None, HANDED_IN).is_ok());
}

#[test]
fn a_blocked_word_s_text_is_no_supplement_by_one_person_either() {
    let blocked = Suggestion { flags: vec![Flag::Block], ..suggestion(Review::Pending) };
    let goes_on = || Some(target(ReviewKind::Published));
    let merge = |text| decide(Decision::Merge { into: SuggestionNo(2), text });
    let supplement = merge(MergedText::Supplement { shown: text("请修一条绿道。") });
    let alone = blocked.decide(&meeting(), &senior(), &supplement, goes_on(), HANDED_IN);
    assert_eq!(alone, Err(Refusal::SecondPersonNeeded));
    assert!(blocked.decide(&meeting(), &senior(), &merge(MergedText::Backer), goes_on(), HANDED_IN).is_ok());
}

#[test]
fn the_lists_of_now_count_and_not_those_of_the_receipt() {
    let blocked = Suggestion { flags: vec![Flag::Link, Flag::Block], ..suggestion(Review::Pending) };
    assert_eq!(blocked.with_words(None).flags, [Flag::Link]);
    assert_eq!(blocked.with_words(Some(WordLevel::Review)).flags, [Flag::Link, Flag::Review]);
    let publish = decide(Decision::publish(text("请修一条绿道。")));
    assert!(blocked.with_words(None).decide(&meeting(), &moderator(), &publish, None, HANDED_IN).is_ok());
    let now = suggestion(Review::Pending).with_words(Some(WordLevel::Block));
    assert_eq!(now.decide(&meeting(), &moderator(), &publish, None, HANDED_IN), Err(Refusal::SecondPersonNeeded));
}

#[test]
fn a_word_that_holds_keeps_a_text_from_being_public_at_once() {
    let mut post = meeting();
    post.settings.policy.review = ReviewMode::Post;
    for (level, public) in [
        (None, true),
        (Some(WordLevel::Watch), true),
        (Some(WordLevel::Review), false),
        (Some(WordLevel::Block), false),
    ] {
        let fresh = suggestion(Review::Pending).with_words(level);
        assert_eq!(published_at_once(&post, &fresh, text("请修一条绿道。")).is_some(), public, "{level:?}");
        let told = if public { ReviewKind::Published } else { ReviewKind::Pending };
        assert_eq!(taken_as(&post, &fresh.flags), told, "{level:?}");
    }
}

#[test]
fn what_other_lists_said_of_a_text_is_stale() {
    let listed = Meeting { lexicon_version: 2, ..meeting() };
    let read = |version| Some(WordsRead { version, level: None });
    assert_eq!(listed.has_read(read(2)), Ok(true));
    assert_eq!(listed.has_read(read(1)), Err(Refusal::StaleRevision));
    assert_eq!((listed.has_read(None), meeting().has_read(None)), (Ok(false), Ok(true)));
}

#[test]
fn what_was_public_at_once_waits_for_a_look_and_stands_or_goes_by_it() {
    let mut post = meeting();
    post.settings.policy.review = ReviewMode::Post;
    let mut fresh = suggestion(Review::Pending);
    fresh.apply(&published_at_once(&post, &fresh, text("请修一条绿道。")).unwrap(), HANDED_IN);
    assert!(fresh.unread);

    let mut stands = fresh.clone();
    let publish = decide(Decision::publish(text("请修一条绿道。")));
    let events = take(&mut stands, &moderator(), &publish, None, HANDED_IN).unwrap();
    assert_eq!(events, [Event::Staff(StaffEvent::Confirmed { no: SuggestionNo(1), by: StaffId(5) })]);
    assert!(!stands.unread && stands.review.kind() == ReviewKind::Published);
    let again = stands.decide(&meeting(), &moderator(), &publish, None, HANDED_IN);
    assert_eq!(again, Err(Refusal::AlreadyDecided));

    let mut goes = fresh;
    let reject = decide(Decision::Reject { reason: RejectReason::Empty, note: None });
    let events = take(&mut goes, &moderator(), &reject, None, HANDED_IN).unwrap();
    let gone = PublicEvent::Unpublished { no: SuggestionNo(1), because: UnpublishedBecause::Declined };
    assert_eq!((&events[0], goes.review.kind()), (&Event::Public(gone), ReviewKind::Rejected));
}

#[test]
fn a_decision_in_effect_is_reopened_by_who_made_it_or_a_senior() {
    let reopen = SuggestionCommand::Reopen { note: Some(note()) };
    let mut one = suggestion(Review::Pending);
    let early = one.decide(&meeting(), &senior(), &reopen, None, HANDED_IN);
    assert_eq!(early, Err(Refusal::WrongState { state: ReviewKind::Pending }));
    take(&mut one, &moderator(), &decide(Decision::publish(text("请修一条绿道。"))), None, HANDED_IN).unwrap();
    settled(&mut one, None);
    let other = one.decide(&meeting(), &staff(7, &[Role::Moderator]), &reopen, None, HANDED_IN);
    assert_eq!(other, Err(Refusal::NotAllowed));
    let events = take(&mut one.clone(), &senior(), &reopen, None, HANDED_IN).unwrap();
    assert!(matches!(
        events[..],
        [Event::Public(PublicEvent::Unpublished { because: UnpublishedBecause::Reopened, .. }), Event::Staff(_)]
    ));
    take(&mut one, &moderator(), &reopen, None, HANDED_IN).unwrap();
    assert_eq!(one.review, Review::Pending);
}

#[test]
fn a_trusted_author_s_unflagged_suggestion_is_public_before_a_look_and_can_be_stopped() {
    let public = || Review::Published { at: HANDED_IN, shown: text("请修路。"), edit: None };
    let theirs = |reviews: Vec<Review>| -> Vec<Suggestion> {
        let numbered = reviews.into_iter().zip(10..);
        numbered.map(|(review, no)| Suggestion { no: SuggestionNo(no), ..suggestion(review) }).collect()
    };
    let reason = RejectReason::Empty;
    let rejected = Review::Rejected { at: HANDED_IN, reason, note: None };
    let trusting = Meeting { autoclear: Some(2), ..meeting() };
    let fresh = suggestion(Review::Pending);
    let flagged = Suggestion { flags: vec![Flag::Link], ..fresh.clone() };
    let cleared = |meeting: &Meeting, one: &Suggestion, reviews| {
        cleared(meeting, one, &theirs(reviews), text("请修一条绿道。"), HANDED_IN)
    };
    assert_eq!(cleared(&meeting(), &fresh, vec![public(), public()]), None, "off unless somebody switches it on");
    assert_eq!(cleared(&trusting, &fresh, vec![public()]), None);
    assert_eq!(cleared(&trusting, &fresh, vec![public(), public(), rejected]), None);
    assert_eq!(cleared(&trusting, &flagged, vec![public(), public()]), None);
    for (flag, held) in [(Flag::Watch, false), (Flag::Review, true), (Flag::Block, true)] {
        let worded = Suggestion { flags: vec![flag], ..fresh.clone() };
        assert_eq!(cleared(&trusting, &worded, vec![public(), public()]).is_none(), held, "{flag:?}");
    }
    let mut one = fresh.clone();
    one.apply(&cleared(&trusting, &fresh, vec![public(), public()]).unwrap(), HANDED_IN);
    assert_eq!(one.review.kind(), ReviewKind::Decided);
    let mut stopped = one.clone();
    take(&mut stopped, &senior(), &SuggestionCommand::Undo, None, HANDED_IN).unwrap();
    assert_eq!(stopped.review, Review::Pending);
    settled(&mut one, None);
    assert!(one.unread && one.waits_for_look(), "what nobody has read waits for a look afterwards");
    take(&mut one, &moderator(), &decide(Decision::publish(text("请修一条绿道。"))), None, HANDED_IN).unwrap();
    assert!(!one.unread && one.review.kind() == ReviewKind::Published);
}
