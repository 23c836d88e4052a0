//! PostgreSQL alone: what a server that ends connections, or one change that it cannot take, does to everybody else.

use domain::{MeetingId, Seq, SuggestionNo};
use futures_util::future::join_all;
use sqlx::{Connection, PgConnection};
use store::{Change, ChangeError, DatabaseUrl, Key, Store};

use crate::stand::{Stand, change, citizen, submission, submit, whole_log};

/// Ends every other connection to the test's database.
async fn end_connections(stand: &Stand) {
    let DatabaseUrl::Postgres(url) = &stand.url else { unreachable!("only PostgreSQL has connections to end") };
    let mut connection = PgConnection::connect(url).await.unwrap();
    sqlx::query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    .execute(&mut connection)
    .await
    .unwrap();
    connection.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writer_and_readers_come_back_after_their_connections_were_ended() {
    let stand = Stand::postgres().await;
    let (store, id) = stand.open_meeting().await;
    submit(&store, &id, 1).await;
    end_connections(&stand).await;
    submit(&store, &id, 2).await;
    assert_eq!(store.suggestions(&id).await.unwrap().len(), 2);
}

/// Ten suggestions one after another; the numbers of those that were acknowledged.
async fn hand_in_ten(store: Store, id: MeetingId, author: u16) -> Vec<SuggestionNo> {
    let mut acknowledged = Vec::new();
    for _ in 0..10 {
        match change(&store, &id, citizen(author), submission(author, "多种几棵树吧")).await {
            Ok(changed) => acknowledged.push(changed.suggestion.unwrap().no),
            Err(ChangeError::Fault(_)) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    acknowledged
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_when_connections_end_in_the_middle() {
    let stand = Stand::postgres().await;
    let (store, id) = stand.open_meeting().await;
    let writers: Vec<_> = (0..16).map(|author| tokio::spawn(hand_in_ten(store.clone(), id.clone(), author))).collect();
    for _ in 0..5 {
        end_connections(&stand).await;
    }
    let acknowledged: Vec<_> = join_all(writers).await.into_iter().flat_map(|writer| writer.unwrap()).collect();
    let store = stand.open().await;
    for no in acknowledged {
        assert!(store.suggestion(&id, no).await.unwrap().is_some(), "{no} is lost");
    }
    let log = whole_log(&store, &id).await;
    assert!(log.iter().zip(1..).all(|(record, place)| record.seq == Seq(place)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_change_that_cannot_be_written_spoils_no_other() {
    let stand = Stand::postgres().await;
    let (store, id) = stand.open_meeting().await;
    let changes = (0..20_u16).map(|author| {
        // PostgreSQL keeps no NUL in a text.
        let text = if author == 7 { "a\0b".to_owned() } else { "key".to_owned() };
        let key = Some(Key { text, fingerprint: [0; 32] });
        store.change(Change {
            key, ..Change::new(id.clone(), citizen(author), submission(author, "多种几棵树吧"))
        })
    });
    let answers = join_all(changes).await;
    for (author, answer) in answers.into_iter().enumerate() {
        assert_eq!(matches!(answer, Err(ChangeError::Fault(_))), author == 7, "{author}");
    }
    let log = whole_log(&store, &id).await;
    assert_eq!(log.len(), 2 + 19);
    assert!(log.iter().zip(1..).all(|(record, place)| record.seq == Seq(place)));
}
