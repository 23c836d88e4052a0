//! No cycles between the top-level modules of a crate. Children that use their parents' items are one module with them.

use std::collections::{BTreeMap, BTreeSet};

use crate::paths::{Source, from_root, sources};
use crate::repository::crates;

type Graph = BTreeMap<String, BTreeSet<String>>;

/// What one top-level module uses of the others. A name that the root re-exports counts as its module's.
fn graph(sources: &[Source]) -> Graph {
    let modules: BTreeSet<&String> = sources.iter().filter_map(|source| source.module.first()).collect();
    let root_uses =
        sources.iter().flat_map(|source| &source.mentions).filter(|one| one.is_use && one.module.is_empty());
    let exported: BTreeMap<&String, &String> = root_uses
        .filter_map(|one| {
            let path = one.path.strip_prefix(&["crate".to_owned()][..]).unwrap_or(&one.path);
            let (module, name) = (path.first()?, path.last()?);
            (path.len() > 1 && modules.contains(module)).then_some((name, module))
        })
        .collect();
    let mut graph = Graph::new();
    for mention in sources.iter().flat_map(|source| &source.mentions) {
        let (Some(from), Some(path)) = (mention.module.first(), from_root(mention)) else {
            continue;
        };
        let Some(first) = path.first() else { continue };
        let to = if modules.contains(first) { Some(first) } else { exported.get(first).copied() };
        if let Some(to) = to.filter(|to| *to != from) {
            graph.entry(from.clone()).or_default().insert(to.clone());
        }
    }
    graph
}

/// One shortest cycle through each module that lies on any, as `a -> b -> a`; each cycle once.
fn cycles(graph: &Graph) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for start in graph.keys() {
        let Some(mut cycle) = way_back(graph, start) else {
            continue;
        };
        let least = cycle.iter().enumerate().min_by_key(|(_, name)| *name).map_or(0, |(at, _)| at);
        cycle.rotate_left(least);
        cycle.push(cycle[0].clone());
        found.insert(cycle.join(" -> "));
    }
    found
}

/// The modules of a shortest way from `start` back to it, beginning with `start`.
fn way_back(graph: &Graph, start: &str) -> Option<Vec<String>> {
    let mut ways = vec![vec![start.to_owned()]];
    let mut seen = BTreeSet::new();
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            for next in graph.get(way.last()?).into_iter().flatten() {
                if next == start {
                    return Some(way);
                }
                if seen.insert(next.clone()) {
                    longer.push(way.iter().cloned().chain([next.clone()]).collect());
                }
            }
        }
        ways = longer;
    }
    None
}

#[test]
fn modules_of_a_crate_form_no_cycle() {
    let all = crates();
    let found = all.values().flat_map(|krate| {
        let cycles = cycles(&graph(&sources(krate)));
        cycles.into_iter().map(|cycle| format!("{}: {cycle}", krate.name))
    });
    let found: Vec<String> = found.collect();
    assert!(found.is_empty(), "cycles between top-level modules:\n{}", found.join("\n"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths::mentions;

    fn source(module: &[&str], text: &str) -> Source {
        let module: Vec<String> = module.iter().map(|part| (*part).to_owned()).collect();
        let mentions = mentions(&syn::parse_file(text).expect("Rust"), &module);
        Source { file: module.join("/"), module, mentions }
    }

    #[test]
    fn cycle_is_found_also_through_names_that_the_root_exports() {
        let sources = [
            source(&[], "mod a; mod b; mod c; pub use a::Thing; pub use crate::c::Other;"),
            source(&["a"], "use crate::b;"),
            source(&["b", "child"], "use crate::Thing; use super::X;"),
            source(&["c"], "use crate::{a, b};"),
        ];
        let found = cycles(&graph(&sources));
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["a -> b -> a"]);
    }

    #[test]
    fn root_and_children_do_not_make_a_cycle() {
        let sources = [
            source(&[], "mod a; use a::Thing;"),
            source(&["a"], "mod child; use child::X; use crate::a::child::Y;"),
            source(&["a", "child"], "use super::Thing; use crate::a::Z;"),
        ];
        assert!(cycles(&graph(&sources)).is_empty());
    }
}
