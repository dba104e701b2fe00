//! Pages that are made from something else are committed, and are what would be made now.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use anyhow::{Context as _, Result, bail};

use super::Problems;
use crate::places;

/// A page and the command that prints it, run with `cargo run`.
struct Page {
    file: &'static str,
    command: &'static [&'static str],
    /// Where the command is written; while that is not there, neither is the page.
    from: &'static str,
}

const PAGES: &[Page] = &[Page {
    file: "docs/operate/configuration.md",
    command: &["--package", "rettesnor", "--", "config-page"],
    from: "crates/app/src/commands/config_page.rs",
}];

const RULES: &str = "docs/rules";

pub fn check(root: &Path) -> Result<Problems> {
    let mut problems = Problems::new();
    let made = all(root)?;
    for (file, now) in &made {
        let committed = fs::read_to_string(root.join(file)).unwrap_or_default();
        problems.extend(compare(file, &committed, now));
    }
    for file in places::files(&root.join(RULES), &|file| places::has_extension(file, "md"))? {
        let name = super::relative(root, &file);
        if !made.contains_key(&name) {
            problems.push(format!("{name} belongs to no detector"));
        }
    }
    Ok(problems)
}

/// Renews all pages.
pub fn write(root: &Path) -> Result<()> {
    for (file, text) in all(root)? {
        let file = root.join(file);
        fs::write(&file, text).with_context(|| format!("writing {}", file.display()))?;
    }
    Ok(())
}

/// File and what it should contain.
fn all(root: &Path) -> Result<BTreeMap<String, String>> {
    let mut made = rule_pages(root)?;
    for page in PAGES.iter().filter(|page| root.join(page.from).is_file()) {
        made.insert(page.file.to_owned(), make(root, page)?);
    }
    Ok(made)
}

/// A detector's spec is its page, under its code.
fn rule_pages(root: &Path) -> Result<BTreeMap<String, String>> {
    let mut pages = BTreeMap::new();
    let sources = root.join("crates").join("detect").join("src");
    for spec in places::files(&sources, &|file| places::has_extension(file, "md"))? {
        let source = fs::read_to_string(spec.with_extension("rs")).unwrap_or_default();
        // A spec without detector, or a detector without code, is told of by the check of specs and by the compiler.
        if let Some(code) = code(&source) {
            pages.insert(format!("{RULES}/{code}.md"), fs::read_to_string(&spec)?);
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

fn make(root: &Path, page: &Page) -> Result<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["run", "--quiet"])
        .args(page.command)
        .current_dir(root)
        .output()?;
    if !output.status.success() {
        bail!(
            "{} could not be made: {}",
            page.file,
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(String::from_utf8(output.stdout)?)
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
