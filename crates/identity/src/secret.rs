//! Chance from the operating system, and what is made of it: the one place where secrets come from.

use std::fmt;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::{MeetingCode, MeetingId};
use hmac::{Hmac, KeyInit, Mac};
use rand::TryRng;
use rand::rngs::SysRng;
use sha2::{Digest, Sha256};

/// Letters of a meeting id: lower case and digits without `0` and `1`, which are read as letters.
const ID_LETTERS: &[u8; 34] = b"abcdefghijklmnopqrstuvwxyz23456789";
const ID_CHARS: usize = 8;
/// Between two request ids before they are mixed: odd, so that 2⁶⁴ of them differ (the golden ratio's fraction, as in SplitMix64).
const REQUEST_STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// `N` bytes from the operating system.
pub(crate) fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    SysRng.try_fill_bytes(&mut bytes).expect("a system without a source of randomness cannot keep secrets: stop");
    bytes
}

/// A secret for a link, a session or a generated password: 256 bits as 43 characters of base64url.
pub fn random_token() -> String {
    URL_SAFE_NO_PAD.encode(random_bytes::<32>())
}

/// A meeting code. The store refuses one that is in use; then ask again.
pub fn random_code() -> MeetingCode {
    // 2³² is so much larger than a million that the first codes are likelier by 0.02 % only.
    MeetingCode::from_number(u32::from_le_bytes(random_bytes()))
}

/// A meeting id: 8 characters of `a-z2-9`, 41 bits. The store refuses one that is in use; then ask again.
pub fn random_meeting_id() -> MeetingId {
    let mut id = String::with_capacity(ID_CHARS);
    while id.len() < ID_CHARS {
        let fair = random_bytes::<16>().into_iter().filter(|byte| usize::from(*byte) < 256 / 34 * 34);
        let letters = fair.map(|byte| char::from(ID_LETTERS[usize::from(byte) % 34]));
        id.extend(letters.take(ID_CHARS - id.len()));
    }
    id.parse().expect("eight lower-case letters and digits are a meeting id")
}

/// A seed for chance that guards nothing, such as which cards to show.
pub fn random_seed() -> u64 {
    u64::from_le_bytes(random_bytes())
}

/// The id of a request, as it stands in the log and in problem documents: 16 hexadecimal digits. It tells requests apart and guards
/// nothing, so chance is asked for once a process; from there on SplitMix64 (Steele, Lea, Flood 2014) goes through all 2⁶⁴ numbers.
pub fn request_id() -> String {
    static NEXT: LazyLock<AtomicU64> = LazyLock::new(|| AtomicU64::new(random_seed()));
    let mut id = NEXT.fetch_add(REQUEST_STEP, Ordering::Relaxed);
    id = (id ^ (id >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    id = (id ^ (id >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hex::encode((id ^ (id >> 31)).to_be_bytes())
}

/// What is kept of a token: its SHA-256. A token has 256 bits, so no salt and no slow hash is needed.
pub fn token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// A key that never leaves the process.
#[derive(Clone)]
pub(crate) struct SecretKey(Hmac<Sha256>);

impl SecretKey {
    /// The key for one purpose, derived from the server's secret.
    pub(crate) fn derive(secret: &[u8; 32], purpose: &str) -> Self {
        let derived = Self::keyed(secret).tag(&[purpose.as_bytes()]);
        Self::keyed(&derived)
    }

    fn keyed(key: &[u8; 32]) -> Self {
        Self(Hmac::new_from_slice(key).expect("HMAC takes keys of any length"))
    }

    /// HMAC-SHA-256 (RFC 2104) over `parts`, each preceded by its length, so that no two lists of parts are the same bytes.
    pub(crate) fn tag(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = self.0.clone();
        for part in parts {
            mac.update(&(part.len() as u64).to_le_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("SecretKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_random_has_its_form_and_does_not_repeat() {
        assert_eq!(random_token().len(), 43);
        assert_ne!(random_token(), random_token());
        let id = random_meeting_id();
        assert!(id.as_str().len() == 8 && id.as_str().bytes().all(|byte| ID_LETTERS.contains(&byte)), "{id}");
        assert_ne!(id, random_meeting_id());
        assert_eq!(random_code().to_string().len(), 6);
        assert_eq!(request_id().len(), 16);
        assert_ne!(request_id(), request_id());
    }

    #[test]
    fn keys_of_two_purposes_differ_and_parts_do_not_run_together() {
        let (one, other) = (SecretKey::derive(&[7; 32], "one"), SecretKey::derive(&[7; 32], "other"));
        assert_ne!(one.tag(&[b"a"]), other.tag(&[b"a"]));
        assert_ne!(one.tag(&[b"ab", b"c"]), one.tag(&[b"a", b"bc"]));
        assert_eq!(format!("{one:?}"), "SecretKey(…)");
    }
}
