//! Every detector (a file with a rule code) has a spec beside it (prose and cases, run as its test), and every spec a detector.

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::Result;

use super::{Problems, generated};
use crate::places;

pub fn check(root: &Path) -> Result<Problems> {
    let sources = root.join("crates").join("detect").join("src");
    let mut detectors = BTreeSet::new();
    let mut specs = BTreeSet::new();
    for file in places::files(&sources, &|_| true)? {
        let stem = file
            .strip_prefix(&sources)?
            .with_extension("")
            .to_string_lossy()
            .into_owned();
        if places::has_extension(&file, "md") {
            specs.insert(stem);
        } else if places::has_extension(&file, "rs") && generated::code(&fs::read_to_string(&file)?).is_some()
        {
            detectors.insert(stem);
        }
    }
    Ok(compare(&detectors, &specs))
}

fn compare(detectors: &BTreeSet<String>, specs: &BTreeSet<String>) -> Problems {
    let without = detectors
        .difference(specs)
        .map(|name| format!("crates/detect/src/{name}.rs has no {name}.md beside it"));
    let idle = specs
        .difference(detectors)
        .map(|name| format!("crates/detect/src/{name}.md belongs to no detector"));
    without.chain(idle).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_detector_without_spec_and_a_spec_without_detector_are_seen() {
        let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        assert!(compare(&set(&["text/email"]), &set(&["text/email"])).is_empty());
        assert_eq!(compare(&set(&["text/email"]), &set(&["text/phone"])).len(), 2);
    }
}
