//! A text that is not in the document's own language.

use super::desk::Desk;
use super::{Lint, Rule, Severity};

/// See `language_missing.md`.
pub(super) static RULE: Rule = Rule {
    code: "LNT014",
    name: "language-missing",
    severity: Severity::Warning,
    page: include_str!("language_missing.md"),
    look,
};

fn look(desk: &Desk<'_>, out: &mut Vec<Lint>) {
    for sheet in &desk.sheets {
        for key in ["says", "evidence", "manual_reason"] {
            let texts = sheet.table.texts(key, false);
            if sheet.table.has(key) && !texts.0.contains_key(&desk.language) {
                out.push(sheet.lint(&RULE, key, format!("{key}.{}", desk.language.tag())));
            }
        }
    }
}
