//! `cargo xtask new KIND NAME`: the files of a new thing, so that nothing is forgotten. They say what to fill in.

use std::{fs, path::Path};

use anyhow::{Context as _, Result, bail};

use crate::places;

/// A file to write, from the root.
type File = (String, String);

/// Writes the files of a new `kind` called `name`; an existing file is never overwritten.
pub fn run(kind: &str, name: &str) -> Result<()> {
    let root = places::root()?;
    let files = plan(&root, kind, name)?;
    if let Some((taken, _)) = files.iter().find(|(file, _)| root.join(file).exists()) {
        bail!("{taken} is already there");
    }
    for (file, text) in files {
        let path = root.join(&file);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&path, text).with_context(|| format!("writing {file}"))?;
        println!("{file}");
    }
    Ok(())
}

fn plan(root: &Path, kind: &str, name: &str) -> Result<Vec<File>> {
    let parts: Vec<&str> = name.split('/').collect();
    let good = |part: &&str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c))
    };
    if !parts.iter().all(good) {
        bail!("{name}: names are lower-case letters, digits, `_` and `-`, parts with `/` between them");
    }
    match (kind, parts.as_slice()) {
        ("detector", [medium @ ("text" | "media"), name]) => detector(root, medium, name),
        ("detector", _) => bail!("a detector is called text/NAME or media/NAME"),
        ("migration", [name]) => migration(root, name),
        ("adr", [name]) => adr(root, name),
        ("locale-area", [area]) => Ok(locale_area(area)),
        ("page", [area, verb]) => Ok(page(area, verb)),
        ("page", _) => bail!("a page is called AREA/VERB"),
        _ => bail!(
            "there is no scaffold for {kind} {name}; there are detector, migration, page, adr, locale-area"
        ),
    }
}

fn detector(root: &Path, medium: &str, name: &str) -> Result<Vec<File>> {
    let prefix = if medium == "text" { "TXT" } else { "MED" };
    let folder = root.join("crates").join("detect").join("src").join(medium);
    let mut last: u32 = 0;
    for file in places::files(&folder, &|file| places::has_extension(file, "rs"))? {
        let source = fs::read_to_string(&file)?;
        let used = source.match_indices(prefix).filter_map(|(at, _)| {
            source
                .get(at.checked_add(prefix.len())?..)?
                .get(..3)?
                .parse::<u32>()
                .ok()
        });
        last = used.fold(last, u32::max);
    }
    let code = format!("{prefix}{:03}", last.saturating_add(1));
    let kebab = name.replace('_', "-");
    let camel: String = name.split(['_', '-']).map(capital).collect();
    let base = format!("crates/detect/src/{medium}/{}", name.replace('-', "_"));
    let file = name.replace('-', "_");
    let rule = format!(
        "static RULE: Rule = Rule {{\n    code: \"{code}\",\n    name: \"{kebab}\",\n    severity: Severity::Hint,\n    \
         page: include_str!(\"{file}.md\"),\n    languages: &[\"nb\", \"nn\", \"sv\"],\n    parameters: &[],\n}};\n"
    );
    let title = capital(&name.replace(['_', '-'], " "));
    let rule_of = "    fn rule(&self) -> &'static Rule {\n        &RULE\n    }\n";
    let source = if medium == "text" {
        format!(
            "//! {title}.\n\nuse super::{{Report, TextDetector, View}};\nuse crate::{{Confidence, Rule, Severity}};\n\n/// See \
             `{file}.md`.\npub struct {camel};\n\n{rule}\nimpl TextDetector for {camel} {{\n{rule_of}\n    \
             fn words(&self) -> &'static [&'static str] {{\n        &[include_str!(\"{file}.words\")]\n    }}\n\n    \
             fn find(&self, view: &View<'_>, report: &mut Report<'_>) {{\n        for hit in view.hits() {{\n            \
             report.add(&RULE, hit.span, Confidence::Low);\n        }}\n    }}\n}}\n"
        )
    } else {
        format!(
            "//! {title}.\n\nuse super::{{MediaDetector, Seen}};\nuse crate::{{Finding, Rule, Severity}};\n\n/// See \
             `{file}.md`.\npub struct {camel};\n\n{rule}\nimpl MediaDetector for {camel} {{\n{rule_of}}}\n"
        )
    };
    let cases = |kind: &str| {
        ["nb", "nn", "sv"]
            .map(|language| format!("```{kind} {language}\n```\n"))
            .concat()
    };
    let spec = format!(
        "# {code} {kebab}\n\nSeverity: hint. Confidence: low. Languages: nb, nn, sv.\n\n{}{}",
        cases("found"),
        cases("near-miss")
    );
    println!(
        "Then: the cases; `mod` and the list DETECTORS in crates/detect/src/{medium}.rs; a line in crates/detect/codes.lock; finding-{kebab} \
         and reason-{kebab} in every locale; cargo xtask tidy --write"
    );
    let mut files = vec![(format!("{base}.rs"), source), (format!("{base}.md"), spec)];
    if medium == "text" {
        files.push((
            format!("{base}.words"),
            "# languages: word or phrase | kind strength = what to write instead\n".to_owned(),
        ));
    }
    Ok(files)
}

