//! The secretary's desk over its own addresses, on SQLite, with a clock that the tests move; and imports.

#![expect(clippy::unwrap_used, reason = "in a test the panic is the report")]

mod exports;
mod house;
mod meetings;
mod polis;
