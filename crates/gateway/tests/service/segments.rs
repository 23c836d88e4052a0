//! Segments: immutable, and the same bytes from every process.

use domain::{MeetingCommand, MeetingId};
use protocol::frame::{LiveSegments, SEGMENT_MS, Segment};

use crate::hall::{Bell, Hall, House, quick};
use crate::watcher::eventually;

async fn live(hall: &Hall, id: &MeetingId) -> LiveSegments {
    let response = hall.get(&format!("/m/{id}/feed/live.json")).await;
    assert_eq!(response.headers()["cache-control"], "public, max-age=1");
    serde_json::from_str(&response.text().await.unwrap()).unwrap()
}

#[tokio::test]
async fn two_processes_give_the_same_bytes_and_they_rebuild_the_board() {
    let house = House::open().await;
    let id = house.meeting("segments").await;
    let one = Hall::open(&house, quick(), Bell::Rings).await;
    let mut replica = one.whole_board(&id, house.head(&id).await).await;
    for round in 0..6 {
        let no = house.publish(&id, &format!("第 {round} 条：整治河道")).await;
        house.support(&id, no, round).await;
        match round {
            1 => house.command(&id, MeetingCommand::GoLive).await,
            3 => house.command(&id, MeetingCommand::StartItem(domain::AgendaNo(1))).await,
            _ => {}
        }
        house.clock.advance_ms(if round % 2 == 0 { 700 } else { 2 * SEGMENT_MS + 100 });
    }
    house.clock.advance_ms(SEGMENT_MS + gateway::SKEW_MS);
    // Another process, which has seen nothing of it as it happened.
    let two = Hall::open(&house, quick(), Bell::Silent).await;
    let head = house.head(&id).await;
    eventually("the last segment is closed", async || live(&one, &id).await.seq.0 == head).await;
    let listed = live(&one, &id).await;
    assert_eq!(listed, live(&two, &id).await);
    assert!(listed.segments.len() >= 3, "{listed:?}");
    for range in &listed.segments {
        let path = format!("/m/{id}/feed/{}.json", range.n);
        let (first, second) = (one.get(&path).await, two.get(&path).await);
        assert_eq!(first.headers()["cache-control"], "public, max-age=31536000, immutable");
        let (first, second) = (first.bytes().await.unwrap(), second.bytes().await.unwrap());
        assert_eq!(first, second);
        let segment: Segment = serde_json::from_slice(&first).unwrap();
        assert_eq!((segment.n, segment.frame.from, segment.frame.to), (range.n, range.from, range.to));
        assert!(replica.apply(&segment.frame), "a hole before {}", segment.frame.from);
    }
    assert!(replica.same_as(&one.whole_board(&id, head).await));
}

#[tokio::test]
async fn a_segment_is_there_once_nothing_can_be_appended_to_it() {
    let house = House::open().await;
    let id = house.meeting("closing").await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    house.publish(&id, "这一条在这个片段里").await;
    let n = domain::Clock::now(&*house.clock).0 / SEGMENT_MS;
    let path = format!("/m/{id}/feed/{n}.json");
    let open = hall.get(&path).await;
    assert_eq!(open.status(), 404);
    assert_eq!(open.headers()["retry-after"], "2");
    // Its time is over, but a process with a slow clock might still append to it.
    house.clock.advance_ms(SEGMENT_MS);
    assert_eq!(hall.get(&path).await.status(), 404);
    house.clock.advance_ms(gateway::SKEW_MS);
    eventually("it is closed", async || hall.get(&path).await.status() == 200).await;
    let empty = hall.get(&format!("/m/{id}/feed/{}.json", n - 5)).await;
    let segment: Segment = serde_json::from_str(&empty.text().await.unwrap()).unwrap();
    assert_eq!((segment.frame.from.0, segment.frame.to.0, segment.frame.items.len()), (1, 0, 0));
    for name in ["007.json", "-1.json", "x.json", "7", "99999999999999999999.json", "9999999999.json"] {
        assert_eq!(hall.get(&format!("/m/{id}/feed/{name}")).await.status(), 404, "{name}");
    }
}

#[tokio::test]
async fn a_record_after_its_end_closes_a_segment_at_once() {
    let house = House::open().await;
    let id = house.meeting("follows").await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    house.publish(&id, "这一条在这个片段里").await;
    let n = domain::Clock::now(&*house.clock).0 / SEGMENT_MS;
    house.clock.advance_ms(SEGMENT_MS);
    house.publish(&id, "这一条在下一个片段里").await;
    assert_eq!(hall.get(&format!("/m/{id}/feed/{n}.json")).await.status(), 200);
    assert_eq!(hall.get(&format!("/m/{id}/feed/{}.json", n + 1)).await.status(), 404);
}
