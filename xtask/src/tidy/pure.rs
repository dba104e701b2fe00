//! The pure crates touch nothing outside: no runtime, no database, no network, no files, no environment, no clock.

use std::{fs, path::Path};

use anyhow::Result;

use super::{Problems, relative};
use crate::places;

const CRATES: &[&str] = &["model", "detect", "rulebook", "ledger"];

const FORBIDDEN: &[&[&str]] = &[
    &["tokio"],
    &["sqlx"],
    &["axum"],
    &["reqwest"],
    &["std", "fs"],
    &["std", "env"],
    &["std", "net"],
    &["std", "process"],
    &["SystemTime"],
];

pub fn check(root: &Path) -> Result<Problems> {
    let mut problems = Problems::new();
    for name in CRATES {
        let sources = root.join("crates").join(name).join("src");
        for file in places::files(&sources, &|file| places::has_extension(file, "rs"))? {
            for (line, word) in named(&fs::read_to_string(&file)?) {
                problems.push(format!(
                    "{}:{line}: {name} is pure and names {word}",
                    relative(root, &file)
                ));
            }
        }
    }
    Ok(problems)
}

/// Line number and forbidden path, comments left out. `use std::{fs, env}` is seen through.
fn named(source: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in (1..).zip(source.lines()) {
        let code = line.split("//").next().unwrap_or_default();
        let words: Vec<&str> = code
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .filter(|w| !w.is_empty())
            .collect();
        for path in FORBIDDEN {
            let hit = match path {
                [one] => words.contains(one),
                [first, second] => {
                    code.contains(&format!("{first}::{second}"))
                        || (code.contains(&format!("{first}::{{")) && words.contains(second))
                }
                _ => false,
            };
            if hit {
                found.push((number, path.join("::")));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(source: &str) -> Vec<String> {
        named(source).into_iter().map(|(_, word)| word).collect()
    }

    #[test]
    fn touching_the_outside_is_seen() {
        assert_eq!(words("fn now() { std::time::SystemTime::now() }"), ["SystemTime"]);
        assert_eq!(words("use std::fs;"), ["std::fs"]);
        assert_eq!(words("use std::{collections::BTreeMap, env};"), ["std::env"]);
        assert_eq!(
            named("\nasync fn x() { tokio::spawn(y) }"),
            [(2, "tokio".to_owned())]
        );
    }

    #[test]
    fn words_in_comments_and_inside_other_words_are_not() {
        assert!(words("/// Unlike std::fs, this …\nlet tokioish = std::fmt::Error;").is_empty());
    }
}
