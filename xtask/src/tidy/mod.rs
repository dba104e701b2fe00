//! `cargo xtask tidy`: the project's own rules, one check a file. A check answers what is wrong, in words that say
//! where and what to do.

mod arrows;
mod decisions;
mod generated;
mod length;
mod locales;
mod migrations;
mod pure;
mod specs;
mod words;

use std::path::Path;

use anyhow::{Context as _, Result};

use crate::places;

/// What is wrong, one a line.
type Problems = Vec<String>;

type Check = (&'static str, fn(&Path) -> Result<Problems>);

const CHECKS: &[Check] = &[
    ("crate arrows", arrows::check),
    ("pure crates", pure::check),
    ("file length", length::check),
    ("locales", locales::check),
    ("migrations", migrations::check),
    ("decision records", decisions::check),
    ("detector specs", specs::check),
    ("generated files", generated::check),
    ("words", words::check),
];

/// Runs all checks and prints what they found; true when nothing. With `write`, generated files are renewed first.
pub fn run(write: bool) -> Result<bool> {
    let root = places::root()?;
    if write {
        generated::write(&root)?;
    }
    let mut found: usize = 0;
    for (name, check) in CHECKS {
        let problems = check(&root).with_context(|| format!("checking {name}"))?;
        found = found.saturating_add(problems.len());
        for problem in problems {
            println!("{name}: {problem}");
        }
    }
    match found {
        0 => println!("tidy: {} checks, nothing to say", CHECKS.len()),
        many => println!("tidy: {many} to mend"),
    }
    Ok(found == 0)
}

/// A path as the project's people write it: from the root, with slashes.
fn relative(root: &Path, path: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .to_string_lossy()
        .replace('\\', "/")
}
