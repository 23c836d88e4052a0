//! Sockets: every frame, `since`, limits, and what bad or slow clients bring upon themselves.

use domain::MeetingCommand;
use futures_util::SinkExt;
use gateway::GatewayConfig;
use gateway::replica::Replica;
use protocol::CloseCode;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Message;

use crate::hall::{Bell, Hall, House, PATIENCE, quick};
use crate::watcher::{Came, Watcher, came, eventually};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_sockets_all_get_all_frames() {
    let house = House::open().await;
    let id = house.meeting("thousand").await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    let start = hall.whole_board(&id, house.head(&id).await).await;
    let mut watchers = Vec::new();
    for _ in 0..1_000 {
        watchers.push(Watcher::connect(&hall.socket_url(&id, &format!("?since={}", start.seq().0))).await);
    }
    let mut tasks = tokio::task::JoinSet::new();
    for round in 0..10 {
        let no = house.publish(&id, &format!("第 {round} 条：修一条步道")).await;
        house.support(&id, no, round).await;
        if round == 0 {
            house.command(&id, MeetingCommand::GoLive).await;
        }
    }
    let head = house.head(&id).await;
    for mut watcher in watchers {
        let mut replica = start.clone();
        tasks.spawn(async move {
            watcher.follow(&mut replica, head).await;
            replica
        });
    }
    let fresh = hall.whole_board(&id, head).await;
    assert_eq!(fresh.totals().suggestions, 10);
    let mut equal = 0;
    while let Some(replica) = tasks.join_next().await {
        assert!(replica.unwrap().same_as(&fresh));
        equal += 1;
    }
    assert_eq!(equal, 1_000);
}

#[tokio::test]
async fn since_gives_exactly_what_is_missing_from_history_or_log() {
    let house = House::open().await;
    let id = house.meeting("since").await;
    // Two frames of history: most of `since` must come from the log.
    let hall = Hall::open(&house, GatewayConfig { history_frames_max: 2, ..quick() }, Bell::Rings).await;
    let mut boards: Vec<Replica> = vec![hall.whole_board(&id, house.head(&id).await).await];
    for round in 0..8 {
        let no = house.publish(&id, &format!("第 {round} 条：多种树")).await;
        house.support(&id, no, round).await;
        boards.push(hall.whole_board(&id, house.head(&id).await).await);
    }
    let head = house.head(&id).await;
    let fresh = boards.last().unwrap().clone();
    for mut replica in boards {
        let mut watcher = Watcher::connect(&hall.socket_url(&id, &format!("?since={}", replica.seq().0))).await;
        watcher.follow(&mut replica, head).await;
        assert!(replica.same_as(&fresh));
    }
}

#[tokio::test]
async fn a_since_that_cannot_be_served_gets_one_resync_and_then_frames() {
    let house = House::open().await;
    let id = house.meeting("resync").await;
    let config = GatewayConfig { history_frames_max: 1, catch_up_max: 3, ..quick() };
    let hall = Hall::open(&house, config, Bell::Rings).await;
    for round in 0..6 {
        house.publish(&id, &format!("第 {round} 条：多种树")).await;
        hall.whole_board(&id, house.head(&id).await).await;
    }
    let head = house.head(&id).await;
    for since in [0, head + 1_000] {
        let mut watcher = Watcher::connect(&hall.socket_url(&id, &format!("?since={since}"))).await;
        let Came::Resync(resync) = watcher.next().await else { panic!("no resync for {since}") };
        assert!(resync.resync);
        let mut replica = hall.whole_board(&id, resync.seq.0).await;
        house.publish(&id, "之后的一条建议").await;
        watcher.follow(&mut replica, house.head(&id).await).await;
    }
}

#[tokio::test]
async fn a_gateway_that_hears_no_bell_reads_the_log() {
    let house = House::open().await;
    let id = house.meeting("silent").await;
    let deaf = Hall::open(&house, quick(), Bell::Silent).await;
    let mut replica = deaf.whole_board(&id, house.head(&id).await).await;
    let mut watcher = Watcher::connect(&deaf.socket_url(&id, &format!("?since={}", replica.seq().0))).await;
    house.publish(&id, "没有铃声也要送到").await;
    watcher.follow(&mut replica, house.head(&id).await).await;
    assert_eq!(replica.totals().suggestions, 1);
}

