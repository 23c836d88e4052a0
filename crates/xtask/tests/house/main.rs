//! The rules about the repository's structure, as tests: arrows between crates, sizes, cycles, purity, what lies where.
//!
//! They read what git tracks and compile nothing. A rule changes in the commit that says why, here and in
//! ARCHITECTURE.md or CONTRIBUTING.md.

mod arrows;
mod layout;
mod modules;
mod paths;
mod purity;
mod repository;
mod sizes;
mod wording;
