//! Which crate may use which: the table in ARCHITECTURE.md is the rule, and the manifests obey it.

use std::collections::{BTreeMap, BTreeSet};

use crate::repository::{crates, text};

const CRATES_MAX: usize = 15;
/// Without those of the development-only crates.
const ARROWS_MAX: usize = 40;
/// In crates, from the binary down to `domain`.
const CHAIN_MAX: usize = 5;
const DEVELOPMENT_ONLY: [&str; 2] = ["testkit", "xtask"];

type Arrows = BTreeMap<String, BTreeSet<String>>;

fn real_arrows() -> Arrows {
    let crates = crates();
    let inside = |name: &&String| crates.contains_key(*name);
    crates.values().map(|one| (one.name.clone(), one.dependencies.iter().filter(inside).cloned().collect())).collect()
}

/// Rows `| crate | may use |` between `<!-- arrows -->` and `<!-- /arrows -->`; names in backticks or bare, separated by
/// commas, a dash for none.
fn table(architecture: &str) -> Result<Arrows, String> {
    let (_, rest) = architecture.split_once("<!-- arrows -->").ok_or("there is no <!-- arrows -->")?;
    let (table, _) = rest.split_once("<!-- /arrows -->").ok_or("there is no <!-- /arrows -->")?;
    let rows = table.lines().map(str::trim).filter(|line| !line.is_empty()).skip(2);
    let mut arrows = Arrows::new();
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split('|').collect();
        let [name, allowed] = cells.as_slice() else {
            return Err(format!("not two cells: {row}"));
        };
        let used = allowed.split(',').map(bare).filter(|name| !name.is_empty());
        if arrows.insert(bare(name), used.collect()).is_some() {
            return Err(format!("twice in the table: {}", bare(name)));
        }
    }
    Ok(arrows)
}

fn bare(cell: &str) -> String {
    cell.trim_matches(|letter: char| letter.is_whitespace() || "`—–-".contains(letter)).to_owned()
}

/// Sentences about every crate and arrow that only one of the two has.
fn differences(real: &Arrows, allowed: &Arrows) -> Vec<String> {
    let pairs = |arrows: &Arrows| -> BTreeSet<(String, String)> {
        let each = arrows.iter().flat_map(|(from, to)| to.iter().map(move |to| (from.clone(), to.clone())));
        each.collect()
    };
    let names = |arrows: &Arrows| -> BTreeSet<String> { arrows.keys().cloned().collect() };
    let (real_pairs, allowed_pairs) = (pairs(real), pairs(allowed));
    let mut found = Vec::new();
    found.extend(names(real).difference(&names(allowed)).map(|name| format!("crate without a row: {name}")));
    found.extend(names(allowed).difference(&names(real)).map(|name| format!("row without a crate: {name}")));
    found.extend(real_pairs.difference(&allowed_pairs).map(|(from, to)| format!("new arrow: {from} -> {to}")));
    found.extend(allowed_pairs.difference(&real_pairs).map(|(from, to)| format!("stale arrow: {from} -> {to}")));
    found
}

fn longest_chain(arrows: &Arrows, from: &str) -> usize {
    // Cargo refuses cycles between crates, so this ends.
    1 + arrows.get(from).into_iter().flatten().map(|to| longest_chain(arrows, to)).max().unwrap_or(0)
}

#[test]
fn arrows_between_crates_are_those_of_the_table() {
    let architecture = text("ARCHITECTURE.md").expect("there is an ARCHITECTURE.md");
    let allowed = table(&architecture).expect("ARCHITECTURE.md has the table of arrows");
    let found = differences(&real_arrows(), &allowed);
    assert!(found.is_empty(), "ARCHITECTURE.md and the manifests disagree:\n{}", found.join("\n"));
}

#[test]
fn crates_arrows_and_chains_stay_in_the_budget() {
    let mut arrows = real_arrows();
    assert!(arrows.len() <= CRATES_MAX, "{} crates, at most {CRATES_MAX}", arrows.len());
    let chain = arrows.keys().map(|name| longest_chain(&arrows, name)).max().unwrap_or(0);
    assert!(chain <= CHAIN_MAX, "a chain of {chain} crates, at most {CHAIN_MAX}");
    arrows.retain(|name, _| !DEVELOPMENT_ONLY.contains(&name.as_str()));
    let count: usize = arrows.values().map(BTreeSet::len).sum();
    assert!(count <= ARROWS_MAX, "{count} arrows, at most {ARROWS_MAX}");
}

#[test]
fn development_only_crates_are_used_by_tests_alone() {
    for (name, uses) in real_arrows() {
        let wrong: Vec<_> = uses.iter().filter(|used| DEVELOPMENT_ONLY.contains(&used.as_str())).collect();
        assert!(wrong.is_empty(), "{name} uses {wrong:?} outside its tests");
    }
}

#[test]
fn services_never_use_each_other() {
    let services = ["gateway", "ingest", "moderation", "secretariat"];
    for (name, uses) in real_arrows().iter().filter(|(name, _)| services.contains(&name.as_str())) {
        assert!(!uses.iter().any(|used| services.contains(&used.as_str())), "{name} uses another service");
    }
}

fn sample(rows: &str) -> String {
    format!("text\n<!-- arrows -->\n| crate | may use |\n|---|---|\n{rows}\n<!-- /arrows -->\nmore")
}

#[test]
fn table_tells_new_and_stale_arrows_and_crates_apart() {
    let allowed = table(&sample("| `a` | `b`, `c` |\n| b | — |\n| c | - |\n| old | |")).expect("a table");
    let real = table(&sample("| a | b |\n| b | c |\n| c | — |\n| new | — |")).expect("a table");
    assert_eq!(
        differences(&real, &allowed),
        ["crate without a row: new", "row without a crate: old", "new arrow: b -> c", "stale arrow: a -> c"]
    );
    assert!(differences(&real, &real).is_empty());
    assert_eq!(longest_chain(&real, "a"), 3);
}

#[test]
fn broken_table_is_an_error() {
    table("no table").expect_err("no table");
    table(&sample("| a | b | c |")).expect_err("three cells");
    table(&sample("| a | b |\n| a | c |")).expect_err("a crate twice");
}
