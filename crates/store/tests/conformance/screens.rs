//! Links of big screens and overlays: found by their token in their meeting, until revoked.

use domain::{MeetingId, Roles, StaffId};
use store::{NewScreen, SCREENS_OPEN_MAX, ScreenKind};

use crate::stand::{START, Stand};

on_both_back_ends!(
    link_opens_its_meeting_until_it_is_revoked,
    revoked_link_stays_in_the_list,
    links_that_are_open_are_limited,
);

fn id(text: &str) -> MeetingId {
    text.parse().unwrap()
}

fn link(meeting: &str, kind: ScreenKind, token: u8, by: StaffId) -> NewScreen {
    NewScreen {
        meeting: id(meeting),
        kind,
        label: format!("厅内 {token}"),
        token_hash: [token; 32],
        created_by: by,
        created_at: START,
    }
}

async fn link_opens_its_meeting_until_it_is_revoked(stand: &Stand) {
    let (one, other) = (stand.open().await, stand.open().await);
    let by = one.create_staff("wang", "王", "none", Roles::default(), START).await.unwrap();
    let made = one.create_screen(link("park", ScreenKind::Overlay, 1, by)).await.unwrap().unwrap();
    assert_eq!(other.screen(&id("park"), [1; 32]).await.unwrap(), Some(ScreenKind::Overlay));
    assert_eq!(other.screen(&id("lake"), [1; 32]).await.unwrap(), None, "another meeting's");
    assert_eq!(other.screen(&id("park"), [2; 32]).await.unwrap(), None, "nobody's");
    assert!(!other.revoke_screen(&id("lake"), made.id, START.plus_s(1)).await.unwrap());
    assert!(other.revoke_screen(&id("park"), made.id, START.plus_s(1)).await.unwrap());
    assert_eq!(one.screen(&id("park"), [1; 32]).await.unwrap(), None);
}

async fn revoked_link_stays_in_the_list(stand: &Stand) {
    let store = stand.open().await;
    let by = store.create_staff("wang", "王", "none", Roles::default(), START).await.unwrap();
    let first = store.create_screen(link("park", ScreenKind::Screen, 1, by)).await.unwrap().unwrap();
    let second = store.create_screen(link("park", ScreenKind::Overlay, 2, by)).await.unwrap().unwrap();
    store.create_screen(link("lake", ScreenKind::Screen, 3, by)).await.unwrap().unwrap();
    for later in 1..=2 {
        assert!(store.revoke_screen(&id("park"), first.id, START.plus_s(later)).await.unwrap());
    }
    let ended = store::ScreenRow { revoked_at: Some(START.plus_s(1)), ..first };
    assert_eq!(store.screens(&id("park")).await.unwrap(), [second, ended], "the first revocation counts");
}

async fn links_that_are_open_are_limited(stand: &Stand) {
    let store = stand.open().await;
    let by = store.create_staff("wang", "王", "none", Roles::default(), START).await.unwrap();
    for token in 0..SCREENS_OPEN_MAX as u8 {
        assert!(store.create_screen(link("park", ScreenKind::Screen, token, by)).await.unwrap().is_some());
    }
    let one_more = link("park", ScreenKind::Screen, 200, by);
    assert_eq!(store.create_screen(one_more.clone()).await.unwrap(), None);
    let oldest = store.screens(&id("park")).await.unwrap().pop().unwrap();
    store.revoke_screen(&id("park"), oldest.id, START).await.unwrap();
    assert!(store.create_screen(one_more).await.unwrap().is_some());
}
