//! What lies at the top of the repository, and nothing else.

use std::collections::BTreeSet;

use crate::repository::files;

const FOLDERS: [&str; 5] = ["crates", "web", "migrations", "tests", "deploy"];
const FILES: [&str; 8] = [
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "SECURITY.md",
];
/// Names under which things without a subject gather.
const BANNED_MODULES: [&str; 6] = ["utils", "util", "helpers", "helper", "common", "misc"];

#[test]
fn top_level_holds_the_agreed_folders_and_documents() {
    let allowed = |name: &str, is_folder: bool| {
        name.starts_with('.') || if is_folder { FOLDERS.contains(&name) } else { FILES.contains(&name) }
    };
    let tracked = files();
    let tops = tracked.iter().map(|file| match file.split_once('/') {
        Some((folder, _)) => (folder, true),
        None => (file.as_str(), false),
    });
    let strange: BTreeSet<&str> = tops.filter(|(name, folder)| !allowed(name, *folder)).map(|(name, _)| name).collect();
    assert!(strange.is_empty(), "not at the top of the repository: {strange:?}");
}

#[test]
fn no_file_is_named_after_having_no_subject() {
    let tracked = files();
    let nameless = tracked.iter().filter(|file| {
        let parts = file.split('/').map(|part| part.split_once('.').map_or(part, |(stem, _)| stem));
        parts.into_iter().any(|part| BANNED_MODULES.contains(&part))
    });
    let nameless: Vec<&String> = nameless.collect();
    assert!(nameless.is_empty(), "name these after what they do: {nameless:?}");
}

#[test]
fn migrations_of_both_back_ends_have_the_same_names() {
    let tracked = files();
    let names =
        |folder: &str| -> BTreeSet<&str> { tracked.iter().filter_map(|file| file.strip_prefix(folder)).collect() };
    assert_eq!(names("migrations/sqlite/"), names("migrations/postgres/"));
}