fn migration(root: &Path, name: &str) -> Result<Vec<File>> {
    let number = next(&root.join("crates/store-sql/migrations/sqlite"), "sql")?;
    let file = |database: &str| {
        let path = format!(
            "crates/store-sql/migrations/{database}/{number}_{}.sql",
            name.replace('-', "_")
        );
        (
            path,
            format!(
                "-- {}: the same columns and names on both databases.\n",
                capital(&name.replace(['_', '-'], " "))
            ),
        )
    };
    Ok(vec![file("sqlite"), file("postgres")])
}

fn adr(root: &Path, name: &str) -> Result<Vec<File>> {
    let number = next(&root.join("docs/adr"), "md")?;
    let title = capital(&name.replace(['_', '-'], " "));
    let text =
        format!("# {number} {title}\n\nStatus: proposed\n\n## Context\n\n## Decision\n\n## Consequences\n");
    Ok(vec![(
        format!("docs/adr/{number}-{}.md", name.replace('_', "-")),
        text,
    )])
}

fn locale_area(area: &str) -> Vec<File> {
    ["nb", "nn", "sv", "en"]
        .map(|locale| {
            let text = format!(
                "### {}: the same messages with the same variables in every locale.\n",
                capital(area)
            );
            (format!("crates/web/locales/{locale}/{area}.ftl"), text)
        })
        .to_vec()
}

fn page(area: &str, verb: &str) -> Vec<File> {
    let source = format!(
        "//! {} {}: reads the request, makes one `flow` call, renders `{area}/{verb}.html`.\n",
        capital(area),
        verb.replace('_', " ")
    );
    let template = format!(
        "{{% extends \"base.html\" %}}\n{{% block title %}}{{{{ t(\"{area}-{verb}-title\") }}}}{{% endblock %}}\n\
         {{% block main %}}\n<h1>{{{{ t(\"{area}-{verb}-title\") }}}}</h1>\n{{% endblock %}}\n"
    );
    println!(
        "Then: `mod` in the area's mod.rs; the route with its authorisation; a line in the table of routes and roles; the title in every locale"
    );
    vec![
        (format!("crates/web/src/pages/{area}/{verb}.rs"), source),
        (format!("crates/web/templates/{area}/{verb}.html"), template),
    ]
}

/// The number after the highest in the folder, with four digits.
fn next(folder: &Path, extension: &str) -> Result<String> {
    let files = places::files(folder, &|file| places::has_extension(file, extension))?;
    let last = files
        .iter()
        .filter_map(|file| file.file_name()?.to_str()?.get(..4)?.parse::<u32>().ok())
        .max();
    Ok(format!("{:04}", last.unwrap_or(0).saturating_add(1)))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(kind: &str, name: &str) -> Result<Vec<String>> {
        Ok(plan(&places::root()?, kind, name)?
            .into_iter()
            .map(|(file, _)| file)
            .collect())
    }

    #[test]
    fn a_migration_and_a_locale_area_come_for_all_databases_and_locales() {
        let files = names("migration", "add_places").unwrap();
        assert!(
            files.iter().all(|file| file.ends_with("_add_places.sql")) && files.len() == 2,
            "{files:?}"
        );
        assert_eq!(names("locale-area", "inbox").unwrap().len(), 4);
    }

    #[test]
    fn a_decision_gets_the_next_number() {
        let files = names("adr", "why-so").unwrap();
        assert!(files.iter().all(|file| file.ends_with("-why-so.md")), "{files:?}");
        assert!(!places::root().unwrap().join(files.first().unwrap()).exists());
    }

    #[test]
    fn names_that_would_leave_their_folder_are_refused() {
        assert!(names("page", "../etc/passwd").is_err());
        assert!(names("page", "inbox").is_err());
        assert!(names("planet", "mars").is_err());
    }
}
