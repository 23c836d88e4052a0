//! The wire stays readable: bytes that were once sent are read, and written again letter by letter. The browser's test reads the same files.

use protocol::citizen::SubmitBody;
use protocol::frame::{Board, Frame, LiveSegments};
use serde::Serialize;
use serde::de::DeserializeOwned;

fn written_as_read<T: DeserializeOwned + Serialize>(text: &str) {
    let value: T = serde_json::from_str(text).expect("yesterday's bytes are read");
    assert_eq!(serde_json::to_string(&value).expect("plain structs"), text.trim_end());
}

#[test]
fn boards_frames_and_bodies_of_version_1_are_read_and_written_alike() {
    written_as_read::<Board>(include_str!("../../../tests/fixtures/board.v1.json"));
    written_as_read::<Frame>(include_str!("../../../tests/fixtures/frame.v1.json"));
    written_as_read::<LiveSegments>(include_str!("../../../tests/fixtures/live_segments.v1.json"));
    written_as_read::<SubmitBody>(include_str!("../../../tests/fixtures/submit.v1.json"));
}
