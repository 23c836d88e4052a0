//! What the house knows about Chinese text: one comparable form, what input is refused, personal data, likeness.
//!
//! Pure: no clock, chance, store or wire format. A finding here is a flag for a person or a mask on publication; only
//! [`check_input`] refuses, and only for characters that cannot be shown honestly, never for what a text says.

mod canonical;
mod cohorts;
mod comparable;
mod heard;
mod input;
mod invisible;
mod letters;
mod lexicon;
mod likeness;
mod lookalike;
mod parts;
mod personal;
mod polarity;
mod polite;
mod regional;
mod script;
mod similar;
mod sound;
mod spoken;
mod topics;

pub use canonical::canonical;
pub use cohorts::Cohorts;
pub use comparable::{Fingerprint, comparable};
pub use input::{Forbidden, InputRefused, MARKS_MAX, check_input, count_characters};
pub use lexicon::{HITS_MAX, Lexicon, WordHit, Words};
pub use likeness::{ALMOST_MIN, Band, LIKELY_MIN, Likeness, MAYBE_MIN, likeness, preticked};
pub use personal::{PersonalData, PersonalKind, mask, personal_data};
pub use polarity::polarity_differs;
pub use script::simplified;
pub use similar::{NEAREST_MAX, Near, SimilarIndex, TERMS_PER_TEXT_MAX, TEXTS_MAX};
pub use topics::Topics;
