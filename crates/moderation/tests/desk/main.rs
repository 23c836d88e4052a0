//! The live desk over its own addresses, on SQLite, with a clock that the tests move.

mod deals;
mod decisions;
mod house;
mod levers;
mod refusals;