#[tokio::test]
async fn a_reader_from_a_process_that_is_ahead_is_not_sent_back() {
    let house = House::open().await;
    let id = house.meeting("ahead").await;
    let slow = GatewayConfig { log_interval_ms: 60_000, ..quick() };
    let (ahead, behind) =
        (Hall::open(&house, quick(), Bell::Rings).await, Hall::open(&house, slow, Bell::Silent).await);
    behind.whole_board(&id, 0).await;
    house.publish(&id, "这一条先到另一边").await;
    let mut replica = ahead.whole_board(&id, house.head(&id).await).await;
    let mut watcher = Watcher::connect(&behind.socket_url(&id, &format!("?since={}", replica.seq().0))).await;
    // Joining makes the process look at the log, so the next frame begins after what the reader has.
    house.publish(&id, "这一条两边都到").await;
    let mut probe = Watcher::connect(&behind.socket_url(&id, &format!("?since={}", house.head(&id).await))).await;
    watcher.follow(&mut replica, house.head(&id).await).await;
    assert_eq!(replica.totals().suggestions, 2);
    house.publish(&id, "第三条也要到").await;
    let _third = Watcher::connect(&behind.socket_url(&id, &format!("?since={}", house.head(&id).await))).await;
    assert!(matches!(probe.next().await, Came::Frame(_)));
}

#[tokio::test]
async fn whoever_writes_to_a_socket_is_closed_and_nobody_else() {
    let house = House::open().await;
    let id = house.meeting("writers").await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    let mut replica = hall.whole_board(&id, house.head(&id).await).await;
    let mut good = Watcher::connect(&hall.socket_url(&id, &format!("?since={}", replica.seq().0))).await;
    let messages = [Message::text("hello"), Message::binary(vec![0_u8; 16]), Message::binary(vec![0_u8; 100_000])];
    for message in messages {
        let mut bad = Watcher::connect(&hall.socket_url(&id, "")).await;
        // A message that is much too large may be cut off while it is being sent.
        let _ = bad.socket.send(message).await;
        let code = bad.close_code().await;
        assert!(code.is_none_or(|code| code == CloseCode::NotForWriting.number()), "{code:?}");
    }
    let mut text = Watcher::connect(&hall.socket_url(&id, "")).await;
    text.socket.send(Message::text("hello")).await.unwrap();
    assert_eq!(text.close_code().await, Some(CloseCode::NotForWriting.number()));
    garbage(&hall, &id).await;
    house.publish(&id, "别人照样收得到").await;
    good.follow(&mut replica, house.head(&id).await).await;
}

