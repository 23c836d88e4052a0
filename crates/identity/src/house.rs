//! What every part of this crate shares: the store, the clock, the keys, the limits.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use domain::{Clock, UnixMs};
use store::{Store, StoreError};

use crate::IdentityConfig;
use crate::limit::Limiter;
use crate::password::{PasswordError, Passwords};
use crate::secret::{SecretKey, random_bytes, random_token, token_hash};

/// The one secret in the store; every key is derived from it.
const SECRET_NAME: &str = "identity";
/// Hours in which a set-up link may be used.
pub const SETUP_LINK_HOURS: u32 = 24;
const MINUTE_MS: f64 = 60_000.0;

/// Why the crate cannot start or do its own work.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The store failed.
    #[error("accounts cannot be read or written")]
    Store(#[from] StoreError),
    /// Hashing failed.
    #[error("passwords cannot be hashed")]
    Password(#[from] PasswordError),
}

/// Knows who is asking. Clones share everything.
#[derive(Clone)]
pub struct Identity(Arc<House>);

struct House {
    store: Store,
    clock: Arc<dyn Clock>,
    config: IdentityConfig,
    keys: Keys,
    passwords: Passwords,
    logins_by_address: Limiter<IpAddr>,
    logins_by_name: Limiter<[u8; 32]>,
}

/// One key a purpose, so that no tag made for one fits another.
pub(crate) struct Keys {
    /// Makes a device's cookie ours.
    pub(crate) device: SecretKey,
    /// Turns device and meeting into a pseudonym.
    pub(crate) person: SecretKey,
    /// Ties a form to the device that it was shown to.
    pub(crate) form: SecretKey,
    /// Seals a device's id in a link to another device.
    pub(crate) link: SecretKey,
    /// Vouches for receipts.
    pub(crate) receipt: SecretKey,
    /// Turns network and meeting into what can be compared.
    pub(crate) source: SecretKey,
}

impl Identity {
    /// Reads the server's secret, or makes it at the very first start; all processes on one store agree on it.
    pub async fn open(store: Store, clock: Arc<dyn Clock>, config: IdentityConfig) -> Result<Self, IdentityError> {
        let secret = store.secret(SECRET_NAME, random_bytes()).await?;
        let keys = Keys {
            device: SecretKey::derive(&secret, "device"),
            person: SecretKey::derive(&secret, "person"),
            form: SecretKey::derive(&secret, "form"),
            link: SecretKey::derive(&secret, "link"),
            receipt: SecretKey::derive(&secret, "receipt"),
            source: SecretKey::derive(&secret, "source"),
        };
        Ok(Self(Arc::new(House {
            keys,
            passwords: Passwords::new().await?,
            logins_by_address: Limiter::per_minute(config.logins_per_minute, Arc::clone(&clock)),
            logins_by_name: Limiter::per_minute(config.logins_per_minute, Arc::clone(&clock)),
            store,
            clock,
            config,
        })))
    }

    /// The token of a set-up link if there is no account yet; it holds for [`SETUP_LINK_HOURS`], once.
    pub async fn first_link(&self) -> Result<Option<String>, IdentityError> {
        if self.0.store.staff_count().await? > 0 {
            return Ok(None);
        }
        self.new_link().await.map(Some)
    }

    /// The token of a new set-up link. Only its hash is kept.
    pub async fn new_link(&self) -> Result<String, IdentityError> {
        let token = random_token();
        self.0.store.put_setup_link(token_hash(&token), self.in_hours(SETUP_LINK_HOURS)).await?;
        Ok(token)
    }

    /// A tag over `parts` that only this house can make: HMAC-SHA-256 under the key for receipts.
    pub fn receipt_tag(&self, parts: &[&[u8]]) -> [u8; 32] {
        self.0.keys.receipt.tag(parts)
    }

    pub(crate) fn store(&self) -> &Store {
        &self.0.store
    }

    pub(crate) fn config(&self) -> &IdentityConfig {
        &self.0.config
    }

    pub(crate) fn keys(&self) -> &Keys {
        &self.0.keys
    }

    pub(crate) fn passwords(&self) -> &Passwords {
        &self.0.passwords
    }

    pub(crate) fn now(&self) -> UnixMs {
        self.0.clock.now()
    }

    /// The moment on the meeting's clock that is so many real hours away: a log-in must not end early because a demo plays fast.
    pub(crate) fn in_hours(&self, hours: u32) -> UnixMs {
        self.in_minutes(hours * 60)
    }

    /// The same for minutes.
    pub(crate) fn in_minutes(&self, minutes: u32) -> UnixMs {
        self.now().plus_ms((f64::from(minutes) * MINUTE_MS * self.0.clock.speed()) as i64)
    }

    /// Counts an attempt to log in, or says in how many seconds the next may be made.
    pub(crate) fn count_login(&self, network: IpAddr, login: &str) -> Result<(), u32> {
        self.0.logins_by_address.check(&network)?;
        // A name of any length makes a key of one length.
        self.0.logins_by_name.check(&token_hash(login))
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Identity(…)")
    }
}
