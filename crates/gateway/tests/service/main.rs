//! The read side over real sockets on loopback: a SQLite store in a temporary folder, a memory bell, a clock moved by hand.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

mod around;
mod boards;
mod events;
mod hall;
mod looks;
mod pages;
mod screens;
mod segments;
mod sockets;
mod watcher;
