//! The sentences, read from the optional folder.

use std::path::PathBuf;

use serde_json::Value;

/// An edit of a real text that leaves its sense alone.
pub(crate) struct Copy {
    /// How it was edited: `script`, `spaces`, `typos8%` …
    pub(crate) kind: String,
    pub(crate) base: String,
    pub(crate) text: String,
}

fn ranking_data() -> Option<PathBuf> {
    Some(testkit::shared_dir()?.join("ranking/data"))
}

/// News sentences in one language (`zho-CN`, `zho-TW`), by line.
pub(crate) fn news(language: &str) -> Option<Vec<String>> {
    let file = ranking_data()?.join(format!("ntrex/newstest2019-ref.{language}.txt"));
    let text = std::fs::read_to_string(file).expect("the folder has the news sentences");
    Some(text.lines().map(str::to_owned).collect())
}

pub(crate) fn near_copies() -> Option<Vec<Copy>> {
    let file = ranking_data()?.join("near-copies/variants.jsonl");
    let text = std::fs::read_to_string(file).expect("the folder has the near-copies");
    let string = |row: &Value, field: &str| row[field].as_str().expect("a string").to_owned();
    let rows = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("a row is JSON"));
    Some(
        rows.map(|row| Copy { kind: string(&row, "kind"), base: string(&row, "base"), text: string(&row, "text") })
            .collect(),
    )
}
