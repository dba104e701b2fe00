//! The guideline packs that ship with the product.

use anyhow::Result;
use rulebook::Rulebook;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(rust_embed::Embed)]
#[folder = "../../packs"]
#[include = "*.toml"]
struct Shipped;

/// Every file of the shipped packs: path below `packs/`, and text.
#[must_use]
pub fn files() -> Vec<(String, String)> {
    Shipped::iter()
        .filter_map(|path| {
            let file = Shipped::get(&path)?;
            Some((path.to_string(), String::from_utf8_lossy(&file.data).into_owned()))
        })
        .collect()
}

/// Loads the packs that a municipality may choose.
///
/// # Errors
/// A shipped pack that does not load: each problem with file, line and what was expected.
pub fn load() -> Result<BTreeMap<String, Arc<Rulebook>>> {
    let files = files();
    let borrowed: Vec<(&str, &str)> = files.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    let mut out = BTreeMap::new();
    for id in rulebook::municipal_packs(&borrowed) {
        let book = Rulebook::load(&borrowed, &id).map_err(|problems| {
            anyhow::anyhow!("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
        })?;
        out.insert(id, Arc::new(book));
    }
    Ok(out)
}
