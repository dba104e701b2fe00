//! `rettesnor pack lint`.

use super::Desk;
use crate::commands::print;
use anyhow::Result;
use rulebook::lint::{Lint, Severity, lint};
use std::collections::BTreeMap;

/// Says what is unwise or unlawful; whether there is no error.
pub fn run(desk: &Desk, named: &[String]) -> Result<bool> {
    let mut good = true;
    let mut all: BTreeMap<String, Vec<Lint>> = BTreeMap::new();
    for id in desk.chosen(named)? {
        let Some(book) = desk.load(&id) else {
            good = false;
            continue;
        };
        let found = lint(&book, &desk.files, &desk.day());
        good &= found.iter().all(|l| l.severity < Severity::Error);
        all.insert(id, found);
    }
    if desk.json {
        desk.print_json(&all)?;
        return Ok(good);
    }
    for (id, found) in &all {
        for l in found {
            print(&told(desk, l));
        }
        let count = |s: Severity| found.iter().filter(|l| l.severity == s).count().to_string();
        print(&desk.speech.say(
            "pack-linted",
            &[
                ("id", id),
                ("errors", &count(Severity::Error)),
                ("warnings", &count(Severity::Warning)),
                ("hints", &count(Severity::Hint)),
            ],
        ));
    }
    Ok(good)
}

fn told(desk: &Desk, l: &Lint) -> String {
    let places = [("detail", l.detail.as_str())];
    let what = desk.speech.say(&format!("lint-{}", l.name), &places);
    let todo = desk.speech.say(&format!("lint-{}-todo", l.name), &places);
    let severity = desk.speech.word("pack-severity", l.severity.as_str());
    let clause = if l.clause.is_empty() {
        String::new()
    } else {
        format!("{}: ", l.clause)
    };
    format!(
        "{}:{}:{}: {severity} {} {}: {clause}{what}\n    {todo}",
        l.file, l.line, l.column, l.code, l.name
    )
}
