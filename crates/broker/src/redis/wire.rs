//! A ring as bytes on the channel: version 1, length of the meeting's id (1 byte each), the id, from, to (8 bytes each,
//! big-endian), and the items as they are.

use crate::bell::Ring;
use bytes::{Buf, BufMut, Bytes};
use domain::{MeetingId, Seq};

const VERSION: u8 = 1;
/// Version, length, two places in the log.
const FIXED_BYTES: usize = 2 + 16;

pub(crate) fn encode(ring: &Ring) -> Vec<u8> {
    let meeting = ring.meeting.as_str().as_bytes();
    let mut bytes = Vec::with_capacity(FIXED_BYTES + meeting.len() + ring.items.len());
    bytes.put_u8(VERSION);
    // A meeting's id has at most 16 bytes, by its type.
    bytes.put_u8(meeting.len() as u8);
    bytes.put_slice(meeting);
    bytes.put_u64(ring.from.0);
    bytes.put_u64(ring.to.0);
    bytes.put_slice(&ring.items);
    bytes
}

/// The ring in `bytes`, or nothing when they are of another version, or none.
pub(crate) fn decode(bytes: &[u8]) -> Option<Ring> {
    let (&[version, length], mut rest) = bytes.split_first_chunk()?;
    if version != VERSION || rest.len() < FIXED_BYTES - 2 + usize::from(length) {
        return None;
    }
    let (meeting, numbers) = rest.split_at(length.into());
    rest = numbers;
    let meeting: MeetingId = std::str::from_utf8(meeting).ok()?.parse().ok()?;
    let from = Seq(rest.get_u64());
    let to = Seq(rest.get_u64());
    (from <= to).then(|| Ring { meeting, from, to, items: Bytes::copy_from_slice(rest) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(items: &'static [u8]) -> Ring {
        Ring { meeting: "park2024".parse().unwrap(), from: Seq(7), to: Seq(9), items: Bytes::from_static(items) }
    }

    #[test]
    fn a_ring_survives_the_wire() {
        for items in [&b""[..], b"[]", &[0; 1_000]] {
            assert_eq!(decode(&encode(&ring(items))), Some(ring(items)));
        }
    }

    #[test]
    fn the_bytes_of_version_one_stay_as_they_are() {
        let expected = b"\x01\x08park2024\0\0\0\0\0\0\0\x07\0\0\0\0\0\0\0\x09[]";
        assert_eq!(encode(&ring(b"[]")), expected);
    }

    #[test]
    fn what_is_no_ring_is_not_read_as_one() {
        let good = encode(&ring(b""));
        for end in 0..good.len() {
            assert_eq!(decode(&good[..end]), None, "cut at {end}");
        }
        let mut other_version = good.clone();
        other_version[0] = 2;
        assert_eq!(decode(&other_version), None);
        let mut bad_id = good.clone();
        bad_id[2] = 0xFF;
        assert_eq!(decode(&bad_id), None);
        let mut backwards = good;
        let last = backwards.len() - 1;
        backwards[last] = 1;
        assert_eq!(decode(&backwards), None);
    }
}
