//! `rettesnor pack list`.

use super::Desk;
use anyhow::Result;
use serde::Serialize;

#[derive(Serialize)]
struct Line {
    id: String,
    version: String,
    title: model::Texts,
    extends: Vec<String>,
    clauses: usize,
}

/// Names the packs; whether all of them load.
pub fn run(desk: &Desk) -> Result<bool> {
    let mut lines = Vec::new();
    let mut good = true;
    for id in desk.chosen(&[])? {
        let Some(book) = desk.load(&id) else {
            good = false;
            continue;
        };
        let mut packs = book.packs().into_iter();
        lines.push(Line {
            version: packs.next().map(|p| p.version).unwrap_or_default(),
            title: book.title(),
            extends: packs.map(|p| p.id).collect(),
            clauses: book.clauses().iter().filter(|c| c.pack == id).count(),
            id,
        });
    }
    if desk.json {
        desk.print_json(&lines)?;
        return Ok(good);
    }
    for line in lines {
        let mut said = desk.speech.say(
            "pack-line",
            &[
                ("id", &line.id),
                ("version", &line.version),
                ("title", line.title.get(desk.speech.locale)),
                ("clauses", &line.clauses.to_string()),
            ],
        );
        if !line.extends.is_empty() {
            let packs = line.extends.join(", ");
            let base = desk.speech.say("pack-builds-on", &[("packs", &packs)]);
            said.push_str(&format!(" ({base})"));
        }
        crate::commands::print(&said);
    }
    Ok(good)
}
