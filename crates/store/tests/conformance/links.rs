//! One-time links to another device.

use futures_util::future::join_all;

use crate::stand::{START, Stand};

on_both_back_ends!(link_gives_what_is_sealed_once, link_ends_with_its_time_and_is_cleared_away);

async fn link_gives_what_is_sealed_once(stand: &Stand) {
    let (one, other) = (stand.open().await, stand.open().await);
    one.put_device_link([1; 32], [7; 32], START, START.plus_s(60)).await.unwrap();
    assert!(other.device_link([1; 32], START).await.unwrap(), "looking does not use it up");
    assert!(other.device_link([1; 32], START).await.unwrap());
    let tries = join_all([&one, &other, &one, &other].map(|store| store.take_device_link([1; 32], START))).await;
    let taken: Vec<_> = tries.into_iter().filter_map(|taken| taken.unwrap()).collect();
    assert_eq!(taken, [[7; 32]]);
    assert!(!one.device_link([1; 32], START).await.unwrap());
    assert_eq!(one.take_device_link([3; 32], START).await.unwrap(), None, "there never was one");
}

async fn link_ends_with_its_time_and_is_cleared_away(stand: &Stand) {
    let store = stand.open().await;
    let end = START.plus_s(60);
    store.put_device_link([1; 32], [7; 32], START, end).await.unwrap();
    store.put_device_link([2; 32], [7; 32], START, end).await.unwrap();
    assert!(store.device_link([1; 32], end.plus_ms(-1)).await.unwrap());
    assert!(!store.device_link([1; 32], end).await.unwrap());
    assert_eq!(store.take_device_link([1; 32], end).await.unwrap(), None);
    store.put_device_link([3; 32], [7; 32], end, end.plus_s(60)).await.unwrap();
    assert!(!store.device_link([2; 32], START).await.unwrap(), "making one clears away what is over");
    assert!(store.device_link([3; 32], end).await.unwrap());
}
