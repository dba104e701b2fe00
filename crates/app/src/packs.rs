//! The guideline packs that ship with the product.

use anyhow::Result;
use rulebook::Rulebook;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

#[derive(rust_embed::Embed)]
#[folder = "../../packs"]
#[include = "*/pack.toml"]
#[include = "*/clauses/*.toml"]
#[include = "*/tests/*.toml"]
#[include = "*/lessons/*.toml"]
struct Shipped;

/// Ends the names of packs that others extend and that no municipality chooses.
const BASE: &str = "-base";

/// Path and text of every file of every shipped pack, with scenarios and lessons.
pub fn files() -> Vec<(String, String)> {
    Shipped::iter()
        .filter_map(|path| {
            Some((
                path.to_string(),
                String::from_utf8_lossy(&Shipped::get(&path)?.data).into_owned(),
            ))
        })
        .collect()
}

/// Ids of the packs among `files`, sorted.
pub fn ids(files: &[(String, String)]) -> Vec<&str> {
    let found: BTreeSet<&str> = files
        .iter()
        .filter_map(|(path, _)| path.strip_suffix("/pack.toml"))
        .filter_map(|folder| folder.rsplit('/').next())
        .collect();
    found.into_iter().collect()
}

/// Loads the packs that a municipality may choose.
///
/// # Errors
/// A shipped pack that does not load: each problem with file, line and what was expected.
pub fn load() -> Result<BTreeMap<String, Arc<Rulebook>>> {
    let files = files();
    let mut out = BTreeMap::new();
    for id in ids(&files).into_iter().filter(|id| !id.ends_with(BASE)) {
        let book = Rulebook::load(&files, id).map_err(|problems| {
            anyhow::anyhow!(
                "{}",
                problems
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join("\n")
            )
        })?;
        out.insert(id.to_owned(), Arc::new(book));
    }
    Ok(out)
}
