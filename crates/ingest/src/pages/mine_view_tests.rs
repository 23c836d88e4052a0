//! Every state in words: icon, word, why, and what can be done.

use domain::RejectReason;
use protocol::citizen::GoesOn;

use super::*;

fn card(state: &str) -> MyCard {
    MyCard {
        no: SuggestionNo(7),
        text: "多种树".to_owned(),
        state: state.to_owned(),
        reason: None,
        note: None,
        merged_into: None,
        supports: 0,
        submitted_at: UnixMs(0),
        editable_until: None,
        agenda_item: None,
        moment_ms: None,
        floor: Floor::Off,
        asked: None,
        changed_at: UnixMs(0),
        unread: false,
        appealable_until: None,
        appealed_at: None,
        goes_on: None,
    }
}

fn view(card: &MyCard) -> MineView {
    MineView::new(Locale::ZhHans, "park", card)
}

fn current(view: &MineView) -> Option<&'static str> {
    view.steps.iter().find(|step| step.current).map(|step| step.word)
}

#[test]
fn every_state_has_a_word_and_an_icon() {
    let states =
        ["pending", "checking", "appealed", "published", "edited", "merged", "returned", "rejected", "withdrawn"];
    for state in states {
        for locale in Locale::ALL {
            let view = MineView::new(locale, "park", &card(state));
            assert!(view.word.chars().count() > 1 && !view.icon.is_empty(), "{state}");
        }
    }
}

#[test]
fn what_is_not_taken_up_says_why_in_words_and_offers_two_ways_on() {
    let rejected =
        MyCard { reason: Some(RejectReason::ALL[0]), note: Some("请看说明".to_owned()), ..card("rejected") };
    let plain = view(&rejected);
    assert!(plain.lines[0].strong && plain.lines[0].text.starts_with("原因："), "{}", plain.lines[0].text);
    assert!(plain.lines[1].of_staff && plain.steps.is_empty());
    assert_eq!((plain.again.as_str(), plain.leads_to_rules()), ("/m/park/new?from=7", true));
    let open = view(&MyCard { appealable_until: Some(UnixMs(9)), ..rejected.clone() });
    assert!(!open.again.is_empty() && !open.appeal.is_empty() && !open.leads_to_rules());
    let hidden = view(&MyCard { text: String::new(), ..rejected });
    assert_eq!((hidden.again.as_str(), hidden.blank), ("/m/park/new", true), "there is nothing to take along");
}

#[test]
fn what_may_still_be_changed_is_changed_in_its_place() {
    let returned = view(&MyCard { editable_until: Some(UnixMs(9)), ..card("returned") });
    assert!(returned.again.is_empty() && !returned.until.is_empty());
    assert!(view(&card("withdrawn")).again.ends_with("from=7") && !view(&card("withdrawn")).leads_to_rules());
}

#[test]
fn merged_suggestion_leads_to_the_one_that_goes_on_and_tells_of_it() {
    let merged = MyCard { merged_into: Some(SuggestionNo(3)), ..card("merged") };
    let gone = view(&merged);
    assert!(gone.lines[0].text.contains("0003") && gone.lines[1].href.is_empty());
    let floor = Floor::Deferred;
    let goes_on = Some(GoesOn { no: SuggestionNo(5), supports: 1_284, floor, asked: Some("住建局".to_owned()) });
    let on = view(&MyCard { goes_on, ..merged });
    assert_eq!(on.lines[1].href, "/m/park/i/5");
    assert!(on.lines[1].text.contains("1,284") && on.lines[1].text.contains("书面"), "{}", on.lines[1].text);
}

#[test]
fn what_the_chamber_did_moves_the_steps_on() {
    let public = |floor, asked: Option<&str>| MyCard { floor, asked: asked.map(str::to_owned), ..card("published") };
    assert_eq!(current(&view(&public(Floor::Off, None))), Some("发布"));
    assert_eq!(current(&view(&public(Floor::OnScreen, None))), Some("发布"));
    let asked = view(&public(Floor::Off, Some("住建局")));
    assert_eq!((current(&asked), asked.lines[0].text.as_str()), (Some("转办"), "主持人已请住建局回应"));
    assert_eq!(current(&view(&public(Floor::Deferred, None))), Some("转办"));
    let answered = view(&public(Floor::Answered { moment_ms: Some(4_356_000) }, None));
    let heard = answered.heard.as_ref().expect("it was answered");
    assert_eq!((heard.moment.as_str(), heard.href.as_str()), ("直播 01:12:36", "/m/park?t=4356"));
    assert!(heard.official && current(&answered) == Some("答复"));
}

#[test]
fn second_look_says_since_when() {
    let appealed = view(&MyCard { appealed_at: Some(UnixMs(0)), ..card("appealed") });
    assert!(appealed.lines[0].text.contains("申请复核") && appealed.word == "复核中");
}
