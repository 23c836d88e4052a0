//! The read side over real sockets on loopback: a SQLite store in a temporary folder, a memory bell, a clock moved by hand.

mod boards;
mod events;
mod hall;
mod segments;
mod sockets;
mod watcher;
