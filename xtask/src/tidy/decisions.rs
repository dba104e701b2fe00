//! Decision records are numbered without a gap, and their title carries the number.

use std::{fs, path::Path};

use anyhow::Result;

use super::Problems;
use crate::places;

pub fn check(root: &Path) -> Result<Problems> {
    let mut records = Vec::new();
    for file in places::files(&root.join("docs").join("adr"), &|file| {
        places::has_extension(file, "md")
    })? {
        let name = file
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let title = fs::read_to_string(&file)?
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned();
        if name != "README.md" {
            records.push((name, title));
        }
    }
    Ok(numbered(&records))
}

fn numbered(records: &[(String, String)]) -> Problems {
    let mut problems = Problems::new();
    for (expected, (name, title)) in (1_u32..).zip(records) {
        let number = format!("{expected:04}");
        if !name.starts_with(&format!("{number}-")) {
            problems.push(format!("docs/adr/{name} should begin with {number}-"));
            break;
        }
        if !title.starts_with(&format!("# {number} ")) {
            problems.push(format!("docs/adr/{name} should begin with `# {number} Title`"));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_doubles_and_wrong_titles_are_seen() {
        let records = |list: &[(&str, &str)]| -> Vec<(String, String)> {
            list.iter()
                .map(|(name, title)| ((*name).to_owned(), (*title).to_owned()))
                .collect()
        };
        assert!(
            numbered(&records(&[
                ("0001-crates.md", "# 0001 Crates"),
                ("0002-sql.md", "# 0002 SQL")
            ]))
            .is_empty()
        );
        assert_eq!(
            numbered(&records(&[("0001-a.md", "# 0001 A"), ("0003-b.md", "# 0003 B")])).len(),
            1
        );
        assert_eq!(
            numbered(&records(&[("0001-a.md", "# 0001 A"), ("0001-b.md", "# 0001 B")])).len(),
            1
        );
        assert_eq!(numbered(&records(&[("0001-a.md", "Crates")])).len(), 1);
    }
}
