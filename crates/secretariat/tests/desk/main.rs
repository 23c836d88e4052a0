//! The secretary's desk over its own addresses, on SQLite, with a clock that the tests move; and imports.

mod exports;
mod house;
mod meetings;
mod polis;
