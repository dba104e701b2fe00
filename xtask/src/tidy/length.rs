//! A file that is longer than can be read in one go is split.

use std::{fs, path::Path};

use anyhow::Result;

use super::{Problems, relative};
use crate::places;

const MOST: usize = 600;
const EXTENSIONS: &[&str] = &["rs", "html", "css", "js", "mjs", "py", "sql", "ftl"];
/// What others wrote and we carry along.
const FOREIGN: &[&str] = &["crates/web/static/vendor/"];
/// Path and the length it may have. This list may only shrink.
const LONGER: &[(&str, usize)] = &[];

pub fn check(root: &Path) -> Result<Problems> {
    let mut lengths = Vec::new();
    for folder in ["crates", "xtask", "tests", "bench", "packs"] {
        let files = places::files(&root.join(folder), &|file| {
            EXTENSIONS
                .iter()
                .any(|extension| places::has_extension(file, extension))
        })?;
        for file in files {
            let name = relative(root, &file);
            if !FOREIGN.iter().any(|folder| name.starts_with(folder)) {
                lengths.push((name, fs::read_to_string(&file)?.lines().count()));
            }
        }
    }
    Ok(too_long(&lengths, LONGER))
}

fn too_long(lengths: &[(String, usize)], longer: &[(&str, usize)]) -> Problems {
    let mut problems = Problems::new();
    for (name, length) in lengths {
        let allowed = longer
            .iter()
            .find(|(path, _)| path == name)
            .map(|(_, most)| *most);
        match allowed {
            None if *length > MOST => {
                problems.push(format!("{name} has {length} lines; {MOST} is the most: split it"))
            }
            Some(most) if *length > most => {
                problems.push(format!("{name} has grown from {most} to {length} lines"))
            }
            Some(most) if *length < most => {
                problems.push(format!(
                    "{name} has shrunk to {length} lines: lower its allowance of {most}"
                ));
            }
            _ => {}
        }
    }
    let gone = longer
        .iter()
        .filter(|(path, _)| !lengths.iter().any(|(name, _)| name == path));
    problems.extend(gone.map(|(path, _)| format!("{path} is gone: take its allowance away")));
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_files_are_named_and_allowances_only_shrink() {
        let lengths = |length| [("a.rs".to_owned(), length)];
        assert!(too_long(&lengths(600), &[]).is_empty());
        assert_eq!(too_long(&lengths(601), &[]).len(), 1);
        assert!(too_long(&lengths(700), &[("a.rs", 700)]).is_empty());
        assert_eq!(too_long(&lengths(701), &[("a.rs", 700)]).len(), 1);
        assert_eq!(too_long(&lengths(650), &[("a.rs", 700)]).len(), 1);
        assert_eq!(too_long(&lengths(10), &[("b.rs", 700)]).len(), 1);
    }
}
