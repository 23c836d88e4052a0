//! How a merge keeps everybody and every text, and how it is taken back.

use domain::{Event, PublicEvent, ReviewKind};
use serde_json::json;

use crate::house::House;

const LAMP: &str = "建议在河边绿道加装夜间照明灯，老人散步安全些";

#[tokio::test]
async fn what_is_merged_as_a_supplement_stands_below_masked() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    let kept = house.published(&one, 1, LAMP).await;
    let ended = house.submit(2, "河边绿道太暗，请装路灯，联系 13800005521").await;
    let wish = json!({"kind": "merge", "into": kept.0, "into_kind": "supplement"});
    house.decide(&one, "a", ended, 1, wish).await.ok();
    house.settle().await;
    let below = &house.suggestion(kept).await.supplements[0];
    assert_eq!((below.no, below.text.as_str()), (ended, "河边绿道太暗，请装路灯，联系 138****5521"));
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
