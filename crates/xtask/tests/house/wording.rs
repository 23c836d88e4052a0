//! Words and paths that no tracked file holds.

use crate::repository::{files, text};

/// Put together here, so that this file passes its own test.
const BANNED_WORDS: [&str; 4] =
    [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX"), concat!("lorem", " ipsum")];

/// Folders of one developer's machine.
const BANNED_PATHS: [&str; 3] = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")];

/// Checksums hold any letters.
fn is_lock_file(file: &str) -> bool {
    file.ends_with("Cargo.lock") || file.ends_with("package-lock.json")
}

/// Rules are written down where they are explained.
fn explains_rules(file: &str) -> bool {
    file == "CONTRIBUTING.md"
}

fn has_word(line: &str, word: &str) -> bool {
    let is_letter = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    line.match_indices(word)
        .any(|(at, _)| !is_letter(line[..at].chars().next_back()) && !is_letter(line[at + word.len()..].chars().next()))
}

/// The path stands alone, rather than inside a longer one.
fn has_path(line: &str, path: &str) -> bool {
    let in_path = |letter: char| letter.is_alphanumeric() || "._-/}*~".contains(letter);
    line.match_indices(path).any(|(at, _)| !line[..at].chars().next_back().is_some_and(in_path))
}

fn complaints(file: &str, source: &str) -> Vec<String> {
    let lines = source.lines().enumerate();
    let bad = lines.filter_map(|(index, line)| {
        let word = BANNED_WORDS.iter().find(|word| !explains_rules(file) && has_word(line, word));
        let found = word.or_else(|| BANNED_PATHS.iter().find(|path| has_path(line, path)))?;
        Some(format!("{file}:{}: {found}", index + 1))
    });
    bad.collect()
}

#[test]
fn unfinished_work_and_machine_paths_are_nowhere() {
    let bad = files()
        .into_iter()
        .filter(|file| !is_lock_file(file))
        .flat_map(|file| text(&file).map(|text| complaints(&file, &text)).unwrap_or_default());
    let bad: Vec<String> = bad.collect();
    assert!(
        bad.is_empty(),
        "finish it, or say in ARCHITECTURE.md what is absent; and no machine's paths:\n{}",
        bad.join("\n")
    );
}

#[test]
fn words_count_whole_and_paths_from_their_start() {
    let [word, ..] = BANNED_WORDS;
    let [path, ..] = BANNED_PATHS;
    assert_eq!(complaints("a.rs", &format!("ok\n// {word}: later")), [format!("a.rs:2: {word}")]);
    assert!(complaints("a.rs", &format!("{word}S")).is_empty());
    assert!(complaints("CONTRIBUTING.md", &format!("No {word}.")).is_empty());
    assert_eq!(complaints("a.rs", &format!("\"{path}main\"")).len(), 1);
    assert!(complaints("a.rs", &format!("src{path}mod.rs")).is_empty());
}
