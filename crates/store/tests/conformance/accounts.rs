//! Accounts, log-ins, one-time links and secrets: the same for every process.

use domain::{Role, Roles, StaffId};
use futures_util::future::join_all;
use store::StoreError;

use crate::stand::{START, Stand};

on_both_back_ends!(
    login_is_given_once,
    session_lasts_until_its_end,
    setup_link_works_once,
    every_process_gets_the_first_secret,
);

async fn login_is_given_once(stand: &Stand) {
    let store = stand.open().await;
    assert_eq!(store.staff_count().await.unwrap(), 0);
    let roles = Roles::from_iter([Role::Moderator, Role::Secretary]);
    let id = store.create_staff("wang", "王", "$argon2id$1", roles, START).await.unwrap();
    let again = store.create_staff("wang", "李", "$argon2id$2", roles, START).await;
    assert!(matches!(again, Err(StoreError::Taken { what: "login" })));
    let row = store.staff_by_login("wang").await.unwrap().unwrap();
    assert_eq!((row.id, &*row.name, &*row.password_hash, row.roles), (id, "王", "$argon2id$1", roles));
    assert_eq!(store.staff(id).await.unwrap(), Some(row.clone()));
    assert_eq!(store.staff_list().await.unwrap(), [row]);
    assert_eq!(store.staff(StaffId(99)).await.unwrap(), None);
    assert_eq!(store.staff_count().await.unwrap(), 1);
}

async fn session_lasts_until_its_end(stand: &Stand) {
    let (one, other) = (stand.open().await, stand.open().await);
    let id = one.create_staff("wang", "王", "$argon2id$1", Roles::default(), START).await.unwrap();
    let end = START.plus_s(60);
    for token in 1..=3 {
        one.create_session([token; 32], id, START, end).await.unwrap();
    }
    assert_eq!(other.session([1; 32], end.plus_ms(-1)).await.unwrap().unwrap().id, id);
    assert_eq!(other.session([1; 32], end).await.unwrap(), None);
    assert_eq!(other.session([9; 32], START).await.unwrap(), None);
    other.delete_session([1; 32]).await.unwrap();
    assert_eq!(one.session([1; 32], START).await.unwrap(), None);
    one.prune_sessions(end.plus_ms(-1)).await.unwrap();
    assert!(one.session([2; 32], START).await.unwrap().is_some());
    one.prune_sessions(end).await.unwrap();
    assert_eq!(one.session([2; 32], START).await.unwrap(), None);
}

async fn setup_link_works_once(stand: &Stand) {
    let (one, other) = (stand.open().await, stand.open().await);
    one.put_setup_link([1; 32], START.plus_s(60)).await.unwrap();
    one.put_setup_link([2; 32], START).await.unwrap();
    let tries = join_all([&one, &other, &one, &other].map(|store| store.take_setup_link([1; 32], START))).await;
    assert_eq!(tries.into_iter().filter(|taken| *taken.as_ref().unwrap()).count(), 1);
    assert!(!one.take_setup_link([2; 32], START).await.unwrap(), "its time is over");
    assert!(!one.take_setup_link([3; 32], START).await.unwrap(), "there never was one");
}

async fn every_process_gets_the_first_secret(stand: &Stand) {
    let (one, other) = (stand.open().await, stand.open().await);
    let tries =
        (0..8_u8).map(|at| if at % 2 == 0 { one.secret("device", [at; 32]) } else { other.secret("device", [at; 32]) });
    let secrets: Vec<_> = join_all(tries).await.into_iter().map(|secret| secret.unwrap()).collect();
    assert!(secrets.iter().all(|secret| *secret == secrets[0]));
    assert_ne!(one.secret("csrf", [99; 32]).await.unwrap(), secrets[0]);
    drop((one, other));
    assert_eq!(stand.open().await.secret("device", [77; 32]).await.unwrap(), secrets[0]);
}
