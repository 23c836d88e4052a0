//! The sentences, read from the optional folder.

use std::collections::HashMap;
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

/// Words that people flag, one a line.
pub(crate) fn sensitive() -> Option<Vec<String>> {
    let file = ranking_data()?.join("sensitive/ldnoobw_zh.txt");
    let text = std::fs::read_to_string(file).expect("the folder has the words");
    Some(text.lines().map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect())
}

/// Traditional characters by simplified ones, the first of each.
pub(crate) fn traditional() -> Option<HashMap<char, char>> {
    let file = ranking_data()?.join("opencc/STCharacters.txt");
    let text = std::fs::read_to_string(file).expect("the folder has the characters");
    let row = |line: &str| {
        let (one, others) = line.split_once('\t')?;
        Some((one.chars().next()?, others.chars().next()?))
    };
    Some(text.lines().filter_map(row).collect())
}

/// Two halves by character: every way in which it may be taken apart.
pub(crate) fn halves() -> Option<HashMap<char, Vec<String>>> {
    let file = ranking_data()?.join("chaizi/chaizi-jt.txt");
    let text = std::fs::read_to_string(file).expect("the folder has the characters");
    let row = |line: &str| {
        let mut columns = line.split('\t');
        let whole = columns.next()?.chars().next()?;
        // Nobody types a single stroke for a half.
        let typed = |way: &String| {
            way.chars().count() == 2 && !way.contains(whole) && !way.contains(|c| "一丨丿丶乙乚亅乛乀乁㇆".contains(c))
        };
        let ways = columns.map(|way| way.replace(' ', "")).filter(typed);
        Some((whole, ways.collect()))
    };
    Some(text.lines().filter_map(row).collect())
}

/// The usual sound of each character, with its tone.
pub(crate) fn pinyin() -> Option<HashMap<char, String>> {
    let file = ranking_data()?.join("pinyin/kMandarin_8105.txt");
    let text = std::fs::read_to_string(file).expect("the folder has the sounds");
    let row = |line: &str| {
        let (code, rest) = line.strip_prefix("U+")?.split_once(':')?;
        let c = char::from_u32(u32::from_str_radix(code, 16).ok()?)?;
        Some((c, rest.split_whitespace().next()?.to_owned()))
    };
    Some(text.lines().filter_map(row).collect())
}
