//! Who is asking: citizens by a device cookie and a pseudonym of each meeting, staff by account and session.
//!
//! The only crate that knows secrets: keys, passwords, tokens, form tokens. None of them is ever logged or shown by `Debug`.
//! It holds no SQL (rows are the store's) and no rule of a meeting (roles and commands are the domain's).

mod account;
mod address;
mod assets;
mod config;
mod cookies;
mod device;
mod fault;
mod house;
mod limit;
mod link;
mod password;
mod routes;
mod same_site;
mod secret;
mod session;
mod shell;

pub use account::{LOGIN_CHARS_MAX, NAME_CHARS_MAX, PASSWORD_BYTES_MAX, PASSWORD_CHARS_MIN};
pub use address::ClientAddress;
pub use assets::Assets;
pub use config::IdentityConfig;
pub use cookies::NewCookie;
pub use device::Device;
pub use fault::fault;
pub use house::{Identity, IdentityError, SETUP_LINK_HOURS};
pub use limit::Limiter;
pub use link::DEVICE_LINK_MINUTES;
pub use password::PasswordError;
pub use routes::router;
pub use same_site::{check_same_site, same_site};
pub use secret::{random_code, random_meeting_id, random_seed, random_token, request_id, token_hash};
pub use session::{CurrentStaff, StaffPage};
pub use shell::staff_shell;
