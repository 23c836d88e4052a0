//! One-time links by which a person opens their own list on another device: the other browser becomes the same device.
//!
//! The store keeps the hash of the link's token, and the device's id sealed under a key that takes the token to make: neither a
//! copy of the database nor the server's secret alone opens it.

use protocol::{ErrorCode, Problem};

use crate::fault::fault;
use crate::secret::{SecretKey, random_token, token_hash};
use crate::{Device, Identity};

/// Minutes in which a link to another device may be used.
pub const DEVICE_LINK_MINUTES: u32 = 15;
/// Longest token that is looked up; ours have 43 characters.
const TOKEN_BYTES_MAX: usize = 64;

impl Identity {
    /// The token of a new link to `device`; it holds for [`DEVICE_LINK_MINUTES`], once.
    pub async fn link_device(&self, device: &Device) -> Result<String, Problem> {
        let token = random_token();
        let sealed = sealed(&self.keys().link, &token, device.id());
        let kept =
            self.store().put_device_link(token_hash(&token), sealed, self.now(), self.in_minutes(DEVICE_LINK_MINUTES));
        kept.await.map_err(|error| fault(&error))?;
        Ok(token)
    }

    /// Refused as `link_spent` unless the link may still be used. Looking does not use it up: previews of chats look.
    pub async fn check_link(&self, token: &str) -> Result<(), Problem> {
        let found = self.store().device_link(token_hash(fitting(token)?), self.now());
        if found.await.map_err(|error| fault(&error))? { Ok(()) } else { Err(spent()) }
    }

    /// Uses the link up: `browser` is the linked device from now on. Refused as `link_spent` when it was used or its time is over.
    pub async fn follow_link(&self, browser: &Device, token: &str) -> Result<(), Problem> {
        let taking = self.store().take_device_link(token_hash(fitting(token)?), self.now());
        let closed = taking.await.map_err(|error| fault(&error))?.ok_or_else(spent)?;
        browser.become_device(sealed(&self.keys().link, token, closed));
        Ok(())
    }
}

fn fitting(token: &str) -> Result<&str, Problem> {
    if token.len() <= TOKEN_BYTES_MAX { Ok(token) } else { Err(spent()) }
}

fn spent() -> Problem {
    Problem::new(ErrorCode::LinkSpent)
}

/// Seals an id, or opens what was sealed: a pad of the id's length that is used for one token alone.
fn sealed(key: &SecretKey, token: &str, mut id: [u8; 32]) -> [u8; 32] {
    let pad = key.tag(&[token.as_bytes()]);
    id.iter_mut().zip(pad).for_each(|(byte, pad)| *byte ^= pad);
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_token_opens_what_was_sealed() {
        let key = SecretKey::derive(&[7; 32], "link");
        let id = [9; 32];
        let closed = sealed(&key, "token", id);
        assert_ne!(closed, id);
        assert_eq!(sealed(&key, "token", closed), id);
        assert_ne!(sealed(&key, "other", closed), id);
        assert_ne!(sealed(&SecretKey::derive(&[8; 32], "link"), "token", closed), id);
    }
}
