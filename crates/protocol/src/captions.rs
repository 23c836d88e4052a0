//! What is being said in the chamber, line by line, as everybody may read it.

use domain::Seq;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The newest lines that are answered at once.
pub const CAPTIONS_MAX: usize = 200;

/// `GET …/captions?after=`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct CaptionsReply {
    /// The newest lines after `after`, oldest first, at most [`CAPTIONS_MAX`].
    pub lines: Vec<CaptionLine>,
}

/// A line of what is being said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CaptionLine {
    /// Its place in the log: ask for lines `after` the last one.
    #[ts(type = "number")]
    pub seq: Seq,
    /// The broadcast moment, ms from the start.
    pub moment_ms: u32,
    /// The line.
    pub text: String,
}
