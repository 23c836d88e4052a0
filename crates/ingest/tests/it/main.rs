//! The write side over a real store: what citizens may send, what is refused and how, and what only they may read.

#![expect(clippy::unwrap_used, reason = "in a test the panic is the report")]

mod bad_input;
mod changes;
mod limits;
mod mine;
mod pages;
mod scribe;
mod sockets;
mod stage;
mod suggest;
mod supports;
