//! Files stay small, and each says what it is for.

use crate::repository::{files, is_rust, text};

const LINES_MAX: usize = 400;
/// A file that must be longer says why after these words, near its top.
const EXCUSE: &str = "Over 400 lines:";
const EXCUSE_WITHIN_LINES: usize = 15;

fn is_code(file: &str) -> bool {
    [".rs", ".ts", ".svelte"].iter().any(|end| file.ends_with(end))
}

/// Tests may be as long as their tables; generated files are nobody's prose.
fn is_exempt(file: &str) -> bool {
    file.split('/').any(|part| ["tests", "tests.rs", "generated"].contains(&part)) || file.ends_with(".test.ts")
}

/// Lines of `source` without those of its `#[cfg(test)]` modules.
fn lines_without_tests(source: &str) -> usize {
    let mut lines = source.lines();
    let mut count = 0;
    while let Some(line) = lines.next() {
        count += 1;
        if line != "#[cfg(test)]" {
            continue;
        }
        let opens = lines.next().is_some_and(|next| next.starts_with("mod ") && next.ends_with('{'));
        if opens {
            count -= 1;
            // rustfmt puts the end of a top-level module at the start of a line.
            lines.by_ref().take_while(|line| *line != "}").for_each(drop);
        } else {
            count += 1;
        }
    }
    count
}

fn has_excuse(source: &str) -> bool {
    let top = source.lines().take(EXCUSE_WITHIN_LINES);
    top.filter_map(|line| line.split_once(EXCUSE)).any(|(_, reason)| !reason.trim().is_empty())
}

#[test]
fn files_are_short_or_say_why_not() {
    let code = files().into_iter().filter(|file| is_code(file) && !is_exempt(file));
    let long = code.filter_map(|file| {
        let source = text(&file)?;
        let lines = lines_without_tests(&source);
        (lines > LINES_MAX && !has_excuse(&source)).then(|| format!("{file}: {lines} lines without tests"))
    });
    let long: Vec<String> = long.collect();
    assert!(
        long.is_empty(),
        "split these by responsibility, or say near the top \"{EXCUSE} why\":\n{}",
        long.join("\n")
    );
}

#[test]
fn rust_files_open_with_their_purpose() {
    let rust = files().into_iter().filter(|file| is_rust(file));
    let silent: Vec<String> = rust.filter(|file| text(file).is_some_and(|text| !text.starts_with("//! "))).collect();
    assert!(silent.is_empty(), "these files do not open with `//!`:\n{}", silent.join("\n"));
}

#[test]
fn tests_at_the_end_and_in_the_middle_do_not_count() {
    let source = "a\n#[cfg(test)]\nmod tests {\n    b\n}\nc\n";
    assert_eq!(lines_without_tests(source), 2);
    assert_eq!(lines_without_tests("#[cfg(test)]\nmod tests;\na\n"), 3);
    assert_eq!(lines_without_tests("#[cfg(test)]\nfn helper() {\n}\n"), 3);
}

#[test]
fn excuse_needs_a_reason() {
    assert!(has_excuse("//! Purpose.\n//! Over 400 lines: one table, read as a whole.\n"));
    assert!(!has_excuse("//! Over 400 lines:\n"));
}
