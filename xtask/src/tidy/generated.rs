//! Pages that are made from something else are committed, and are what would be made now.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context as _, Result};

use super::Problems;
use crate::places;

const RULES: &str = "docs/rules";

/// Folders of rules with specs, and where their pages are.
pub(super) const SPECS: [(&str, &str); 2] = [
    ("crates/detect/src", RULES),
    ("crates/rulebook/src/lint", "docs/rules/lint"),
];

pub fn check(root: &Path) -> Result<Problems> {
    let mut problems = Problems::new();
    let made = all(root)?;
    for (file, now) in &made {
        let committed = fs::read_to_string(root.join(file)).unwrap_or_default();
        problems.extend(compare(file, &committed, now));
    }
    for file in places::files(&root.join(RULES), &|file| places::has_extension(file, "md"))? {
        let name = super::relative(root, &file);
        if is_rule_page(&file) && !made.contains_key(&name) {
            problems.push(format!("{name} belongs to no rule"));
        }
    }
    Ok(problems)
}

/// Whether the file is named like a rule's page (`TXT001.md`); the folder holds other pages too.
fn is_rule_page(file: &Path) -> bool {
    file.file_stem()
        .and_then(|stem| stem.to_str())
        .is_some_and(|stem| {
            stem.len() == 6
                && stem.chars().enumerate().all(|(n, c)| {
                    if n < 3 {
                        c.is_ascii_uppercase()
                    } else {
                        c.is_ascii_digit()
                    }
                })
        })
}

/// Renews all pages.
pub fn write(root: &Path) -> Result<()> {
    for (file, text) in all(root)? {
        let file = root.join(file);
        fs::write(&file, text).with_context(|| format!("writing {}", file.display()))?;
    }
    Ok(())
}

/// File and what it should contain: a rule's spec is its page, under its code.
fn all(root: &Path) -> Result<BTreeMap<String, String>> {
    let mut pages = BTreeMap::new();
    for (sources, to) in SPECS {
        for spec in places::files(&root.join(sources), &|file| places::has_extension(file, "md"))? {
            let source = fs::read_to_string(spec.with_extension("rs")).unwrap_or_default();
            // A spec without rule, or a rule without code, is told of by the check of specs and by the compiler.
            if let Some(code) = code(&source) {
                pages.insert(format!("{to}/{code}.md"), fs::read_to_string(&spec)?);
            }
        }
    }
    Ok(pages)
}

/// The rule's code, read from its `code: "…"`.
pub(super) fn code(source: &str) -> Option<&str> {
    source
        .lines()
        .find_map(|line| line.trim().strip_prefix("code: \"")?.split('"').next())
}

fn compare(file: &str, committed: &str, now: &str) -> Option<String> {
    let differs = (1..)
        .zip(committed.lines())
        .zip(now.lines())
        .find(|((_, old), new)| old != new);
    let line = match differs {
        Some(((line, _), _)) => line,
        None if committed == now => return None,
        None => committed
            .lines()
            .count()
            .min(now.lines().count())
            .saturating_add(1),
    };
    Some(format!(
        "{file} is out of date from line {line} on: cargo xtask tidy --write"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rules_code_is_read_from_its_source() {
        assert_eq!(
            code("static RULE: Rule = Rule {\n    code: \"TXT004\",\n"),
            Some("TXT004")
        );
        assert_eq!(code("let code = \"TXT004\";"), None);
    }

    #[test]
    fn a_page_that_would_be_made_differently_is_seen() {
        assert_eq!(compare("a.md", "one\ntwo\n", "one\ntwo\n"), None);
        assert!(
            compare("a.md", "one\ntwo\n", "one\n2\n")
                .unwrap()
                .contains("line 2")
        );
        assert!(compare("a.md", "one\n", "one\ntwo\n").unwrap().contains("line 2"));
        assert!(compare("a.md", "", "one\n").is_some());
    }
}
