//! The live desk over its own addresses, on SQLite, with a clock that the tests move.

#![expect(clippy::unwrap_used, reason = "in a test the panic is the report")]

mod chamber;
mod deals;
mod decisions;
mod house;
mod levers;
mod looks;
mod merges;
mod refusals;
mod screens;
mod wording;
