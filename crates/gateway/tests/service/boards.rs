//! Boards and single reads over HTTP.

use std::io::Write as _;
use std::time::Duration;

use domain::{Actor, Command, FloorCommand, SuggestionNo};
use flate2::Compression;
use flate2::write::GzEncoder;
use protocol::citizen::SimilarReply;
use protocol::frame::Card;
use protocol::secretariat::MeetingList;
use store::Change;

use crate::hall::{Bell, Hall, House, quick};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_board_is_compressed_tagged_and_told_only_once() {
    let house = House::open().await;
    let id = house.meeting("boards").await;
    house.publish_many(&id, (0..300).map(|no| format!("第 {no} 条：沿河修一条连续的步道，晚上有灯"))).await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    let whole = hall.whole_board(&id, house.head(&id).await).await;
    assert_eq!(whole.totals().suggestions, 300);
    let path = format!("/api/v1/meetings/{id}/board");
    let plain = hall.get(&path).await;
    assert_eq!(plain.headers()["cache-control"], "public, max-age=1");
    assert_eq!(plain.headers()["vary"], "accept-encoding");
    assert!(!plain.headers().contains_key("content-encoding"));
    let tag = plain.headers()["etag"].clone();
    let plain = plain.bytes().await.unwrap();
    let packed = hall.http.get(hall.url(&path)).header("accept-encoding", "br, gzip").send().await.unwrap();
    assert_eq!(packed.headers()["content-encoding"], "gzip");
    assert!(packed.bytes().await.unwrap().len() < plain.len() / 3);
    let again = hall.http.get(hall.url(&path)).header("if-none-match", tag).send().await.unwrap();
    assert_eq!(again.status(), 304);
}

#[tokio::test]
async fn pages_orders_and_items_are_as_asked_and_bad_ones_are_refused() {
    let house = House::open().await;
    let id = house.meeting("pages").await;
    for no in 0..5 {
        house.publish(&id, &format!("第 {no} 条：多一些座椅")).await;
        house.clock.advance_ms(1_000);
    }
    house.support(&id, SuggestionNo(3), 1).await;
    house.support(&id, SuggestionNo(3), 2).await;
    house.support(&id, SuggestionNo(5), 1).await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    hall.whole_board(&id, house.head(&id).await).await;
    let mut orders = Vec::new();
    for query in ["", "?order=newest&utm=x", "?order=no", "?limit=2&page=2", "?page=9", "?agenda_item=2"] {
        let board = hall.board(&id, query).await;
        orders.push((board.pages, board.suggestions.iter().map(|card| card.no.0).collect::<Vec<_>>()));
    }
    let expected = [
        (1, vec![3, 5, 1, 2, 4]),
        (1, vec![5, 4, 3, 2, 1]),
        (1, vec![1, 2, 3, 4, 5]),
        (3, vec![1, 2]),
        (1, vec![]),
        (1, vec![]),
    ];
    assert_eq!(orders, expected);
    for query in ["order=best", "page=0", "limit=201", "limit=-1", "agenda_item=x"] {
        assert_eq!(hall.get(&format!("/api/v1/meetings/{id}/board?{query}")).await.status(), 400, "{query}");
    }
}

#[tokio::test]
async fn only_what_is_public_can_be_read() {
    let house = House::open().await;
    let draft = house.draft("hidden").await;
    let id = house.meeting("visible").await;
    house.publish(&id, "沿河修一条连续的步道，晚上有灯").await;
    house.publish(&id, "学校门口限速三十公里").await;
    let change = Command::Floor { no: SuggestionNo(1), command: FloorCommand::Show };
    house.store.change(Change::new(id.clone(), Actor::System, change)).await.unwrap();
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    let fresh = hall.whole_board(&id, house.head(&id).await).await;
    assert_eq!(fresh.meeting().on_screen, Some(SuggestionNo(1)));
    let list: MeetingList = hall.get("/api/v1/meetings").await.json().await.unwrap();
    assert_eq!(list.meetings.iter().map(|line| line.id.clone()).collect::<Vec<_>>(), std::slice::from_ref(&id));
    let base = format!("/api/v1/meetings/{id}");
    let card: Card = hall.get(&format!("{base}/suggestions/1")).await.json().await.unwrap();
    assert_eq!(&card, &fresh.cards()[&SuggestionNo(1)]);
    let similar = hall.http.get(hall.url(&format!("{base}/similar"))).query(&[("text", "沿河修步道，晚上要有灯")]);
    let similar: SimilarReply = similar.send().await.unwrap().json().await.unwrap();
    assert_eq!(similar.similar.iter().map(|card| card.no.0).collect::<Vec<_>>(), [1]);
    assert!(similar.similar[0].percent >= 30);
    for (path, status) in [
        (format!("{base}/suggestions/9"), 404),
        (format!("{base}/suggestions/x"), 404),
        (format!("{base}/similar"), 400),
        (format!("{base}/similar?text=ab"), 200),
        (format!("/api/v1/meetings/{draft}/board"), 404),
        (format!("/api/v1/meetings/{draft}/events"), 404),
        (format!("/m/{draft}/feed/live.json"), 404),
        ("/api/v1/meetings/NOT-AN-ID/board".to_owned(), 404),
        ("/api/v1/meetings/nowhere/board".to_owned(), 404),
    ] {
        assert_eq!(hall.get(&path).await.status(), status, "{path}");
    }
}

#[tokio::test]
async fn similar_suggestions_follow_what_is_published_later() {
    let house = House::open().await;
    let id = house.meeting("likeness").await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    let ask = async || {
        let request =
            hall.http.get(hall.url(&format!("/api/v1/meetings/{id}/similar"))).query(&[("text", "给老小区加装电梯")]);
        let reply: SimilarReply = request.send().await.unwrap().json().await.unwrap();
        reply.similar.len()
    };
    assert_eq!(ask().await, 0);
    house.publish(&id, "请给老小区加装电梯").await;
    crate::watcher::eventually("the index learns of it", async || ask().await == 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_page_of_six_thousand_is_small_and_quick_to_make() {
    let house = House::open().await;
    let id = house.meeting("many").await;
    house.publish_many(&id, (0..6_000_u32).map(varied)).await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    let whole = hall.whole_board(&id, house.head(&id).await).await;
    assert_eq!(whole.totals().suggestions, 6_000);
    let path = format!("/api/v1/meetings/{id}/board");
    let packed = hall.http.get(hall.url(&path)).header("accept-encoding", "gzip").send().await.unwrap();
    let packed = packed.bytes().await.unwrap();
    assert!(packed.len() <= 150_000, "{} bytes", packed.len());
    let mut again = GzEncoder::new(Vec::new(), Compression::default());
    again.write_all(&hall.get(&path).await.bytes().await.unwrap()).unwrap();
    assert!(packed.len().abs_diff(again.finish().unwrap().len()) < 1_000);
    // A thousand joins at once cost one encoding.
    let mut joins = tokio::task::JoinSet::new();
    for _ in 0..200 {
        let request = hall.http.get(hall.url(&path)).send();
        joins.spawn(async { request.await.unwrap().bytes().await.unwrap().len() });
    }
    let all = async { while joins.join_next().await.is_some() {} };
    tokio::time::timeout(Duration::from_secs(10), all).await.expect("joins are quick");
}

/// 200 characters that do not repeat themselves much.
fn varied(no: u32) -> String {
    let mut state = no.wrapping_mul(2_654_435_761).wrapping_add(1);
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from_u32(0x4e00 + (state >> 16) % 3_000).unwrap_or('水')
    };
    (0..200).map(|_| next()).collect()
}
