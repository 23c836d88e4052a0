//! Who knows what: pure crates do no input or output, one crate knows SQL, one knows Redis, one reads files and the
//! environment.

use crate::paths::sources;
use crate::repository::{Crate, crates};

const PURE: [&str; 3] = ["domain", "ranking", "text"];
const NOT_IN_PURE: [&str; 14] = [
    "async-std",
    "axum",
    "chrono",
    "futures-util",
    "getrandom",
    "hyper",
    "metrics",
    "rand",
    "redis",
    "reqwest",
    "sqlx",
    "tokio",
    "tracing",
    "uuid",
];
/// Prefixes of paths; in the standard library everything that reads the world.
const WORLD: [&str; 9] = [
    "std::fs",
    "std::net",
    "std::process",
    "std::env",
    "std::io",
    "std::thread",
    "std::time::SystemTime",
    "std::time::Instant",
    "jiff::Timestamp::now",
];
const FILES_AND_ENVIRONMENT: [&str; 3] = ["std::fs", "std::env", "tokio::fs"];
const READS_FILES: [&str; 3] = ["testkit", "xtask", "yanlu"];

fn starts_with(path: &[String], prefix: &str) -> bool {
    let prefix: Vec<&str> = prefix.split("::").collect();
    path.len() >= prefix.len() && path.iter().zip(&prefix).all(|(part, wanted)| part == wanted)
}

/// `file: path` for each mention in `krate` of a path under one of `prefixes`.
fn mentions_of(krate: &Crate, prefixes: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources(krate) {
        let bad = source.mentions.iter().filter(|one| prefixes.iter().any(|prefix| starts_with(&one.path, prefix)));
        found.extend(bad.map(|one| format!("{}: {}", source.file, one.path.join("::"))));
    }
    found
}

/// Crates other than `owner` that depend on `library`, except for their tests.
fn others_with(library: &str, owner: &str) -> Vec<String> {
    let all = crates().into_values();
    all.filter(|krate| krate.name != owner && krate.dependencies.contains(library)).map(|krate| krate.name).collect()
}

#[test]
fn pure_crates_depend_on_nothing_that_does_input_or_output() {
    let all = crates();
    for name in PURE {
        let bad: Vec<&&str> = NOT_IN_PURE.iter().filter(|library| all[name].dependencies.contains(**library)).collect();
        assert!(bad.is_empty(), "{name} depends on {bad:?}");
    }
}

#[test]
fn pure_crates_do_not_touch_the_world() {
    let all = crates();
    let found: Vec<String> = PURE.iter().flat_map(|name| mentions_of(&all[*name], &WORLD)).collect();
    assert!(found.is_empty(), "time, chance and input are arguments:\n{}", found.join("\n"));
}

#[test]
fn only_the_store_knows_sql() {
    assert_eq!(others_with("sqlx", "store"), [""; 0]);
}

#[test]
fn only_the_broker_knows_redis() {
    assert_eq!(others_with("redis", "broker"), [""; 0]);
}

#[test]
fn only_the_binary_reads_files_and_environment() {
    let all = crates();
    let others = all.values().filter(|krate| !READS_FILES.contains(&krate.name.as_str()));
    let found: Vec<String> = others.flat_map(|krate| mentions_of(krate, &FILES_AND_ENVIRONMENT)).collect();
    assert!(found.is_empty(), "only `yanlu` reads files and environment:\n{}", found.join("\n"));
}

#[test]
fn prefix_counts_in_whole_parts() {
    let path = |path: &str| path.split("::").map(str::to_owned).collect::<Vec<_>>();
    assert!(starts_with(&path("std::fs::read"), "std::fs"));
    assert!(!starts_with(&path("std::fsx"), "std::fs"));
    assert!(!starts_with(&path("std"), "std::fs"));
}
