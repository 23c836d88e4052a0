//! The write side over a real store: what citizens may send, what is refused and how, and what only they may read.

mod bad_input;
mod changes;
mod limits;
mod mine;
mod sockets;
mod stage;
mod suggest;
mod supports;
