//! Tests of the rulebook: all packs, bad packs, the language of conditions, decisions.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::panic,
    clippy::string_slice
)]

mod bad_packs;
mod clauses;
mod contradictions;
mod decisions;
mod kinds;
mod language;
mod lint;
mod mutations;
mod oscal;
mod packs;
mod views;

use std::path::Path;

/// Every file of `packs/`, as the binary embeds them.
pub fn files() -> Vec<(String, String)> {
    fn walk(folder: &Path, root: &Path, out: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, out);
            } else if path.extension().is_some_and(|e| e == "toml") {
                let name = path
                    .strip_prefix(root)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .replace('\\', "/");
                out.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut out = Vec::new();
    walk(&root.join("packs"), &root, &mut out);
    out.sort();
    out
}

pub fn load(id: &str) -> rulebook::Rulebook {
    rulebook::Rulebook::load(&files(), id).unwrap_or_else(|problems| {
        panic!(
            "{}",
            problems
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("\n")
        )
    })
}
