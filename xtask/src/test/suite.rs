//! `tests/suite.toml`: the servers that tests talk to and the programs that test the whole.

use std::{collections::BTreeMap, path::Path};

use anyhow::{Context as _, Result};
use serde::Deserialize;

/// The whole file. In commands and values `{NAME}` stands for a variable of the environment so far.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suite {
    /// Started in this order.
    #[serde(default)]
    pub server: Vec<Server>,
    /// Run in this order.
    #[serde(default)]
    pub program: Vec<Program>,
}

/// A process that is up when a line of its output begins with `ready`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    pub name: String,
    /// Where it runs, from the project's root.
    pub folder: String,
    pub command: Vec<String>,
    #[serde(default)]
    pub environment: BTreeMap<String, String>,
    pub ready: String,
    /// The variable that gets what follows the ready word in that line.
    pub exports: String,
    #[serde(default = "a_minute")]
    pub seconds: u64,
}

/// A test program; it closes with a line `N passed, N failed`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Program {
    pub name: String,
    /// Where it runs, from the project's root.
    pub folder: String,
    pub command: Vec<String>,
    #[serde(default)]
    pub environment: BTreeMap<String, String>,
    /// Longer is a failure.
    pub minutes: u64,
}

fn a_minute() -> u64 {
    60
}

impl Suite {
    /// Reads the file.
    pub fn read(root: &Path) -> Result<Self> {
        let file = root.join("tests").join("suite.toml");
        let text = std::fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
        toml::from_str(&text).with_context(|| format!("in {}", file.display()))
    }
}

/// Puts the environment's values for `{NAME}`; an error names a variable that is not there.
pub fn fill(text: &str, environment: &BTreeMap<String, String>) -> Result<String> {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after
            .split_once('}')
            .with_context(|| format!("`{{` without `}}` in {text}"))?;
        let value = environment
            .get(name)
            .with_context(|| format!("{name}, wanted by {text}, is not set"))?;
        filled.push_str(before);
        filled.push_str(value);
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_filled_in_and_missing_ones_named() {
        let environment = BTreeMap::from([("PORT".to_owned(), "81".to_owned())]);
        assert_eq!(
            fill("127.0.0.1:{PORT}/x", &environment).unwrap(),
            "127.0.0.1:81/x"
        );
        assert!(
            fill("{HOST}", &environment)
                .unwrap_err()
                .to_string()
                .contains("HOST")
        );
        assert!(fill("{PORT", &environment).is_err());
    }

    #[test]
    fn an_unknown_key_is_refused() {
        let text = "[[program]]\nname='a'\nfolder='b'\ncommand=['c']\nminutes=1\nminuets=2";
        assert!(toml::from_str::<Suite>(text).is_err());
    }
}
