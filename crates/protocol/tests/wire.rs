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
fn what_was_sent_before_fields_were_added_is_still_read() {
    for (board, frame) in [
        (include_str!("../../../tests/fixtures/board.v1.json"), include_str!("../../../tests/fixtures/frame.v1.json")),
        (
            include_str!("../../../tests/fixtures/board.v1_1.json"),
            include_str!("../../../tests/fixtures/frame.v1_1.json"),
        ),
    ] {
        let board: Board = serde_json::from_str(board).expect("yesterday's board is read");
        assert_eq!(board.suggestions.len(), 1);
        let frame: Frame = serde_json::from_str(frame).expect("yesterday's frame is read");
        assert!(frame.items.len() >= 5);
    }
}

#[test]
fn boards_frames_and_bodies_are_read_and_written_alike() {
    written_as_read::<Board>(include_str!("../../../tests/fixtures/board.v1_2.json"));
    written_as_read::<Frame>(include_str!("../../../tests/fixtures/frame.v1_2.json"));
    written_as_read::<LiveSegments>(include_str!("../../../tests/fixtures/live_segments.v1.json"));
    written_as_read::<SubmitBody>(include_str!("../../../tests/fixtures/submit.v1.json"));
}
