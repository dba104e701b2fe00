//! Every lint rule: its spec's cases, its page, its place.

use model::Locale;
use rulebook::Rulebook;
use rulebook::lint::{Severity, lint, rules};
use std::path::Path;
use toml::{Table, Value};

const TODAY: &str = "2026-11-22";

const PACK: &str = r#"
id = "test"
version = "1"
format = 1
lang = "nb"
title = { nb = "a", nn = "a", sv = "a", en = "a" }
jurisdiction = "NO"
"#;

const CLAUSE: &str = r#"
id = "one"
section = "1"
title = { nb = "a", nn = "a", sv = "a", en = "a" }
says = { nb = "Slik er det.", en = "So it is." }
modality = "must"
binds = { capacity = "official" }
applies_to = ["post.submit"]
status = "automated"
waiver = { allowed_by = ["director"] }
effect = { kind = "gate", on_fail = "block" }
explain = { why = { nb = "a", nn = "a", sv = "a", en = "a" }, fix = { nb = "a", nn = "a", sv = "a", en = "a" } }
"#;

/// A pack of the one clause that a case describes.
fn files(case: &str) -> Vec<(String, String)> {
    let mut said: Table = toml::from_str(case).unwrap();
    let mut pack: Table = toml::from_str(PACK).unwrap();
    if let Some(Value::Table(more)) = said.remove("pack") {
        pack.extend(more);
    }
    let mut root = Table::from_iter([("pack".to_owned(), Value::Table(pack))]);
    root.extend(said.remove("params").map(|p| ("params".to_owned(), p)));
    let mut list = |key: &str| {
        let items = said.remove(key);
        items.map(|items| toml::to_string(&Table::from_iter([(key.to_owned(), items)])).unwrap())
    };
    let (scenarios, lessons) = (list("scenario"), list("lesson"));
    let mut clause: Table = toml::from_str(CLAUSE).unwrap();
    // A waiver would hide what the rule on waivers looks for.
    if said.contains_key("modality") && !said.contains_key("waiver") {
        clause.remove("waiver");
    }
    clause.extend(said);
    let kind = clause["effect"]["kind"].as_str().unwrap().to_owned();
    if kind == "gate" && !clause.contains_key("require") {
        clause.insert("require".into(), "post.has_media".into());
    }
    let clauses = Table::from_iter([("clause".to_owned(), Value::Array(vec![Value::Table(clause)]))]);
    let mut files = vec![
        ("packs/test/pack.toml".to_owned(), toml::to_string(&root).unwrap()),
        (
            "packs/test/clauses/a.toml".to_owned(),
            toml::to_string(&clauses).unwrap(),
        ),
    ];
    files.extend(scenarios.map(|text| ("packs/test/tests/a.toml".to_owned(), text)));
    files.extend(lessons.map(|text| ("packs/test/lessons/a.toml".to_owned(), text)));
    files
}

fn codes(case: &str) -> Result<Vec<&'static str>, String> {
    let files = files(case);
    let book = Rulebook::load(&files, "test").map_err(|p| {
        format!(
            "{p:#?}
{}",
            files[1].1
        )
    })?;
    Ok(lint(&book, &files, TODAY).into_iter().map(|l| l.code).collect())
}

#[test]
fn every_spec_holds_its_cases() {
    let mut faults = Vec::new();
    for rule in rules() {
        let mut count = [0, 0];
        for block in rule.page.split("\n```").skip(1) {
            let Some((kind, case)) = block.split_once('\n') else {
                continue;
            };
            let wanted = match kind {
                "found" => true,
                "not-found" => false,
                _ => continue,
            };
            count[usize::from(wanted)] += 1;
            match codes(case) {
                Ok(codes) if codes.contains(&rule.code) == wanted => {}
                other => faults.push(format!("{} {kind}:\n{case}\n{other:?}", rule.code)),
            }
        }
        assert!(
            count.iter().all(|n| *n > 0),
            "{} needs cases of both kinds",
            rule.code
        );
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn pages_begin_with_code_and_name_and_state_the_severity() {
    for (number, rule) in (1..).zip(rules()) {
        assert_eq!(rule.code, format!("LNT{number:03}"));
        assert!(
            rule.page.starts_with(&format!("# {} {}\n", rule.code, rule.name)),
            "{}",
            rule.code
        );
        assert!(
            rule.page
                .contains(&format!("Severity: {}.", rule.severity.as_str())),
            "{}",
            rule.code
        );
    }
}

/// `RETTESNOR_WRITE=1 cargo test -p rettesnor-rulebook` writes the pages anew.
#[test]
fn committed_pages_are_the_specs() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules/lint");
    for rule in rules() {
        let path = folder.join(format!("{}.md", rule.code));
        if std::env::var_os("RETTESNOR_WRITE").is_some() {
            std::fs::write(&path, rule.page).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == rule.page,
            "{} is not its spec; RETTESNOR_WRITE=1 writes it",
            path.display()
        );
    }
}

#[test]
fn every_rule_says_in_four_languages_what_it_found_and_what_mends_it() {
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/locales");
    for locale in Locale::ALL {
        let texts = std::fs::read_to_string(locales.join(locale.tag()).join("lint.ftl")).unwrap_or_default();
        for rule in rules() {
            for key in [format!("lint-{}", rule.name), format!("lint-{}-todo", rule.name)] {
                let there = texts.lines().any(|line| line.starts_with(&format!("{key} = ")));
                assert!(there, "{} lacks {key}", locale.tag());
            }
        }
    }
}

#[test]
fn findings_have_their_place_and_the_gravest_come_first() {
    let files = vec![
        ("packs/test/pack.toml".to_owned(), format!("[pack]{PACK}")),
        (
            "packs/test/clauses/a.toml".to_owned(),
            "[[clause]]".to_owned()
                + &CLAUSE
                    .replace("waiver", "require = \"post.has_media\"\n# waiver")
                    .replace("\"must\"", "\"may\""),
        ),
    ];
    let book = Rulebook::load(&files, "test").unwrap();
    let found = lint(&book, &files, TODAY);
    let blocks = found.iter().find(|l| l.name == "may-that-blocks").unwrap();
    assert_eq!(
        (
            blocks.file.as_str(),
            blocks.line,
            blocks.column,
            blocks.clause.as_str()
        ),
        ("packs/test/clauses/a.toml", 12, 37, "test/one")
    );
    assert!(found.is_sorted_by_key(|l| std::cmp::Reverse(l.severity)));
    assert_eq!(found[0].severity, Severity::Error);
}
