//! Event streams carry the very frames of the sockets.

use domain::{MeetingCommand, MeetingId};
use futures_util::StreamExt;
use gateway::GatewayConfig;
use protocol::frame::{Frame, Resync};

use crate::hall::{Bell, Hall, House, PATIENCE, quick};
use crate::watcher::{Came, Watcher};

/// An event stream, read line by line.
struct Stream {
    body: std::pin::Pin<Box<dyn futures_util::Stream<Item = reqwest::Result<bytes::Bytes>> + Send>>,
    text: String,
}

/// One event: its fields.
#[derive(Debug, Default)]
struct Event {
    id: Option<u64>,
    kind: Option<String>,
    data: Option<String>,
}

impl Stream {
    async fn open(hall: &Hall, id: &MeetingId, query: &str, last: Option<u64>) -> Self {
        let mut request = hall.http.get(hall.url(&format!("/api/v1/meetings/{id}/events{query}")));
        if let Some(last) = last {
            request = request.header("last-event-id", last.to_string());
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self { body: Box::pin(response.bytes_stream()), text: String::new() }
    }

    /// The next block that has data; `None` at the end.
    async fn next(&mut self) -> Option<Event> {
        loop {
            while let Some((block, rest)) = self.text.split_once("\n\n") {
                let event = parse(block);
                self.text = rest.to_string();
                if event.data.is_some() {
                    return Some(event);
                }
            }
            let chunk = tokio::time::timeout(PATIENCE, self.body.next()).await.expect("something comes")?;
            self.text.push_str(std::str::from_utf8(&chunk.unwrap()).unwrap());
        }
    }
}

fn parse(block: &str) -> Event {
    let mut event = Event::default();
    for line in block.lines() {
        match line.split_once(": ") {
            Some(("id", id)) => event.id = Some(id.parse().unwrap()),
            Some(("event", kind)) => event.kind = Some(kind.to_owned()),
            Some(("data", data)) => event.data = Some(data.to_owned()),
            _ => {}
        }
    }
    event
}

#[tokio::test]
async fn events_are_the_frames_of_the_socket_with_their_end_as_id() {
    let house = House::open().await;
    let id = house.meeting("events").await;
    let hall = Hall::open(&house, quick(), Bell::Rings).await;
    let start = hall.whole_board(&id, house.head(&id).await).await.seq().0;
    let mut socket = Watcher::connect(&hall.socket_url(&id, &format!("?since={start}"))).await;
    let mut stream = Stream::open(&hall, &id, &format!("?since={start}"), None).await;
    for round in 0..5 {
        let no = house.publish(&id, &format!("第 {round} 条：整治河道")).await;
        house.support(&id, no, round).await;
    }
    house.command(&id, MeetingCommand::GoLive).await;
    let head = house.head(&id).await;
    let mut to = start;
    while to < head {
        let Came::Frame(frame) = socket.next().await else { panic!("no frame") };
        let event = stream.next().await.expect("the stream goes on");
        assert_eq!(event.id, Some(frame.to.0));
        assert_eq!(serde_json::from_str::<Frame>(&event.data.unwrap()).unwrap(), frame);
        to = frame.to.0;
    }
    // A browser that reconnects says where it was, which counts more than the address.
    let mut again = Stream::open(&hall, &id, "?since=999999", Some(start)).await;
    let event = again.next().await.unwrap();
    assert_eq!(serde_json::from_str::<Frame>(&event.data.unwrap()).unwrap().from.0, start + 1);
}

#[tokio::test]
async fn a_since_that_cannot_be_served_gets_a_resync_event() {
    let house = House::open().await;
    let id = house.meeting("eresync").await;
    let hall = Hall::open(&house, GatewayConfig { catch_up_max: 0, ..quick() }, Bell::Rings).await;
    let mut stream = Stream::open(&hall, &id, "?since=0", None).await;
    let event = stream.next().await.unwrap();
    assert!(serde_json::from_str::<Resync>(&event.data.unwrap()).unwrap().resync);
    assert_eq!(event.id, None);
    hall.cancel.cancel();
    let last = stream.next().await.unwrap();
    assert_eq!((last.kind.as_deref(), last.data.as_deref()), (Some("close"), Some("4000")));
    assert!(stream.next().await.is_none());
}
