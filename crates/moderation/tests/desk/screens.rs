//! Links of big screens and overlays, as those who run the stage handle them.

use domain::Role;
use serde_json::json;
use store::{SCREENS_OPEN_MAX, ScreenKind};

use crate::house::House;

/// The token in a link's path.
fn token(path: &str) -> &str {
    path.split_once("?k=").unwrap().1
}

#[tokio::test]
async fn link_is_told_once_and_opens_until_it_is_revoked() {
    let house = House::open().await;
    let director = house.staff("zhou", &[Role::Director]).await.1;
    let made = house.ask("POST", "/screens", &director, Some(json!({ "kind": "overlay", "label": " 导播台 " }))).await;
    assert_eq!(made.status, 201);
    let path = made.body["path"].as_str().unwrap();
    assert!(path.starts_with("/overlay/park2026?k=") && token(path).len() == 43, "{path}");
    let hash = identity::token_hash(token(path));
    assert_eq!(house.store.screen(&house.meeting, hash).await.unwrap(), Some(ScreenKind::Overlay));
    let listed = house.ask("GET", "/screens", &director, None).await.ok();
    assert_eq!((&listed["screens"][0]["label"], &listed["screens"][0]["revoked_at"]), (&json!("导播台"), &json!(null)));
    assert!(!listed.to_string().contains(token(path)), "nobody is told the token again");
    let secretary = house.staff("lin", &[Role::Secretary]).await.1;
    let at = format!("/screens/{}", made.body["id"]);
    assert_eq!(house.ask("DELETE", &at, &secretary, None).await.status, 204);
    assert_eq!(house.store.screen(&house.meeting, hash).await.unwrap(), None);
    assert!(house.ask("GET", "/screens", &director, None).await.ok()["screens"][0]["revoked_at"].is_number());
}

#[tokio::test]
async fn links_are_for_those_who_run_the_stage() {
    let house = House::open().await;
    let moderator = house.moderator("li").await;
    let body = || Some(json!({ "kind": "screen", "label": "大厅" }));
    assert_eq!(house.ask("POST", "/screens", &moderator, body()).await.code(), (403, "not_allowed"));
    assert_eq!(house.ask("GET", "/screens", &moderator, None).await.code(), (403, "not_allowed"));
    assert_eq!(house.ask("DELETE", "/screens/1", &moderator, None).await.code(), (403, "not_allowed"));
    assert_eq!(house.ask("POST", "/screens", "nobody", body()).await.code(), (401, "login_needed"));
}

#[tokio::test]
async fn what_is_no_link_is_refused() {
    let house = House::open().await;
    let director = house.staff("zhou", &[Role::Director]).await.1;
    let long = "长".repeat(41);
    for (label, code) in [("  ", "text_too_short"), (long.as_str(), "text_too_long")] {
        let refused = house.ask("POST", "/screens", &director, Some(json!({ "kind": "screen", "label": label }))).await;
        assert_eq!((refused.code(), &refused.body["field"]), ((422, code), &json!("label")));
    }
    let refused = house.ask("POST", "/screens", &director, Some(json!({ "kind": "wall", "label": "厅" }))).await;
    assert_eq!(refused.code(), (400, "bad_body"));
    for id in ["7", "x"] {
        assert_eq!(house.ask("DELETE", &format!("/screens/{id}"), &director, None).await.code(), (404, "not_found"));
    }
}

#[tokio::test]
async fn open_links_are_limited() {
    let house = House::open().await;
    let director = house.staff("zhou", &[Role::Director]).await.1;
    let make = |at: u32| {
        house.ask("POST", "/screens", &director, Some(json!({ "kind": "screen", "label": format!("厅 {at}") })))
    };
    for at in 0..SCREENS_OPEN_MAX {
        assert_eq!(make(at).await.status, 201);
    }
    assert_eq!(make(99).await.code(), (409, "too_many_links"));
}
