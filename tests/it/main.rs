//! Services over real sockets: the binary is started as people start it and spoken to as their clients speak.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on says where; figures go to its output"
)]

mod client;
mod demo;
mod doors;
mod office;
mod processes;
mod restart;
mod uberx;
