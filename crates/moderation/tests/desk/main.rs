//! The live desk over its own addresses, with a clock that the tests move.

#![expect(clippy::unwrap_used, reason = "in a test the panic is the report")]

mod abuse;
mod bulk;
mod chamber;
mod consoles;
mod deals;
mod decisions;
mod house;
mod invalidations;
mod levers;
mod lexicon;
mod looks;
mod merges;
mod papers;
mod record;
mod refusals;
mod restrictions;
mod screens;
mod search;
mod sources;
mod topics;
mod wording;
