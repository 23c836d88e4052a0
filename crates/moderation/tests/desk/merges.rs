//! What an item may be merged into, how, what that would look like, and how it is taken back.

use domain::{Event, PublicEvent, ReviewKind, SuggestionNo};
use serde_json::{Value, json};

use crate::house::House;

const LAMP: &str = "建议在河边绿道加装夜间照明灯，老人散步安全些";

async fn dealt(house: &House, token: &str, no: SuggestionNo) -> Value {
    let items = house.deal(token, "a", 5).await.ok()["items"].as_array().unwrap().clone();
    items.into_iter().find(|item| item["no"] == no.0).unwrap()
}

fn brief(item: &Value) -> Vec<(u64, String, bool)> {
    let of =
        |one: &Value| (one["no"].as_u64().unwrap(), one["band"].as_str().unwrap().to_owned(), one["preticked"] == true);
    item["similar"].as_array().unwrap().iter().map(of).collect()
}

#[tokio::test]
async fn the_same_text_in_another_dress_is_proposed_for_a_merge() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    let kept = house.published(&one, 1, LAMP).await;
    let copy = house.submit(2, "建議在河邊綠道加裝夜間照明燈，　老人散步安全些！！").await;
    let item = dealt(&house, &one, copy).await;
    assert_eq!(brief(&item), [(u64::from(kept.0), "exact".to_owned(), true)]);
    let row = &house.queue(&one, "a").await["waiting"][0];
    assert!(row["flags"].as_array().unwrap().contains(&json!("duplicate")), "{row}");
}

#[tokio::test]
async fn what_waits_is_a_candidate_too_and_is_never_ticked() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    let first = house.submit(1, LAMP).await;
    let second = house.submit(2, LAMP).await;
    let item = dealt(&house, &one, second).await;
    assert_eq!(brief(&item), [(u64::from(first.0), "exact".to_owned(), false)]);
    assert_eq!(item["similar"][0]["state"], "pending");
    let refused = house.decide(&one, "a", second, 1, json!({"kind": "merge", "into": first.0})).await;
    assert_eq!(refused.code(), (422, "bad_merge_target"));
}

#[tokio::test]
async fn a_text_that_says_not_is_never_ticked() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    house.published(&one, 1, "我们支持在河边绿道加装夜间照明灯，请尽快动工").await;
    let against = house.submit(2, "我们不支持在河边绿道加装夜间照明灯，请尽快动工").await;
    let item = dealt(&house, &one, against).await;
    let close = &item["similar"][0];
    assert_eq!((&close["polarity_differs"], &close["preticked"]), (&json!(true), &json!(false)), "{close}");
}

#[tokio::test]
async fn a_merge_is_shown_before_it_is_made_and_both_agree() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    let kept = house.published(&one, 1, LAMP).await;
    let ended = house.published(&one, 2, "河边绿道太暗，请装路灯，联系 13800005521").await;
    for (person, no) in [(10, kept), (11, kept), (11, ended), (12, ended)] {
        house.support(person, no).await;
    }
    let path = format!("/suggestions/{}/merge-preview?into={}&kind=supplement", ended.0, kept.0);
    let before = house.log().await.len();
    let preview = house.ask("GET", &path, &one, None).await.ok();
    assert_eq!(house.log().await.len(), before, "nothing happened");
    assert_eq!((&preview["union_supports"], &preview["public"]["merged"]), (&json!(4), &json!(1)));
    assert_eq!(preview["supplement"], "河边绿道太暗，请装路灯，联系 138****5521");
    assert!(preview["author"].as_str().unwrap().contains(&kept.0.to_string()), "{preview}");
    let wish = json!({"kind": "merge", "into": kept.0, "into_kind": "supplement"});
    house.decide(&one, "a", ended, 1, wish).await.ok();
    let after = house.suggestion(kept).await;
    assert_eq!(json!(after.supports), preview["union_supports"]);
    assert_eq!(after.supplements.len(), 1);
    for path in ["/suggestions/1/merge-preview?into=1", "/suggestions/1/merge-preview?into=9"] {
        assert_eq!(house.ask("GET", path, &one, None).await.code(), (422, "bad_merge_target"));
    }
}

#[tokio::test]
async fn a_merge_that_is_taken_back_gives_everybody_back() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    let kept = house.published(&one, 1, LAMP).await;
    let ended = house.published(&one, 2, "河边绿道太暗，请装路灯").await;
    for (person, no) in [(10, kept), (11, kept), (11, ended), (12, ended)] {
        house.support(person, no).await;
    }
    house.decide(&one, "a", ended, 1, json!({"kind": "merge", "into": kept.0})).await.ok();
    assert_eq!(house.suggestion(kept).await.supports, 4);
    let path = format!("/suggestions/{}/unmerge", ended.0);
    house.ask("POST", &path, &one, None).await.ok();
    let (kept, ended) = (house.suggestion(kept).await, house.suggestion(ended).await);
    assert_eq!((kept.supports, kept.merged), (2, 0));
    assert_eq!((ended.supports, ended.review.kind()), (2, ReviewKind::Published));
    assert_eq!(house.ask("POST", &path, &one, None).await.code(), (409, "wrong_state"));
    let told = &house.queue(&one, "a").await["activity"][0];
    assert_eq!((&told["verb"], &told["into"]), (&json!("unmerge"), &json!(kept.no.0)));
}

#[tokio::test]
async fn both_are_kept_and_stand_beside_each_other() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    let kept = house.published(&one, 1, LAMP).await;
    let other = house.submit(2, "河边绿道太暗，请装路灯").await;
    house.decide(&one, "a", other, 1, json!({"kind": "publish", "related": kept.0})).await.ok();
    house.settle().await;
    assert_eq!(house.suggestion(other).await.related, [kept]);
    assert!(house.public_events().await.iter().any(
        |event| matches!(event, Event::Public(PublicEvent::Published(one)) if one.no == other && one.related == [kept])
    ));
}
