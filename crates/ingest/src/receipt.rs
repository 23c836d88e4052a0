//! Receipts: proof, which only this house can make, of what was taken and when.

use domain::{MeetingId, SuggestionNo, SuggestionText, UnixMs};
use identity::Identity;
use sha2::{Digest, Sha256};

/// Bytes of the tag on a receipt: 64 bits, which a person can read out and nobody can guess at the server's pace.
const TAG_BYTES: usize = 8;

/// `{meeting}-{no}-{16 hexadecimal digits}`. The same suggestion as first handed in always has the same receipt.
pub(crate) fn receipt(
    identity: &Identity,
    meeting: &MeetingId,
    no: SuggestionNo,
    text: &SuggestionText,
    submitted_at: UnixMs,
) -> String {
    let words = Sha256::digest(text.as_str().as_bytes());
    let tag = identity.receipt_tag(&[
        meeting.as_str().as_bytes(),
        &no.0.to_le_bytes(),
        &words,
        &submitted_at.0.to_le_bytes(),
    ]);
    format!("{meeting}-{no}-{}", hex::encode(&tag[..TAG_BYTES]))
}
