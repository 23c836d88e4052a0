//! Identity over a real store: log-in, accounts, links, devices, and requests from other sites.

#![expect(clippy::unwrap_used, reason = "in a test the panic is the report")]

mod accounts;
mod devices;
mod house;
