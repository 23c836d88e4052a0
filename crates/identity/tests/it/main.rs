//! Identity over a real store: log-in, accounts, links, devices, and requests from other sites.

mod accounts;
mod devices;
mod house;
