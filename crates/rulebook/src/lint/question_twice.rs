//! The same question under two names.

use super::desk::{Desk, place};
use super::words::plain;
use super::{Lint, Rule, Severity};

/// See `question_twice.md`.
pub(super) static RULE: Rule = Rule {
    code: "LNT015",
    name: "question-twice",
    severity: Severity::Warning,
    page: include_str!("question_twice.md"),
    look,
};

fn look(desk: &Desk<'_>, out: &mut Vec<Lint>) {
    let mut seen: Vec<(String, String)> = Vec::new();
    for sheet in &desk.sheets {
        for part in &sheet.parts {
            let questions = part.effect.tables("questions");
            let fields = ["name", "field"].map(|key| (key, &part.effect));
            let all = questions.iter().map(|q| ("name", q)).chain(fields);
            for (key, table) in all {
                if !table.has(key) || !table.has("label") {
                    continue;
                }
                let name = table.need(key);
                let label = plain(table.texts("label", false).get(desk.language));
                match seen.iter().find(|(_, other)| *other == label) {
                    Some((other, _)) if *other != name => {
                        out.push(place(
                            &RULE,
                            table,
                            key,
                            sheet.clause.id.clone(),
                            format!("{other}, {name}"),
                        ));
                    }
                    Some(_) => {}
                    None => seen.push((name, label)),
                }
            }
        }
    }
}
