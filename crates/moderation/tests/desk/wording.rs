//! Staff edits with trace: what may be changed, what everybody sees of it.

use domain::{EditKind, Event, PublicEvent};
use serde_json::json;

use crate::house::House;

const TEXT: &str = "我叫王小明，希望社区在路口装一盏路登，晚上太暗了。";

#[tokio::test]
async fn a_slip_is_mended_and_everybody_sees_what_it_said() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    let no = house.submit(1, TEXT).await;
    let mended = TEXT.replace("路登", "路灯");
    house.decide(&one, "a", no, 1, json!({"kind": "publish", "text": mended, "edit": "typo"})).await.ok();
    house.settle().await;
    let published = house.public_events().await.into_iter().find_map(|event| match event {
        Event::Public(PublicEvent::Published(published)) => Some(published),
        _ => None,
    });
    let published = published.unwrap();
    assert_eq!(published.text.as_str(), mended);
    let edit = published.edit.unwrap();
    assert_eq!((edit.kind, edit.before.unwrap().as_str()), (EditKind::Typo, TEXT));
    assert_eq!(house.suggestion(no).await.text.as_str(), TEXT, "the author's words stay");
    let deed = &house.queue(&one, "a").await["activity"][0];
    assert_eq!((&deed["before"], &deed["after"]), (&json!(TEXT), &json!(mended)));
}

#[tokio::test]
async fn what_is_covered_is_in_no_public_event() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    let no = house.submit(1, TEXT).await;
    let covered = TEXT.replace("王小明", "***");
    house.decide(&one, "a", no, 1, json!({"kind": "publish", "text": covered, "edit": "mask"})).await.ok();
    house.settle().await;
    let told = serde_json::to_string(&house.public_events().await).unwrap();
    assert!(told.contains(&covered) && !told.contains("王小明"), "{told}");
}

#[tokio::test]
async fn a_new_wording_is_refused() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    let no = house.submit(1, TEXT).await;
    let other = "我反对在路口装路灯，晚上太亮了。";
    for kind in ["typo", "mask", "shorten"] {
        let refused = house.decide(&one, "a", no, 1, json!({"kind": "publish", "text": other, "edit": kind})).await;
        assert_eq!((refused.code(), &refused.body["field"]), ((422, "not_an_edit"), &json!("text")), "{kind}");
    }
    for (wish, field) in [
        (json!({"kind": "publish", "text": other}), "edit"),
        (json!({"kind": "publish", "edit": "typo"}), "text"),
        (json!({"kind": "publish", "text": "灯", "edit": "shorten"}), "text"),
    ] {
        let refused = house.decide(&one, "a", no, 1, wish.clone()).await;
        assert_eq!((refused.status.as_u16(), refused.body["field"].as_str()), (422, Some(field)), "{wish}");
    }
}

#[tokio::test]
async fn a_wording_by_staff_is_masked_like_any_other() {
    let house = House::open().await;
    let one = house.moderator("li").await;
    let no = house.submit(1, "请修路灯，联系我 13800005521，谢谢").await;
    let shorter = "请修路灯，联系我 13800005521";
    let refused = house.decide(&one, "a", no, 1, json!({"kind": "publish", "text": shorter, "edit": "shorten"})).await;
    refused.ok();
    house.settle().await;
    let told = serde_json::to_string(&house.public_events().await).unwrap();
    assert!(told.contains("138****5521") && !told.contains("13800005521"), "{told}");
}
