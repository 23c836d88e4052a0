//! JSON that leaves or enters the house: bodies, boards, frames, error codes, close codes, and the words of every locale.
//!
//! Nobody else knows the wire. There is no behaviour here beyond encoding, decoding and saying no in the reader's language.

pub mod abuse;
pub mod captions;
pub mod citizen;
mod close;
mod error;
mod extract;
pub mod figures;
pub mod floor;
pub mod form;
pub mod frame;
pub mod invalidation;
pub mod lexicon;
pub mod locale;
pub mod look;
pub mod moderation;
pub mod papers;
mod problem;
mod reader;
pub mod record;
pub mod screens;
pub mod scribe;
pub mod secretariat;
mod seen;
pub mod staff;

pub use close::CloseCode;
pub use error::ErrorCode;
pub use extract::{AtSuggestion, InMeeting, JsonBody};
pub use locale::Locale;
pub use look::{Look, dress};
pub use problem::{Problem, RequestId, explain, explained};
pub use reader::{Reader, is_own_path};
pub use seen::{seen_at, seen_cookie};
