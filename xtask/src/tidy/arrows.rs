//! Arrows between crates point one way (docs/adr/0001): a crate uses only what its line in the table names.

use std::path::Path;

use anyhow::Result;
use cargo_metadata::{DependencyKind, MetadataCommand};

use super::Problems;

/// Crate, what it may use, what its tests may use besides.
const TABLE: &[(&str, &[&str], &[&str])] = &[
    ("rettesnor-model", &[], &[]),
    ("rettesnor-detect", &["model"], &[]),
    ("rettesnor-rulebook", &["model"], &[]),
    ("rettesnor-ledger", &["model"], &[]),
    ("rettesnor-store", &["model"], &[]),
    ("rettesnor-store-sql", &["model", "store"], &[]),
    ("rettesnor-networks", &["model"], &[]),
    ("rettesnor-records", &["model", "ledger"], &[]),
    (
        "rettesnor-flow",
        &[
            "model", "detect", "rulebook", "ledger", "store", "networks", "records",
        ],
        &["store-sql"],
    ),
    (
        "rettesnor-web",
        &["model", "store", "flow"],
        &["ledger", "networks", "rulebook", "store-sql"],
    ),
    (
        "rettesnor",
        &[
            "model",
            "detect",
            "rulebook",
            "ledger",
            "store",
            "store-sql",
            "networks",
            "records",
            "flow",
            "web",
        ],
        &[],
    ),
    // What an auditor reads: as few crates as can be.
    ("rettesnor-verify", &["model", "ledger"], &[]),
    ("rettesnor-xtask", &[], &[]),
    (
        "rettesnor-bench",
        &[
            "model",
            "detect",
            "rulebook",
            "ledger",
            "store",
            "store-sql",
            "networks",
            "flow",
        ],
        &[],
    ),
];

/// One crate using another.
struct Arrow {
    from: String,
    to: String,
    in_tests: bool,
}

pub fn check(root: &Path) -> Result<Problems> {
    let metadata = MetadataCommand::new()
        .manifest_path(root.join("Cargo.toml"))
        .no_deps()
        .exec()?;
    let mut arrows = Vec::new();
    let mut problems = Problems::new();
    for package in &metadata.packages {
        if !TABLE.iter().any(|(name, ..)| *name == package.name.as_str()) {
            problems.push(format!(
                "{} has no line in xtask/src/tidy/arrows.rs",
                package.name
            ));
        }
        for dependency in package
            .dependencies
            .iter()
            .filter(|dependency| dependency.path.is_some())
        {
            arrows.push(Arrow {
                from: package.name.to_string(),
                to: dependency.name.clone(),
                in_tests: dependency.kind == DependencyKind::Development,
            });
        }
    }
    problems.extend(arrows.iter().filter_map(wrong));
    Ok(problems)
}

fn wrong(arrow: &Arrow) -> Option<String> {
    let (_, may, tests_may) = TABLE.iter().find(|(name, ..)| *name == arrow.from)?;
    let to = arrow.to.strip_prefix("rettesnor-").unwrap_or(&arrow.to);
    let allowed = may.contains(&to) || (arrow.in_tests && tests_may.contains(&to));
    let how = if arrow.in_tests { " in its tests" } else { "" };
    (!allowed).then(|| format!("{} must not use {}{how}", arrow.from, arrow.to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(from: &str, to: &str, in_tests: bool) -> Option<String> {
        wrong(&Arrow {
            from: from.to_owned(),
            to: to.to_owned(),
            in_tests,
        })
    }

    #[test]
    fn an_arrow_against_the_table_is_named() {
        assert_eq!(
            answer("rettesnor-web", "rettesnor-store-sql", false).unwrap(),
            "rettesnor-web must not use rettesnor-store-sql"
        );
        assert!(answer("rettesnor-detect", "rettesnor-rulebook", true).is_some());
        assert!(answer("rettesnor-model", "rettesnor", false).is_some());
    }

    #[test]
    fn arrows_in_the_table_pass() {
        assert_eq!(answer("rettesnor-flow", "rettesnor-store-sql", true), None);
        assert_eq!(answer("rettesnor", "rettesnor-store-sql", false), None);
    }
}
