//! What tests need from outside the process: PostgreSQL and Redis on loopback, the project's own binary as a server,
//! a clock that stands still, and folders of optional test data.
//!
//! Development only: no crate may depend on it outside `[dev-dependencies]`. It holds no fixtures of the domain, and
//! it never uses a system service, a fixed port or a folder outside the temporary one.
//!
//! Everything here panics with a sentence when it cannot do its work: in a test that is the best report.

mod clock;
mod files;
mod port;
mod postgres;
mod programs;
mod redis;
mod run;
mod server;
mod wait;

pub use clock::ManualClock;
pub use files::{repository_dir, shared_dir};
pub use port::free_port;
pub use postgres::{Database, Durability, PostgresServer, postgres_database};
pub use programs::{postgres_bin, redis_server_program};
pub use redis::{RedisServer, RedisShare, redis, redis_private};
pub use server::{ServerOptions, ServerProcess};
