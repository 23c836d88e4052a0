//! Passwords as argon2id hashes. Hashing runs beside the event loop, two at a time, because each takes 19 MiB and some 20 ms.

use std::sync::Arc;

use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordVerifier, Version};
use tokio::sync::Semaphore;

use crate::secret::{random_bytes, random_token};

/// OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, 2 passes, 1 lane.
const MEMORY_KIB: u32 = 19 * 1_024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Hashes computed at the same time: the cores of a small machine must stay free for citizens.
const HASHES_AT_ONCE: usize = 2;
const SALT_BYTES: usize = 16;

/// Why a password could not be hashed or compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Argon2 refused its input or the memory for it.
    #[error("a password cannot be hashed")]
    Hash,
    /// The thread that computed it ended abnormally, or the process is ending.
    #[error("hashing was interrupted")]
    Interrupted,
}

/// Computes and compares hashes.
#[derive(Clone)]
pub(crate) struct Passwords {
    turns: Arc<Semaphore>,
    /// A hash that no password has: compared where there is no account, so that the answer takes as long.
    nobody: Arc<str>,
}

impl Passwords {
    pub(crate) async fn new() -> Result<Self, PasswordError> {
        let mut passwords = Self { turns: Arc::new(Semaphore::new(HASHES_AT_ONCE)), nobody: "".into() };
        passwords.nobody = passwords.hash(random_token()).await?.into();
        Ok(passwords)
    }

    /// The hash in PHC form, with a salt of its own.
    pub(crate) async fn hash(&self, password: String) -> Result<String, PasswordError> {
        let salt: [u8; SALT_BYTES] = random_bytes();
        self.in_turn(move || {
            let hash = argon2()?.hash_password_with_salt(password.as_bytes(), &salt);
            hash.map(|hash| hash.to_string()).map_err(|_| PasswordError::Hash)
        })
        .await
    }

    /// Whether `password` has this hash; `None` (no such account) is false after the same work.
    pub(crate) async fn matches(&self, password: String, hash: Option<String>) -> Result<bool, PasswordError> {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.nobody.to_string());
        self.in_turn(move || {
            let hash = PasswordHash::new(&hash).map_err(|_| PasswordError::Hash)?;
            Ok(argon2()?.verify_password(password.as_bytes(), &hash).is_ok() && known)
        })
        .await
    }

    async fn in_turn<T, W>(&self, work: W) -> Result<T, PasswordError>
    where
        T: Send + 'static,
        W: FnOnce() -> Result<T, PasswordError> + Send + 'static,
    {
        // The permit moves into the thread: a caller that goes away does not make room for a third hash.
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|_| PasswordError::Interrupted)?;
        let worked = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        });
        worked.await.map_err(|_| PasswordError::Interrupted)?
    }
}

fn argon2() -> Result<Argon2<'static>, PasswordError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| PasswordError::Hash)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_hash_fits_its_password_alone_and_names_its_parameters() {
        let passwords = Passwords::new().await.unwrap();
        let hash = passwords.hash("correct horse battery".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_ne!(hash, passwords.hash("correct horse battery".into()).await.unwrap(), "salts differ");
        assert_eq!(passwords.matches("correct horse battery".into(), Some(hash.clone())).await, Ok(true));
        assert_eq!(passwords.matches("correct horse batterz".into(), Some(hash)).await, Ok(false));
        assert_eq!(passwords.matches("correct horse battery".into(), None).await, Ok(false));
    }
}
