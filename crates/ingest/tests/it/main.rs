//! The write side over a real store: what citizens may send, what is refused and how, and what only they may read.

#![expect(clippy::unwrap_used, reason = "in a test the panic is the report")]

mod bad_input;
mod browser;
mod cards;
mod changes;
mod limits;
mod links;
mod mine;
mod pages;
mod restricted;
mod scribe;
mod second_look;
mod sockets;
mod stage;
mod suggest;
mod supports;
mod words;
