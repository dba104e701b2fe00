//! Every detector and lint (a file with a rule code) has a spec beside it (prose and cases, run as its test), and every spec a rule.

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::Result;

use super::{Problems, generated};
use crate::places;

pub fn check(root: &Path) -> Result<Problems> {
    let mut rules = BTreeSet::new();
    let mut specs = BTreeSet::new();
    for (sources, _) in generated::SPECS {
        for file in places::files(&root.join(sources), &|_| true)? {
            let stem = super::relative(root, &file.with_extension(""));
            if places::has_extension(&file, "md") {
                specs.insert(stem);
            } else if places::has_extension(&file, "rs")
                && generated::code(&fs::read_to_string(&file)?).is_some()
            {
                rules.insert(stem);
            }
        }
    }
    Ok(compare(&rules, &specs))
}

fn compare(rules: &BTreeSet<String>, specs: &BTreeSet<String>) -> Problems {
    let without = rules
        .difference(specs)
        .map(|name| format!("{name}.rs has no {name}.md beside it"));
    let idle = specs
        .difference(rules)
        .map(|name| format!("{name}.md belongs to no rule"));
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
