//! Words that do not belong into the project: where packages are fetched from is a matter of each machine's own
//! settings, and paths of one machine mean nothing on another.

use std::{fs, path::Path, process::Command};

use anyhow::{Result, bail};

use super::Problems;

/// In two halves, so that this list does not find itself.
const FORBIDDEN: &[(&str, &str)] = &[
    ("crates", ".io"),
    ("npmjs", ".org"),
    ("npmjs", ".com"),
    ("pypi", ".org"),
    ("pythonhosted", ".org"),
    ("deb.debian", ".org"),
    ("/work", "/main"),
    ("/work", "/shared"),
    ("/tmp", "/bash_jobs"),
];

/// Written by cargo, which names the registry in its own way.
const EXEMPT: &[&str] = &["Cargo.lock"];

pub fn check(root: &Path) -> Result<Problems> {
    let listed = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output()?;
    if !listed.status.success() {
        bail!("git ls-files failed: {}", String::from_utf8_lossy(&listed.stderr));
    }
    let mut problems = Problems::new();
    for name in String::from_utf8_lossy(&listed.stdout).split('\0') {
        let file = root.join(name);
        if name.is_empty()
            || EXEMPT.contains(&name)
            || name.starts_with("crates/web/static/vendor/")
            || !file.is_file()
        {
            continue;
        }
        // What is no text has no words.
        if let Ok(text) = String::from_utf8(fs::read(&file)?) {
            problems.extend(
                found(&text)
                    .into_iter()
                    .map(|(line, word)| format!("{name}:{line} names {word}")),
            );
        }
    }
    Ok(problems)
}

fn found(text: &str) -> Vec<(usize, String)> {
    let words: Vec<String> = FORBIDDEN.iter().map(|(one, two)| format!("{one}{two}")).collect();
    (1..)
        .zip(text.lines())
        .flat_map(|(number, line)| {
            let line = line.to_lowercase();
            words
                .iter()
                .filter(|word| line.contains(*word))
                .map(|word| (number, word.clone()))
                .collect::<Vec<_>>()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_registrys_host_and_a_machines_path_are_seen() {
        let (one, two) = FORBIDDEN.first().unwrap();
        assert_eq!(
            found(&format!("fine\nhttps://static.{one}{two}/x")),
            [(2, format!("{one}{two}"))]
        );
        assert!(found("the default registry; a crate's own i/o").is_empty());
    }
}