/// Bytes that are no frames, straight after the upgrade: the connection ends.
async fn garbage(hall: &Hall, id: &domain::MeetingId) {
    let mut stream = tokio::net::TcpStream::connect(hall.address).await.unwrap();
    let request = format!(
        "GET /api/v1/meetings/{id}/socket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    stream.write_all(&[0xff; 3_000]).await.unwrap();
    let mut answer = Vec::new();
    // An end or a reset: both are the end.
    let _ = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut answer)).await.expect("the server ends it");
    assert!(answer.starts_with(b"HTTP/1.1 101"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_never_reads_is_closed_and_the_others_get_everything() {
    let house = House::open().await;
    let id = house.meeting("sloth").await;
    let hall = Hall::open(&house, GatewayConfig { close_wait_ms: 60_000, ..quick() }, Bell::Rings).await;
    let mut replica = hall.whole_board(&id, house.head(&id).await).await;
    let since = format!("?since={}", replica.seq().0);
    let mut good = Watcher::connect(&hall.socket_url(&id, &since)).await;
    let stream = small_client(&hall);
    let (mut sloth, _) = client_async(hall.socket_url(&id, &since), stream).await.unwrap();
    // About 3 MB, far beyond the buffers of kernel and gateway.
    let text = "慢".repeat(900);
    // In waves that fit into frames: a flood would be a resync instead.
    let publish = async {
        for wave in 0..50 {
            let texts = (0..20).map(|no| format!("{wave} {no} {text}"));
            house.publish_many(&id, texts).await;
        }
    };
    // Each of them is a record of its own and one that makes it public.
    let head = house.head(&id).await + 2_000;
    tokio::join!(publish, good.follow(&mut replica, head));
    assert_eq!(replica.totals().suggestions, 1_000);
    let mut frames = 0;
    let code = loop {
        match came(&mut sloth).await {
            Came::Frame(_) => frames += 1,
            Came::Closed(code) => break Some(code),
            Came::Gone => break None,
            Came::Resync(_) => panic!("no resync"),
        }
    };
    assert_eq!(code, Some(CloseCode::SlowReader.number()), "after {frames} frames");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_a_flood_readers_are_told_to_fetch_the_board() {
    let house = House::open().await;
    let id = house.meeting("flood").await;
    let hall =
        Hall::open(&house, GatewayConfig { frame_interval_ms: 250, silent_interval_ms: 300, ..quick() }, Bell::Rings)
            .await;
    let mut replica = hall.whole_board(&id, house.head(&id).await).await;
    let mut watcher = Watcher::connect(&hall.socket_url(&id, &format!("?since={}", replica.seq().0))).await;
    let text = "洪".repeat(900);
    house.publish_many(&id, (0..400).map(|no| format!("{no} {text}"))).await;
    let head = house.head(&id).await;
    let mut told = 0;
    // A flood that outlasts a fetched board is told of again.
    while told == 0 || replica.seq().0 < head {
        match watcher.next().await {
            Came::Resync(resync) => {
                told += 1;
                replica = hall.whole_board(&id, resync.seq.0).await;
            }
            Came::Frame(frame) => assert!(replica.apply(&frame), "a hole after {}", replica.seq()),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(replica.totals().suggestions, 400);
}

fn small_client(hall: &Hall) -> tokio::net::TcpStream {
    let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
    socket.set_recv_buffer_size(8 * 1_024).unwrap();
    socket.connect(&hall.address.into()).unwrap();
    socket.set_nonblocking(true).unwrap();
    tokio::net::TcpStream::from_std(socket.into()).unwrap()
}

#[tokio::test]
async fn a_full_process_says_so_and_takes_the_next_when_one_leaves() {
    let house = House::open().await;
    let id = house.meeting("full").await;
    let hall = Hall::open(&house, GatewayConfig { sockets_max: 1, ..quick() }, Bell::Rings).await;
    let mut first = Watcher::connect(&hall.socket_url(&id, "")).await;
    let mut second = Watcher::connect(&hall.socket_url(&id, "")).await;
    assert_eq!(second.close_code().await, Some(CloseCode::Full.number()));
    let events = hall.get(&format!("/api/v1/meetings/{id}/events")).await;
    assert_eq!(events.status(), 503);
    assert!(events.headers().contains_key("retry-after"));
    first.socket.close(None).await.unwrap();
    eventually("the place is free", async || hall.get(&format!("/api/v1/meetings/{id}/events")).await.status() == 200)
        .await;
}

#[tokio::test]
async fn a_process_that_goes_away_says_so_and_waits_for_its_watchers() {
    let house = House::open().await;
    let id = house.meeting("leaving").await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    let mut watcher = Watcher::connect(&hall.socket_url(&id, "")).await;
    // A socket counts as watching once it is served: the first frame shows that.
    house.publish(&id, "先收到这一条再走").await;
    assert!(matches!(watcher.next().await, Came::Frame(_)));
    hall.cancel.cancel();
    assert_eq!(watcher.close_code().await, Some(CloseCode::GoingAway.number()));
    drop(watcher);
    tokio::time::timeout(PATIENCE, hall.running).await.expect("it ends").unwrap();
}

#[tokio::test]
async fn a_meeting_that_is_none_or_a_draft_has_no_socket() {
    let house = House::open().await;
    let draft = house.draft("draft").await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    for id in [draft, "nowhere".parse().unwrap()] {
        let mut watcher = Watcher::connect(&hall.socket_url(&id, "")).await;
        assert_eq!(watcher.close_code().await, Some(CloseCode::NoSuchMeeting.number()), "{id}");
        assert_eq!(hall.get(&format!("/api/v1/meetings/{id}/socket")).await.status(), 404);
    }
    let id = house.meeting("there").await;
    assert_eq!(hall.get(&format!("/api/v1/meetings/{id}/socket?since=x")).await.status(), 400);
    assert_eq!(hall.get(&format!("/api/v1/meetings/{id}/socket")).await.status(), 400);
}

#[tokio::test]
async fn a_silent_socket_is_pinged_and_then_closed() {
    let house = House::open().await;
    let id = house.meeting("pings").await;
    let config = GatewayConfig { ping_interval_ms: 100, pong_wait_ms: 400, ..quick() };
    let hall = Hall::open(&house, config, Bell::Rings).await;
    // This stream never answers a ping, because nobody reads it through a WebSocket.
    let mut stream = tokio::net::TcpStream::connect(hall.address).await.unwrap();
    let request = format!(
        "GET /api/v1/meetings/{id}/socket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    tokio::time::timeout(PATIENCE, stream.read_to_end(&mut answer)).await.expect("the server ends it").unwrap();
    let head = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap() + 4;
    assert_eq!(&answer[head..head + 2], [0x89, 0], "a ping of no length");
}
