//! The guideline packs that ship with the product.

use anyhow::Result;
use rulebook::Rulebook;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

#[derive(rust_embed::Embed)]
#[folder = "../../packs"]
#[include = "*/pack.toml"]
#[include = "*/clauses/*.toml"]
struct Shipped;

/// Ends the names of packs that others extend and that no municipality chooses.
const BASE: &str = "-base";

/// Loads the packs that a municipality may choose.
///
/// # Errors
/// A shipped pack that does not load: each problem with file, line and what was expected.
pub fn load() -> Result<BTreeMap<String, Arc<Rulebook>>> {
    let files: Vec<(String, String)> = Shipped::iter()
        .filter_map(|path| {
            Some((
                path.to_string(),
                String::from_utf8_lossy(&Shipped::get(&path)?.data).into_owned(),
            ))
        })
        .collect();
    let ids: BTreeSet<&str> = files
        .iter()
        .filter_map(|(path, _)| path.split('/').next())
        .collect();
    let mut out = BTreeMap::new();
    for id in ids.into_iter().filter(|id| !id.ends_with(BASE)) {
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
