//! Both databases get the same migrations: equal numbers and names, no gap, no number twice.

use std::path::Path;

use anyhow::Result;

use super::Problems;
use crate::places;

pub fn check(root: &Path) -> Result<Problems> {
    let folder = root.join("crates").join("store-sql").join("migrations");
    let names = |database: &str| -> Result<Vec<String>> {
        let files = places::files(&folder.join(database), &|file| places::has_extension(file, "sql"))?;
        Ok(files
            .iter()
            .filter_map(|file| Some(file.file_name()?.to_str()?.to_owned()))
            .collect())
    };
    Ok(compare(&names("sqlite")?, &names("postgres")?))
}

fn compare(sqlite: &[String], postgres: &[String]) -> Problems {
    let mut problems = Problems::new();
    let alone = |here: &[String], there: &[String], other: &str| -> Problems {
        here.iter()
            .filter(|name| !there.contains(name))
            .map(|name| format!("{name} is missing for {other}"))
            .collect()
    };
    problems.extend(alone(sqlite, postgres, "PostgreSQL"));
    problems.extend(alone(postgres, sqlite, "SQLite"));
    for (expected, name) in (1_u32..).zip(sqlite) {
        let prefix = format!("{expected:04}_");
        if !name.starts_with(&prefix) {
            problems.push(format!(
                "{name} should begin with {prefix}: numbers have no gap and none comes twice"
            ));
            break;
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_missing_twin_a_gap_and_a_doubled_number_are_seen() {
        let good = list(&["0001_people.sql", "0002_posts.sql"]);
        assert!(compare(&good, &good).is_empty());
        assert_eq!(
            compare(&good, &list(&["0001_people.sql"])),
            ["0002_posts.sql is missing for PostgreSQL"]
        );
        assert_eq!(
            compare(&good, &list(&["0001_people.sql", "0002_post.sql"])).len(),
            2
        );
        let gap = list(&["0001_people.sql", "0003_posts.sql"]);
        assert_eq!(compare(&gap, &gap).len(), 1);
        let doubled = list(&["0001_a.sql", "0001_b.sql"]);
        assert_eq!(compare(&doubled, &doubled).len(), 1);
    }
}
