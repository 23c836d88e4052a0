//! Services over real sockets: the binary is started as people start it and spoken to as their clients speak.

mod client;
mod demo;
mod doors;
mod office;
mod processes;
mod restart;
mod uberx;
