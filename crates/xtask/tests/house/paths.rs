//! The paths that Rust sources mention, such as `crate::seq::Seq` or `std::fs::read`, with the module they stand in.
//!
//! Reads `use` trees and paths in code. Code under `#[cfg(test)]` and inside the arguments of macros is not read.

use syn::visit::{self, Visit};
use syn::{Attribute, File, Item, ItemMod, UseTree};

use crate::repository::{Crate, files, is_rust, text};

/// One mention of a path.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    /// The module it stands in, from the crate's root; empty there.
    pub(crate) module: Vec<String>,
    /// As written: the first part may be `crate`, `self`, `super`, a crate or a name in scope.
    pub(crate) path: Vec<String>,
    /// From a `use` or `pub use` rather than from code.
    pub(crate) is_use: bool,
}

/// A source file of a crate.
pub(crate) struct Source {
    /// Relative to the repository's root.
    pub(crate) file: String,
    /// The module that the file is; empty for the root.
    pub(crate) module: Vec<String>,
    pub(crate) mentions: Vec<Mention>,
}

/// The sources under the crate's `src/`, without files that are tests alone.
pub(crate) fn sources(krate: &Crate) -> Vec<Source> {
    let folder = format!("{}/src/", krate.folder);
    let inside = files().into_iter().filter(|file| file.starts_with(&folder) && is_rust(file));
    inside
        .filter_map(|file| {
            let module = module_of(file.strip_prefix(&folder)?);
            if module.iter().any(|part| part == "tests") {
                return None;
            }
            let parsed = syn::parse_file(&text(&file)?).unwrap_or_else(|fault| panic!("{file}: {fault}"));
            let mentions = mentions(&parsed, &module);
            Some(Source { file, module, mentions })
        })
        .collect()
}

/// `a/b.rs` and `a/b/mod.rs` are the module `a::b`; `lib.rs` and `main.rs` are the root.
fn module_of(file: &str) -> Vec<String> {
    let stem = file.strip_suffix(".rs").unwrap_or(file);
    let parts = stem.split('/').filter(|part| !["lib", "main", "mod"].contains(part));
    parts.map(str::to_owned).collect()
}

/// Everything that `file`, which is `module`, mentions.
pub(crate) fn mentions(file: &File, module: &[String]) -> Vec<Mention> {
    let mut reader = Reader { module: module.to_vec(), found: Vec::new() };
    reader.visit_file(file);
    reader.found
}

struct Reader {
    module: Vec<String>,
    found: Vec<Mention>,
}

impl Reader {
    fn note(&mut self, path: Vec<String>, is_use: bool) {
        self.found.push(Mention { module: self.module.clone(), path, is_use });
    }

    fn note_tree(&mut self, before: &[String], tree: &UseTree) {
        let with = |last: String| before.iter().cloned().chain([last]).collect::<Vec<_>>();
        match tree {
            UseTree::Path(path) => self.note_tree(&with(path.ident.to_string()), &path.tree),
            UseTree::Name(name) => self.note(with(name.ident.to_string()), true),
            UseTree::Rename(rename) => self.note(with(rename.ident.to_string()), true),
            UseTree::Glob(_) => self.note(with("*".to_owned()), true),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.note_tree(before, tree);
                }
            }
        }
    }
}

fn is_test_only(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let cfg =
            attribute.path().is_ident("cfg") && attribute.parse_args::<syn::Path>().is_ok_and(|on| on.is_ident("test"));
        cfg || attribute.path().is_ident("test")
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_test_only(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.note_tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.note(parts, false);
        visit::visit_path(self, path);
    }
}

/// The path from the crate's root, when it leads into the crate: without `crate`, `self` and `super`.
pub(crate) fn from_root(mention: &Mention) -> Option<Vec<String>> {
    let mut base = match mention.path.first()?.as_str() {
        "crate" => Vec::new(),
        "self" | "super" => mention.module.clone(),
        _ => return None,
    };
    let mut rest = mention.path.as_slice();
    while let [first, after @ ..] = rest {
        match first.as_str() {
            "crate" | "self" => {}
            "super" => drop(base.pop()),
            _ => break,
        }
        rest = after;
    }
    base.extend(rest.iter().cloned());
    Some(base)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str, module: &[&str]) -> Vec<String> {
        let module: Vec<String> = module.iter().map(|part| (*part).to_owned()).collect();
        let found = mentions(&syn::parse_file(source).expect("Rust"), &module);
        found.iter().map(|one| from_root(one).unwrap_or_else(|| one.path.clone()).join("::")).collect()
    }

    #[test]
    fn grouped_and_nested_uses_are_taken_apart() {
        assert_eq!(
            read("use std::{fs, net::{self, TcpStream as T}, env::*};", &[]),
            ["std::fs", "std::net::self", "std::net::TcpStream", "std::env::*"]
        );
        assert_eq!(read("fn f() { std::fs::read(g::<crate::b::X>()) }", &["a"]), ["std::fs::read", "g", "b::X"]);
    }

    #[test]
    fn super_leads_to_the_parent_also_from_inline_modules() {
        assert_eq!(read("use super::b::X;", &["a"]), ["b::X"]);
        assert_eq!(read("use super::X;", &["a", "c"]), ["a::X"]);
        assert_eq!(read("mod c { use super::super::b::X; }", &["a"]), ["b::X"]);
        assert_eq!(read("use self::d::X;", &["a"]), ["a::d::X"]);
    }

    #[test]
    fn tests_are_not_read() {
        assert!(read("#[cfg(test)] mod tests { use std::fs; } #[cfg(test)] use std::env;", &[]).is_empty());
        assert_eq!(read("#[cfg(unix)] use std::env;", &[]).last().map(String::as_str), Some("std::env"));
    }

    #[test]
    fn files_are_modules() {
        assert_eq!(module_of("a/b.rs"), ["a", "b"]);
        assert_eq!(module_of("a/mod.rs"), ["a"]);
        assert!(module_of("lib.rs").is_empty());
    }
}
